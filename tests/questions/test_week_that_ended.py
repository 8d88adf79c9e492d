"""A week is judged by the members, the contract and the local variations of the day on which it ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.frame import assess as assess_table
from pcn_des.frame import facts
from pcn_des.strategies import networks as any_networks
from support.effort import examples
from support.narrowed import quantity, there
from support.small_network import complete, network, practice, week_of

MINUTES, HOURS = "enhanced_access.weekly_minutes", "extended_hours.weekly_minutes"
WEEKLY = (MINUTES, HOURS)


def joining(since: date, until: date | None = None, **records: object) -> des.Network:
    """15,000 adjusted patients, and 5,000 more of a practice that is a member for a time; each week had 900 minutes."""
    days = {f"{year}-01-01": 15_000 for year in range(2020, 2027)}
    second = practice("A00002", adjusted=dict.fromkeys(days, 5_000), registered=dict.fromkeys(days, 5_000))
    end = {} if until is None else {"until": until.isoformat(), "ended_by": "left"}
    second |= {"membership": complete({"since": since.isoformat(), **end})}
    first = practice("A00001", adjusted=days, registered=days)
    mondays = [date(2021, 2, 1) + timedelta(days=7 * number) for number in range(300)]
    weeks = [week_of(monday.isoformat(), 900) for monday in mondays]
    told = {"access_weeks": weeks, "cancelled_sessions": [], "access_sessions": None, **records}
    return network(practices=complete(first, second), **told)


@pytest.mark.parametrize(
    ("joined", "first"),
    [
        ("2022-11-14", 21),  # on a Monday: not in the week before, which is asked about until Sunday the 20th
        ("2022-11-16", 21),  # on a Wednesday: the week that ended with it a member counts it
        ("2022-11-20", 21),
        ("2022-11-21", 28),
    ],
)
def test_who_joins_raises_what_is_owed_from_the_week_that_ended_with_it_a_member(joined: str, first: int) -> None:
    """60 minutes per 1,000: 900, and with the other practice 1,200."""
    mill = joining(date.fromisoformat(joined))
    owed = {
        day: quantity(there(des.assess(mill, date(2022, 11, day))[MINUTES].required)).value for day in range(14, 30)
    }
    assert owed == {day: 900 if day < first else 1_200 for day in range(14, 30)}


def test_who_leaves_on_a_wednesday_is_not_counted_in_that_week() -> None:
    mill = joining(date(2019, 7, 1), date(2022, 11, 16))
    owed = [quantity(there(des.assess(mill, date(2022, 11, day))[MINUTES].required)).value for day in (16, 20, 21)]
    assert owed == [1_200, 1_200, 900]


def test_a_duty_that_was_not_in_force_in_the_week_has_the_members_of_the_day_in_tables_too() -> None:
    """Enhanced access began on Saturday 1 October 2022, and its first week was not over: who joined the day before is
    one of the members whose 20,000 patients count."""
    mill, days = joining(date(2022, 9, 30)), [date(2022, 10, 1), date(2022, 10, 2)]
    table = assess_table(facts([mill], days)).to_dicts()
    assert [row[MINUTES] for row in table] == ["NOT_DUE", "NOT_DUE"]
    for day in days:
        assert quantity(there(des.assess(mill, day)[MINUTES].required)).value == 1_200


days_of_2021_to_2026 = st.dates(date(2021, 4, 12), date(2026, 10, 4))


@st.composite
def networks(draw: st.DrawFn) -> tuple[des.Network, date]:
    """A network whose members or local variations change, and a Monday near the change."""
    since = draw(days_of_2021_to_2026)
    until = draw(st.none() | st.dates(since, since + timedelta(days=20)))
    records: dict[str, object] = {}
    if draw(st.booleans()):
        varied = {"kind": "local_variation", "granted_by": "An ICB", "amends": {"enhanced_access.minutes_per_1000": 45}}
        varied |= {"since": "2026-05-01", "until": str(date(2026, 5, 1) + timedelta(days=draw(st.integers(0, 150))))}
        records["variations"] = [varied]
    change = draw(st.sampled_from([since, until or since, date(2026, 5, 1), date(2025, 6, 1), date(2022, 10, 1)]))
    monday = change - timedelta(days=change.weekday() + 7 * draw(st.integers(-1, 1)))
    return joining(since, until, **records), monday


@given(networks())
@settings(max_examples=examples(one_in=10), deadline=None)
def test_a_week_has_one_answer_on_whatever_day_of_the_next_week_it_is_asked_about(of: tuple[des.Network, date]) -> None:
    """Records and tables say the same; a duty that began or ended in those days is in force on some of them only."""
    mill, monday = of
    days = [monday + timedelta(days=number) for number in range(7)]
    reports = [des.assess(mill, day) for day in days]
    for duty in WEEKLY:
        asked = [report[duty] for report in reports if duty in report]
        if len(asked) == len(days):
            assert len({(one.status, str(one.required)) for one in asked}) == 1
    plain = mill.evolve(variations=None)
    table = assess_table(facts([plain], days)).to_dicts()
    for row, day in zip(table, days, strict=True):
        report = des.assess(plain, day)
        for duty in WEEKLY:
            if duty in report:
                assert row[duty] == report[duty].status.name, (duty, day)


first_days = st.dates(date(2019, 7, 1), date(2019, 7, 7)) | st.dates(date(2022, 10, 1), date(2022, 10, 9))


@given(first_days.flatmap(lambda day: st.tuples(st.just(day), any_networks(day))))
@settings(deadline=None)
def test_until_its_first_whole_week_is_over_a_service_asks_for_no_week(of: tuple[date, des.Network]) -> None:
    """Whatever is on record: of a week before the service nothing is wanting and nothing falls short."""
    day, mill = of
    report = des.assess(mill, day)
    began = {"enhanced_access.full_standard_hours_covered", MINUTES} if day.year == 2022 else {HOURS}
    for duty in began:
        found = report[duty]
        assert found.status in (des.Status.NOT_DUE, des.Status.MET, des.Status.NOT_APPLICABLE)
        assert found.missing == ()
    if not mill.why_not_open(day):
        (row,) = assess_table(facts([mill.evolve(variations=None)], [day])).to_dicts()
        assert {row[duty] for duty in began} <= {"NOT_DUE", "MET"}


def test_no_money_is_at_risk_for_a_week_before_the_service() -> None:
    page = des.briefing(joining(date(2019, 7, 1)), date(2019, 7, 1))
    assert [risk.why for risk in page.at_risk if HOURS in risk.rules] == []
