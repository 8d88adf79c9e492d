"""Minutes and coverage of the last whole week, under clock times that the test writes down."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from pcn_des import RecordError
from pcn_des.facts._access import covers, minutes_in_all, minutes_of, periods_inside, periods_outside, windows_on
from pcn_des.network import AccessSession
from pcn_des.values import Range, Unknown
from support.observing import complete, missing, observe

DAY, MONDAY = "2022-11-14", "2022-11-07"
STANDARD: dict[str, Any] = {
    "enhanced_access.network_standard_hours": [
        {"days": "mon-fri", "start": time(18, 30), "end": time(20)},
        {"days": "sat", "start": time(9), "end": time(17)},
    ]
}
CORE: dict[str, Any] = {
    "extended_hours.core_hours": [{"days": "mon-fri", "start": time(8), "end": time(18, 30)}],
    "extended_hours.session_min_minutes": Fraction(30),
}
TERMS = {"enhanced_access": STANDARD, "extended_hours": CORE}


def session(on: str, start: str, end: str, service: str = "enhanced_access", **fields: Any) -> dict[str, Any]:
    return {"service": service, "on": on, "start": start, "end": end, **fields}


EVENING = session(MONDAY, "18:30", "20:00")


def at(start: str, end: str) -> AccessSession:
    return AccessSession(
        service="enhanced_access", on=date(2022, 11, 7), start=time.fromisoformat(start), end=time.fromisoformat(end)
    )


def minutes(service: str, *sessions: dict[str, Any], day: str = DAY, **records: Any) -> Any:
    records.setdefault("access_sessions", complete(*sessions))
    return observe(f"{service}.weekly_minutes", day, terms=TERMS[service], **records)


class TestWindows:
    HOURS = STANDARD["enhanced_access.network_standard_hours"]

    @pytest.mark.parametrize(
        ("day", "windows"),
        [
            pytest.param(date(2022, 11, 6), (), id="Sunday"),
            pytest.param(date(2022, 11, 7), ((time(18, 30), time(20)),), id="Monday"),
            pytest.param(date(2022, 11, 11), ((time(18, 30), time(20)),), id="Friday"),
            pytest.param(date(2022, 11, 12), ((time(9), time(17)),), id="Saturday"),
        ],
    )
    def test_of_each_day(self, day: date, windows: tuple[Any, ...]) -> None:
        assert windows_on(day, self.HOURS) == windows

    @pytest.mark.parametrize(
        ("start", "end", "inside"),
        [
            ("18:30", "20:00", 90),
            ("18:00", "19:00", 30),
            ("19:30", "21:00", 30),
            ("17:00", "22:00", 90),
            ("17:00", "18:30", 0),
            ("20:00", "21:00", 0),
        ],
    )
    def test_minutes_inside_one(self, start: str, end: str, inside: int) -> None:
        assert minutes_in_all(periods_inside(at(start, end), [(time(18, 30), time(20))])) == inside

    def test_minutes_inside_two(self) -> None:
        windows = [(time(8), time(10)), (time(14), time(18))]
        assert periods_inside(at("09:00", "15:00"), windows) == ((time(9), time(10)), (time(14), time(15)))

    @pytest.mark.parametrize(
        ("start", "end", "outside"),
        [
            pytest.param("09:00", "12:00", [], id="all of it inside"),
            pytest.param("07:00", "08:00", [("07:00", "08:00")], id="before the windows"),
            pytest.param("18:00", "19:00", [("18:00", "19:00")], id="after them"),
            pytest.param("07:00", "09:00", [("07:00", "08:00")], id="an end before"),
            pytest.param("17:00", "19:00", [("18:00", "19:00")], id="an end after"),
            pytest.param("12:00", "15:00", [("13:00", "14:00")], id="between two windows"),
            pytest.param("12:00", "13:00", [], id="up to the end of one"),
            pytest.param("08:00", "09:00", [], id="from the start of one"),
            pytest.param("13:00", "14:00", [("13:00", "14:00")], id="exactly between two"),
            pytest.param(
                "07:59", "18:01", [("07:59", "08:00"), ("13:00", "14:00"), ("18:00", "18:01")], id="from end to end"
            ),
        ],
    )
    def test_periods_outside_several(self, start: str, end: str, outside: list[tuple[str, str]]) -> None:
        windows = [(time(14), time(18)), (time(8), time(13))]
        found = [(f"{one:%H:%M}", f"{other:%H:%M}") for one, other in periods_outside(at(start, end), windows)]
        assert found == outside

    @pytest.mark.parametrize(
        ("start", "end", "length"),
        [
            (time(9), time(10, 1), 61),
            (time(9), time(9, 1, 59), Fraction(119, 60)),
            (time(9), time(9, 0, 0, 1), Fraction(1, 60_000_000)),
            (time(9), time(9), 0),
            (time(10), time(9), 0),
        ],
    )
    def test_minutes_of_a_period_to_the_second(self, start: time, end: time, length: Fraction | int) -> None:
        assert minutes_of((start, end)) == length

    @pytest.mark.parametrize(
        ("sessions", "covered"),
        [
            pytest.param([], False, id="none"),
            pytest.param([("09:00", "17:00")], True, id="exactly"),
            pytest.param([("08:00", "18:00")], True, id="more than"),
            pytest.param([("09:00", "12:00"), ("12:00", "17:00")], True, id="touching"),
            pytest.param([("09:00", "12:00"), ("12:01", "17:00")], False, id="a minute's gap"),
            pytest.param([("09:00", "17:00"), ("10:00", "11:00")], True, id="one within another"),
            pytest.param([("09:00", "17:00"), ("18:00", "19:00")], True, id="one outside"),
            pytest.param([("10:00", "17:00")], False, id="late start"),
            pytest.param([("09:00", "16:59")], False, id="early end"),
        ],
    )
    def test_coverage_by_several(self, sessions: list[tuple[str, str]], covered: bool) -> None:
        assert covers([at(*clock) for clock in sessions], (time(9), time(17))) is covered


@pytest.mark.parametrize(
    ("day", "held", "because"),
    [
        pytest.param("2022-12-26", False, "no bank holiday in the week from 19 December 2022", id="Sunday the 25th"),
        pytest.param("2023-01-02", True, "26 December 2022", id="26 and 27 December"),
        pytest.param("2023-01-03", True, "26 December 2022", id="the same week, a day later"),
        pytest.param("2023-01-09", True, "2 January 2023", id="the next week"),
        pytest.param("2023-01-16", False, "no bank holiday", id="the week after that"),
    ],
)
def test_a_bank_holiday_in_the_last_whole_week(day: str, held: bool, because: str) -> None:
    """GOV.UK: Monday 26 and Tuesday 27 December 2022, Monday 2 January 2023; Christmas Day was a Sunday."""
    found = observe("enhanced_access.bank_holiday_in_week", day)
    assert found.value is held
    assert because in found.because


@pytest.mark.parametrize(
    ("first_day", "held", "because"),
    [
        pytest.param(
            date(2022, 12, 27), False, "the week from 26 December 2022 began before the service", id="a day later"
        ),
        pytest.param(
            date(2022, 12, 26), True, "bank holiday on 26 December 2022, 27 December 2022", id="the day it began"
        ),
        pytest.param(None, True, "bank holiday on 26 December 2022, 27 December 2022", id="not said"),
    ],
)
def test_a_week_that_began_before_the_service_has_no_bank_holiday(
    first_day: date | None, held: bool, because: str
) -> None:
    terms = {"enhanced_access.first_day": first_day}
    found = observe("enhanced_access.bank_holiday_in_week", "2023-01-02", terms=terms)
    assert (found.value, found.because) == (held, because)


@pytest.mark.parametrize("service", ["extended_hours", "enhanced_access"])
class TestWeek:
    def test_sessions_add_up(self, service: str) -> None:
        evening = session(MONDAY, "18:30", "20:00", service)
        assert minutes(service, evening, evening).value == 180

    def test_none_is_nothing_where_the_list_is_complete(self, service: str) -> None:
        assert minutes(service).value == 0

    def test_none_is_unknown_where_it_is_not(self, service: str) -> None:
        name = service.replace("_", " ")
        wanted = (f"the {name} sessions of the week from 7 November 2022 to 13 November 2022",)
        for held in ({"complete": False, "items": []}, [session("2022-10-31", "18:30", "20:00", service)]):
            found = minutes(service, access_sessions=held)
            assert missing(found) == wanted
            assert found.because == "0 sessions in the week from 7 November 2022 to 13 November 2022"
        assert missing(observe(f"{service}.weekly_minutes", DAY, terms=TERMS[service])) == wanted

    def test_some_in_an_incomplete_list_are_a_lower_bound(self, service: str) -> None:
        found = minutes(service, access_sessions=[session(MONDAY, "18:30", "20:00", service)])
        assert isinstance(found.value, Range)
        assert found.value.low == 90
        assert found.because == "1 session in the week from 7 November 2022 to 13 November 2022"

    def test_a_sum_where_only_that_is_kept(self, service: str) -> None:
        held = [{"service": service, "week_starting": MONDAY, "minutes": 77}]
        found = observe(f"{service}.weekly_minutes", DAY, terms=TERMS[service], access_weeks=held)
        assert found.value == 77
        assert found.because == "the week from 7 November 2022 to 13 November 2022, as summed on record"

    @pytest.mark.parametrize(
        ("sessions", "summed", "value"),
        [
            pytest.param(complete(EVENING), 90, 90, id="all of them, the same"),
            pytest.param([EVENING], 90, 90, id="some, the same"),
            pytest.param([EVENING], 91, 91, id="some, less"),
            pytest.param([], 0, 0, id="none"),
            pytest.param(None, 77, 77, id="nothing of sessions"),
            pytest.param([{**EVENING, "on": "2022-10-31"}], 77, 77, id="of another week"),
        ],
    )
    def test_a_sum_and_sessions_that_agree(self, service: str, sessions: Any, summed: int, value: int) -> None:
        assert self.beside(service, sessions, summed).value == value

    @pytest.mark.parametrize(
        ("sessions", "summed", "said"),
        [
            pytest.param(complete(EVENING), 91, "90 in its sessions, 91 as summed", id="all of them, a minute less"),
            pytest.param(complete(EVENING), 89, "90 in its sessions, 89 as summed", id="all of them, a minute more"),
            pytest.param([EVENING], 89, "90 or more in its sessions, 89 as summed", id="some, a minute more"),
            pytest.param([], 500, "0 in its sessions, 500 as summed", id="none"),
        ],
    )
    def test_a_sum_and_sessions_that_differ_are_unknown(
        self, service: str, sessions: Any, summed: int, said: str
    ) -> None:
        name = service.replace("_", " ")
        week = "the week from 7 November 2022 to 13 November 2022"
        assert missing(self.beside(service, sessions, summed)) == (
            f"which number of {name} minutes in {week} is right: {said}",
        )

    def beside(self, service: str, sessions: Any, summed: int) -> Any:
        """The minutes of a week with a sum, and with sessions of this service."""
        of_service = json.loads(json.dumps(sessions).replace("enhanced_access", service))
        held = [{"service": service, "week_starting": MONDAY, "minutes": summed}]
        records = {} if sessions is None else {"access_sessions": of_service}
        return observe(f"{service}.weekly_minutes", DAY, terms=TERMS[service], access_weeks=held, **records)

    @pytest.mark.parametrize(
        ("whole", "gaps"),
        [
            pytest.param(True, (), id="all of them"),
            pytest.param(
                False, ("the {} sessions of the week from 7 November 2022 to 13 November 2022",), id="some of them"
            ),
        ],
    )
    def test_one_session_twice_counts_once_at_least_and_twice_at_most(
        self, service: str, whole: bool, gaps: tuple[str, ...]
    ) -> None:
        """With a name it is the same clinician; without one, two clinicians (TestWeek.test_sessions_add_up)."""
        twice = [session(MONDAY, "18:30", "20:00", service, staff="Dr Adeyemi")] * 2
        found = minutes(service, access_sessions={"complete": whole, "items": twice}).value
        said = tuple(gap.format(service.replace("_", " ")) for gap in gaps)
        one = "whether the session of Dr Adeyemi on 7 November 2022 at 18:30, on record twice, is one"
        assert found == Range(Fraction(90), Fraction(180) if whole else None, (*said, one))

    def test_the_sum_of_the_week_settles_how_often_it_counts(self, service: str) -> None:
        twice = [session(MONDAY, "18:30", "20:00", service, staff="Dr Adeyemi")] * 2
        for summed, value in ((90, 90), (180, 180)):
            held = [{"service": service, "week_starting": MONDAY, "minutes": summed}]
            assert minutes(service, *twice, access_weeks=held).value == value

    def test_a_sum_of_another_week_or_service_is_not_the_one(self, service: str) -> None:
        other = {"extended_hours": "enhanced_access", "enhanced_access": "extended_hours"}[service]
        held = [
            {"service": other, "week_starting": MONDAY, "minutes": 77},
            {"service": service, "week_starting": "2022-10-31", "minutes": 77},
        ]
        assert missing(observe(f"{service}.weekly_minutes", DAY, terms=TERMS[service], access_weeks=held))

    def test_seconds_of_sessions_add_up(self, service: str) -> None:
        """Three sessions of 30 minutes and 20 seconds are 91 minutes, and two of them 60 minutes and 40 seconds."""
        three = [session(MONDAY, "18:30:00", "19:00:20", service)] * 3
        assert minutes(service, *three).value == 91
        assert minutes(service, *three[:2]).value == Fraction(182, 3)

    @given(st.integers(1, 5399))
    def test_a_session_cut_in_two_at_any_second_is_as_long(self, service: str, seconds: int) -> None:
        """From 18:30 to 20:00; of extended hours a piece counts from any length here."""
        middle = (datetime(2022, 11, 7, 18, 30) + timedelta(seconds=seconds)).time().isoformat()
        pieces = [session(MONDAY, "18:30", middle, service), session(MONDAY, middle, "20:00", service)]
        terms = TERMS[service] | {"extended_hours.session_min_minutes": Fraction(0)}
        found = observe(f"{service}.weekly_minutes", DAY, terms=terms, access_sessions=complete(*pieces))
        assert found.value == 90

    def test_seconds_that_do_not_count_are_said(self, service: str) -> None:
        found = minutes(service, session(MONDAY, "18:29:30", "20:00", service))
        assert found.value == 90
        assert found.because.endswith("; 0.5 minutes do not count")

    def test_minutes_that_do_not_count_are_said(self, service: str) -> None:
        found = minutes(service, session(MONDAY, "17:30", "19:30", service))
        assert found.value == 60
        assert found.because == (
            "1 session in the week from 7 November 2022 to 13 November 2022; 60 minutes do not count"
        )
        whole = minutes(service, session(MONDAY, "18:30", "19:30", service))
        assert whole.because == "1 session in the week from 7 November 2022 to 13 November 2022"

    @pytest.mark.parametrize(
        ("day", "counted"), [("2022-11-13", 0), ("2022-11-14", 90), ("2022-11-20", 90), ("2022-11-21", 0)]
    )
    def test_the_last_whole_week_only(self, service: str, day: str, counted: int) -> None:
        assert minutes(service, session(MONDAY, "18:30", "20:00", service), day=day).value == counted

    def test_a_term_that_is_not_established_makes_it_unknown(self, service: str) -> None:
        why = Unknown.because("the hours were not seen")
        held = complete(session(MONDAY, "18:30", "20:00", service))
        for key in TERMS[service]:
            terms = {**TERMS[service], key: why}
            assert observe(f"{service}.weekly_minutes", DAY, terms=terms, access_sessions=held).value == why


def of_one(
    *times: tuple[str, str], service: str = "extended_hours", staff: str = "Dr A", **fields: Any
) -> list[dict[str, Any]]:
    """Sessions of one clinician on Monday."""
    return [session(MONDAY, start, end, service, staff=staff, **fields) for start, end in times]


TOUCHING = ("18:30", "18:50"), ("18:50", "19:10"), ("19:10", "19:30")
WITH_OUTSIDE = {
    "extended_hours": CORE,
    "enhanced_access": {**STANDARD, "enhanced_access.outside_hours_min_minutes": Fraction(30)},
}
CLOCK = [f"{at // 60:02d}:{at % 60:02d}" for at in range(17 * 60 + 30, 20 * 60 + 31, 10)]


class TestPiecesOfOneSession:
    """nhse-ncdes-spec-2019-20 clause 4.6.2(d): 'continuous periods of at least 30 minutes'."""

    def test_three_slots_that_touch_are_one_period(self) -> None:
        assert minutes("extended_hours", *of_one(*TOUCHING)).value == 60

    def test_outside_the_standard_hours_too_where_they_are_agreed(self) -> None:
        pieces = of_one(("20:00", "20:20"), ("20:20", "20:40"), service="enhanced_access", agreed_outside_hours=True)
        found = observe(
            "enhanced_access.weekly_minutes",
            DAY,
            terms=WITH_OUTSIDE["enhanced_access"],
            access_sessions=complete(*pieces),
        )
        assert found.value == 40

    @pytest.mark.parametrize(
        "pieces",
        [
            pytest.param(of_one(*TOUCHING[::2]), id="a gap between them"),
            pytest.param(of_one(*TOUCHING[:2], staff=""), id="of nobody who is named"),
            pytest.param([*of_one(TOUCHING[0]), *of_one(TOUCHING[1], staff="Dr B")], id="of two clinicians"),
            pytest.param([*of_one(TOUCHING[0]), *of_one(TOUCHING[1], site="Hall")], id="at two sites"),
        ],
    )
    def test_no_other_slots_are(self, pieces: list[dict[str, Any]]) -> None:
        assert minutes("extended_hours", *pieces).value == 0

    @pytest.mark.parametrize("service", ["extended_hours", "enhanced_access"])
    @given(data=st.data())
    def test_cutting_sessions_at_any_minute_changes_nothing(self, service: str, data: st.DataObject) -> None:
        whole, cut = [], []
        for _ in range(data.draw(st.integers(1, 4))):
            first, last = sorted(data.draw(st.sets(st.integers(0, len(CLOCK) - 1), min_size=2, max_size=2)))
            fields: dict[str, Any] = {
                "staff": data.draw(st.sampled_from(["Dr A", "Dr A", "Dr B"])),
                "site": data.draw(st.sampled_from(["", "", "Hall"])),
                "agreed_outside_hours": data.draw(st.booleans()),
            }
            edges = sorted({first, *data.draw(st.sets(st.integers(first, last))), last})
            whole += of_one((CLOCK[first], CLOCK[last]), service=service, **fields)
            cut += of_one(*((CLOCK[one], CLOCK[two]) for one, two in pairwise(edges)), service=service, **fields)
        try:
            found = [self.ends(service, pieces) for pieces in (whole, cut)]
        except RecordError:  # the same hours are agreed and not agreed
            reject()
        assert found[0] == found[1]

    def ends(self, service: str, pieces: list[dict[str, Any]]) -> tuple[Any, Any]:
        found = observe(
            f"{service}.weekly_minutes", DAY, terms=WITH_OUTSIDE[service], access_sessions=complete(*pieces)
        ).value
        return (found.low, found.high) if isinstance(found, Range) else (found, found)


@pytest.mark.parametrize("service", ["extended_hours", "enhanced_access"])
class TestOneClinicianAtOneTime:
    """Whether both were worked by one, or one is the other written down again, nobody can tell."""

    @pytest.mark.parametrize(
        ("other", "site", "ends"),
        [
            pytest.param(("18:31", "19:45"), "", (75, 149), id="a minute later"),
            pytest.param(("18:30", "19:45"), "Hall", (75, 150), id="at another site"),
            pytest.param(("18:45", "20:00"), "", (90, 150), id="each with time of its own"),
            pytest.param(("18:45", "20:00"), "Hall", (90, 150), id="at another site, too"),
            pytest.param(("18:40", "19:10"), "", (75, 105), id="within the other"),
        ],
    )
    def test_the_minutes_lie_between_the_time_and_the_sum(
        self, service: str, other: tuple[str, str], site: str, ends: tuple[int, int]
    ) -> None:
        both = [*of_one(("18:30", "19:45"), service=service), *of_one(other, service=service, site=site)]
        again = "which overlaps another of theirs, adds to it"
        for order in (both, both[::-1]):
            found = minutes(service, *order).value
            assert (found.low, found.high) == ends
            assert [one.endswith(again) for one in found.needs] == [True]

    def test_the_later_of_them_is_named(self, service: str) -> None:
        found = minutes(service, *of_one(("18:45", "20:00"), ("18:30", "19:45"), service=service)).value
        one = "whether the session of Dr A on 7 November 2022 at 18:45, which overlaps another of theirs, adds to it"
        assert found == Range(Fraction(90), Fraction(150), (one,))

    @pytest.mark.parametrize("staff", ["", "Dr B"])
    def test_of_another_or_of_nobody_named_they_are_two(self, service: str, staff: str) -> None:
        others = "Dr A" if staff else ""
        both = [
            *of_one(("18:30", "19:45"), service=service, staff=others),
            *of_one(("18:31", "19:45"), service=service, staff=staff),
        ]
        assert minutes(service, *both).value == 149

    def test_one_that_follows_the_other_adds_to_it(self, service: str) -> None:
        assert minutes(service, *of_one(("18:30", "19:15"), ("19:15", "20:00"), service=service)).value == 90


class TestCancelled:
    LOST: ClassVar = {"id": "x", "service": "enhanced_access", "on": "2022-11-08", "minutes": 30}
    GAP = ("the enhanced access sessions cancelled in the week from 7 November 2022 to 13 November 2022",)

    def cancelled(self, **records: Any) -> Any:
        return observe("enhanced_access.cancelled_minutes", DAY, **records)

    def test_a_complete_list(self) -> None:
        found = self.cancelled(cancelled_sessions=complete(self.LOST))
        assert found.value == 30
        assert found.because == "1 cancelled session on record in the week from 7 November 2022"
        none = self.cancelled(cancelled_sessions=[])
        assert (none.value, none.because.split(" on ")[0]) == (0, "no cancelled sessions")
        two = self.cancelled(cancelled_sessions=complete(self.LOST, {**self.LOST, "id": "y"}))
        assert two.because.split(" on ")[0] == "2 cancelled sessions"

    @pytest.mark.parametrize(
        ("since", "until", "whole"),
        [
            pytest.param("2022-11-07", "2022-11-13", True, id="the week"),
            pytest.param("2022-11-08", "2022-11-13", False, id="begins a day late"),
            pytest.param("2022-11-07", "2022-11-12", False, id="ends a day early"),
        ],
    )
    def test_a_log_kept_for_a_time(self, since: str, until: str, whole: bool) -> None:
        held = {"complete": {"since": since, "until": until}, "items": []}
        assert self.cancelled(cancelled_sessions=held).value == (0 if whole else Range(Fraction(0), None, self.GAP))

    def test_there_may_be_more_where_nothing_says_that_it_is_all(self) -> None:
        assert self.cancelled().value == Range(Fraction(0), None, self.GAP)
        some = self.cancelled(cancelled_sessions=[self.LOST])
        assert some.value == Range(Fraction(30), None, self.GAP)
        assert some.because == "1 cancelled session on record in the week from 7 November 2022"


class TestOutsideTheStandardHours:
    """A period agreed outside the hours counts from 30 minutes."""

    HOURS: ClassVar = STANDARD | {"enhanced_access.outside_hours_min_minutes": Fraction(30)}

    def counted(self, start: str, end: str, *, agreed: bool) -> Any:
        held = complete(session(MONDAY, start, end, agreed_outside_hours=agreed))
        return observe("enhanced_access.weekly_minutes", DAY, terms=self.HOURS, access_sessions=held).value

    @pytest.mark.parametrize(
        ("start", "end", "agreed", "not_agreed"),
        [
            pytest.param("18:30", "20:00", 90, 90, id="all inside"),
            pytest.param("18:00", "19:00", 60, 30, id="30 minutes before"),
            pytest.param("18:01", "19:00", 30, 30, id="29 minutes before"),
            pytest.param("17:30", "20:29", 150, 90, id="an hour before, 29 minutes after"),
            pytest.param("12:00", "13:00", 60, 0, id="all outside"),
        ],
    )
    def test_what_was_agreed_counts_beside_what_lies_inside(
        self, start: str, end: str, agreed: int, not_agreed: int
    ) -> None:
        assert self.counted(start, end, agreed=True) == agreed
        assert self.counted(start, end, agreed=False) == not_agreed

    @pytest.mark.parametrize("key", list(HOURS))
    def test_a_term_that_is_not_established_makes_it_unknown(self, key: str) -> None:
        why = Unknown.because("the hours were not seen")
        held = complete(session(MONDAY, "18:30", "20:00"))
        terms = self.HOURS | {key: why}
        assert observe("enhanced_access.weekly_minutes", DAY, terms=terms, access_sessions=held).value == why


class TestCoverage:
    FACT = "enhanced_access.standard_hours_covered"

    def test_names_each_gap(self) -> None:
        days = [session(f"2022-11-{day:02d}", "18:30", "20:00") for day in (7, 8, 10, 11)]
        saturday = session("2022-11-12", "09:00", "16:00")
        found = observe(self.FACT, DAY, terms=STANDARD, access_sessions=complete(*days, saturday))
        assert found.value is False
        assert found.because == (
            "not covered in the week from 7 November 2022: Wednesday 18:30 to 20:00, Saturday 09:00 to 17:00"
        )

    def test_throughout(self) -> None:
        days = [session(f"2022-11-{day:02d}", "18:30", "20:00") for day in (7, 8, 9, 10, 11)]
        held = complete(*days, session("2022-11-12", "09:00", "17:00"))
        found = observe(self.FACT, DAY, terms=STANDARD, access_sessions=held)
        assert (found.value, found.because) == (True, "covered throughout in the week from 7 November 2022")

    def test_hours_that_are_not_established_make_it_unknown(self) -> None:
        why = Unknown.because("the hours were not seen")
        assert observe(self.FACT, DAY, terms=dict.fromkeys(STANDARD, why)).value == why

    def test_26_and_27_december_2022_are_left_out(self) -> None:
        days = [session(f"2022-12-{day}", "18:30", "20:00") for day in (28, 29, 30)]
        saturday = session("2022-12-31", "09:00", "17:00")
        held = complete(*days, saturday)
        assert observe(self.FACT, "2023-01-02", terms=STANDARD, access_sessions=held).value is True

    def test_sessions_of_the_other_service_do_not_cover(self) -> None:
        held = complete(session("2022-11-12", "09:00", "17:00", "extended_hours"))
        found = observe(self.FACT, DAY, terms=STANDARD, access_sessions=held)
        assert "Saturday 09:00 to 17:00" in found.because

    def test_a_gap_in_an_incomplete_list_is_unknown(self) -> None:
        found = observe(self.FACT, DAY, terms=STANDARD, access_sessions=[session(MONDAY, "18:30", "20:00")])
        assert missing(found) == ("the enhanced access sessions of the week from 7 November 2022 to 13 November 2022",)
        assert missing(observe(self.FACT, DAY, terms=STANDARD))
