"""Two readings of a text: the answer stands where they agree, and says what each gives where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

from pcn_des import Status
from pcn_des.answers.notation import Sentence
from pcn_des.engine.readings import agreed
from pcn_des.engine.tree import Expr, FactRef
from pcn_des.engine.verdicts import Verdict, verdict_of
from pcn_des.engine.words import at_least, at_most
from pcn_des.values import Range

f = FactRef("")


def says(status: Status, why: str, *missing: str) -> Verdict:
    return Verdict(status, Sentence(why), missing, observed=Fraction(3))


# --- whole answers side by side ---


def test_of_one_reading_the_answer_is_what_it_says() -> None:
    only = says(Status.UNKNOWN, "not known", "a key")
    assert agreed([only]) is only


def test_readings_that_agree_give_the_first_with_every_gap_once() -> None:
    found = agreed(
        [
            says(Status.UNKNOWN, "a key is lost", "a key"),
            says(Status.UNKNOWN, "a lock is lost", "a lock", "a key"),
        ]
    )
    assert found == says(Status.UNKNOWN, "a key is lost", "a key", "a lock")


def test_readings_that_differ_where_something_is_missing_are_unknown_for_want_of_that() -> None:
    found = agreed([says(Status.MET, "lit"), says(Status.UNKNOWN, "dark", "a key"), says(Status.NOT_MET, "out", "oil")])
    assert found == says(Status.UNKNOWN, "not known", "a key", "oil")


def test_readings_that_differ_with_all_known_say_what_each_gives_once() -> None:
    found = agreed([says(Status.NOT_MET, "dark"), says(Status.MET, "lit"), says(Status.NOT_MET, "dark")])
    assert found.reason == "two readings of the text differ: NOT MET, dark; MET, lit"
    assert (found.status, found.missing, found.observed) == (Status.UNKNOWN, (), 3)


def test_more_than_two_answers_are_not_called_two() -> None:
    found = agreed([says(Status.NOT_MET, "dark"), says(Status.MET, "lit"), says(Status.NOT_MET, "dim")])
    assert found.reason == "several readings of the text differ: NOT MET, dark; MET, lit; NOT MET, dim"


# --- numbers by each reading ---


@attrs.define
class Numbers:
    """Facts that are numbers."""

    values: dict[str, Any]
    as_of: date = date(2030, 6, 15)

    def fact(self, name: str, args: Sequence[Any]) -> Any:
        return self.values[name]

    def because(self, name: str, args: Sequence[Any]) -> str:
        return ""

    def term(self, key: str) -> Any:
        raise AssertionError(key)


def by_reading(*numbers: int) -> Range:
    """A number of which nothing but the reading of the text is open."""
    return Range(Fraction(min(numbers)), Fraction(max(numbers)), (), tuple(map(Fraction, numbers)))


@pytest.mark.parametrize(
    ("word", "observed", "required", "said"),
    [
        (at_least, Fraction(5), by_reading(3, 8), "3 gives MET, 8 gives NOT MET"),
        (at_least, Fraction(3), by_reading(8, 3), "8 gives NOT MET, 3 gives MET"),
        (at_most, Fraction(5), by_reading(3, 8), "3 gives NOT MET, 8 gives MET"),
        (at_most, Fraction(3), by_reading(2, 3), "2 gives NOT MET, 3 gives MET"),
        (at_least, by_reading(3, 8), Fraction(5), "3 gives NOT MET, 8 gives MET"),
        (at_most, by_reading(3, 8), Fraction(3), "3 gives MET, 8 gives NOT MET"),
        (at_least, by_reading(3, 9), by_reading(1, 5), "3 of 1 and 9 of 1 and 9 of 5 give MET, 3 of 5 gives NOT MET"),
        (at_most, by_reading(3, 9), by_reading(5, 7), "3 gives MET, 9 gives NOT MET"),
    ],
)
def test_readings_of_a_number_are_told_apart_by_as_little_as_does_it(
    word: Any, observed: Any, required: Any, said: str
) -> None:
    """By what is required, or else by what is observed, or else by both: `3 of 5` is 3 where 5 are required."""
    tree: Expr = word(f.a.there, f.a.asked)
    found = verdict_of(tree, Numbers({"a.there": observed, "a.asked": required}))
    many = "several" if "3 of 1" in said else "two"
    assert (found.status, found.reason) == (Status.UNKNOWN, f"{many} readings of the text differ: {said}")
    assert found.missing == ()
