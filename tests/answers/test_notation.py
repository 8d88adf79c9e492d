"""Calculations and sentences as people write them, and written only when somebody reads them."""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des.answers.notation import NOTHING, Sentence, Step, joined, needs
from pcn_des.values import Range

TEN, TWO = Fraction(10), Fraction(2)
HALF_KNOWN = Range(Fraction(39_000), Fraction(40_000))


@pytest.mark.parametrize(
    ("step", "written"),
    [
        (Step("x", (Fraction(60), Step("thousands", (Fraction(51_230),)))), "60 x 51,230 / 1,000"),
        (Step("x", (Fraction(60), Step("thousands", (HALF_KNOWN,)))), "60 x (39,000 to 40,000) / 1,000"),
        (Step("thousands", (Step("+", (TEN, TWO)),)), "(10 + 2) / 1,000"),
        (Step("x", (Step("-", (TEN, TWO)), TWO)), "(10 - 2) x 2"),
        (Step("+", (Step("-", (TEN, TWO)), TWO)), "10 - 2 + 2"),
        (Step("to nearest", (TEN, Fraction(15))), "10, to the nearest 15"),
        (Step("days after", (date(2022, 11, 1), Fraction(14))), "1 November 2022 and 14 days"),
    ],
)
def test_a_calculation_as_a_person_writes_it(step: Step, written: str) -> None:
    assert str(step) == written


def test_a_sentence_says_what_it_is_about() -> None:
    said = Sentence("{} of {}", (TEN, date(2022, 11, 1)))
    assert str(said) == "10 of 1 November 2022"
    assert str(said.then("; due by {}", date(2022, 12, 1))) == "10 of 1 November 2022; due by 1 December 2022"
    assert str(needs(("a list", "a map"))) == "needs a list; a map"


def test_words_of_records_are_never_taken_for_places() -> None:
    """A name may hold braces."""
    assert str(Sentence("the {odd} surgery {}")) == "the {odd} surgery {}"
    assert str(joined([Sentence("a {0}"), Sentence("{b}")])) == "a {0}; {b}"
    assert str(needs(("the list of {x}",))) == "needs the list of {x}"


def test_sentences_without_words_are_left_out() -> None:
    assert joined([NOTHING, Sentence("one"), NOTHING]) == Sentence("one")
    assert str(joined([])) == ""
    assert not NOTHING


numbers = st.fractions(min_value=0, max_value=1000, max_denominator=8)
steps = st.recursive(numbers, lambda inner: st.builds(Step, st.sampled_from("+-x/"), st.tuples(inner, inner)))


@given(steps)
def test_what_is_written_pickles_and_says_the_same(step: Any) -> None:
    said = Sentence("{}!", (step,))
    assert pickle.loads(pickle.dumps(said)) == said
    assert str(pickle.loads(pickle.dumps(said))) == str(said)


@given(steps)
def test_brackets_keep_the_meaning(step: Any) -> None:
    """What is written, read by the usual rules, comes to what was calculated."""

    def worth(part: Any) -> Fraction | None:
        if isinstance(part, Fraction):
            return part
        left, right = map(worth, part.parts)
        if left is None or right is None or (part.how == "/" and right == 0):
            return None
        return {"+": left + right, "-": left - right, "x": left * right}.get(part.how) or (
            left / right if part.how == "/" else Fraction(0)
        )

    def symbols(part: Any) -> Any:
        if isinstance(part, Fraction):
            return f"F({part.numerator},{part.denominator})"
        return Step(part.how, tuple(map(symbols, part.parts)))

    expected = worth(step)
    if expected is not None and not isinstance(step, Fraction):
        read = str(symbols(step)).replace(" x ", " * ")
        assert eval(read, {"F": Fraction}) == expected
