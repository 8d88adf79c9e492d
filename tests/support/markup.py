"""Reads HTML for tests."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

_BESIDE = "()[]<>{}.,;:!?“”‘’\"'*=/|…"
_OF_A_DRAFT = re.compile(r"^<p><strong>DRAFT of \d{4}/\d{2}: [^<]+</strong></p>")


def below_the_draft_line(html: str) -> str:
    """HTML without the line that begins an answer from a draft of a contract year, where there is one."""
    return _OF_A_DRAFT.sub("", html)


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


class _InSight(HTMLParser):
    """What a page shows, also in what is to unfold; and the addresses of its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._styles = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._styles += tag == "style"
        self.parts += [" ", dict(attrs).get("href") or "", " "]

    def handle_endtag(self, tag: str) -> None:
        self._styles -= tag == "style"
        self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._styles:
            self.parts.append(data)


def words_in_sight(page: str) -> set[str]:
    """The words that a page shows."""
    return words_of("".join(_InSight(page).parts))


def words_of(text: str) -> set[str]:
    """The words, numbers and amounts of a text, whatever their case and what stands beside them."""
    return {word for each in text.lower().split() if any(map(str.isalnum, word := each.strip(_BESIDE)))}
