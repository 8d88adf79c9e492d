"""What holds for every network: not knowing only makes answers unknown, more sessions never hurt, periods tile."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcn_des import Report, Status, assess
from pcn_des.dates import ContractYear, Period, last_whole_week
from support.covered import ANY_DAY, LAST_DAY
from support.narrowed import quantity, there
from support.small_network import network, report

pytestmark = pytest.mark.thorough  # a law for each list of each record


CODES = ("A00001", "A00002", "A00003")
DAYS = st.dates(date(2022, 4, 1), date(2023, 3, 31))
FIRST_WEEKS = {  # to the Sunday that ends the first whole week of each service
    "extended_hours.weekly_minutes": Period(date(2019, 7, 1), date(2019, 7, 6)),
    "enhanced_access.weekly_minutes": Period(date(2022, 10, 1), date(2022, 10, 8)),
}
EVIDENCE = (
    "network_agreement_update",
    "data_sharing_agreement",
    "enhanced_access_plan",
    "appointment_book_audit",
    "enhanced_access_rota",
)


def lists(
    items: st.SearchStrategy[dict[str, Any]], most: int = 3, *, filled: bool = False
) -> st.SearchStrategy[dict[str, Any]]:
    return chosen(complete=st.booleans(), items=st.lists(items, min_size=int(filled), max_size=most))


def chosen(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(fields)


@st.composite
def practices(draw: st.DrawFn, *, filled: bool = False) -> dict[str, Any]:
    held = []
    for code in draw(st.lists(st.sampled_from(CODES), unique=True, min_size=int(filled), max_size=3)):
        starts = draw(st.sampled_from([date(2019, 7, 1), date(2022, 1, 1), date(2022, 10, 1)]))
        patients = draw(st.integers(500, 40_000))
        days = [("registered", day) for day in ("2021-01-01", "2022-01-01", "2022-04-01")] + [
            ("adjusted", "2022-01-01")
        ]
        held.append(
            {
                "code": code,
                "name": f"Practice {code}",
                "contract_type": draw(st.sampled_from(["GMS", "PMS", "APMS"])),
                "membership": {"complete": True, "items": [{"since": starts, "core": draw(st.booleans())}]},
                "populations": {
                    "complete": True,
                    "items": [{"kind": kind, "at": at, "patients": patients} for kind, at in days],
                },
                "other_networks": {
                    "complete": True,
                    "items": [{"pcn": "U00002", "since": "2019-07-01"}] if draw(st.booleans()) else [],
                },
            }
        )
    return {"complete": draw(st.booleans()), "items": held}


def sessions() -> st.SearchStrategy[dict[str, Any]]:
    """Half-hour starts and ends through the day, in extended hours or enhanced access."""
    halves = st.tuples(st.integers(14, 43), st.integers(1, 30)).map(lambda pair: (pair[0], min(44, sum(pair))))
    return st.builds(
        lambda service, on, clock, agreed: {
            "service": service,
            "on": on,
            "start": f"{clock[0] // 2:02d}:{clock[0] % 2 * 30:02d}",
            "end": f"{clock[1] // 2:02d}:{clock[1] % 2 * 30:02d}",
            "agreed_outside_hours": agreed,
        },
        st.sampled_from(["extended_hours", "enhanced_access"]),
        st.integers(0, 13).map(lambda back: date(2022, 11, 13) - timedelta(days=back)),
        halves,
        st.booleans(),
    )


def made_up_after(session: dict[str, Any]) -> dict[str, Any]:
    """The session, made up on its own day or later."""
    for make_up in session["made_up"]["items"]:
        make_up["on"] = max(make_up["on"], session["on"])
    return session


@st.composite
def recorded(draw: st.DrawFn, filled: str = "") -> dict[str, Any]:
    """A network with every kind of record that the duties of 2022/23 read; nothing contradicts anything.

    The list `filled` has something in it.
    """
    director = chosen(
        name=st.sampled_from(["Dr A", "Mr B"]),
        since=st.just(date(2022, 4, 1)),
        clinician=st.booleans(),
        practice=st.sampled_from([*CODES, "B99999"]),
    )
    signed = lists(chosen(practice=st.sampled_from(CODES), on=st.dates(date(2022, 4, 1), date(2022, 12, 31))))
    vacant = filled != "clinical_directors" and draw(st.booleans())
    cancelled_session = chosen(
        id=st.just("one"),
        service=st.just("enhanced_access"),
        on=st.dates(date(2022, 9, 1), date(2022, 12, 31)),
        minutes=st.just(60),
        made_up=lists(chosen(on=st.dates(date(2022, 10, 1), date(2023, 1, 31)), minutes=st.sampled_from([30, 60]))),
    )
    cancelled = lists(
        cancelled_session.map(made_up_after),
        most=1,
        filled=filled == "cancelled_sessions",
    )
    area = chosen(
        description=st.just("Millbrook"), since=st.just(date(2021, 4, 1)), agreed_on=st.just(date(2021, 4, 1))
    )
    agreement = chosen(version=st.just("one"), since=st.just(date(2019, 7, 1)), signatures=signed)
    payee = chosen(name=st.just("Millbrook Surgery"), since=st.just(date(2022, 10, 3)))
    returned = chosen(kind=st.sampled_from(EVIDENCE), on=st.dates(date(2022, 3, 1), date(2023, 3, 31)))
    stay = chosen(
        id=st.just("S-1"),
        on=st.dates(date(2022, 3, 15), date(2022, 12, 31)),
        kind=st.just("admission"),
        assessed_on=st.none() | st.dates(date(2022, 3, 1), date(2023, 1, 31)),
        planned_on=st.none() | st.dates(date(2022, 3, 1), date(2023, 1, 31)),
        delay_reason=st.sampled_from(["", "in hospital"]),
    )
    home = chosen(
        location=st.just("1-1"),
        name=st.just("The Elms"),
        alignment=lists(chosen(since=st.just(date(2022, 3, 1))), most=1, filled=True),
        clinical_lead=st.sampled_from(["", "Dr A"]),
        rounds=lists(chosen(on=st.dates(date(2022, 9, 1), date(2022, 12, 31)))),
        admissions=lists(stay, most=1),
    )
    condition = chosen(name=st.sampled_from(["registration_body", "training"]), met=st.booleans())
    post = chosen(
        id=st.just("P1"),
        role=st.sampled_from(["clinical_pharmacist", "care_coordinator"]),
        wte=st.just("1"),
        since=st.just(date(2022, 3, 1)),
        additional=st.booleans(),
        conditions=lists(condition, most=2),
    )
    nobody = {"complete": draw(st.booleans()), "items": []}
    return {
        "practices": draw(practices(filled=filled == "practices")),
        "areas": draw(lists(area, most=1)),
        "agreements": draw(lists(agreement, most=1, filled=filled == "agreements")),
        "clinical_directors": nobody if vacant else draw(lists(director, 2, filled=filled == "clinical_directors")),
        "clinical_director_vacancies": {"complete": True, "items": [{"since": "2022-04-01"}] if vacant else []},
        "payees": draw(lists(payee, most=1)),
        "access_sessions": draw(lists(sessions(), most=12)),
        "cancelled_sessions": draw(cancelled),
        "care_homes": draw(lists(home, most=1, filled=filled == "care_homes")),
        "posts": draw(lists(post, most=1, filled=filled == "posts")),
        "returns": draw(lists(returned, most=4)),
    }


def statuses(found: Report) -> dict[str, Status]:
    return {finding.rule: finding.status for finding in found.findings}


def only_into_unknown(before: Report, after: Report) -> None:
    """Every answer is the same as before, or is now unknown."""
    changed = {
        rule: (was, statuses(after)[rule])
        for rule, was in statuses(before).items()
        if statuses(after)[rule] not in (was, Status.UNKNOWN)
    }
    assert changed == {}


class TestNotKnowing:
    """DESIGN 1.3: a fact that is not known is unknown, never a default. Exceptions: `variations` (none on record means
    none). Every list of every record is in tests/rules/test_silence.py.
    """

    LISTS = (
        "practices",
        "agreements",
        "clinical_directors",
        "clinical_director_vacancies",
        "payees",
        "access_sessions",
        "cancelled_sessions",
        "care_homes",
        "posts",
        "returns",
    )

    @pytest.mark.parametrize("name", [*LISTS, "areas"])
    @given(records=recorded(), day=DAYS)
    def test_a_list_removed(self, name: str, records: dict[str, Any], day: date) -> None:
        before = assess(network(**records), day)
        after = assess(network(**{key: held for key, held in records.items() if key != name}), day)
        only_into_unknown(before, after)

    @pytest.mark.parametrize("name", [*LISTS, "areas"])
    @given(records=recorded(), day=DAYS)
    def test_a_list_marked_incomplete(self, name: str, records: dict[str, Any], day: date) -> None:
        before = assess(network(**records), day)
        records[name]["complete"] = False
        only_into_unknown(before, assess(network(**records), day))

    @pytest.mark.parametrize("field", ["membership", "populations", "other_networks", "contract_type"])
    @given(records=recorded("practices"), day=DAYS, place=st.integers(0, 2))
    def test_something_about_a_practice_removed(
        self, field: str, records: dict[str, Any], day: date, place: int
    ) -> None:
        held = records["practices"]["items"]
        before = assess(network(**records), day)
        del held[place % len(held)][field]
        only_into_unknown(before, assess(network(**records), day))

    @pytest.mark.parametrize("field", ["membership", "populations", "other_networks"])
    @given(records=recorded("practices"), day=DAYS, place=st.integers(0, 2))
    def test_a_list_about_a_practice_marked_incomplete(
        self, field: str, records: dict[str, Any], day: date, place: int
    ) -> None:
        held = records["practices"]["items"]
        before = assess(network(**records), day)
        held[place % len(held)][field]["complete"] = False
        only_into_unknown(before, assess(network(**records), day))

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("agreements", "signatures"),
            ("cancelled_sessions", "made_up"),
            ("care_homes", "admissions"),
            ("care_homes", "alignment"),
            ("care_homes", "clinical_lead"),
            ("care_homes", "rounds"),
            ("clinical_directors", "clinician"),
            ("clinical_directors", "practice"),
            ("posts", "additional"),
            ("posts", "conditions"),
        ],
    )
    @given(data=st.data(), day=DAYS)
    def test_something_about_a_record_removed(self, name: str, field: str, data: st.DataObject, day: date) -> None:
        records = data.draw(recorded(name))
        before = assess(network(**records), day)
        del records[name]["items"][0][field]
        only_into_unknown(before, assess(network(**records), day))

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("agreements", "signatures"),
            ("cancelled_sessions", "made_up"),
            ("care_homes", "admissions"),
            ("care_homes", "rounds"),
            ("posts", "conditions"),
        ],
    )
    @given(data=st.data(), day=DAYS)
    def test_a_list_within_a_record_marked_incomplete(
        self, name: str, field: str, data: st.DataObject, day: date
    ) -> None:
        records = data.draw(recorded(name))
        before = assess(network(**records), day)
        records[name]["items"][0][field]["complete"] = False
        only_into_unknown(before, assess(network(**records), day))

    @given(records=recorded(), day=DAYS)
    def test_nothing_at_all_known(self, records: dict[str, Any], day: date) -> None:
        """Without any record nothing is met and nothing falls short."""
        found = assess(network(), day)
        assert set(found) == set(assess(network(**records), day))
        assert {finding.status for finding in found.findings} == {Status.UNKNOWN, Status.JUDGEMENT}


class TestMinutesAreMonotone:
    RULES = ("enhanced_access.weekly_minutes", "enhanced_access.full_standard_hours_covered")

    @pytest.mark.parametrize("complete", [True, False])
    @given(
        patients=st.integers(100, 20_000), held=st.lists(sessions(), max_size=12), more=st.lists(sessions(), max_size=4)
    )
    def test_more_sessions_never_turn_met_into_anything_else(
        self, complete: bool, patients: int, held: list[dict[str, Any]], more: list[dict[str, Any]]
    ) -> None:
        before, after = (
            self.report_on("2022-11-14", "adjusted", "2022-01-01", patients, offered, complete)
            for offered in (held, held + more)
        )
        for rule in self.RULES:
            if before[rule].status is Status.MET:
                assert after[rule].status is Status.MET
            if after[rule].status is Status.NOT_MET:
                assert before[rule].status is Status.NOT_MET
        assert after[self.RULES[0]].required == before[self.RULES[0]].required

    @given(
        patients=st.integers(100, 20_000), held=st.lists(sessions(), max_size=12), more=st.lists(sessions(), max_size=4)
    )
    def test_the_same_for_extended_hours(
        self, patients: int, held: list[dict[str, Any]], more: list[dict[str, Any]]
    ) -> None:
        rule = "extended_hours.weekly_minutes"
        earlier = [self.moved(offered) for offered in held], [self.moved(offered) for offered in held + more]
        before, after = (
            self.report_on("2019-11-18", "registered", "2019-04-01", patients, offered, True)[rule]
            for offered in earlier
        )
        assert there(quantity(after.observed).exact) >= there(quantity(before.observed).exact)
        if before.status is Status.MET:
            assert after.status is Status.MET

    @given(held=st.lists(sessions(), max_size=12), more=st.lists(sessions(), max_size=12))
    def test_minutes_of_two_lists_add_up(self, held: list[dict[str, Any]], more: list[dict[str, Any]]) -> None:
        """Sessions at the same time add: the minutes of both lists are the sum of the minutes of each."""
        one, two, both = (
            there(
                quantity(
                    self.report_on("2022-11-14", "adjusted", "2022-01-01", 1_000, offered, True)[self.RULES[0]].observed
                ).exact
            )
            for offered in (held, more, held + more)
        )
        assert one + two == both

    def moved(self, offered: dict[str, Any]) -> dict[str, Any]:
        """The same session 156 weeks before: 7 to 13 November 2022 become 11 to 17 November 2019."""
        return {**offered, "on": offered["on"] - timedelta(days=156 * 7)}

    def report_on(
        self, day: str, kind: str, at: str, patients: int, offered: list[dict[str, Any]], complete: bool
    ) -> Report:
        population = [{"kind": kind, "at": at, "patients": patients}]
        member = {
            "code": "A00001",
            "name": "Practice A00001",
            "membership": [{"since": "2019-07-01"}],
            "populations": population,
        }
        return report(
            day,
            practices={"complete": True, "items": [member]},
            access_sessions={"complete": complete, "items": deepcopy(offered)},
            cancelled_sessions=[],
        )


class TestPeriodsTile:
    @given(st.dates(date(2019, 4, 1), LAST_DAY - timedelta(days=1)))
    def test_each_day_is_in_one_contract_year_and_the_next_day_in_that_or_the_next(self, day: date) -> None:
        year = ContractYear.of(day)
        assert day in year.period
        following = ContractYear.of(day + timedelta(days=1))
        assert following == year if day != year.last_day else following.starts_in == year.starts_in + 1

    @given(ANY_DAY)
    def test_the_last_whole_week_is_a_monday_to_sunday_that_ended_within_the_last_seven_days(self, day: date) -> None:
        week = last_whole_week(day)
        assert (week.since.weekday(), there(week.until).weekday()) == (0, 6)
        assert (there(week.until) - week.since).days == 6
        assert 1 <= (day - there(week.until)).days <= 7

    @given(ANY_DAY)
    def test_last_whole_weeks_follow_each_other_without_a_gap(self, day: date) -> None:
        week, later = last_whole_week(day), last_whole_week(day + timedelta(days=7))
        assert later.since == there(week.until) + timedelta(days=1)

    @given(ANY_DAY)
    def test_on_each_day_either_extended_hours_or_enhanced_access_is_owed(self, day: date) -> None:
        """Extended hours to 30 September 2022, enhanced access from 1 October (contract/years/2022-23/access.toml)."""
        found = assess(network(), day)
        assert ("extended_hours.weekly_minutes" in found) is (day <= date(2022, 9, 30))
        assert ("enhanced_access.weekly_minutes" in found) is (day >= date(2022, 10, 1))

    @given(ANY_DAY)
    def test_every_day_has_a_report_that_says_nothing_without_records(self, day: date) -> None:
        """But for the minutes of a service of which no whole week is over: of those nothing is due yet."""
        findings = assess(network(), day).findings
        not_due = {finding.rule for finding in findings if finding.status is Status.NOT_DUE}
        assert not_due == {rule for rule, first_week in FIRST_WEEKS.items() if day in first_week}
        rest = {finding.status for finding in findings if finding.rule not in not_due}
        assert rest == {Status.UNKNOWN, Status.JUDGEMENT}
