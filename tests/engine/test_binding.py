"""Binding: every key exists whenever the rule is in force, and units agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pcn_des as des
from pcn_des.engine.binding import bind, readings
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.tree import Compare, Expr, FactRef, TermRef
from pcn_des.engine.words import (
    all_of,
    among,
    any_of,
    applies_when,
    at_least,
    at_most,
    by_today,
    days_after,
    done_by,
    either,
    holds,
    is_not,
    judge_when,
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
    dated = Fact("lamps.minutes_on", "Minutes", Unit.parse("minutes per week"), lambda: None, (Unit.parse("date"),))
    facts.add("lamps.minutes_on", dated)

    def unit_of_term(key: str) -> Unit:
        if key not in TERMS:
            raise des.UnknownNameError("term", key, TERMS)
        return Unit.parse(TERMS[key])

    return lambda tree: bind("lamps.rule", tree, facts, unit_of_term)


WEEKLY, YES_NO = "'minutes per week'", "where 'yes/no' is wanted"


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (
            at_least(f.population.registered, t.lamps.adjusted_rate * f.population.registered),
            "t.lamps.adjusted_rate x f.population.registered mixes populations: "
            "'GBP per adjusted patient per year' and 'registered patients' do not go together.",
        ),
        (
            at_least(f.lamps.minutes, t.lamps.minutes_per_1000 * f.population.adjusted),
            "t.lamps.minutes_per_1000 x f.population.adjusted mixes populations: 'minutes per 1,000 adjusted patients "
            "per week' and 'adjusted patients' do not go together. Use thousands(…) with a rate per 1,000.",
        ),
        (
            at_least(f.lamps.minutes, t.lamps.minutes_per_1000 * thousands(f.population.registered)),
            "t.lamps.minutes_per_1000 x f.population.registered / 1,000 mixes populations: 'minutes per 1,000 adjusted "
            "patients per week' and 'thousand registered patients' do not go together.",
        ),
        (
            at_least(f.population.registered / f.population.adjusted, 1),
            "f.population.registered / f.population.adjusted mixes populations: 'registered patients' and "
            "'adjusted patients' do not go together.",
        ),
    ],
)
def test_populations_never_mix(bound: Callable[[Expr], object], tree: Expr, said: str) -> None:
    with pytest.raises(des.RuleDefinitionError) as caught:
        bound(tree)
    assert str(caught.value) == f"rule lamps.rule: {said}"


def test_a_rate_per_1000_goes_with_thousands_and_a_count_with_one_of_its_kind(bound: Callable[[Expr], object]) -> None:
    bound(at_least(f.lamps.minutes, t.lamps.minutes_per_1000 * thousands(f.population.adjusted)))
    bound(at_least(f.population.adjusted / f.population.adjusted, 1))
    bound(at_least(f.lamps.minutes * f.population.adjusted, f.population.adjusted * f.lamps.minutes))


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (
            at_least(f.lamps.minutes, f.population.registered),
            f"at_least sets f.lamps.minutes in {WEEKLY} against f.population.registered in 'registered patients'",
        ),
        (
            at_most(f.lamps.minutes, t.lamps.window),
            f"at_most sets f.lamps.minutes in {WEEKLY} against t.lamps.window in 'days'",
        ),
        (
            at_least(f.lamps.minutes, 3),
            f"at_least sets f.lamps.minutes in {WEEKLY} against 3 in 'a plain number'",
        ),
        (
            at_least(f.lamps.minutes + f.population.adjusted, 3),
            "f.lamps.minutes + f.population.adjusted puts together minutes per week and adjusted patients",
        ),
        (
            at_least(f.lamps.minutes - f.population.adjusted, 3),
            "f.lamps.minutes - f.population.adjusted puts together minutes per week and adjusted patients",
        ),
        (at_least(f.lamps.lit * 2, 3), "f.lamps.lit is a yes/no; only numbers can be calculated with"),
        (at_least(2 * f.lamps.lit, 3), "f.lamps.lit is a yes/no; only numbers can be calculated with"),
        (
            at_least(thousands(f.lamps.minutes), 3),
            f"thousands(…) counts patients, and f.lamps.minutes is in {WEEKLY}",
        ),
        (
            at_least(to_nearest(f.lamps.minutes, t.lamps.window), 3),
            f"to_nearest sets f.lamps.minutes in {WEEKLY} against t.lamps.window in 'days'",
        ),
        (holds(f.lamps.minutes), f"f.lamps.minutes is in {WEEKLY} in holds, {YES_NO}"),
        (is_not(f.lamps.minutes), f"f.lamps.minutes is in {WEEKLY} in is_not, {YES_NO}"),
        (done_by(f.lamps.lit, f.lamps.swept), "f.lamps.lit is in 'yes/no' in done_by, where 'date' is wanted"),
        (done_by(f.lamps.swept, f.lamps.lit), "f.lamps.lit is in 'yes/no' in done_by, where 'date' is wanted"),
        (by_today(f.lamps.minutes), f"f.lamps.minutes is in {WEEKLY} in by_today, where 'date' is wanted"),
        (
            days_after(f.lamps.lit, t.lamps.window),
            "f.lamps.lit is in 'yes/no' in days_after, where 'date' is wanted",
        ),
        (
            days_after(f.lamps.swept, f.lamps.minutes),
            f"f.lamps.minutes is in {WEEKLY} in days_after, where 'days' is wanted",
        ),
        (
            applies_when(f.lamps.minutes, f.lamps.lit),
            f"f.lamps.minutes is in {WEEKLY} as the condition of applies_when, {YES_NO}",
        ),
        (applies_when(f.lamps.lit, f.lamps.minutes), f"f.lamps.minutes is in {WEEKLY} in applies_when, {YES_NO}"),
        (
            judge_when(f.lamps.minutes, f.lamps.lit, decides="…"),
            f"f.lamps.minutes is in {WEEKLY} as the condition of judge_when, {YES_NO}",
        ),
        (
            judge_when(f.lamps.lit, f.lamps.minutes, decides="…"),
            f"f.lamps.minutes is in {WEEKLY} in judge_when, {YES_NO}",
        ),
        (all_of(f.lamps.lit, f.lamps.minutes), f"f.lamps.minutes is in {WEEKLY} in all_of, {YES_NO}"),
        (any_of(f.lamps.lit, f.lamps.minutes), f"f.lamps.minutes is in {WEEKLY} in any_of, {YES_NO}"),
        (
            same(f.lamps.keeper, f.lamps.minutes),
            f"same sets f.lamps.keeper in 'text' against f.lamps.minutes in {WEEKLY}",
        ),
        (
            among(f.lamps.keeper, t.lamps.window),
            "t.lamps.window is in 'days' as the choices of among, where 'list' is wanted",
        ),
        (
            at_least(where(f.lamps.lit, f.lamps.minutes, t.lamps.window), 3),
            f"where sets f.lamps.minutes in {WEEKLY} against t.lamps.window in 'days'",
        ),
        (
            at_least(where(f.lamps.minutes, f.lamps.minutes, f.lamps.minutes), f.lamps.minutes),
            f"f.lamps.minutes is in {WEEKLY} as the condition of where, {YES_NO}",
        ),
        (
            either(f.lamps.lit, f.lamps.minutes),
            f"either sets f.lamps.lit in 'yes/no' against f.lamps.minutes in {WEEKLY}",
        ),
        (
            at_least(f.lamps.minutes, t.lamps.hours),
            f"at_least sets f.lamps.minutes in {WEEKLY} against t.lamps.hours in 'clock times'",
        ),
        (holds(f.lamps.lit(t.lamps.window)), "f.lamps.lit(t.lamps.window) is given 1 argument; it takes 0"),
        (
            at_least(f.lamps.minutes_on(t.lamps.window), f.lamps.minutes),
            "t.lamps.window is in 'days' as an argument of the fact lamps.minutes_on, where 'date' is wanted",
        ),
    ],
)
def test_units_that_do_not_agree_are_named(bound: Callable[[Expr], object], tree: Expr, said: str) -> None:
    with pytest.raises(des.RuleDefinitionError) as caught:
        bound(tree)
    assert str(caught.value) == f"rule lamps.rule: {said}"


def test_a_fact_may_be_given_fewer_arguments_than_it_takes(bound: Callable[[Expr], object]) -> None:
    bound(at_least(f.lamps.minutes_on, f.lamps.minutes_on(f.lamps.swept)))


def test_a_bound_rule_names_what_it_reads_and_knows_its_units(bound: Callable[[Expr], Any]) -> None:
    tree = at_least(f.lamps.minutes, t.lamps.minutes_per_1000 * thousands(f.population.adjusted))
    assert isinstance(tree, Compare)
    rule = bound(tree)
    assert (rule.name, rule.variants) == ("lamps.rule", (tree,))
    assert rule.facts == ("lamps.minutes", "population.adjusted")
    assert rule.terms == ("lamps.minutes_per_1000",)
    assert str(rule.unit) == "yes/no"
    assert str(rule.unit_of(tree.required)) == "minutes per week"


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        (at_least(f.lamps.minuts, 3), "There is no fact 'lamps.minuts'. Did you mean 'lamps.minutes'"),
        (at_least(f.lamps.minutes, t.lamps.minute), "There is no term 'lamps.minute'. Did you mean 'lamps.minutes'"),
    ],
)
def test_a_key_that_does_not_exist_offers_the_nearest(bound: Callable[[Expr], object], tree: Expr, said: str) -> None:
    with pytest.raises(des.RuleDefinitionError) as caught:
        bound(tree)
    assert str(caught.value).startswith(f"rule lamps.rule: {said}")


def test_two_readings_are_laid_side_by_side_the_first_first() -> None:
    tree = at_least(f.lamps.minutes, either(f.a.one, f.a.two) + either(f.a.three, f.a.four))
    assert [str(reading.required) for reading in readings(tree)] == [  # type: ignore[attr-defined]
        "f.a.one + f.a.three",
        "f.a.one + f.a.four",
        "f.a.two + f.a.three",
        "f.a.two + f.a.four",
    ]


def test_the_same_either_is_read_the_same_everywhere() -> None:
    patients = either(f.a.one, f.a.two)
    tree = at_least(patients, patients * 2)
    assert len(list(readings(tree))) == 2


EITHER = either(f.lamps.minutes, t.lamps.minutes)


@pytest.mark.parametrize(
    ("tree", "variants"),
    [
        (at_least(f.lamps.minutes, EITHER), 1),
        (either(at_least(f.lamps.minutes, t.lamps.minutes), holds(f.lamps.lit)), 2),
        (either(all_of(f.lamps.lit), any_of(f.lamps.lit)), 2),
        (either(f.lamps.lit, is_not(f.lamps.lit)), 2),
        (all_of(either(f.lamps.lit, holds(f.lamps.lit)), at_least(f.lamps.minutes, EITHER)), 2),
    ],
)
def test_readings_of_a_number_stay_in_one_rule_and_others_are_laid_side_by_side(
    bound: Callable[[Expr], Any], tree: Expr, variants: int
) -> None:
    assert len(bound(tree).variants) == variants
