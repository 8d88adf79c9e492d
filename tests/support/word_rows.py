"""Rows of made-up facts, for one network and as columns: what words of the rules are tried on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from pcn_des.engine.columns.codes import yes_no
from pcn_des.engine.columns.forms import Forms
from pcn_des.engine.columns.given import NEVER as NEVER_NUMBER
from pcn_des.engine.columns.given import Answers, Days, Table, Texts, number_of
from pcn_des.engine.columns.numbers import End, Numbers
from pcn_des.engine.columns.run import RowRun, Setting, as_column
from pcn_des.frozen import frozen
from pcn_des.values import NEVER, Range, Unknown

FIRST = date(2022, 11, 1)
NUMBERS, DATES, YES_NO, TEXTS = ("number.a", "number.b"), ("date.a", "date.b"), ("yes.a", "yes.b"), ("text.a", "text.b")
TERMS: dict[str, Any] = {
    "number": Fraction(7, 2),
    "nothing": Fraction(0),
    "between": Range(Fraction(2), Fraction(9, 2), ("the term",)),
    "at_least": Range(Fraction(3), None, ("the term",)),
    "gap": Unknown(("the term",)),
    "day": date(2022, 11, 4),
    "yes": True,
    "no": False,
    "unlimited": "unlimited",
    "text": "PMS",
    "list": ("GMS", "PMS"),
    "bands": frozen(
        [
            {"below": Decimal(3), "value": 10},
            {"below": Decimal(5), "value": Decimal("12.5"), "edge": "either"},
            {"value": 20},
        ]
    ),
    "holed": frozen([{"below": 4, "value": 10}]),
    "by_text": frozen({"GMS": 1, "PMS": [{"below": 4, "value": 2}, {"value": 5}]}),
}


class OneRow:
    """The facts of one row, for the scalar engine."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.as_of = row["as_of"]
        self._row = row

    def fact(self, name: str, args: Sequence[Any]) -> Any:
        return self._row[name]

    def because(self, name: str, args: Sequence[Any]) -> str:
        return ""

    def term(self, key: str) -> Any:
        return TERMS[key]


class OfTheseTerms(Setting):
    """The terms, and expressions told apart, for columns: words ask no more of a setting."""

    def __init__(self) -> None:
        self.forms = Forms()

    def term(self, key: str) -> Any:
        return as_column(TERMS[key])


def table(rows: Sequence[dict[str, Any]]) -> Table:
    def listed(name: str) -> list[Any]:
        return [one[name] for one in rows]

    columns: dict[str, Any] = {name: _numbers(listed(name)) for name in NUMBERS}
    for name in DATES:
        known = np.array([not isinstance(value, Unknown) for value in listed(name)])
        columns[name] = Days(np.array([_day(value) for value in listed(name)], dtype=np.int32), known)
    for name in YES_NO:
        known = np.array([not isinstance(value, Unknown) for value in listed(name)])
        columns[name] = Answers(yes_no(np.array([value is True for value in listed(name)]), known))
    words = ("GMS", "PMS", "APMS", "apms ")
    for name in TEXTS:
        places = [len(words) if isinstance(value, Unknown) else words.index(value) for value in listed(name)]
        columns[name] = Texts(np.array(places, dtype=np.int32), words, np.array(places) < len(words))
    return Table(np.array([number_of(one["as_of"]) for one in rows], dtype=np.int32), columns)


def _day(value: Any) -> int:
    return 0 if isinstance(value, Unknown) else NEVER_NUMBER if value is NEVER else number_of(value)


def _numbers(values: Sequence[Any]) -> Numbers:
    sides = []
    for side in ("low", "high"):
        ends = [value if isinstance(value, Fraction) else getattr(value, side, None) for value in values]
        tops = np.array([0 if end is None else int(end * 2) for end in ends], dtype=np.int64)
        sides.append(End(tops, np.array([end is None for end in ends])))
    return Numbers(sides[0], sides[1], 2, 100)


def run(rows: Sequence[dict[str, Any]]) -> RowRun:
    given_rows = table(rows).rows(slice(None))
    return RowRun(OfTheseTerms(), given_rows, given_rows.days)
