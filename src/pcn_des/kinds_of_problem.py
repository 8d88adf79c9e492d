"""Problems in words, each kind told once: one slip in a list of thousands is a line, with its first places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

FIRST_PLACES: Final = 3  # that are named where a problem is that of many; of so few each has its line
MOST_KINDS: Final = 40  # lines after which problems that differ only in the value that they name are one kind
# Not compiled here, for all of the package imports this module, and few ever have such a problem.
_COUNTED: Final = r"(?<=\[)[0-9]+(?=\])|(?<=!)[A-Z]{0,3}[0-9]+(:[0-9]+)?"  # posts[3].pay[2], Posts!C7
_COLUMN: Final = r"![A-Z]{1,3}(?=[0-9])"
_VALUE: Final = r"'[^']*'|[0-9]+"


def told_by_kind(problems: Iterable[str]) -> list[str]:
    """Each kind of problem once, in the order of the first: `posts[1], posts[2], posts[3] and 37 more: there is …`.

    A problem begins with its place. Problems of one kind are equal but for the numbers in it; where that leaves more
    lines than anybody reads, also but for the values that they name. Up to three of a kind are told one by one.
    """
    listed = list(problems)
    told = _told(listed, _equal)
    return told if len(told) <= MOST_KINDS else _told(listed, _alike)


def _told(problems: Sequence[str], kind_of: Callable[[str], tuple[str, str]]) -> list[str]:
    kinds: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        kinds.setdefault(kind_of(problem), []).append(problem)
    many = {kind: _together(same) for kind, same in kinds.items() if len(same) > FIRST_PLACES}
    told: list[str] = []
    for problem in problems:
        kind = kind_of(problem)
        if kind not in many:
            told.append(problem)
        elif many[kind]:
            told.append(many[kind])
            many[kind] = ""  # it is told
    return told


def _equal(problem: str) -> tuple[str, str]:
    place, _, text = problem.partition(": ")
    column = re.search(_COLUMN, place)
    return re.sub(_COUNTED, "", place) + (column[0] if column else ""), text


def _alike(problem: str) -> tuple[str, str]:
    place, text = _equal(problem)
    return place, re.sub(_VALUE, "", text)


def _together(same: Sequence[str]) -> str:
    places = [problem.partition(": ")[0] for problem in same]
    text = same[0].partition(": ")[2]
    more = f"{', '.join(places[:FIRST_PLACES])} and {len(same) - FIRST_PLACES:,} more"
    is_one = all(problem.partition(": ")[2] == text for problem in same)
    return f"{more}: {text}" if is_one else f"{more}; the first: {text}"
