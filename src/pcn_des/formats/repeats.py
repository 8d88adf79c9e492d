"""Rows that stand in a file twice: used once where they agree, and not at all where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from pcn_des.formats.reading import Problem

Made = TypeVar("Made")


def once_each(
    rows: Iterable[Made],
    file: str,
    column: str,
    *,
    thing: str,
    says: str,
    key: Callable[[Made], Hashable],
    shown: Callable[[Made], str],
    saying: Callable[[Made], Hashable],
) -> tuple[tuple[Made, ...], tuple[Problem, ...]]:
    """The rows with each `thing` once: repeated ones that say the same are used once, others not at all.

    `key` tells things apart, `saying` is what must agree, and messages use the words `thing` and `says`.
    """
    of_key: dict[Hashable, list[Made]] = defaultdict(list)
    for row in rows:
        of_key[key(row)].append(row)
    kept: list[Made] = []
    problems: list[Problem] = []
    for same in of_key.values():
        agree = len(same) == 1 or len({saying(row) for row in same}) == 1
        if agree:
            kept.append(same[0])
        fate = f"the {says} agree and are used once" if agree else f"the {says} differ and none is used"
        problems += [
            Problem(
                file=file,
                row=_number(row),
                column=column,
                value=shown(row),
                mend=f"row {_number(same[0])} has this {thing} already, {fate}; remove one of the two",
            )
            for row in same[1:]
        ]
    return tuple(kept), tuple(problems)


def dropped(made: Iterable[Made], kept: Iterable[Made], key: Callable[[Made], Hashable]) -> tuple[Made, ...]:
    """The rows of things that `once_each` did not keep at all: what they tell, nobody knows."""
    known = {key(row) for row in kept}
    return tuple(row for row in made if key(row) not in known)


def _number(row: Any) -> int:
    number: int = row.row
    return number
