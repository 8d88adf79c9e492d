"""Reads HTML for tests."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser


class Markup(HTMLParser):
    """The elements of a page, counted by name; an element that closes another is an error. Void ones never close."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: Counter[str] = Counter()
        self.heads: list[str | None] = []  # the scope of each heading of a table
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] += 1
        if tag == "th":
            self.heads.append(dict(attrs).get("scope"))
        if tag not in ("br", "meta"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
