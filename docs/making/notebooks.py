"""The notebooks as pages: what is written and what was run, with the outputs that the file has."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, Final

from making.markup import front

FOLDER: Final = Path(__file__).parents[1] / "notebooks"
FIRST_HEADING: Final = re.compile(r"^# (.+)$", re.MULTILINE)
_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")


def notebook_files() -> Iterator[tuple[str, str | bytes]]:
    """The page of each notebook, its pictures, and the notebook itself to take away."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        raw = path.read_text(encoding="utf-8")
        page, pictures = notebook_page(path.stem, json.loads(raw))
        yield f"notebooks/{path.stem}.md", page
        yield f"notebooks/files/{path.name}", raw
        for name, content in pictures.items():
            yield f"notebooks/{name}", content


def notebook_page(name: str, notebook: dict[str, Any]) -> tuple[str, dict[str, bytes]]:
    """A notebook as Markdown, and its pictures by the name of their file."""
    pictures: dict[str, bytes] = {}
    parts = []
    for number, cell in enumerate(notebook["cells"]):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
        elif source.strip():
            parts.append(f"```python\n{source}\n```")
            for place, output in enumerate(cell.get("outputs", ())):
                told = cell["metadata"].get("alt", "")
                parts.append(_output(output, f"{name}-{number}-{place}", told, pictures))
    titled = next((found[1] for part in parts if (found := FIRST_HEADING.search(part))), name.replace("_", " "))
    take = f"This page is a notebook with what it printed. [Take the notebook](../files/{name}.ipynb) to run it."
    return "\n\n".join([front(titled), *_after_heading(parts, take)]) + "\n", pictures


def _after_heading(parts: list[str], said: str) -> list[str]:
    """The parts, with a sentence below the first heading."""
    first, *rest = parts
    heading, _, below = first.partition("\n")
    return [heading, f'<p class="note">{_linked(said)}</p>', below.strip(), *rest]


def _linked(said: str) -> str:
    return re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', said)


def _output(output: dict[str, Any], name: str, told: str, pictures: dict[str, bytes]) -> str:
    """What a cell printed or showed: the richest of its forms that a page can have.

    `told` is what a picture shows, in words: the `alt` in the cell's metadata.
    """
    if output["output_type"] == "stream":
        return _block("".join(output["text"]))
    data = output.get("data", {})
    if "image/png" in data:
        pictures[f"{name}.png"] = base64.b64decode("".join(data["image/png"]))
        return f'<img src="../{name}.png" alt="{escape(told or "A chart", quote=True)}">'
    if "text/html" in data:
        html = re.sub(r"\n\s*\n", "\n", "".join(data["text/html"]))
        return f'<div class="notebook-output scroll" tabindex="0" role="region" aria-label="Output">{html}</div>'
    return _block("".join(data.get("text/plain", "")))


def _block(printed: str) -> str:
    said = escape(_COLOURS.sub("", printed).rstrip("\n"), quote=False)
    return f'<pre class="printed" tabindex="0">{said.replace(chr(10) * 2, chr(10) + "&#10;")}</pre>' if said else ""
