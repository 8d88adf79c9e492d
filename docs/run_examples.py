"""Runs the examples in the pages and compares what they print with what the pages show.

    python docs/run_examples.py                  check every page; exit with 1 where a page is out of date
    python docs/run_examples.py --write          put the output of today into the pages
    python docs/run_examples.py --data FOLDER    also the page that needs public files, which are in FOLDER

A page is run from top to bottom in a folder of its own: `python` blocks share their names, and of `sh` blocks the lines
with `pcn-des` are run. The `text` block after an example is its output. A comment between the two chooses from it:

    <!-- output: NOT MET; UNKNOWN [5] -->        the paragraphs that begin so, the second one cut to 5 lines
    <!-- output: 1 -->                           the first paragraph

`<!-- file: mine.toml -->` before a `toml` block puts it at the end of a file, a new one where there is none.
`<!-- change: mine.toml -->` before a `diff` block makes that change in a file. `<!-- needs: a.csv, b.csv -->` names the
files that a page needs in FOLDER.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FENCE = re.compile(r"^```(?P<kind>\w+)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CHOICE = re.compile(r"<!-- output: (?P<choice>.+?) -->")
WRITTEN = re.compile(r"<!-- file: (?P<file>.+?) -->\s*$")
CHANGE = re.compile(r"<!-- change: (?P<file>.+?) -->\s*$")
NEEDS = re.compile(r"<!-- needs: (?P<files>.+?) -->")
CUT = re.compile(r"(?P<start>.*?)(?: \[(?P<lines>\d+)\])?")
GAP = "…"


def main() -> int:
    """Check or write every page; 1 if one is out of date or fails."""
    parser = argparse.ArgumentParser(description="Run the examples of the documentation.")
    parser.add_argument("--write", action="store_true", help="put the output of today into the pages")
    parser.add_argument("--data", type=Path, help="folder with the public files that some pages need")
    parser.add_argument("pages", nargs="*", type=Path, help="pages to run; default: all")
    options = parser.parse_args()
    failed = 0
    for page in options.pages or sorted(FOLDER.rglob("*.md")):
        before = page.read_text(encoding="utf-8")
        needs = NEEDS.search(before)
        name = page.resolve().relative_to(FOLDER)
        if needs and not options.data:
            print(name, "skipped: needs", needs["files"])
            continue
        files = [options.data / file.strip() for file in needs["files"].split(",")] if needs else []
        try:
            after = _run(before, [file.absolute() for file in files])
        except Exception:
            failed += 1
            print(name, "FAILED", traceback.format_exc(), sep="\n")
            continue
        if after == before:
            print(name, "ok")
        elif options.write:
            page.write_text(after, encoding="utf-8")
            print(name, "written")
        else:
            failed += 1
            lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "page", "today", lineterm="", n=1)
            print(name, "OUT OF DATE", *lines, sep="\n")
    return 1 if failed else 0


def _run(page: str, files: list[Path]) -> str:
    """The page with the output of today."""
    names: dict[str, Any] = {"__name__": "example"}
    parts: list[str] = []
    output, place = "", 0
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for file in files:
                Path(file.name).symlink_to(file)
            for block in FENCE.finditer(page):
                between = page[place : block.start()]
                parts.append(between)
                shown = block.group()
                if block["kind"] == "python":
                    output = _python(block["body"], names)
                elif block["kind"] == "sh":
                    output = _shell(block["body"])
                elif block["kind"] == "toml" and (written := WRITTEN.search(between)):
                    with Path(written["file"]).open("a", encoding="utf-8") as file:
                        file.write(block["body"])
                elif block["kind"] == "diff" and (change := CHANGE.search(between)):
                    _change(Path(change["file"]), block["body"])
                elif block["kind"] == "text":
                    choice = CHOICE.search(between)
                    chosen = _chosen(output, choice["choice"]) if choice else output.strip("\n")
                    shown = f"```text\n{chosen}\n```"
                parts.append(shown)
                place = block.end()
        finally:
            os.chdir(home)
    return "".join(parts) + page[place:]


def _python(code: str, names: dict[str, Any]) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "<example>", "exec"), names)
    return printed.getvalue()


def _shell(lines: str) -> str:
    """What the `pcn-des` lines print; other lines (installing, making an environment) are not run."""
    printed = ""
    for line in lines.replace("\\\n", " ").splitlines():
        if line.startswith("pcn-des "):
            command = [sys.executable, "-m", "pcn_des.cli", *shlex.split(line, comments=True)[1:]]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if "Traceback" in done.stderr:
                raise RuntimeError(f"{line}\n{done.stderr}")
            printed += done.stderr.replace("python -m pcn_des.cli", "pcn-des") + done.stdout
    return printed


def _change(file: Path, diff: str) -> None:
    old = "\n".join(line[1:] for line in diff.splitlines() if line[:1] in "- ")
    new = "\n".join(line[1:] for line in diff.splitlines() if line[:1] in "+ ")
    text = file.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{file} has {text.count(old)} times, not once:\n{old}")
    file.write_text(text.replace(old, new), encoding="utf-8")


def _chosen(output: str, choice: str) -> str:
    """The chosen paragraphs of an output, with a mark where something is left out."""
    paragraphs = re.split(r"\n\s*\n", output.strip("\n"))
    wanted = list(_wanted(paragraphs, choice))
    parts: list[str] = []
    last = wanted[0][0] - 1  # an excerpt from the middle needs no marks around it
    for number, lines in wanted:
        if number > last + 1:
            parts.append(GAP)
        whole = paragraphs[number].splitlines()
        cut = lines is not None and lines < len(whole)
        parts.append("\n".join([*whole[:lines], f"  {GAP}"] if cut else whole))
        last = number
    if wanted[0][0] == 0 and last < len(paragraphs) - 1:
        parts.append(GAP)
    return "\n\n".join(parts)


def _wanted(paragraphs: list[str], choice: str) -> Iterator[tuple[int, int | None]]:
    for part in choice.split(";"):
        match = CUT.fullmatch(part.strip())
        assert match
        start, lines = match["start"], int(match["lines"]) if match["lines"] else None
        if start.isdigit():
            yield int(start) - 1, lines
            continue
        found = [number for number, text in enumerate(paragraphs) if text.startswith(start)]
        if not found:
            raise ValueError(f"no paragraph of the output begins with '{start}':\n{chr(10).join(paragraphs)}")
        yield found[0], lines


if __name__ == "__main__":
    sys.exit(main())
