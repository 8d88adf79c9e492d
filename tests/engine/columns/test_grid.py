"""Every word of the rules, and every two of them together, on a grid of rows: columns say what one network is told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from types import SimpleNamespace
from typing import Any, Final

import pytest

np = pytest.importorskip("numpy", reason="NumPy is not installed: pip install 'pcn_des[frame]'")

from pcn_des.answers.status import WORST_FIRST  # noqa: E402  # needs NumPy
from pcn_des.contract.entries import Obligation  # noqa: E402
from pcn_des.dates import Deadline  # noqa: E402
from pcn_des.engine import tree  # noqa: E402
from pcn_des.engine.calculate import value_of  # noqa: E402
from pcn_des.engine.columns.given import value_at  # noqa: E402
from pcn_des.engine.readings import agreed  # noqa: E402
from pcn_des.engine.run import timed  # noqa: E402
from pcn_des.engine.verdicts import verdict_of  # noqa: E402
from pcn_des.values import NEVER, UNKNOWN, Range, Unknown, range_of  # noqa: E402
from support.word_rows import FIRST, TERMS, OneRow, run  # noqa: E402


def on(days: int) -> date:
    return FIRST + timedelta(days=days)


def unknown(what: str) -> Unknown:
    return Unknown((what,))


A_NUMBER: Final = [
    Fraction(3), Fraction(7, 2), Fraction(4), Fraction(0), range_of(Fraction(2), Fraction(5), ("a fact",)),
    range_of(Fraction(4), None, ("a fact",)), unknown("a fact"),
]  # fmt: skip
GRID: Final[Mapping[str, Sequence[Any]]] = {
    "as_of": [on(0), on(3), on(4), on(6)],
    "number.a": A_NUMBER,
    "number.b": A_NUMBER,
    "date.a": [on(1), on(3), on(4), NEVER, unknown("a day")],
    "date.b": [on(2), on(3), on(5), unknown("a day")],  # a day that something is due on is never NEVER
    "yes.a": [True, False, unknown("an answer")],
    "yes.b": [True, False, unknown("an answer")],
    "text.a": ["GMS", "PMS", "APMS", unknown("a text")],
    "text.b": ["GMS", "apms ", unknown("a text")],
}


def _rows(count: int) -> list[dict[str, Any]]:
    """Rows in which each value stands about as often as the others; always the same."""
    chance = random.Random(1)
    columns = {name: chance.sample([*values] * (count // len(values) + 1), k=count) for name, values in GRID.items()}
    return [{name: column[place] for name, column in columns.items()} for place in range(count)]


ROWS: Final = _rows(60)
A, B = tree.FactRef("number.a"), tree.FactRef("number.b")
DAY_A, DAY_B = tree.FactRef("date.a"), tree.FactRef("date.b")
YES_A, YES_B = tree.FactRef("yes.a"), tree.FactRef("yes.b")
LATER = tree.DaysAfter(DAY_B, tree.Number(Fraction(2)))
TERM = {key: tree.TermRef(key) for key in TERMS}
SINGLE: Final[Mapping[str, tree.Expr]] = {
    "yes": YES_A,
    "no": TERM["no"],
    "holds": tree.Holds(YES_B),
    "at least": tree.Compare("at_least", A, B),
    "at most a term": tree.Compare("at_most", A, TERM["between"]),
    "at most a gap": tree.Compare("at_most", A, TERM["gap"]),
    "at most unlimited": tree.Compare("at_most", A, TERM["unlimited"]),
    "a day at least": tree.Compare("at_least", DAY_A, DAY_B),
    "a day at most": tree.Compare("at_most", DAY_A, TERM["day"]),
    "same numbers": tree.Same(A, B),
    "same answers": tree.Same(YES_A, YES_B),
    "among": tree.Among(tree.FactRef("text.a"), TERM["list"]),
    "done": tree.DoneBy(DAY_A, None),
    "done by a day": tree.DoneBy(DAY_A, DAY_B),
    "done by a term": tree.DoneBy(DAY_A, TERM["day"]),
    "done by days after": tree.DoneBy(DAY_A, LATER),
    "done by a gap": tree.DoneBy(DAY_A, TERM["gap"]),
    "by today": tree.ByToday(DAY_B),
    "by a term": tree.ByToday(TERM["day"]),
}
TEXT_A, TEXT_B = tree.FactRef("text.a"), tree.FactRef("text.b")
SAME: Final[Mapping[str, tree.Expr]] = {
    "days": tree.Same(DAY_A, DAY_B),
    "a day and a term": tree.Same(TERM["day"], DAY_B),
    "a text and a term": tree.Same(TEXT_A, TERM["text"]),
    "a term and a text": tree.Same(TERM["text"], TEXT_B),
    "a number and a gap": tree.Same(A, TERM["gap"]),
    "a gap and a day": tree.Same(TERM["gap"], DAY_A),
    "a text and a gap": tree.Same(TEXT_A, TERM["gap"]),
    "a condition and an answer": tree.Same(tree.AllOf((YES_A, YES_B)), YES_A),
    "a day at least a gap": tree.Compare("at_least", DAY_A, TERM["gap"]),
    "a day at most a gap": tree.Compare("at_most", DAY_A, TERM["gap"]),
    "a day after a gap of days": tree.DoneBy(DAY_A, tree.DaysAfter(DAY_B, TERM["gap"])),
    "a day after a gap": tree.DoneBy(DAY_A, tree.DaysAfter(TERM["gap"], tree.Number(Fraction(2)))),
}
"""Words that are tried alone, for what they hold side by side is decided before anything is joined."""
JOINING: Final[Mapping[str, Callable[[tree.Expr, tree.Expr], tree.Expr]]] = {
    "all of": lambda one, other: tree.AllOf((one, other)),
    "any of": lambda one, other: tree.AnyOf((one, other)),
    "not": lambda one, other: tree.AllOf((tree.IsNot(one), other)),
    "applies when": tree.AppliesWhen,
    "judge when": lambda one, other: tree.JudgeWhen(one, other, "whether it will do"),
    "all of any": lambda one, other: tree.AllOf((tree.AnyOf((one, other)), tree.IsNot(other), one)),
    "judged where it applies": lambda one, other: tree.AppliesWhen(tree.JudgeWhen(one, other, "whether"), other),
}
FIGURES: Final[Mapping[str, tree.Expr]] = {
    "sum": tree.Arithmetic("+", A, B),
    "difference": tree.Arithmetic("-", A, TERM["between"]),
    "product": tree.Arithmetic("x", A, B),
    "quotient": tree.Arithmetic("/", A, TERM["number"]),
    "thousands": tree.Thousands(A),
    "nearest": tree.ToNearest(tree.Arithmetic("+", A, B), TERM["number"]),
    "nearest between": tree.ToNearest(A, TERM["between"]),
    "either": tree.Either(A, B),
    "where": tree.Where(YES_A, A, B),
    "where compared": tree.Where(tree.Compare("at_least", A, B), B, TERM["number"]),
    "bands": tree.Lookup(TERM["bands"], (A,)),
    "holed bands": tree.Lookup(TERM["holed"], (A,)),
    "by text": tree.Lookup(TERM["by_text"], (tree.FactRef("text.a"), A)),
}
CHOSEN: Final[Mapping[str, tree.Expr]] = {
    "where a term says yes": tree.Where(TERM["yes"], A, B),
    "where a term says no": tree.Where(TERM["no"], A, B),
    "where a term says nothing": tree.Where(TERM["gap"], A, B),
    "where a day is past": tree.Where(tree.ByToday(DAY_B), TERM["between"], A),
    "bands of a sum": tree.Lookup(TERM["bands"], (tree.Arithmetic("+", A, B),)),
    "bands of a difference": tree.Lookup(TERM["bands"], (tree.Arithmetic("-", A, tree.Number(Fraction(2))),)),
    "by text and a difference": tree.Lookup(
        TERM["by_text"], (TEXT_A, tree.Arithmetic("-", B, tree.Number(Fraction(1))))
    ),
    "a negative product": tree.Arithmetic("x", A, tree.Number(Fraction(-3, 2))),
    "a product by nothing": tree.Arithmetic("x", A, TERM["nothing"]),
}
"""Figures that are tried alone."""


def codes_of(expression: tree.Expr) -> list[Any]:
    return [WORST_FIRST[code] for code in np.broadcast_to(run(ROWS).verdict(expression).codes, len(ROWS))]


def expected_of(expression: tree.Expr) -> list[Any]:
    return [verdict_of(expression, OneRow(row)).status for row in ROWS]


@pytest.mark.parametrize("name", SINGLE)
def test_each_word(name: str) -> None:
    assert codes_of(SINGLE[name]) == expected_of(SINGLE[name])


@pytest.mark.parametrize("name", SAME)
def test_whether_two_are_the_same(name: str) -> None:
    assert codes_of(SAME[name]) == expected_of(SAME[name])


@pytest.mark.parametrize("name", [*FIGURES, *CHOSEN])
def test_each_figure_is_the_number_of_each_row(name: str) -> None:
    """The very ends: comparing might not tell one number from another."""
    figure = {**FIGURES, **CHOSEN}[name]
    column = run(ROWS).value(figure)
    assert [ends(value_at(column, place)) for place in range(len(ROWS))] == [
        ends(value_of(figure, OneRow(row))) for row in ROWS
    ]


def ends(number: Any) -> tuple[Fraction | None, Fraction | None]:
    """Between which ends a number lies, whatever keeps it from being known."""
    if number is UNKNOWN or isinstance(number, Unknown):
        return None, None
    return (number.low, number.high) if isinstance(number, Range) else (number, number)


@pytest.mark.thorough  # a thousand expressions on each of the rows
@pytest.mark.parametrize("joining", JOINING)
@pytest.mark.parametrize("name", SINGLE)
def test_each_two_together(joining: str, name: str) -> None:
    for other in SINGLE.values():
        both = JOINING[joining](SINGLE[name], other)
        assert codes_of(both) == expected_of(both), str(both)


@pytest.mark.thorough  # a thousand expressions on each of the rows
@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_against_each_other(name: str) -> None:
    for limit, side in product(
        [*FIGURES.values(), A, TERM["number"], TERM["at_least"], TERM["gap"]], ("at_least", "at_most")
    ):
        for compared in (tree.Compare(side, FIGURES[name], limit), tree.Same(FIGURES[name], limit)):
            assert codes_of(compared) == expected_of(compared), str(compared)


DUES: Final = {"no due day": None, "due on a day": Deadline.on(on(2)), "due in a month": Deadline.in_month("2022-11")}


@pytest.mark.thorough  # a thousand expressions on each of the rows
@pytest.mark.parametrize("late", ["counts", "fails"])
@pytest.mark.parametrize("due", DUES)
def test_readings_of_a_duty_side_by_side(due: str, late: str) -> None:
    duty = Obligation(
        key="area.duty", title="A duty", since=FIRST, until=FIRST, published=None, standing=None, owed_by="PCN",
        strength="must", due=DUES[due], late=late,
    )  # fmt: skip
    for variants in _variants():
        rule: Any = SimpleNamespace(variants=variants)
        expected = []
        for row in ROWS:
            found = [timed(duty, verdict_of(variant, OneRow(row)), row["as_of"]) for variant in variants]
            expected.append(agreed(found).status)
        of_rows = run(ROWS)
        codes = np.broadcast_to(of_rows.answers(duty, rule, of_rows.as_of), len(ROWS))
        assert [WORST_FIRST[code] for code in codes] == expected, " | ".join(map(str, variants))


def _variants() -> Iterator[tuple[tree.Expr, ...]]:
    listed = list(SINGLE.values())
    for place, one in enumerate(listed):
        yield (one,)
        yield (one, listed[(place + 7) % len(listed)])
        yield (tree.AllOf((one, listed[(place + 3) % len(listed)])), listed[(place + 12) % len(listed)])
        yield (tree.AppliesWhen(listed[(place + 5) % len(listed)], one), tree.IsNot(one), YES_A)


def test_ranges_are_there() -> None:
    """The grid has what it is for: numbers of which ends are known, in both columns."""
    assert {name for row in ROWS for name in ("number.a", "number.b") if isinstance(row[name], Range)} == {
        "number.a", "number.b",
    }  # fmt: skip
