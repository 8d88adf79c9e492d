"""A table of facts as arrays: numbers, days, texts and answers to yes-or-no facts, each perhaps unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from pcn_des.engine.columns.codes import MET, Chosen, Codes, Mask, of_rows
from pcn_des.engine.columns.codes import UNKNOWN as UNKNOWN_CODE
from pcn_des.engine.columns.numbers import Numbers
from pcn_des.values import NEVER as NEVER_HAPPENED
from pcn_des.values import UNKNOWN, Unknown, range_of

EPOCH: Final = date.fromisoformat("1970-01-01").toordinal()  # from which Arrow counts days
NEVER_DAY: Final = date.max
"""The last of all days that stands in a table for what did not happen, where that is known."""


def number_of(day: date) -> int:
    """A day as tables count it, from 1 January 1970."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    """The day of a number that tables count with."""
    return date.fromordinal(int(number) + EPOCH)


NEVER: Final = number_of(NEVER_DAY)
FIRST_ROWS: Final = 3  # that an error tells of


@attrs.frozen(eq=False)
class Days:
    """A day a row, as a number; `known` is where it is. `NEVER` is the day of what did not happen."""

    on: int | NDArray[np.int32]
    known: Mask = True

    def rows(self, chosen: Chosen) -> Days:
        """The days of some rows."""
        return Days(of_rows(self.on, chosen), of_rows(self.known, chosen))


@attrs.frozen(eq=False)
class Texts:
    """A text a row, as its place among the `words` that there are; `known` is where there is one."""

    places: int | NDArray[np.int32]
    words: tuple[str, ...]
    known: Mask = True

    def rows(self, chosen: Chosen) -> Texts:
        """The texts of some rows."""
        return Texts(of_rows(self.places, chosen), self.words, of_rows(self.known, chosen))


@attrs.frozen(eq=False)
class Answers:
    """A yes or no a row, as met, not met or unknown."""

    codes: Codes

    def rows(self, chosen: Chosen) -> Answers:
        """The answers of some rows."""
        return Answers(of_rows(self.codes, chosen))


Column = Numbers | Days | Texts | Answers


@attrs.frozen(eq=False)
class Table:
    """Facts about networks, or about one kind of their subjects: a row each, on a day.

    A fact that is no column of it was not given.
    """

    days: NDArray[np.int32]
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.days)

    def rows(self, chosen: Chosen) -> Rows:
        """Some of its rows."""
        return Rows(self, chosen)


class Rows:
    """Some rows of a table. A fact is taken out of it when it is first asked for."""

    def __init__(self, table: Table, chosen: Chosen) -> None:
        self.days: NDArray[np.int32] = table.days[chosen]
        self.table = table
        self._chosen = chosen
        self._taken: dict[str, Column] = {}

    def __contains__(self, name: object) -> bool:
        return name in self.table.columns

    def __getitem__(self, name: str) -> Column:
        if name not in self._taken:
            self._taken[name] = self.table.columns[name].rows(self._chosen)
        return self._taken[name]


def value_at(column: Column, row: int) -> Any:
    """What a column says in a row, as facts are given for one network: `UNKNOWN` where it says nothing."""
    match column:
        case Numbers(low=low, high=high, bottom=bottom):
            least, most = (
                None if _at(end.open, row) else Fraction(int(_at(end.top, row)), bottom) for end in (low, high)
            )
            known = range_of(least, most)
            return UNKNOWN if isinstance(known, Unknown) else known
        case Days(on=on, known=known_):
            day = int(_at(on, row))
            return (NEVER_HAPPENED if day == NEVER else day_of(day)) if _at(known_, row) else UNKNOWN
        case Texts(places=places, words=words, known=known_):
            return words[int(_at(places, row))] if _at(known_, row) else UNKNOWN
        case Answers(codes=codes):
            code = int(_at(codes, row))
            return UNKNOWN if code == UNKNOWN_CODE else code == MET


def _at(values: Any, row: int) -> Any:
    return values[row] if isinstance(values, np.ndarray) else values


def first_rows(wrong: NDArray[np.bool_]) -> str:
    """The first rows in which something is wrong, counted from 0."""
    places = np.flatnonzero(wrong)
    first = ", ".join(str(int(place)) for place in places[:FIRST_ROWS])
    if len(places) == 1:
        return f"row {first}"
    more = f" and {len(places) - FIRST_ROWS:,} more" if len(places) > FIRST_ROWS else ""
    return f"rows {first}{more}"


def each_with_rows(wrong: NDArray[np.bool_], values: NDArray[Any], said: Callable[[int], str]) -> str:
    """The first values that are wrong, each with its rows; `said` is what stands in a row, in words."""
    places = np.flatnonzero(wrong)
    _, first = np.unique(values[places], return_index=True)
    rows = [int(places[place]) for place in np.sort(first)]
    told = [f"{said(row)} in {first_rows(wrong & (values == values[row]))}" for row in rows[:FIRST_ROWS]]
    more = [f"{len(rows) - FIRST_ROWS:,} more"] if len(rows) > FIRST_ROWS else []
    return "; ".join([*told, *more])
