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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape
from typing import Any, Final

import attrs
from mkdocs.exceptions import PluginError

from making.asking import page_styles
from making.bundle import bundles
from making.fetched import BROWSER, NotHadError, pyodide
from pcn_des.contract.files import span, years
from pcn_des.contract.role_names import names_of_roles, role_called
from pcn_des.contract.roles import reimbursable
from pcn_des.cost_areas import AREA_IN_WORDS
from pcn_des.display.colours import ACCENT, as_css
from pcn_des.examples.bundled import example_network, example_text
from pcn_des.wording import in_words

SWITCH: Final = "PCN_DES_DOCS_BROWSER"
FOLDER: Final = "in-browser"  # the sources are in docs/browser, which MkDocs leaves alone
EXAMPLE: Final = "riverside.toml"
THEME: Final = "theme.js"  # also of a page without the others
SCRIPTS: Final = (
    "amounts.js",
    "ask.js",
    "check.js",
    "dates.js",
    "lookups.js",
    "python.js",
    "question.js",
    "shown.js",
    THEME,
    "words.js",
    "worker.js",
)
_PLACEHOLDER: Final = re.compile(r"\{\{(\w+)\}\}")
Made = tuple[str, bytes]


@attrs.frozen(kw_only=True)
class Page:
    """What one of the pages says of itself, and which choices its forms offer."""

    title: str
    named: str  # in the menu
    description: str
    skip: str
    footer: str
    offers: tuple[str, ...]


PAGES: Final[Mapping[str, Page]] = {
    "ask": Page(
        title="Ask the contract",
        named="Ask",
        description="What England's primary care network contract says on a day: roles, services, money, claims, "
        "deadlines.",
        skip="To the answer",
        footer="Not an official document. What was decided between a network and its commissioner stands above what is "
        "said here.",
        offers=("known", "since", "first", "last", "roles", "years", "areas"),
    ),
    "check": Page(
        title="Check a network",
        named="Check a network",
        description="A primary care network's records held against the contract of a day, in the browser: nothing "
        "leaves the page.",
        skip="To the report",
        footer="The report shows what the records say. The commissioner decides what follows.",
        offers=("known", "first", "last"),
    ),
}


class CannotBuildError(PluginError):
    """The pages can't be built, which ends the build; says why, and how to build the site without them."""


def browser_files() -> Iterator[Made]:
    """Everything that the two pages are, by its path in the site.

    Raises:
        CannotBuildError: what they run on can't be fetched.
    """
    if os.environ.get(SWITCH, "").casefold() in ("no", "0", "off", "false"):
        for page in PAGES:
            yield f"{page}/index.html", _framed(page, _filled("absent.html"), policy=_policy(()))
        yield f"{FOLDER}/page.css", _style()
        yield f"{FOLDER}/{THEME}", (BROWSER / THEME).read_bytes()
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
    yield f"{FOLDER}/{EXAMPLE}", example_text().encode()
    yield from python
    policy = _policy(page_styles())
    choices = _choices()
    for page, said in PAGES.items():
        main = _filled(f"{page}.html", **{name: choices[name] for name in said.offers})
        yield f"{page}/index.html", _framed(page, main, policy, script=True)


def _python(folder: Any) -> Iterator[Made]:
    """Pyodide, the bundles, and the list of them with their sizes, for the progress bar."""
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    place = folder.name  # with the version, so that no browser mixes two
    for name in ("pyodide.mjs", "pyodide.asm.mjs"):
        yield f"{FOLDER}/{place}/{name}", (folder / name).read_bytes()
    made = bundles(folder)
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
    said = {"folder": place, "files": listed, "lock": {"info": lock["info"], "packages": {}}}
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
        "example": {"name": EXAMPLE, "day": str(example_network().example_as_of)},
    }
    return {
        "since": in_words(covered.since),
        "known": json.dumps(known).replace("<", "\\u003c"),
        "first": known["first"],
        "last": known["last"],
        "roles": "".join(f'<option value="{escape(str(role["title"]))}"></option>' for role in roles),
        "years": "".join(f"<option>{year}</option>" for year in reversed(known["years"])),
        "areas": "".join(
            f'<option value="{area}">{said[:1].upper()}{said[1:]}</option>' for area, said in AREA_IN_WORDS.items()
        ),
    }


def _framed(name: str, main: str, policy: str, *, script: bool = False) -> bytes:
    """A whole page: what both have around what is their own."""
    page = PAGES[name]
    links = [
        f'<a href="./" aria-current="page">{escape(other.named)}</a>'
        if other is page
        else f'<a href="../{at}/">{escape(other.named)}</a>'
        for at, other in PAGES.items()
    ]
    return _filled(
        "frame.html",
        policy=policy,
        title=escape(page.title),
        description=escape(page.description),
        script=f'<script type="module" src="../{FOLDER}/{name}.js"></script>' if script else "",
        skip=escape(page.skip),
        pages=" ".join([*links, '<a href="../explanation/browser/">How this works</a>']),
        main=main,
        footer=escape(page.footer),
        at=name,
    ).encode()


def _filled(name: str, **values: str) -> str:
    """A template with its values put in.

    Raises:
        CannotBuildError: a placeholder has no value, or a value no placeholder.
    """
    text = (BROWSER / name).read_text(encoding="utf-8")
    if differing := set(_PLACEHOLDER.findall(text)) ^ set(values):
        raise CannotBuildError(f"{name} and what fills it do not have the same names: {', '.join(sorted(differing))}")
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)


def _style() -> bytes:
    """The style sheet of the pages, with the colours of the library's own: as the system has it, or as was chosen."""
    light = f"{as_css('light')} --accent: {ACCENT.light}; --on-accent: #ffffff;"
    dark = f"{as_css('dark')} --accent: {ACCENT.dark}; --on-accent: #10201d;"
    colours = (
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root:not([data-scheme=light]) {{ {dark} }} }}\n"
        f"@media screen {{ :root[data-scheme=dark] {{ {dark} }} }}\n"
    )
    return (colours + (BROWSER / "page.css").read_text(encoding="utf-8")).encode()
