"""Titles as they lead to something: one that several things have says what it is of, and a key without one is words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.files import every_key, every_title, title_of
from pcn_des.contract.sections import SECTIONS

_SHORT: Final = re.compile(r"\b(arrs|cvd|gp|iif|ods|pcn|vat)\b", re.IGNORECASE)
_OF_A_STREAM: Final = re.compile(r"\w+\.(\w*rate|national_total)")  # keys of terms that are titled as if it were said


def full_title(section: str, key: str, title: str = "") -> str:
    """The title of a key, or one that it had in some year: `Core PCN funding: yearly rate`, for others have a rate too.

    Of an indicator that shares its title, its code; of a key that never had a title, its words.
    """
    if not every_title(section).get(key):
        return f"Indicator {key}" if section == "indicators" else _SHORT.sub(_capitals, _key_in_words(section, key))
    said = title or title_of(section, key)
    area = area_of(section, key)
    is_shared = (section, said.casefold()) in _shared()
    if section == "indicators":
        return f"{said} ({key})" if is_shared else said
    is_stream = section == "terms" and area in every_key("payments")
    if is_shared or (is_stream and _OF_A_STREAM.fullmatch(key)):
        return f"{title_of('payments', area) if is_stream else area_title(area)}: {said[:1].lower()}{said[1:]}"
    return said


def _key_in_words(section: str, key: str) -> str:
    """The words of a key; of one of a role, after the title of the role."""
    role, _, rest = key.removeprefix("arrs.").partition(".")
    if key.startswith("arrs.") and rest:
        of = title_of("roles", role) if role in every_key("roles") else "ARRS"
        return f"{of}: {rest.replace('.', ': ').replace('_', ' ')}"
    return title_of(section, key)


@cache
def _shared() -> frozenset[tuple[str, str]]:
    """The titles that more than one key of a section has had, in whatever year."""
    counted = Counter(
        (section, title)
        for section in SECTIONS
        for titles in every_title(section).values()
        for title in {title.casefold() for title in titles}
    )
    return frozenset(one for one, count in counted.items() if count > 1)


def _capitals(word: re.Match[str]) -> str:
    return word[0].upper()
