"""Which entries of the contract are wanted: those of an area, those of a section, those that have a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import attrs

from pcn_des.arguments import a_text
from pcn_des.contract.entries import key_in_words
from pcn_des.contract.files import area_titles
from pcn_des.contract.keys import BY_AREA
from pcn_des.errors import UnknownNameError
from pcn_des.folding import folded

CHOSEN_FROM: Final = ("services", "terms", "obligations", "roles", "payments", "indicators", "windows")


def area_of(section: str, key: str) -> str:
    """The area that an entry belongs to: the first part of its key, or its section where keys have none."""
    return key.split(".")[0] if section in BY_AREA else section


def area_title(area: str) -> str:
    """The title of an area, as people say it; its key in words where it has none."""
    return area_titles().get(area) or key_in_words(area)


def _plain(name: str) -> str:
    """A name of the data, however somebody writes it: `Enhanced Access` is `enhanced_access`."""
    return "_".join(re.findall(r"[^\W_]+", name.casefold()))


def _area(name: str | None) -> str | None:
    return None if name is None else _plain(a_text(name, "area"))


def _section(name: str | None) -> str | None:
    return None if name is None else _plain(a_text(name, "section"))


def _search(text: str | None) -> str:
    return "" if text is None else folded(a_text(text, "search"))


@attrs.frozen
class Choice:
    """Which entries are wanted; what is left out does not count.

    `area` is the first part of keys, or `roles`, `indicators`, `windows`; `section` is the kind of entry, such as
    `terms`; `search` is a word or words, in whatever letters, that stand in the key, the title or what an entry says.

    Raises:
        UnknownNameError: an area or a section that there is not; the message offers the nearest.
        WrongTypeError: one of them is no text.
    """

    area: str | None = attrs.field(default=None, converter=_area)
    section: str | None = attrs.field(default=None, converter=_section)
    search: str = attrs.field(default="", converter=_search)

    def __attrs_post_init__(self) -> None:
        if self.area is not None and self.area not in area_titles():
            raise UnknownNameError("area", self.area, area_titles())
        if self.section is not None and self.section not in CHOSEN_FROM:
            raise UnknownNameError("section", self.section, CHOSEN_FROM)

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.area is None and self.section is None and not self.search

    @property
    def in_words(self) -> str:
        """What was chosen, for a heading: `obligations of Enhanced access with "minutes"`; empty where all is."""
        if self.is_all:
            return ""
        of = f" of {area_title(self.area)}" if self.area else ""
        having = f' with "{self.search}"' if self.search else ""
        return f"{self.section or 'entries'}{of}{having}"

    def takes(self, section: str, key: str, words: Iterable[str]) -> bool:
        """Whether an entry is wanted; `words` are its title and what it says."""
        if self.section is not None and section != self.section:
            return False
        if self.area is not None and area_of(section, key) != self.area:
            return False
        return not self.search or any(self.search in folded(text) for text in (key, *words))
