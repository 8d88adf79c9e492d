"""The pages *Ask* and *Check*, which run the library in the browser, and the files that they run on.

They stand at `ask/` and `check/`, pages of their own without the theme. `PCN_DES_DOCS_BROWSER=no` builds the site
without them; the two pages then say so.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from typing import Any, Final

from mkdocs.exceptions import PluginError

from making.asking import page_styles
from making.bundle import bundles
from making.fetched import BROWSER, NotHadError, pyodide
from pcn_des.contract.files import span, years
from pcn_des.contract.role_names import names_of_roles, role_called
from pcn_des.contract.roles import reimbursable
from pcn_des.cost_areas import AREAS
from pcn_des.display.colours import NAMES

SWITCH: Final = "PCN_DES_DOCS_BROWSER"
PAGES: Final = ("ask", "check")
FOLDER: Final = "in-browser"  # the sources are in docs/browser, which MkDocs leaves alone
SCRIPTS: Final = ("ask.js", "check.js", "lookups.js", "python.js", "question.js", "shown.js", "words.js", "worker.js")
Made = tuple[str, bytes]


class CannotBuildError(PluginError):
    """The pages can't be built, which ends the build; says why, and how to build the site without them."""


def browser_files() -> Iterator[Made]:
    """Everything that the two pages are, by its path in the site.

    Raises:
        CannotBuildError: what they run on can't be fetched.
    """
    if os.environ.get(SWITCH, "").casefold() in ("no", "0", "off", "false"):
        for page in PAGES:
            yield f"{page}/index.html", _filled("absent.html", title=page.capitalize()).encode()
        yield f"{FOLDER}/page.css", _style()
        return
    try:
        python = list(_python(pyodide()))
    except NotHadError as error:
        raise CannotBuildError(
            f"The pages Ask and Check can't be built: {error}. Build once where the network can be reached (what is "
            f"fetched is kept), or build the site without these pages: {SWITCH}=no mkdocs build"
        ) from None
    yield f"{FOLDER}/page.css", _style()
    for name in SCRIPTS:
        yield f"{FOLDER}/{name}", (BROWSER / name).read_bytes()
    yield from python
    policy = _policy(page_styles())
    for page in PAGES:
        yield f"{page}/index.html", _filled(f"{page}.html", policy=policy, **_choices()).encode()


def _python(folder: Any) -> Iterator[Made]:
    """Pyodide, the bundles, and the list of them with their sizes, for the progress bar."""
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    place = folder.name  # with the version, so that no browser mixes two
    for name in ("pyodide.mjs", "pyodide.asm.mjs"):
        yield f"{FOLDER}/{place}/{name}", (folder / name).read_bytes()
    made, code = bundles(folder)
    listed: dict[str, dict[str, Any]] = {}
    packed = {
        "pyodide.asm.wasm": (folder / "pyodide.asm.wasm").read_bytes(),
        "python_stdlib.zip": made["stdlib.zip"],
        "app.zip": made["app.zip"],
        "workbook.zip": made["workbook.zip"],
    }
    for name, content in packed.items():
        small = _packed(content)
        path = f"{place}/{name}.{hashlib.sha256(small).hexdigest()[:10]}.packed"
        listed[name] = {"path": path, "bytes": len(small)} | ({"later": True} if name == "workbook.zip" else {})
        yield f"{FOLDER}/{path}", small
    said = {"folder": place, "code": code, "files": listed, "lock": {"info": lock["info"], "packages": {}}}
    yield f"{FOLDER}/files.json", json.dumps(said).encode()


@cache
def _packed(content: bytes) -> bytes:
    """A file as it is sent, whatever the server does; `mkdocs serve` asks for the same ones again and again."""
    return gzip.compress(content, 9, mtime=0)


def _policy(styles: Iterable[str]) -> str:
    """The content security policy: this site's own files and nothing else; of styles in answers, the library's own."""
    digests = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    hashed = " ".join(f"'sha256-{digest}'" for digest in sorted(digests))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            f"style-src 'self' {hashed}",
            "img-src data:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _choices() -> dict[str, str]:
    """What the forms offer: roles by their names, years, areas, the days that the data cover."""
    covered = span()
    titles: dict[str, list[str]] = {}
    for name in names_of_roles():
        titles.setdefault(role_called(name), []).append(name)
    roles = [
        {"key": key, "title": reimbursable(key, covered.since).title, "names": names} for key, names in titles.items()
    ]
    roles.sort(key=lambda role: str(role["title"]))
    known: dict[str, Any] = {
        "roles": roles,
        "years": [str(year) for year in years()],
        "first": str(covered.since),
        "last": str(covered.until or years()[-1].last_day),
    }
    return {
        "known": json.dumps(known).replace("<", "\\u003c"),
        "first": known["first"],
        "last": known["last"],
        "roles": "".join(f'<option value="{escape(str(role["title"]))}"></option>' for role in roles),
        "years": "".join(f"<option>{year}</option>" for year in reversed(known["years"])),
        "areas": "".join(
            f'<option value="{area}">{area.replace("_", " ").capitalize().replace("london", "London")}</option>'
            for area in AREAS
        ),
    }


def _filled(name: str, **values: str) -> str:
    """A page with its values put in; a name that has none, or the other way round, stops the build."""
    text = (BROWSER / name).read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], text)


def _style() -> bytes:
    """The style sheet of the pages, with the colours of the library's own."""
    light, dark = (
        " ".join(f"--{name}: {getattr(colour, kind)};" for name, colour in NAMES.items()) for kind in ("light", "dark")
    )
    colours = (
        f":root {{ color-scheme: light; {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ color-scheme: dark; {dark} }} }}\n"
    )
    return (colours + (BROWSER / "page.css").read_text(encoding="utf-8")).encode()
