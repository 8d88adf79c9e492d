"""What is left to do in a draft of a contract year: what is unconfirmed, not published yet, or not looked for yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import attrs

from pcn_des.contract.areas import area_of
from pcn_des.contract.carried import NOT_LOOKED, NOT_PUBLISHED, is_left
from pcn_des.contract.files import title_of
from pcn_des.contract.sections import SECTIONS
from pcn_des.contract.year import YearContract

UNCONFIRMED: Final = "unconfirmed"
WORDS_OF_LEFT: Final = {UNCONFIRMED: "to confirm", NOT_PUBLISHED: NOT_PUBLISHED, NOT_LOOKED: NOT_LOOKED}


@attrs.frozen
class Left:
    """One entry that is left: `why` is `unconfirmed`, `not published yet` or `not looked for yet`."""

    section: str
    key: str
    area: str
    title: str
    why: str

    @property
    def name(self) -> str:
        """The section and the key."""
        return f"{self.section}.{self.key}"


def left_in(contract: YearContract) -> tuple[Left, ...]:
    """Everything that is left in a year, in the order of its files."""
    return tuple(_unconfirmed(contract)) + tuple(_not_found(contract))


def by_area(left: tuple[Left, ...]) -> dict[str, Counter[str]]:
    """How much is left, by area and by why."""
    found: dict[str, Counter[str]] = {}
    for one in sorted(left, key=lambda one: one.area):
        found.setdefault(one.area, Counter())[one.why] += 1
    return found


def left_dict(left: tuple[Left, ...]) -> list[dict[str, Any]]:
    """What is left as plain values, ready for JSON."""
    return [attrs.asdict(one) for one in left]


def _unconfirmed(contract: YearContract) -> Iterator[Left]:
    for section in SECTIONS:
        for key, versions in getattr(contract, section).items():
            if any(version.unconfirmed for version in versions):
                yield Left(section, key, area_of(section, key), versions[0].title, UNCONFIRMED)


def _not_found(contract: YearContract) -> Iterator[Left]:
    for section in SECTIONS:
        for key, gaps in contract.missing[section].items():
            notes = [gap.note for gap in gaps if is_left(gap.note)]
            if notes and key not in getattr(contract, section):
                why = NOT_PUBLISHED if notes[0].startswith(NOT_PUBLISHED) else NOT_LOOKED
                yield Left(section, key, area_of(section, key), title_of(section, key), why)
