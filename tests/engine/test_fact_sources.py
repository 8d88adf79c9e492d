"""Where a rule's facts come from, on invented facts: what a caller gives, checked whole; and what records tell, once.

What callers of `assess` give of the real facts is in tests/facts/test_given.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import attrs
import pytest

import pcn_des as des
from pcn_des import UNKNOWN
from pcn_des.dates import ONE_DAY, Period
from pcn_des.engine.fact_sources import GivenFacts, RecordedFacts
from pcn_des.engine.registry import Fact, Registry
from pcn_des.engine.silence import ReadNetwork, fields_read
from pcn_des.engine.view import Observed, Subject, Subjects, View
from pcn_des.network import Network
from pcn_des.units import Unit
from pcn_des.values import Range, Unknown
from pcn_des.watched_day import Watch, WatchedDay, plain_day
from support.observing import no_term

DAY = date(2030, 6, 15)
WEEK = Period(date(2030, 6, 3), date(2030, 6, 9))
FINISHED = SimpleNamespace(key="lamps.plan")


def registry(*facts: Fact) -> Registry[Fact]:
    made: Registry[Fact] = Registry("fact")
    for one in facts:
        made.add(one.name, one)
    return made


def fact(name: str, unit: str, title: str = "It.", read: Callable[..., Any] = lambda on: None, **more: Any) -> Fact:
    return Fact(name, title, Unit.parse(unit), read, **more)


FACTS = registry(
    fact("room.homes", "homes"),
    fact("room.swept", "yes/no"),
    fact("room.count", "homes", given_by="room.homes"),
    fact("lamps.length", "homes", "Lamps in all."),
    fact("lamps.pq", "homes", "pQ homes"),
    fact(
        "lamps.holiday",
        "date",
        read=lambda on, *args: Observed(on.week.since, f"{on.network.name} {args}"),
        calendar=True,
    ),
)


def given(kinds: tuple[str, ...] = ("room", "back_room"), **facts: Any) -> GivenFacts:
    told = {key.replace("__", "."): value for key, value in facts.items()}
    return GivenFacts.checked(told, DAY, FACTS, ["lamps.plan"], lambda duty: f"a record of {duty.key}", kinds)


def problems(**facts: Any) -> tuple[str, ...]:
    with pytest.raises(des.RecordError) as caught:
        given(**facts)
    return tuple(caught.value.problems)


# --- facts that a caller gives ---


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        (3, Fraction(3)),
        (Decimal("2.5"), Fraction(5, 2)),
        (Decimal("1E-30"), Fraction(1, 10**30)),
        (10**15 - 1, Fraction(10**15 - 1)),
        (Range(None, Fraction(3)), Range(Fraction(0), Fraction(3), ("the exact number of homes",))),
        (Range(Fraction(2), None), Range(Fraction(2), None, ("the exact number of homes",))),
        (Range(Fraction(2), Fraction(3), ("a list",)), Range(Fraction(2), Fraction(3), ("a list",))),
        (UNKNOWN, Unknown(("it was given as unknown",))),
    ],
)
def test_a_number_is_exact_between_two_ends_or_unknown(number: Any, exact: Any) -> None:
    assert given(room__homes=number).observe("room.homes", (), None, no_term) == Observed(exact, "as given")


@pytest.mark.parametrize("number", [10**15, Decimal("1E-31"), Fraction(10**16), Decimal("1E+15")])
def test_a_number_beyond_what_can_be_reckoned_with_is_refused(number: Any) -> None:
    said = "room.homes is beyond what can be reckoned with; write a number of homes below 10 to the 15th"
    assert problems(room__homes=number) == (said,)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.5, "is the float 0.5; write Decimal('0.5')"),
        (float("inf"), "is the float inf, which is no number; leave it out"),
        ("3", "is the text '3'; it must be a number of homes: write Decimal('3')"),
        ("3.50", "is the text '3.50'; it must be a number of homes: write Decimal('3.50')"),
        ("3,5", "is '3,5'; it must be a number of homes, nothing or more"),
        ("-3", "is '-3'; it must be a number of homes, nothing or more"),
        (-1, "is -1; it must be a number of homes, nothing or more"),
        (Range(Fraction(-1), None), "is Fraction(-1, 1); it must be a number of homes, nothing or more"),
    ],
)
def test_what_is_no_number_is_refused_in_words(value: Any, said: str) -> None:
    assert problems(room__homes=value) == (f"room.homes {said}",)


def test_every_fault_is_named_those_after_a_nameless_one_too() -> None:
    facts: dict[Any, Any] = {5: 1, "room.homes": "x", "evidence.lamps.plan": 3}
    with pytest.raises(des.RecordError) as caught:
        GivenFacts.checked(facts, DAY, FACTS, ["lamps.plan"], str)
    assert tuple(caught.value.problems) == (
        "5 names no fact; names are texts",
        "room.homes is 'x'; it must be a number of homes, nothing or more",
        "evidence.lamps.plan is 3; it must be a date",
    )


@pytest.mark.parametrize(
    ("name", "missing"), [("lamps.length", "lamps in all"), ("lamps.pq", "pQ homes"), ("room.count", "it")]
)
def test_what_is_not_given_is_missing_by_its_title(name: str, missing: str) -> None:
    """Within a sentence: with a small letter, unless a name begins it, and without the full stop."""
    assert given().observe(name, (), None, no_term) == Observed(Unknown((missing,)))


def test_a_fact_that_depends_on_the_day_alone_is_that_of_the_week_that_is_asked_about() -> None:
    source = given().of_week(WEEK)
    assert source.as_of == date(2030, 6, 9)
    assert source.observe("lamps.holiday", (3,), None, no_term) == Observed(WEEK.since, "any network (3,)")
    assert given().observe("lamps.holiday", (), None, no_term) == Observed(date(2030, 6, 3), "any network ()")


def test_a_week_without_an_end_is_asked_about_on_its_first_day() -> None:
    assert given().of_week(Period(date(2030, 6, 3))).as_of == date(2030, 6, 3)


# --- subjects that a caller gives ---


def test_each_subject_has_its_facts_its_id_and_its_name() -> None:
    source = given(room=[{"id": 7, "name": "The hall", "room.homes": 3}, {"room.homes": 4}], complete__room=True)
    listed = source.subjects("room", "rooms", no_term)
    assert listed.missing == ()
    assert [(one.id, one.name, dict(one.record)) for one in listed.found] == [
        ("7", "The hall", {"room.homes": Fraction(3)}),
        ("2", "room 2", {"room.homes": Fraction(4)}),
    ]


def test_a_fact_about_a_subject_is_its_own_before_that_of_the_network() -> None:
    source = given(room=[{"room.homes": 3}, {}], room__homes=9)
    own, none = source.subjects("room", "rooms", no_term).found
    assert source.observe("room.homes", (), own, no_term) == Observed(Fraction(3), "as given")
    assert source.observe("room.count", (), own, no_term) == Observed(Fraction(3), "as given")
    assert source.observe("room.homes", (), none, no_term) == Observed(Fraction(9), "as given")


def test_evidence_about_a_subject_is_its_own() -> None:
    shown = date(2030, 6, 1)
    source = given(room=[{"evidence.lamps.plan": shown}, {}], evidence__lamps__plan=date(2030, 5, 1))
    own, none = source.subjects("room", "rooms", no_term).found
    assert source.evidence(FINISHED, own, no_term) == Observed(shown)
    assert source.evidence(FINISHED, none, no_term) == Observed(Unknown(("a record of lamps.plan",)))
    assert source.evidence(FINISHED, None, no_term) == Observed(date(2030, 5, 1))


@pytest.mark.parametrize(
    ("complete", "missing"),
    [
        (True, ()),
        (False, ("whether the list of each back room is complete",)),
        (UNKNOWN, ("whether the list of each back room is complete",)),
    ],
)
def test_whether_a_list_of_subjects_is_complete(complete: Any, missing: tuple[str, ...]) -> None:
    listed = given(back_room=[], complete__back_room=complete).subjects("back_room", "rooms", no_term)
    assert listed == Subjects((), missing)


def test_a_list_that_does_not_say_so_may_have_more() -> None:
    assert given(back_room=[]).subjects("back_room", "rooms", no_term) == Subjects(
        (), ("whether the list of each back room is complete",)
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"complete__room": "all"}, ("complete.room is 'all'; it must be yes or no",)),
        ({"back_room": "hall"}, ("back_room is 'hall'; it must be a list with the facts about each back room",)),
        (
            {"back_room": ["hall", {"room.homes": "x"}, 5]},
            (
                "back_room has 'hall'; it must be the facts about each back room",
                "back room 2: room.homes is 'x'; it must be a number of homes, nothing or more",
                "back_room has 5; it must be the facts about each back room",
            ),
        ),
        ({"room": [{"id": "hall", 5: 1}]}, ("room hall: 5 names no fact; names are texts",)),
    ],
)
def test_every_fault_of_a_list_of_subjects_is_named(facts: dict[str, Any], said: tuple[str, ...]) -> None:
    assert problems(**facts) == said


@pytest.mark.parametrize(
    ("facts", "places"),
    [
        ({"room.home": 1}, ()),
        ({"room": [{"id": "hall", "room.home": 1}]}, ("room hall: room.home",)),
        (
            {"room.home": 1, "evidence.rom": DAY, "room": [{"room.hom": 1}]},
            ("room.home", "evidence.rom", "room 1: room.hom"),
        ),
    ],
)
def test_every_name_that_is_no_fact_is_told_with_its_place(facts: dict[str, Any], places: tuple[str, ...]) -> None:
    with pytest.raises(des.UnknownNameError, match="There is no fact") as caught:
        given(**facts)
    assert tuple(problem.split(": There is no fact")[0] for problem in caught.value.problems) == places


# --- facts that records tell ---


def recorded(network: Any, **reads: Callable[..., Any]) -> RecordedFacts:
    facts = registry(*(fact(f"room.{name}", "list", read=read) for name, read in reads.items()))
    kinds: Registry[Any] = Registry("kind of subject")
    kinds.add("room", lambda on, area: Subjects((), (f"{area} by {on.term('lamps.limit')}",)))

    def shown(on: View, duty: Any) -> Observed:
        return Observed(on.subject, f"{duty.key} by {on.term('lamps.limit')}")

    return RecordedFacts(network, DAY, None, facts, kinds, shown)


NETWORK = Network(code="U00001", name="The lamplighters")


def about(record: Any) -> Subject:
    return Subject("hall", "The hall", record)


def test_a_fact_is_worked_out_once_for_each_record_and_each_set_of_arguments() -> None:
    asked: list[Any] = []

    def read(on: View, *args: Any) -> Observed:
        asked.append((on.subject, *args))
        return Observed(Fraction(len(asked)))

    source = recorded(NETWORK, count=read)
    hall, attic = ["the hall"], ["the attic"]
    for _ in range(2):
        found = [
            source.observe("room.count", args, subject, no_term).value
            for args, subject in (((), None), ((2,), None), ((), about(hall)), ((), about(attic)))
        ]
        assert found == [1, 2, 3, 4]
    assert asked == [(None,), (None, 2), (hall,), (attic,)]


def test_a_fact_that_was_worked_out_before_still_names_its_terms_and_what_it_read() -> None:
    """So that the finding that asks again rests on them too."""
    network = ReadNetwork(NETWORK)
    source = recorded(network, count=lambda on: on.network.code + on.term("lamps.limit"))
    asked: list[str] = []

    def term(key: str) -> str:
        asked.append(key)
        return " by the limit"

    for _ in range(2):
        found, fields = fields_read(network, lambda: source.observe("room.count", (), None, term))
        assert found == Observed("U00001 by the limit")
        assert fields == {"code"}
    assert asked == ["lamps.limit", "lamps.limit"]


def test_evidence_and_subjects_are_given_the_terms_and_the_record() -> None:
    source = recorded(NETWORK)
    shown = source.evidence(FINISHED, about("the hall"), lambda key: f"the term {key}")
    assert shown == Observed("the hall", "lamps.plan by the term lamps.limit")
    listed = source.subjects("room", "rooms", lambda key: f"the term {key}")
    assert listed.missing == ("rooms by the term lamps.limit",)


def test_the_facts_of_a_week_are_those_of_its_last_day() -> None:
    source = recorded(NETWORK, day=lambda on: Observed(on.as_of, str(on.week)))
    assert source.of_week(WEEK).observe("room.day", (), None, no_term) == Observed(date(2030, 6, 9), str(WEEK))
    assert source.of_week(Period(date(2030, 6, 3))).as_of == date(2030, 6, 3)


def test_a_fact_that_rests_on_another_has_it_from_the_same_source_with_its_terms_and_its_days() -> None:
    asked: list[date] = []

    def lit(on: View) -> Observed:
        asked.append(plain_day(on.as_of))
        return Observed(Fraction(on.term("lamps.limit")) if on.as_of < date(2030, 7, 1) else Fraction(0))

    def twice(on: View) -> Observed:
        return Observed(cast("Fraction", on.fact("room.lit").value) * 2)

    read: list[str] = []

    def term(key: str) -> int:
        read.append(key)
        return 3

    watch = Watch(DAY)
    source = attrs.evolve(recorded(NETWORK, lit=lit, twice=twice), as_of=WatchedDay.of(DAY, watch))
    assert source.observe("room.twice", (), None, term) == Observed(Fraction(6))
    assert watch.changes == date(2030, 7, 1)
    assert source.observe("room.lit", (), None, term) == Observed(Fraction(3))
    assert asked == [DAY]
    assert read == ["lamps.limit"] * 2  # a finding on either names the term


def test_what_it_rests_on_is_about_the_same_subject() -> None:
    source = recorded(NETWORK, own=lambda on: Observed(on.subject), other=lambda on: on.fact("room.own"))
    for record in ("the hall", "the attic"):
        assert source.observe("room.other", (), about(record), no_term) == Observed(record)


@pytest.mark.parametrize(
    ("day", "limit", "times"),
    [(date(2030, 6, 30), 3, 1), (date(2030, 7, 1), 3, 2), (DAY, 4, 2), (date(2030, 6, 1), 3, 2)],
)
def test_what_was_worked_out_for_a_day_holds_until_it_may_be_another_under_the_same_terms(
    day: date, limit: int, times: int
) -> None:
    asked: list[Any] = []

    def lit(on: View) -> Observed:
        asked.append(on)
        return Observed(Fraction(on.term("lamps.limit")) if on.as_of < date(2030, 7, 1) else Fraction(0))

    source = attrs.evolve(recorded(NETWORK, lit=lit), as_of=WatchedDay.of(DAY, Watch(DAY)))
    source.observe("room.lit", (), None, lambda _: 3)
    later = attrs.evolve(source, as_of=WatchedDay.of(day, Watch(day)))
    alone = attrs.evolve(later, seen={})
    assert later.observe("room.lit", (), None, lambda _: limit) == alone.observe("room.lit", (), None, lambda _: limit)
    assert len(asked) == times + 1


def test_what_was_worked_out_for_a_day_that_nobody_watched_holds_on_no_other() -> None:
    source = recorded(NETWORK, day=lambda on: Observed(on.as_of))
    assert source.observe("room.day", (), None, no_term) == Observed(DAY)
    later = attrs.evolve(source, as_of=DAY + ONE_DAY)
    assert later.observe("room.day", (), None, no_term) == Observed(DAY + ONE_DAY)


def test_what_was_worked_out_for_another_week_is_not_that_of_a_week() -> None:
    source = recorded(NETWORK, week=lambda on: Observed(on.week.since))
    assert source.observe("room.week", (), None, no_term).value == date(2030, 6, 3)
    for week in (
        Period(date(2030, 5, 27), date(2030, 6, 2)),
        Period(date(2030, 6, 9), DAY),
    ):  # of another day, of the same
        assert source.of_week(week).observe("room.week", (), None, no_term).value == week.since


def test_a_view_that_was_made_for_one_fact_says_so() -> None:
    with pytest.raises(des.RuleDefinitionError, match=r"was asked for room\.lit"):
        View(NETWORK, DAY, None, no_term).fact("room.lit")
