"""Looks for dead links in the built site: pages, anchors, pictures and files that are named and are not there.

python docs/making/links.py SITE    SITE is what `mkdocs build` made; ends with 1 where a link is dead
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ROOT = "https://site.invalid/"


class _Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action") and value and tag not in ("base",):
                self.links.append(value)
            if name in ("id", "name") and value:
                self.anchors.add(value)


def dead_links(site: Path) -> Iterator[str]:
    """Each dead link, with the page that has it."""
    for path in sorted(site.rglob("*.html")):
        here = path.relative_to(site).as_posix().removesuffix("index.html")
        if here == "404.html":  # its links are from the root of the host
            continue
        for link in dict.fromkeys(_read(path).links):
            found = urlsplit(urljoin(ROOT + here, link))
            if found.netloc != urlsplit(ROOT).netloc:
                continue
            wrong = _wrong(site, unquote(found.path).lstrip("/"), unquote(found.fragment))
            if wrong:
                yield f"{here or 'the first page'}: {link}: {wrong}"


def _wrong(site: Path, path: str, anchor: str) -> str:
    target = site / path
    if target.is_dir():
        target = target / "index.html"
    if not target.is_file():
        return "there is no such page or file"
    if anchor and target.suffix == ".html" and anchor not in _read(target).anchors and anchor != "__codelineno":
        return "the page has no such anchor"
    return ""


@cache
def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def main() -> int:
    """Print what is dead; 1 where something is."""
    site = Path(sys.argv[1])
    found = list(dead_links(site))
    print(*found, sep="\n", end="\n" if found else "")
    said = "1 dead link" if len(found) == 1 else f"{len(found)} dead links"
    print(f"{said} in {sum(1 for _ in site.rglob('*.html'))} pages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
