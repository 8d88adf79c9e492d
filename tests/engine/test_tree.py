"""Rules are written in words: Python's own logic on symbols is refused with the word to use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import pcn_des as des
from pcn_des.engine.registry import Rule
from pcn_des.engine.tree import Compare, Expr, FactRef, TermRef
from pcn_des.engine.words import at_least, between, days_after, either, thousands, to_nearest
from pcn_des.values import NEVER, Range, Unknown
from pcn_des.wording import in_words

f, t = FactRef(""), TermRef("")


@pytest.mark.parametrize(
    ("misuse", "word"),
    [
        (lambda: 1 if f.lamps.lit else 2, "where"),
        (lambda: f.lamps.lit and f.lamps.clean, "all_of"),
        (lambda: f.lamps.lit or f.lamps.clean, "any_of"),
        (lambda: not f.lamps.lit, "is_not"),
        (lambda: f.lamps.count > 3, "at_most"),
        (lambda: f.lamps.count >= 3, "at_least"),
        (lambda: f.lamps.count < 3, "at_least"),
        (lambda: f.lamps.count <= 3, "at_most"),
        (lambda: f.lamps.count == 3, "same"),
        (lambda: f.lamps.count != 3, "same"),
        (lambda: 3 in f.lamps.count, "any_of"),
        (lambda: list(f.lamps.count), "fact"),
        (lambda: len(f.lamps.count), "fact"),
        (lambda: round(f.lamps.count), "to_nearest"),
        (lambda: int(f.lamps.count), "to_nearest"),
        (lambda: float(f.lamps.count), "exact"),
    ],
)
def test_python_logic_on_symbols_is_refused_and_names_the_word(misuse: Callable[[], Any], word: str) -> None:
    with pytest.raises(des.RuleDefinitionError, match=word):
        misuse()


def test_a_rule_with_if_fails_and_names_the_rule_the_symbol_and_the_word() -> None:
    def lit(f: FactRef, t: TermRef) -> Any:
        """Lamps are lit."""
        if f.lamps.lit:
            return at_least(f.lamps.count, t.lamps.least)
        return at_least(f.lamps.count, 0)

    with pytest.raises(des.RuleDefinitionError) as caught:
        Rule("lamps.lit", "Lamps are lit.", lit).tree()
    assert "rule lamps.lit" in str(caught.value)
    assert "f.lamps.lit" in str(caught.value)
    assert "applies_when" in str(caught.value)


@pytest.mark.parametrize("written", [2.5, "three", None, True])
def test_only_whole_numbers_may_be_written_out_in_a_rule(written: object) -> None:
    with pytest.raises(des.RuleDefinitionError, match="can't stand in a rule"):
        at_least(f.lamps.count, written)


def test_a_rule_that_returns_no_expression_is_refused() -> None:
    with pytest.raises(des.RuleDefinitionError, match=r"rule lamps.count returns 3"):
        Rule("lamps.count", "Count.", lambda f, t: 3).tree()  # type: ignore[arg-type,return-value]


def test_an_expression_writes_itself_as_the_rule_says_it() -> None:
    owed = t.lamps.minutes_per_1000 * thousands(f.population.registered)
    assert str(to_nearest(owed, t.lamps.step)) == (
        "t.lamps.minutes_per_1000 x f.population.registered / 1,000, to the nearest t.lamps.step"
    )
    assert str((f.a.b + f.a.c) * 2) == "(f.a.b + f.a.c) x 2"
    assert str(2 / (f.a.b - f.a.c)) == "2 / (f.a.b - f.a.c)"
    assert str(f.a.b + (f.a.c - 2)) == "f.a.b + f.a.c - 2"
    assert str(2 - f.a.b * f.a.c) == "2 - f.a.b x f.a.c"
    assert str(f.a.b * f.a.c / 2) == "f.a.b x f.a.c / 2"
    assert str(1 + f.a.b) == "1 + f.a.b"
    assert str(thousands(f.a.b + f.a.c)) == "(f.a.b + f.a.c) / 1,000"
    assert str(f.a.b(t.a.c, 1000)) == "f.a.b(t.a.c, 1,000)"
    assert str(days_after(f.a.day, t.a.days + 1)) == "f.a.day and t.a.days + 1 days"
    assert str(either(f.a.b, f.a.c)) == "Either(f.a.b, f.a.c)"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Unknown.because("the page was torn"), "unknown"),
        (Range(Fraction(51_230), None, ("a list",)), "at least 51,230"),
        (True, "yes"),
        (False, "no"),
        (Fraction(7, 2), "3.5"),
        (date(2022, 11, 14), "14 November 2022"),
        (NEVER, "never"),
        ("GMS", "GMS"),
    ],
)
def test_a_value_as_a_person_writes_it(value: Any, written: str) -> None:
    assert in_words(value) == written


def test_an_expression_with_the_figures_of_one_network() -> None:
    figures = {"f.a.day": date(2022, 11, 1), "t.a.days": Fraction(14), "f.a.minutes": Fraction(3_000)}

    def value(leaf: Expr) -> Any:
        return figures.get(str(leaf), str(leaf))

    assert str(days_after(f.a.day, t.a.days).noted(value)) == "1 November 2022 and 14 days"
    assert str(((f.a.minutes - 1) * 2).noted(value)) == "(3,000 - 1) x 2"


def test_a_limit_on_both_sides_is_two_comparisons() -> None:
    (least, most) = between(f.a.count, 3, t.a.most).children
    assert isinstance(least, Compare) and isinstance(most, Compare)
    assert (least.kind, str(least.observed), str(least.required)) == ("at_least", "f.a.count", "3")
    assert (most.kind, str(most.observed), str(most.required)) == ("at_most", "f.a.count", "t.a.most")
