"""The Aligned Care Homes: their beds together, and the rounds and the lead of one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

from pcn_des import Records
from pcn_des.dates import Period
from pcn_des.engine.view import Observed, Subjects
from pcn_des.network import Alignment, CareHome, HomeRound
from pcn_des.values import Range
from support.observing import complete, missing, observe, subjects

DAY = "2022-11-14"  # a Monday


def home(name: str = "Elms", *, beds: dict[str, int] | None = None, **fields: Any) -> dict[str, Any]:
    """A home aligned since 1 July 2020, with its beds by month."""
    counted = {} if beds is None else {"beds": [{"month": f"{month}-01", "beds": beds[month]} for month in beds]}
    return {"location": name, "name": name, "alignment": complete({"since": "2020-07-01"}), **counted, **fields}


class TestBeds:
    @pytest.mark.parametrize(
        ("day", "beds"), [("2022-09-30", 30), ("2022-10-01", 36), ("2022-11-14", 36), ("2022-12-01", 40)]
    )
    def test_the_last_count_stands_until_there_is_another(self, day: str, beds: int) -> None:
        counts = {"2022-12": 40, "2022-08": 30, "2022-10": 36}
        found = observe("care_homes.beds", day, care_homes=complete(home(beds=counts)))
        assert found.value == Fraction(beds)

    def test_the_homes_that_are_aligned_on_the_day_add_up(self) -> None:
        left = home("Oaks", beds={"2022-01": 9}, alignment=complete({"since": "2020-07-01", "until": "2022-11-13"}))
        held = complete(home(beds={"2022-01": 20}), home("Firs", beds={"2022-01": 12}), left)
        assert observe("care_homes.beds", DAY, care_homes=held) == Observed(
            Fraction(32), "homes aligned on 14 November 2022"
        )
        assert observe("care_homes.beds", "2022-11-13", care_homes=held).value == Fraction(41)

    def test_no_homes_have_no_beds(self) -> None:
        assert observe("care_homes.beds", DAY, care_homes=complete()).value == Fraction(0)

    def test_with_gaps_it_is_a_lower_bound(self) -> None:
        held = [home(beds={"2022-01": 20}), home("Firs"), home("Oaks", alignment=None)]
        found = observe("care_homes.beds", DAY, care_homes=held)
        assert found.because == "homes aligned on 14 November 2022"
        assert found.value == Range(
            Fraction(20),
            None,
            (
                "the beds of Firs",
                "whether Oaks is aligned to the network",
                "whether the list of care homes is complete",
            ),
        )

    def test_with_nothing_but_gaps_it_is_unknown(self) -> None:
        found = observe("care_homes.beds", DAY, care_homes=complete(home(beds={"2022-12": 40})))
        assert missing(found) == ("the beds of Elms",)
        assert found.because == "homes aligned on 14 November 2022"
        assert missing(observe("care_homes.beds", DAY)) == ("the list of care homes, with their beds",)


class TestHomesThatADutyIsAbout:
    def test_those_aligned_on_the_day(self) -> None:
        left = home("Oaks", alignment=complete({"since": "2020-07-01", "until": "2022-11-13"}))
        found = subjects("care_home", "care_homes", DAY, care_homes=complete(home(), left))
        assert [(one.id, one.name, one.record.location) for one in found.found] == [("Elms", "Elms", "Elms")]
        assert found.missing == ()

    def test_what_would_be_needed_to_know_of_all(self) -> None:
        found = subjects("care_home", "care_homes", DAY, care_homes=[home("Oaks", alignment=None)])
        assert found.found == ()
        assert found.missing == (
            "whether Oaks is aligned to the network",
            "whether the list of care homes is complete",
        )
        assert subjects("care_home", "care_homes", DAY) == Subjects((), ("the list of Aligned Care Homes",))


KEPT = Period(date(2022, 11, 10))


def aligned(*rounds: date, whole: bool = True, **fields: Any) -> CareHome:
    return CareHome(
        location="1-1",
        name="Elms",
        alignment=Records([Alignment(since=date(2022, 11, 2))], complete=True),
        rounds=Records([HomeRound(on=day) for day in rounds], complete=whole),
        **fields,
    )


class TestClinicalLead:
    @pytest.mark.parametrize(
        ("lead", "value", "because"),
        [("Dr A", True, "somebody is named"), ("", False, "nobody is named"), (" ", False, "nobody is named")],
    )
    def test_is_named_or_not_since_it_was_aligned(self, lead: str, value: bool, because: str) -> None:
        found = observe("care_home.has_clinical_lead", DAY, about=aligned(clinical_lead=lead))
        assert found == Observed(value, because, since=None if value else date(2022, 11, 2))

    def test_not_on_record(self) -> None:
        assert missing(observe("care_home.has_clinical_lead", DAY, about=aligned())) == ("the clinical lead of Elms",)


class TestRoundDue:
    """Aligned on Wednesday 2 November 2022."""

    def test_so_many_days_after_the_last_round(self) -> None:
        about = aligned(date(2022, 11, 3), date(2022, 11, 10), date(2022, 11, 15))
        found = observe("care_home.round_due", DAY, Fraction(7), about=about)
        assert found == Observed(date(2022, 11, 17), "last round on 10 November 2022")

    def test_so_many_days_after_the_home_was_aligned(self) -> None:
        found = observe("care_home.round_due", DAY, Fraction(7), about=aligned())
        assert found == Observed(date(2022, 11, 9), "no round yet")

    @pytest.mark.parametrize(
        ("last", "due"),
        [
            pytest.param(date(2022, 11, 6), date(2022, 11, 13), id="a Sunday: the next Sunday"),
            pytest.param(date(2022, 11, 7), date(2022, 11, 20), id="a Monday: the Sunday of the week after"),
            pytest.param(date(2022, 11, 13), date(2022, 11, 20), id="the Sunday of that week"),
        ],
    )
    def test_by_the_week_it_is_a_sunday(self, last: date, due: date) -> None:
        assert observe("care_home.round_due_by_week", DAY, about=aligned(last)).value == due

    def test_by_the_week_without_a_round(self) -> None:
        found = observe("care_home.round_due_by_week", DAY, about=aligned())
        assert found == Observed(date(2022, 11, 13), "no round yet")

    def test_a_day_that_has_passed_says_nothing_where_rounds_may_be_missing(self) -> None:
        about = aligned(date(2022, 11, 7), whole=False)
        assert observe("care_home.round_due", "2022-11-14", Fraction(7), about=about).value == date(2022, 11, 14)
        late = observe("care_home.round_due", "2022-11-15", Fraction(7), about=about)
        assert missing(late) == ("the home rounds of Elms since 7 November 2022",)
        assert missing(observe("care_home.round_due", DAY, Fraction(7), about=aligned(whole=False))) == (
            "the home rounds of Elms",
        )

    @pytest.mark.parametrize("rounds", [(), (date(2022, 11, 3),)], ids=["no round", "a round before the log"])
    def test_a_log_has_the_last_round_on_the_day_before_it_begins_at_the_latest(self, rounds: tuple[date, ...]) -> None:
        """It begins on Monday 14 November 2022: the last may have been on Sunday the 13th, whatever is on record."""

        def due(fact: str, day: str, *args: Fraction, until: date | None = None) -> Observed:
            log = Records([HomeRound(on=on) for on in rounds], complete=Period(date(2022, 11, 14), until))
            return observe(f"care_home.{fact}", day, *args, about=attrs.evolve(aligned(), rounds=log))

        by_20 = Observed(date(2022, 11, 20), "no round since 14 November 2022, when the log of rounds begins")
        assert due("round_due", "2022-11-21", Fraction(7)) == due("round_due_by_week", "2022-11-21") == by_20
        assert due("round_due", "2022-11-21", Fraction(7), until=date(2022, 11, 21)) == by_20
        assert missing(due("round_due", "2022-11-20", Fraction(7)))
        assert missing(due("round_due_by_week", "2022-11-20"))
        assert missing(due("round_due", "2022-11-21", Fraction(7), until=date(2022, 11, 20)))  # no longer kept

    def test_a_log_that_begins_on_the_day_after_the_last_round_counts_from_it(self) -> None:
        log = Records([HomeRound(on=date(2022, 11, 10))], complete=Period(date(2022, 11, 11)))
        found = observe("care_home.round_due", "2022-11-18", Fraction(7), about=attrs.evolve(aligned(), rounds=log))
        assert found.value == date(2022, 11, 17)

    def test_a_round_may_be_due_already_where_it_is_not_known_since_when_the_home_is_aligned(self) -> None:
        """The list was kept from 10 November on, the first day it names: the home may have been aligned long before."""

        def due(day: str, *rounds: date, complete: bool | Period = KEPT) -> Observed:
            alignment = Records([Alignment(since=date(2022, 11, 10))], complete=complete)
            held = Records([HomeRound(on=day) for day in rounds], complete=True)
            about = CareHome(location="1-1", name="Elms", alignment=alignment, rounds=held)
            return observe("care_home.round_due", day, Fraction(7), about=about)

        wanted = ("since when Elms has been aligned",)
        assert missing(due("2022-11-16")) == wanted
        assert missing(due("2022-11-17")) == wanted  # the last day in time
        assert missing(due("2022-11-17", date(2022, 11, 9))) == wanted
        by_17 = Observed(date(2022, 11, 17), "no round yet")
        assert due("2022-11-18") == by_17
        assert due("2022-11-17", date(2022, 11, 10)) == Observed(date(2022, 11, 17), "last round on 10 November 2022")
        assert due("2022-11-17", complete=True) == due("2022-11-17", complete=False) == by_17
        assert due("2022-11-17", complete=Period(date(2022, 11, 9))) == by_17

    @pytest.mark.parametrize(
        ("since", "until", "gaps"),
        [
            ("2022-11-14", "2022-11-14", 0),
            ("2022-11-15", "2022-11-30", 1),
            ("2022-11-01", "2022-11-13", 1),
        ],
    )
    def test_lists_that_were_kept_on_the_day_tell(self, since: str, until: str, gaps: int) -> None:
        kept = {"since": since, "until": until}
        gone = home("Oaks", beds={"2022-01": 9}, alignment={"complete": kept, "items": []})
        whole = observe("care_homes.beds", DAY, care_homes=complete(home(beds={"2022-01": 20}), gone))
        wanted = ("whether Oaks is aligned to the network",) if gaps else ()
        assert whole.value == (Range(Fraction(20), None, wanted) if gaps else 20)
        listed = {"complete": kept, "items": [home(beds={"2022-01": 20})]}
        wanted = ("whether the list of care homes is complete",) if gaps else ()
        assert observe("care_homes.beds", DAY, care_homes=listed).value == (
            Range(Fraction(20), None, wanted) if gaps else 20
        )
