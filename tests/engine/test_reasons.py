"""What a verdict says of itself beside its status: its reason, what it rests on, its working and its due day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from pcn_des import Status
from pcn_des.answers.notation import NOTHING, Sentence
from pcn_des.dates import Deadline
from pcn_des.engine.tree import Expr, FactRef
from pcn_des.engine.verdicts import Verdict, before_due, verdict_of
from pcn_des.engine.words import all_of, at_least, done_by, either, is_not, judge_when
from pcn_des.values import Range, Unknown

f = FactRef("")
DAY, LATER = date(2030, 6, 15), date(2030, 6, 20)
OPEN = Unknown.because("a key")


@attrs.define
class Log:
    """Facts by name, each of which rests on its own line of the log."""

    values: dict[str, Any]
    as_of: date = DAY

    def fact(self, name: str, args: Sequence[Any]) -> Any:
        return self.values[name]

    def because(self, name: str, args: Sequence[Any]) -> str:
        return f"the line of {name}"

    def term(self, key: str) -> Any:
        raise AssertionError(key)


def verdict(tree: Expr, **values: Any) -> Verdict:
    return verdict_of(tree, Log({f"a.{name}": each for name, each in values.items()}))


def test_in_the_month_of_a_deadline_a_shortfall_needs_the_day() -> None:
    short = Verdict(Status.NOT_MET, Sentence("not done"), due=Deadline.in_month("2030-06"))
    found = before_due(short, DAY)
    assert (found.status, found.reason) == (
        Status.UNKNOWN,
        "not done; due by a day of June 2030 that is not established",
    )
    assert found.missing == ("the day in June 2030 by which it is due",)


def test_what_is_not_known_to_be_done_keeps_its_due_day() -> None:
    for done in (OPEN, LATER):
        found = verdict(done_by(f.a.done, f.a.due), done=done, due=LATER)
        assert (found.status, found.due) == (Status.UNKNOWN, Deadline.on(LATER))


def test_a_shortfall_that_is_judged_rests_on_both_sides() -> None:
    tree = judge_when(f.a.old, at_least(f.a.good, 3), decides="how it came")
    for old, status in ((True, Status.JUDGEMENT), (False, Status.NOT_MET)):
        found = verdict(tree, old=old, good=Fraction(2))
        assert (found.status, found.reason) == (status, "2, at least 3 required; the line of a.old")
        assert str(found.because) == "the line of a.good; the line of a.old"


def test_a_shortfall_of_which_it_is_not_known_whether_it_is_judged_is_not_known() -> None:
    found = verdict(judge_when(f.a.old, at_least(f.a.good, 3), decides="x"), old=OPEN, good=Fraction(2))
    assert (found.status, found.reason, found.missing) == (Status.UNKNOWN, "not known", ("a key",))


def test_parts_that_differ_by_the_reading_alone_give_their_reasons() -> None:
    """Nothing is missing, so what decides is said: not that it is not known."""
    asked = Range(Fraction(1), Fraction(3), (), (Fraction(1), Fraction(3)))
    found = verdict(all_of(at_least(f.a.b, f.a.asked), is_not(f.a.lit)), b=Fraction(2), asked=asked, lit=False)
    assert (found.status, found.missing) == (Status.UNKNOWN, ())
    assert found.reason == "two readings of the text differ: 1 gives MET, 3 gives NOT MET"


def test_of_two_readings_of_what_is_observed_the_first_is_what_it_rests_on() -> None:
    found = verdict(at_least(either(f.a.b, f.a.c), 1), b=Fraction(2), c=Fraction(3))
    assert str(found.because) == "the line of a.b"


def test_only_a_calculation_that_comes_to_something_is_the_working_of_another_reading() -> None:
    def otherwise(second: Expr, c: Any) -> Sentence:
        found = verdict(at_least(f.a.b, either(f.a.asked, second)), b=Fraction(2), asked=Fraction(1), c=c)
        return found.worked_otherwise

    assert str(otherwise(f.a.c + 1, Fraction(4))) == "5 = 4 + 1"
    assert otherwise(f.a.c + 1, OPEN) == NOTHING
    assert otherwise(f.a.c, Fraction(4)) == NOTHING
