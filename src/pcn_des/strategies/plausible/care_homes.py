"""Plausible care homes of a network on a day, with their rounds and admissions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from pcn_des.dates import ONE_DAY, ContractYear, working_days_after
from pcn_des.facts.care_home import DAYS_OF_A_WEEK
from pcn_des.network import Admission, Alignment, BedCount, CareHome, HomeRound, Records
from pcn_des.network.homes import KINDS_OF_ADMISSION
from pcn_des.strategies.contract_figures import known_figure
from pcn_des.strategies.plausible.values import PlausibleValues
from pcn_des.strategies.sentences import ASSESSED, HOME_LEAD, HOME_ROUNDS, PLANNED

LONG_AGO: Final = 700  # days


def care_homes(plausible: PlausibleValues) -> Records[CareHome] | None:
    """Aligned care homes with a lead or without, visited in time or overdue."""
    required = [plausible.requirements.holds(sentence) for sentence in (HOME_LEAD, HOME_ROUNDS, ASSESSED, PLANNED)]
    count = plausible.draw(st.integers(0 if set(required) == {None} else 1, 3))
    leads, rounds = plausible.answer_of_each(HOME_LEAD, count), plausible.answer_of_each(HOME_ROUNDS, count)
    found = []
    for place in range(count):
        visits, aligned = _rounds(plausible, rounds[place])
        beds = [BedCount(month=plausible.past_day(90).replace(day=1), beds=plausible.draw(st.integers(1, 120)))]
        lead = None if leads[place] is None else (plausible.person_name() if leads[place] else "")
        found.append(
            CareHome(
                location=f"1-{place}",
                name=plausible.organisation_name("House"),
                alignment=Records([Alignment(since=aligned)], complete=plausible.yes_or_no()),
                clinical_lead=lead,
                rounds=visits,
                beds=Records(beds, complete=plausible.yes_or_no()) if plausible.yes_or_no() else None,
                admissions=_admissions(plausible, aligned, at_least=0 if place else 1),
            )
        )
    return plausible.record_list("care_homes", found, complete=True if True in required else None)


def _rounds(plausible: PlausibleValues, in_time: bool | None) -> tuple[Records[HomeRound] | None, date]:
    """The rounds of a home, and the day since when it is aligned."""
    day = plausible.as_of
    between = int(known_figure(plausible.contract, "care_homes.days_between_rounds") or DAYS_OF_A_WEEK)
    if in_time is None:
        return None, plausible.past_day()
    if in_time:
        last = plausible.day_between(day - min(between, DAYS_OF_A_WEEK) * ONE_DAY, day)
    else:  # also by the reading that allows the whole week after that of the last round
        week_ended = day - (DAYS_OF_A_WEEK + 1) * ONE_DAY
        sunday = week_ended - timedelta(days=(week_ended.weekday() + 1) % DAYS_OF_A_WEEK)
        last = plausible.day_between(day - 90 * ONE_DAY, min(sunday, day - (between + 1) * ONE_DAY))
    if plausible.yes_or_no():  # aligned on that day, and no round yet
        return Records([], complete=True), last
    visits = [HomeRound(on=last, led_by=plausible.text_or_blank("nurse")), HomeRound(on=last - between * ONE_DAY)]
    rounds = Records(visits, complete=not in_time or plausible.yes_or_no())
    return rounds, plausible.day_between(last - LONG_AGO * ONE_DAY, last)


def _admissions(plausible: PlausibleValues, aligned: date, at_least: int) -> Records[Admission] | None:
    """The admissions to a home: assessed and planned for in time where that is required, else as it comes."""
    required = [plausible.requirements.holds(sentence) for sentence in (ASSESSED, PLANNED)]
    if True not in required:
        at_least = 0
        if plausible.yes_or_no():
            return None
    count = plausible.draw(st.integers(at_least, 2))
    found = [_admission(plausible, f"S-{place}", aligned, *required) for place in range(1, count + 1)]
    return Records(found, complete=True in required or plausible.yes_or_no())


def _admission(
    plausible: PlausibleValues, id_: str, aligned: date, assessed: bool | None, planned: bool | None
) -> Admission:
    year = ContractYear.of(plausible.as_of)
    on = plausible.day_between(max(year.first_day, plausible.as_of - 60 * ONE_DAY, aligned), plausible.as_of)
    assessed_on, assessed_late = _done_on(plausible, on, "care_homes.assessment_working_days", assessed)
    planned_on, planned_late = _done_on(plausible, on, "care_homes.care_plan_working_days", planned)
    kind = plausible.draw(st.sampled_from(KINDS_OF_ADMISSION))
    late = assessed_late or planned_late
    return Admission(
        id=id_,
        on=on,
        kind=kind,
        assessed_on=assessed_on,
        planned_on=planned_on,
        delay_reason=plausible.text("hospital stay") if late else plausible.text_or_blank("holidays"),
    )


def _done_on(plausible: PlausibleValues, on: date, key: str, in_time: bool | None) -> tuple[date | None, bool]:
    """When it was done, and whether it was so late that a reason for the delay has to be on record."""
    if not in_time:
        return plausible.draw(st.none() | st.integers(-30, 60).map(lambda days: on + days * ONE_DAY)), False
    due = working_days_after(on, int(plausible.requirements.figure(key)))
    if plausible.as_of > due and plausible.yes_or_no():
        return plausible.day_between(due + ONE_DAY, plausible.as_of), True
    earliest = on - 30 * ONE_DAY  # an earlier one may still serve
    return plausible.day_between(earliest, min(due, plausible.as_of)), False
