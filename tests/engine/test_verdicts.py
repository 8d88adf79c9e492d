"""What an expression comes to: exact values, unknown with what is missing, lower bounds, and verdicts with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import pcn_des as des
from pcn_des import Status
from pcn_des.answers.notation import NOTHING
from pcn_des.engine.calculate import exact, value_of
from pcn_des.engine.tree import Expr, FactRef, TermRef
from pcn_des.engine.verdicts import Verdict, verdict_of
from pcn_des.engine.words import (
    all_of,
    among,
    any_of,
    applies_when,
    at_least,
    at_most,
    by_today,
    days_after,
    done,
    done_by,
    either,
    holds,
    is_not,
    judge_when,
    lookup,
    same,
    thousands,
    to_nearest,
    where,
)
from pcn_des.values import NEVER, Range, Unknown

f, t = FactRef(""), TermRef("")
OPEN, SHUT = Unknown.because("a key"), Unknown.because("a lock")


def some(low: int, *missing: str) -> Range:
    return Range(Fraction(low), None, missing or ("a list",))


@attrs.define
class Given:
    """Facts and terms by name, with what the facts rest on."""

    values: dict[str, Any]
    as_of: date = date(2030, 6, 15)
    rests_on: str = ""

    def fact(self, name: str, args: Sequence[Any]) -> Any:
        return self.values[f"{name}({', '.join(map(str, args))})" if args else name]

    def because(self, name: str, args: Sequence[Any]) -> str:
        return f"{self.rests_on}{''.join(f' {arg}' for arg in args)}" if self.rests_on else ""

    def term(self, key: str) -> Any:
        return exact(self.values[key])


def value(tree: Expr, **values: Any) -> Any:
    return value_of(tree, Given({f"a.{name}": each for name, each in values.items()}))


def verdict(tree: Expr, as_of: date = date(2030, 6, 15), rests_on: str = "", **values: Any) -> Verdict:
    return verdict_of(tree, Given({f"a.{name}": each for name, each in values.items()}, as_of, rests_on))


class TestNumbers:
    @pytest.mark.parametrize(
        ("tree", "result"),
        [
            (f.a.b + f.a.c, Fraction(9)),
            (f.a.b - f.a.c, Fraction(5)),
            (f.a.b * f.a.c, Fraction(14)),
            (3 * f.a.b, Fraction(21)),
            (f.a.b / f.a.c, Fraction(7, 2)),
            (thousands(f.a.b), Fraction(7, 1000)),
        ],
    )
    def test_are_exact(self, tree: Expr, result: Fraction) -> None:
        assert value(tree, b=Fraction(7), c=Fraction(2)) == result

    @pytest.mark.parametrize(
        ("tree", "result"),
        [
            (f.a.b + f.a.c, some(9)),
            (f.a.c + f.a.b, some(9)),
            (f.a.b - f.a.c, some(5)),
            (f.a.b * f.a.c, some(14)),
            (f.a.c * f.a.b, some(14)),
            (f.a.b * 0, Fraction(0)),
            (f.a.b / f.a.c, Range(Fraction(7, 2), None, ("a list",))),
            (thousands(f.a.b), Range(Fraction(7, 1000), None, ("a list",))),
            (to_nearest(f.a.b, 5), some(5)),
            (f.a.c - f.a.b, Range(None, Fraction(-5), ("a list",))),
            (f.a.c / f.a.b, Range(Fraction(0), Fraction(2, 7), ("a list",))),
            (f.a.b * (0 - f.a.c), Range(None, Fraction(-14), ("a list",))),
            ((0 - f.a.c) * f.a.b, Range(None, Fraction(-14), ("a list",))),
            (f.a.b / (0 - f.a.c), Range(None, Fraction(-7, 2), ("a list",))),
            (f.a.b / 0, Unknown.because("0 that is not nothing")),
            (f.a.c / (f.a.b - 7), Unknown.because("a list")),
        ],
    )
    def test_what_is_half_known_has_ends(self, tree: Expr, result: Any) -> None:
        assert value(tree, b=some(7), c=Fraction(2)) == result

    def test_two_lower_bounds_name_both_gaps(self) -> None:
        assert value(f.a.b + f.a.c, b=some(7, "one"), c=some(2, "two")) == some(9, "one", "two")
        assert value(f.a.b - f.a.c, b=some(7, "one"), c=some(2, "two")) == Unknown.because("one", "two")

    def test_unknown_spreads(self) -> None:
        assert value(f.a.b + f.a.c, b=OPEN, c=Fraction(2)) == OPEN
        assert value(f.a.b + f.a.c, b=Fraction(2), c=OPEN) == OPEN
        assert value(f.a.b + f.a.c, b=OPEN, c=SHUT) == Unknown.because("a key", "a lock")
        assert value(f.a.b * f.a.c, b=OPEN, c=some(2)) == Unknown.because("a key", "a list")
        assert value(thousands(f.a.b), b=OPEN) == OPEN

    def test_nothing_divides_by_nothing(self) -> None:
        assert value(f.a.b / f.a.c, b=Fraction(7), c=Fraction(0)) == Unknown.because("f.a.c that is not nothing")
        assert value(f.a.b * f.a.c, b=Fraction(7), c=Fraction(0)) == 0

    @pytest.mark.parametrize(
        ("number", "nearest"),
        [("7", 0), ("7.49", 0), ("7.5", 15), ("15", 15), ("22.4", 15), ("22.5", 30), ("-7.5", 0), ("-7.6", -15)],
    )
    def test_to_the_nearest_step_a_half_up(self, number: str, nearest: int) -> None:
        assert value(to_nearest(f.a.b, t.a.step), b=Fraction(number), step=15) == nearest

    def test_a_step_that_is_not_established(self) -> None:
        assert value(to_nearest(f.a.b, t.a.step), b=Fraction(7), step=OPEN) == OPEN
        assert value(to_nearest(f.a.b, t.a.step), b=OPEN, step=15) == OPEN
        assert value(to_nearest(f.a.b, f.a.step), b=Fraction(7), step=some(15)) == Unknown.because("a list")
        step = Range(Fraction(10), Fraction(15), ("a list",))
        assert value(to_nearest(f.a.b, f.a.step), b=Fraction(70), step=step) == Range(
            Fraction(125, 2), Fraction(155, 2), ("a list",)
        )

    def test_a_number_of_the_contract_is_a_fraction_and_never_a_float(self) -> None:
        assert exact(Decimal("2.218")) == Fraction(2218, 1000)
        assert [type(exact(each)) for each in (3, Decimal(3), True, "GMS")] == [Fraction, Fraction, bool, str]
        with pytest.raises(des.RuleDefinitionError) as caught:
            exact(0.5)
        assert str(caught.value) == "0.5 is a float; numbers are whole or Decimal"


class TestOtherValues:
    def test_a_day_after_a_day(self) -> None:
        tree = days_after(f.a.day, t.a.days)
        assert value(tree, day=date(2030, 6, 1), days=14) == date(2030, 6, 15)
        assert value(tree, day=NEVER, days=14) is NEVER
        assert value(tree, day=OPEN, days=14) == OPEN
        assert value(tree, day=NEVER, days=OPEN) == OPEN
        assert value(tree, day=OPEN, days=SHUT) == Unknown.because("a key", "a lock")

    def test_a_fact_is_given_its_arguments_once_they_are_known(self) -> None:
        given = Given({"a.b(2)": Fraction(9), "a.c": Fraction(2), "a.open": OPEN, "a.shut": SHUT})
        assert value_of(f.a.b(f.a.c), given) == 9
        assert value_of(f.a.b(f.a.open, f.a.c, f.a.shut), given) == Unknown.because("a key", "a lock")

    TABLE = {"sweeper": [{"below": 100, "value": 3}, {"value": 6}], "keeper": [{"value": Decimal("1.5")}]}  # noqa: RUF012

    @pytest.mark.parametrize(
        ("role", "size", "result"),
        [
            ("sweeper", Fraction(99), Fraction(3)),
            ("sweeper", Fraction(100), Fraction(6)),
            ("keeper", Fraction(5), Fraction(3, 2)),
            ("painter", Fraction(5), Unknown.because("a value of t.a.cap for painter, 5")),
            (OPEN, Fraction(5), OPEN),
            ("sweeper", OPEN, OPEN),
            ("sweeper", some(99), Range(Fraction(3), Fraction(6), ("a list",))),
            ("sweeper", some(100), Fraction(6)),
            ("sweeper", Range(None, Fraction(99), ("a list",)), Fraction(3)),
            ("keeper", some(1), Fraction(3, 2)),
        ],
    )
    def test_a_table_is_looked_up(self, role: Any, size: Any, result: Any) -> None:
        assert value(lookup(t.a.cap, f.a.role, f.a.size), cap=self.TABLE, role=role, size=size) == result

    def test_a_table_by_two_numbers_that_are_half_known_names_what_is_missing_of_both(self) -> None:
        by_size = [{"below": 3, "value": 1}, {"value": 2}]
        table = [{"below": 5, "value": by_size}, {"value": [{"value": 7}]}]
        found = value(lookup(t.a.cap, f.a.b, f.a.c), cap=table, b=some(4, "one"), c=some(2, "two"))
        assert found == Range(Fraction(1), Fraction(7), ("one", "two"))

    def test_a_table_that_is_not_established(self) -> None:
        assert value(lookup(t.a.cap, f.a.role), cap=OPEN, role="sweeper") == OPEN
        assert value(lookup(t.a.cap, f.a.role), cap=OPEN, role=SHUT) == OPEN

    @pytest.mark.parametrize(
        ("cold", "then", "otherwise", "result"),
        [
            (True, 20, 10, 20),
            (False, 20, 10, 10),
            (OPEN, 20, 10, Range(Fraction(10), Fraction(20), ("a key",))),
            (OPEN, 20, 20, 20),
            (OPEN, 20, "unlimited", Range(Fraction(0), None, ("a key",))),
            (OPEN, "unlimited", "unlimited", "unlimited"),
        ],
    )
    def test_one_of_two_by_a_condition(self, cold: Any, then: Any, otherwise: Any, result: Any) -> None:
        tree = where(f.a.cold, t.a.then, t.a.otherwise)
        assert value(tree, cold=cold, then=then, otherwise=otherwise) == result

    @pytest.mark.parametrize(
        ("count", "result"),
        [
            (Fraction(3), 1),
            (Fraction(2), 0),
            (some(3), 1),
            (OPEN, Range(Fraction(0), Fraction(1), ("a key",))),
            (some(2), Range(Fraction(0), Fraction(1), ("a list",))),
        ],
    )
    def test_a_comparison_is_a_yes_or_no(self, count: Any, result: Any) -> None:
        assert value(where(at_least(f.a.b, 3), 1, 0), b=count) == result

    def test_a_verdict_without_a_gap_gives_its_reason(self) -> None:
        tree = where(judge_when(f.a.old, f.a.good, decides="how it came"), 1, 0)
        assert value(tree, old=True, good=False) == Range(Fraction(0), Fraction(1), ("no; yes",))


class TestComparisons:
    @pytest.mark.parametrize(
        ("tree", "count", "status", "reason"),
        [
            (at_least(f.a.b, 3), Fraction(3), Status.MET, "3, at least 3 required"),
            (at_least(f.a.b, 3), Fraction(2), Status.NOT_MET, "2, at least 3 required"),
            (at_most(f.a.b, 3), Fraction(3), Status.MET, "3, at most 3 required"),
            (at_most(f.a.b, 3), Fraction(4), Status.NOT_MET, "4, at most 3 required"),
            (at_least(f.a.b, 3), some(3), Status.MET, "at least 3, at least 3 required"),
            (at_least(f.a.b, 3), some(2), Status.UNKNOWN, "at least 2, at least 3 required, with gaps"),
            (at_most(f.a.b, 3), some(4), Status.NOT_MET, "at least 4, at most 3 required"),
            (at_most(f.a.b, 3), some(3), Status.UNKNOWN, "at least 3, at most 3 required, with gaps"),
            (at_least(3, f.a.b), some(4), Status.NOT_MET, "3, at least at least 4 required"),
            (at_least(3, f.a.b), some(3), Status.UNKNOWN, "3, at least at least 3 required, with gaps"),
            (at_most(3, f.a.b), some(3), Status.MET, "3, at most at least 3 required"),
            (at_most(3, f.a.b), some(2), Status.UNKNOWN, "3, at most at least 2 required, with gaps"),
            (at_least(f.a.b, f.a.b), some(3), Status.UNKNOWN, "at least 3, at least at least 3 required, with gaps"),
            (at_most(f.a.b, f.a.b), some(3), Status.UNKNOWN, "at least 3, at most at least 3 required, with gaps"),
        ],
    )
    def test_of_numbers_and_lower_bounds(self, tree: Expr, count: Any, status: Status, reason: str) -> None:
        found = verdict(tree, b=count)
        assert (found.status, found.reason) == (status, reason)
        assert set(found.missing) == ({"a list"} if status is Status.UNKNOWN else set())

    def test_gaps_of_both_sides_are_named(self) -> None:
        assert verdict(at_least(f.a.b, f.a.c), b=some(1, "one"), c=some(2, "two")).missing == ("one", "two")
        assert verdict(at_least(f.a.b, f.a.c), b=OPEN, c=SHUT).missing == ("a key", "a lock")

    def test_where_there_is_no_limit_anything_will_do(self) -> None:
        for count in (Fraction(1_000), OPEN):
            found = verdict(at_most(f.a.b, t.a.most), b=count, most="unlimited")
            assert (found.status, found.reason) == (Status.MET, "there is no limit")

    def test_keeps_what_it_compared(self) -> None:
        tree = at_least(f.a.b(2), t.a.rate * thousands(f.a.c))
        given = Given({"a.b(2)": Fraction(9), "a.rate": 60, "a.c": Fraction(100)}, rests_on="the log of")
        found = verdict_of(tree, given)
        assert (found.observed, found.required, found.bar) == (9, 6, "at least")
        assert (str(found.because), str(found.worked)) == ("the log of 2", "60 x 100 / 1,000")
        assert found.unit_of is tree.observed  # type: ignore[attr-defined]

    @pytest.mark.parametrize("required", [t.a.c, f.a.c, FactRef("a.c") + 0])
    def test_only_a_calculation_has_a_working(self, required: Expr) -> None:
        found = verdict(at_least(f.a.b, required), b=Fraction(9), c=Fraction(3))
        assert found.worked is None if "+" not in str(required) else str(found.worked) == "3 + 0"
        assert verdict(at_least(f.a.b, 3), b=Fraction(9)).worked is None
        assert verdict(at_least(f.a.b, f.a.c + 0), b=Fraction(9), c=OPEN).worked is None

    def test_a_number_that_no_fact_gives_rests_on_nothing(self) -> None:
        assert verdict(at_least(f.a.b + 1, 3), b=Fraction(9), rests_on="the log").because == NOTHING


class TestYesAndNo:
    @pytest.mark.parametrize(("lit", "status", "said"), [(True, Status.MET, "yes"), (False, Status.NOT_MET, "no")])
    def test_of_a_fact_or_a_term(self, lit: bool, status: Status, said: str) -> None:
        for tree in (holds(f.a.lit), f.a.lit, t.a.lit, holds(t.a.lit)):
            found = verdict(tree, lit=lit)
            assert (found.status, found.reason, found.observed) == (status, said, lit)
        assert verdict(holds(f.a.lit), lit=lit, rests_on="the log").reason == "the log"
        assert verdict(t.a.lit, lit=lit, rests_on="the log").reason == said

    def test_not_known(self) -> None:
        found = verdict(holds(f.a.lit), lit=OPEN)
        assert (found.status, found.reason, found.missing) == (Status.UNKNOWN, "not known", ("a key",))

    @pytest.mark.parametrize(("lit", "status"), [(True, Status.NOT_MET), (False, Status.MET), (OPEN, Status.UNKNOWN)])
    def test_the_opposite(self, lit: Any, status: Status) -> None:
        assert verdict(is_not(f.a.lit), lit=lit).status is status

    @pytest.mark.parametrize(
        ("left", "right", "status", "reason"),
        [
            ("GMS", "GMS", Status.MET, "GMS, to be the same as GMS"),
            ("GMS", "PMS", Status.NOT_MET, "GMS, to be the same as PMS"),
            ("gms ", "GMS", Status.MET, "gms , to be the same as GMS"),
        ],
    )
    def test_the_same(self, left: str, right: str, status: Status, reason: str) -> None:
        found = verdict(same(f.a.b, f.a.c), b=left, c=right)
        assert (found.status, found.reason, found.observed) == (status, reason, left)

    def test_gaps_are_neither_the_same_nor_not(self) -> None:
        found = verdict(same(f.a.b, f.a.c), b=OPEN, c=some(3))
        assert (found.status, found.missing) == (Status.UNKNOWN, ("a key", "a list"))

    def test_one_of_a_list(self) -> None:
        found = verdict(among(f.a.kind, t.a.kinds), kind="PMS", kinds=("GMS", "PMS"))
        assert (found.status, found.reason, found.observed) == (Status.MET, "PMS, to be one of GMS, PMS", "PMS")
        other = verdict(among(f.a.kind, t.a.kinds), kind="NHS", kinds=("GMS", "PMS"))
        assert (other.status, other.reason) == (Status.NOT_MET, "NHS, to be one of GMS, PMS")
        assert verdict(among(f.a.kind, t.a.kinds), kind=" pms", kinds=("GMS", "PMS")).status is Status.MET
        assert verdict(among(f.a.kind, t.a.kinds), kind="PMS", kinds=OPEN).missing == ("a key",)

    def test_a_number_is_not_something_that_can_be_met(self) -> None:
        with pytest.raises(des.RuleDefinitionError) as caught:
            verdict(f.a.b + f.a.c)
        assert str(caught.value) == "f.a.b + f.a.c is not something that can be met"

    def test_two_readings_of_a_number_are_its_ends(self) -> None:
        found = value(either(f.a.b, f.a.c) + 1, b=Fraction(9), c=Fraction(2))
        assert found == Range(Fraction(3), Fraction(10), (), (Fraction(10), Fraction(3)))
        assert value(either(f.a.b, f.a.c), b=Fraction(9), c=Fraction(9)) == 9
        assert value(either(f.a.b, f.a.c), b=Fraction(9), c=some(2)) == some(2)
        assert value(either(f.a.b, f.a.c), b=Fraction(9), c=OPEN) == OPEN


class TestDone:
    def test_on_a_day(self) -> None:
        found = verdict(done(f.a.day), day=date(2030, 6, 15))
        assert (found.status, found.reason) == (Status.MET, "done on 15 June 2030")
        assert (found.observed, found.done, found.due) == (date(2030, 6, 15), date(2030, 6, 15), None)
        assert verdict(done(f.a.day), day=date(2030, 6, 15), rests_on="a letter").reason == "a letter"

    def test_a_day_still_to_come_is_not_done(self) -> None:
        found = verdict(done(f.a.day), day=date(2030, 6, 16))
        assert (found.status, found.missing) == (
            Status.UNKNOWN,
            ("what was done by 15 June 2030: 16 June 2030 is later",),
        )

    def test_by_a_day(self) -> None:
        found = verdict(done_by(f.a.day, t.a.due), day=date(2030, 6, 1), due=date(2030, 5, 31))
        assert (found.status, found.done, found.due.day) == (  # type: ignore[union-attr]
            Status.MET,
            date(2030, 6, 1),
            date(2030, 5, 31),
        )

    @pytest.mark.parametrize(
        ("due", "status", "reason"),
        [
            (date(2030, 6, 14), Status.NOT_MET, "not done"),
            (date(2030, 6, 15), Status.NOT_DUE, "not done; due by 15 June 2030"),
        ],
    )
    def test_never(self, due: date, status: Status, reason: str) -> None:
        found = verdict(done_by(f.a.day, t.a.due), day=NEVER, due=due)
        assert (found.status, found.reason, found.observed) == (status, reason, NEVER)
        assert found.due.day == due  # type: ignore[union-attr]
        told = verdict(done_by(f.a.day, t.a.due), day=NEVER, due=due, rests_on="the log")
        assert told.reason == reason.replace("not done", "the log")

    def test_not_known(self) -> None:
        assert verdict(done(f.a.day), day=OPEN).missing == ("a key",)
        assert verdict(done_by(f.a.day, f.a.due), day=NEVER, due=SHUT).missing == ("a lock",)
        assert verdict(done_by(f.a.day, f.a.due), day=date(2030, 6, 1), due=SHUT).status is Status.MET

    @pytest.mark.parametrize(
        ("due", "status", "reason"),
        [
            (date(2030, 6, 15), Status.MET, "next due by 15 June 2030"),
            (date(2030, 6, 14), Status.NOT_MET, "it was due by 14 June 2030"),
        ],
    )
    def test_again_by_today(self, due: date, status: Status, reason: str) -> None:
        found = verdict(by_today(f.a.due), due=due)
        assert (found.status, found.reason, found.due.day) == (status, reason, due)  # type: ignore[union-attr]

    def test_again_by_a_day_that_is_not_known_or_never(self) -> None:
        assert verdict(by_today(f.a.due), due=OPEN).missing == ("a key",)
        with pytest.raises(des.RuleDefinitionError) as caught:
            verdict(by_today(f.a.due), due=NEVER)
        assert str(caught.value) == "f.a.due is NEVER; the day by which something is due has to be a day"


class TestSeveral:
    def test_what_decides_gives_the_reasons(self) -> None:
        both = all_of(same(f.a.b, 1), same(f.a.c, 2))
        assert verdict(both, b=Fraction(1), c=Fraction(2)).reason == "1, to be the same as 1; 2, to be the same as 2"
        assert verdict(both, b=Fraction(1), c=Fraction(3)).reason == "3, to be the same as 2"
        one = any_of(same(f.a.b, 1), same(f.a.c, 2))
        assert verdict(one, b=Fraction(1), c=Fraction(3)).reason == "1, to be the same as 1"

    def test_a_comparison_that_decides_is_shown_before_a_yes_or_no(self) -> None:
        found = verdict(all_of(f.a.lit, at_least(f.a.b, 3)), lit=False, b=Fraction(2))
        assert (found.observed, found.reason) == (2, "no; 2, at least 3 required")
        gaps = verdict(all_of(f.a.lit, at_least(f.a.b, 3)), lit=OPEN, b=some(2))
        assert (gaps.status, gaps.reason, gaps.missing) == (Status.UNKNOWN, "not known", ("a key", "a list"))
        assert gaps.observed == some(2)

    def test_a_gap_is_named_once(self) -> None:
        assert verdict(all_of(f.a.b, f.a.c), b=OPEN, c=OPEN).missing == ("a key",)

    def test_none_at_all_is_refused(self) -> None:
        for word in (all_of, any_of):
            with pytest.raises(des.RuleDefinitionError) as caught:
                verdict(word())
            assert str(caught.value) == "all_of and any_of need at least one part"


class TestConditions:
    @pytest.mark.parametrize(
        ("several", "lit", "status", "reason"),
        [
            (True, True, Status.MET, "yes"),
            (True, False, Status.NOT_MET, "no"),
            (False, False, Status.NOT_APPLICABLE, "it does not apply: no"),
            (OPEN, True, Status.UNKNOWN, "not known"),
        ],
    )
    def test_applies_when(self, several: Any, lit: bool, status: Status, reason: str) -> None:
        found = verdict(applies_when(f.a.several, f.a.lit), several=several, lit=lit)
        assert (found.status, found.reason) == (status, reason)
        assert found.missing == (("a key",) if status is Status.UNKNOWN else ())

    def test_what_does_not_apply_anyway_does_not_apply(self) -> None:
        tree = applies_when(f.a.one, applies_when(f.a.other, f.a.lit))
        assert verdict(tree, one=OPEN, other=False, lit=True).status is Status.NOT_APPLICABLE

    def test_a_condition_that_a_person_has_to_judge_is_what_is_missing(self) -> None:
        judged = judge_when(f.a.old, f.a.good, decides="how it came")
        assert verdict(applies_when(judged, f.a.lit), old=True, good=False, lit=True).missing == ("no; yes",)
        assert verdict(judge_when(judged, f.a.lit, decides="x"), old=True, good=False, lit=False).missing == (
            "no; yes",
        )

    @pytest.mark.parametrize(
        ("old", "good", "status", "to_judge"),
        [
            (True, Fraction(2), Status.JUDGEMENT, "how it came"),
            (False, Fraction(2), Status.NOT_MET, ""),
            (True, Fraction(3), Status.MET, ""),
        ],
    )
    def test_judge_when(self, old: bool, good: Fraction, status: Status, to_judge: str) -> None:
        """What both sides rest on is said once."""
        tree = judge_when(f.a.old, at_least(f.a.good, 3), decides="how it came")
        found = verdict(tree, old=old, good=good, rests_on="the log")
        assert (found.status, str(found.because), found.to_judge) == (status, "the log", to_judge)

    def test_whether_to_judge_is_not_known(self) -> None:
        found = verdict(judge_when(f.a.old, f.a.good, decides="x"), old=OPEN, good=False)
        assert (found.status, found.missing) == (Status.UNKNOWN, ("a key",))
