"""Titles as they lead to something: one that several things have says what it is of, one of a year is over no other.

A key without a title is words.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from pcn_des.contract.areas import area_of, area_title
from pcn_des.contract.entries import Entry, Term, words_of
from pcn_des.contract.files import every_key, every_title, title_of
from pcn_des.contract.sections import SECTIONS
from pcn_des.wording import MONTHS

_TIMES: Final = frozenset({*MONTHS, "winter", "spring", "summer", "autumn"})
_OPEN: Final = frozenset({"for", "of", "in", "to", "by"})  # after these a title does not end
_OF_A_STREAM: Final = re.compile(r"\w+\.(\w*rate|national_total)")  # keys of terms that are titled as if it were said


def full_title(section: str, key: str, title: str = "") -> str:
    """The title of a key, or one that it had in some year: `Core PCN funding: yearly rate`, for others have a rate too.

    Of an indicator that shares its title, its code; of a key that never had a title, its words.
    """
    if not every_title(section).get(key):
        return f"Indicator {key}" if section == "indicators" else _key_in_words(section, key)
    said = title or heading(section, key)
    area = area_of(section, key)
    is_shared = (section, said.casefold()) in _shared()
    if section == "indicators":
        return f"{said} ({key})" if is_shared else said
    is_stream = section == "terms" and area in every_key("payments")
    if is_shared or (is_stream and _OF_A_STREAM.fullmatch(key)):
        return f"{title_of('payments', area) if is_stream else area_title(area)}: {said[:1].lower()}{said[1:]}"
    return said


@cache
def heading(section: str, key: str) -> str:
    """The title of a key that is true of every version: the last, unless the titles name different times.

    Then it is the words that they share, with the days of each where only these differ: `Rate` over one for April to
    September 2020 and one for winter 2021/22, and `the payment of 19 or 20 July`.
    """
    titles = [title.split() for title in every_title(section).get(key, ())]
    if len({frozenset(filter(_is_time, words)) for words in titles}) < 2:
        return title_of(section, key)
    if len(set(map(len, titles))) == 1:
        places = [tuple(dict.fromkeys(words)) for words in zip(*titles, strict=True)]
        if all(len(words) == 1 or all(map(_is_time, words)) for words in places):
            return " ".join(" or ".join(words) for words in places)
    others = [{word.casefold() for word in words} for words in titles]
    shared = [word for word in titles[-1] if all(word.casefold() in words for words in others)]
    while shared and shared[-1] in _OPEN:
        shared.pop()
    said = " ".join(shared) or words_of(key.rpartition(".")[2])
    return said[:1].upper() + said[1:]


def own_title(section: str, entry: Entry) -> str:
    """The title of a version where the heading over it is of no single one of them; empty elsewhere."""
    is_of_all = heading(section, entry.key) in every_title(section).get(entry.key, ())
    return "" if is_of_all or (isinstance(entry, Term) and not entry.is_entered) else entry.title


def _is_time(word: str) -> bool:
    return word in _TIMES or word[:1].isdigit()


def _key_in_words(section: str, key: str) -> str:
    """The words of a key; of one of a role, after the title of the role."""
    role, _, rest = key.removeprefix("arrs.").partition(".")
    if key.startswith("arrs.") and rest:
        of = title_of("roles", role) if role in every_key("roles") else "ARRS"
        return f"{of}: {words_of(rest)}"
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
