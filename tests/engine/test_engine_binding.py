"""Binding: every key exists whenever the rule is in force, and units agree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import pcn_des as des
from pcn_des.engine.binding import bind, readings
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.trace import shape
from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.words import (
    all_of,
    applies_when,
    at_least,
    by_today,
    days_after,
    done_by,
    either,
    holds,
    same,
    thousands,
    to_nearest,
    where,
)
from pcn_des.units import Unit

f, t = FactRef(""), TermRef("")

FACTS = {
    "population.registered": "registered patients",
    "population.adjusted": "adjusted patients",
    "lamps.minutes": "minutes per week",
    "lamps.lit": "yes/no",
    "lamps.swept": "date",
    "lamps.keeper": "text",
}
TERMS = {
    "lamps.adjusted_rate": "GBP per adjusted patient per year",
    "lamps.minutes_per_1000": "minutes per 1,000 adjusted patients per week",
    "lamps.window": "days",
    "lamps.minutes": "minutes per week",
    "lamps.hours": "clock times",
}


@pytest.fixture
def bound() -> Callable[[Expr], object]:
    facts: Registry[Fact] = Registry("fact")
    for name, unit in FACTS.items():
        facts.add(name, Fact(name, name, Unit.parse(unit), lambda: None))

    def unit_of_term(key: str) -> Unit:
        if key not in TERMS:
            raise des.UnknownNameError("term", key, TERMS)
        return Unit.parse(TERMS[key])

    return lambda tree: bind("lamps.rule", tree, facts, unit_of_term)


def test_an_adjusted_rate_times_registered_patients_fails_and_names_both_units(bound: Callable[[Expr], object]) -> None:
    with pytest.raises(des.RuleDefinitionError) as caught:
        bound(at_least(f.population.registered, t.lamps.adjusted_rate * f.population.registered))
    assert "GBP per adjusted patient per year" in str(caught.value)
    assert "registered patients" in str(caught.value)
    assert "lamps.rule" in str(caught.value)


def test_a_rate_per_1000_wants_thousands(bound: Callable[[Expr], object]) -> None:
    with pytest.raises(des.RuleDefinitionError, match=r"Use thousands\(…\)"):
        bound(at_least(f.lamps.minutes, t.lamps.minutes_per_1000 * f.population.adjusted))
    bound(at_least(f.lamps.minutes, t.lamps.minutes_per_1000 * thousands(f.population.adjusted)))


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (at_least(f.lamps.minutes, f.population.registered), "minutes per week.*registered patients"),
        (at_least(f.lamps.minutes, t.lamps.window), "minutes per week.*days"),
        (at_least(f.lamps.minutes + f.population.adjusted, 3), "minutes per week.*adjusted patients"),
        (at_least(f.lamps.lit * 2, 3), "only numbers can be calculated with"),
        (at_least(thousands(f.lamps.minutes), 3), r"thousands\(…\) counts patients"),
        (at_least(to_nearest(f.lamps.minutes, t.lamps.window), 3), "to_nearest"),
        (holds(f.lamps.minutes), "'yes/no' is wanted"),
        (done_by(f.lamps.lit, f.lamps.swept), "'date' is wanted"),
        (done_by(f.lamps.swept, f.lamps.lit), "'date' is wanted"),
        (by_today(f.lamps.minutes), "'date' is wanted"),
        (days_after(f.lamps.swept, f.lamps.minutes), "'days' is wanted"),
        (applies_when(f.lamps.minutes, f.lamps.lit), "'yes/no' is wanted"),
        (all_of(f.lamps.lit, f.lamps.minutes), "'yes/no' is wanted"),
        (same(f.lamps.keeper, f.lamps.minutes), "same sets"),
        (at_least(where(f.lamps.lit, f.lamps.minutes, t.lamps.window), 3), "where sets"),
        (either(f.lamps.lit, f.lamps.minutes), "either sets"),
        (at_least(f.lamps.minutes, t.lamps.hours), "clock times"),
        (holds(f.lamps.lit(t.lamps.window)), "it takes 0"),
    ],
)
def test_units_that_do_not_agree_are_named(bound: Callable[[Expr], object], tree: Expr, said: str) -> None:
    with pytest.raises(des.RuleDefinitionError, match=said):
        bound(tree)


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (at_least(f.lamps.minuts, 3), "no fact 'lamps.minuts'. Did you mean 'lamps.minutes'"),
        (at_least(f.lamps.minutes, t.lamps.minute), "no term 'lamps.minute'. Did you mean 'lamps.minutes'"),
    ],
)
def test_a_key_that_does_not_exist_offers_the_nearest(bound: Callable[[Expr], object], tree: Expr, said: str) -> None:
    with pytest.raises(des.RuleDefinitionError, match=said):
        bound(tree)


def test_two_readings_are_laid_side_by_side_the_first_first() -> None:
    tree = at_least(f.lamps.minutes, either(f.a.one, f.a.two) + either(f.a.three, f.a.four))
    assert [shape(reading.required) for reading in readings(tree)] == [  # type: ignore[attr-defined]
        "f.a.one + f.a.three",
        "f.a.one + f.a.four",
        "f.a.two + f.a.three",
        "f.a.two + f.a.four",
    ]


def test_the_same_either_is_read_the_same_everywhere() -> None:
    patients = either(f.a.one, f.a.two)
    tree = at_least(patients, patients * 2)
    assert len(list(readings(tree))) == 2
