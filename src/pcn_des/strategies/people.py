"""Plausible people and papers: who stands for a network on a day, its care homes, and what it signed and sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st

from pcn_des.contract.entries import Obligation
from pcn_des.contract.files import evidence_kinds, span
from pcn_des.dates import ONE_DAY, ContractYear, month_of, working_days_after
from pcn_des.facts.care_home import DAYS_OF_A_WEEK
from pcn_des.facts.evidence import SHOWN_BY_AREAS, months_over
from pcn_des.facts.network_agreement import UPDATE
from pcn_des.network import (
    Admission,
    Alignment,
    Appointment,
    BedCount,
    CareHome,
    HomeRound,
    NetworkAgreement,
    NetworkArea,
    Payee,
    Records,
    Return,
    Signature,
    Vacancy,
)
from pcn_des.network.homes import KINDS_OF_ADMISSION
from pcn_des.strategies.drawing import Making
from pcn_des.strategies.values import ods_codes, up_to
from pcn_des.strategies.wishes import (
    ASSESSED,
    ELIGIBLE,
    HOME_LEAD,
    HOME_ROUNDS,
    IN_POST,
    PAYEE,
    PAYEE_IS_MEMBER,
    PLANNED,
    SIGNED,
    UPDATED,
)

LONG_AGO: Final = 700  # days


# --- who stands for the network ---------------------------------------------------------------------------------------


def directors(making: Making, core: tuple[str, ...]) -> dict[str, Any]:
    """The clinical director, or nobody: the post is vacant on record, or the complete list ends before the day."""
    lists = "clinical_directors", "clinical_director_vacancies"
    whole = making.wishes.holds(UPDATED)  # then every change is known
    before = making.over_already()
    held = [Appointment(name=making.person(), **before)] if making.yes() else []
    if making.settled_or_any(IN_POST):
        answers = making.each(ELIGIBLE, making.draw(st.integers(1, 2)))
        held += [_director(making, answer, core) for answer in answers]
        return {lists[0]: making.known(lists[0], held, complete=whole), lists[1]: making.known(lists[1], [])}
    if making.yes():
        left = before["until"] if held else making.past(60) - ONE_DAY
        vacancy = Vacancy(since=making.day_between(left + ONE_DAY, making.as_of), reason=making.text("retired"))
        return {lists[0]: making.known(lists[0], held, complete=whole), lists[1]: making.known(lists[1], [vacancy])}
    return {lists[0]: making.known(lists[0], held, complete=True), lists[1]: making.known(lists[1], [])}


def _director(making: Making, eligible: bool | None, core: tuple[str, ...]) -> Appointment:
    clinician, practice = eligible, making.draw(st.sampled_from(core)) if eligible and core else None
    if eligible is False and making.yes():  # a clinician, but of a practice elsewhere
        clinician, practice = True, making.draw(ods_codes().filter(lambda code: code not in core))
    return Appointment(
        name=making.person(),
        profession=making.text("GP") or None,
        clinician=clinician,
        practice=practice,
        wte=making.draw(st.none() | st.decimals("0.1", "1", places=2)),
        **making.still_lasting(),
    )


def payees(making: Making, core: tuple[str, ...]) -> Records[Payee] | None:
    """The Nominated Payee, a Core Network Practice or another, or nobody in a complete list."""
    spell = making.over_already()
    before = Payee(name=making.place("Surgery"), **spell)
    if not making.settled_or_any(PAYEE):
        return making.known("payees", [before] if making.yes() else [], complete=True)
    since = making.day_between(spell["until"] + ONE_DAY, making.as_of)
    if core and making.settled_or_any(PAYEE_IS_MEMBER):
        now = Payee(name=making.place("Surgery"), code=making.draw(st.sampled_from(core)), since=since)
    else:
        now = Payee(name=making.place("Federation"), code=making.draw(st.none() | ods_codes()), since=since)
    whole = making.wishes.holds(UPDATED)
    return making.known("payees", [*([before] if making.yes() else []), now], complete=whole)


def agreements(making: Making, core: tuple[str, ...]) -> Records[NetworkAgreement] | None:
    """The Network Agreement signed by all, by some, or none in force."""
    spell = making.still_lasting()
    signed = making.settled_or_any(SIGNED)
    if not signed and (making.yes() or not core):  # without practices, nobody is there who did not sign
        over = NetworkAgreement(version="an earlier one", **making.over_already())
        return making.known("agreements", [over] if making.yes() else [], complete=True)
    who = list(core)
    if not signed and core:
        who = making.draw(st.lists(st.sampled_from(core), unique=True, max_size=len(core) - 1))
    signatures = [
        Signature(practice=code, on=making.day_between(spell["since"] - 60 * ONE_DAY, making.as_of)) for code in who
    ]
    settled = making.wishes.holds(SIGNED) is not None
    kept = Records(signatures, complete=True if settled else making.yes())
    agreement = NetworkAgreement(version=making.word("1", "2"), signatures=kept, **spell)
    return making.known("agreements", [agreement])


# --- care homes -------------------------------------------------------------------------------------------------------


def homes(making: Making) -> Records[CareHome] | None:
    """Aligned care homes with a lead or without, visited in time or overdue."""
    asked = [making.wishes.holds(sentence) for sentence in (HOME_LEAD, HOME_ROUNDS, ASSESSED, PLANNED)]
    count = making.draw(st.integers(0 if set(asked) == {None} else 1, 3))
    leads, rounds = making.each(HOME_LEAD, count), making.each(HOME_ROUNDS, count)
    found = []
    for place in range(count):
        visits, aligned = _rounds(making, rounds[place])
        beds = [BedCount(month=making.past(90).replace(day=1), beds=making.draw(st.integers(1, 120)))]
        lead = None if leads[place] is None else (making.person() if leads[place] else "")
        found.append(
            CareHome(
                location=f"1-{place}",
                name=making.place("House"),
                alignment=Records([Alignment(since=aligned)], complete=making.yes()),
                clinical_lead=lead,
                rounds=visits,
                beds=Records(beds, complete=making.yes()) if making.yes() else None,
                admissions=_admissions(making, aligned, at_least=0 if place else 1),
            )
        )
    return making.known("care_homes", found, complete=True if True in asked else None)


def _rounds(making: Making, in_time: bool | None) -> tuple[Records[HomeRound] | None, date]:
    """The rounds of a home, and the day since when it is aligned."""
    day = making.as_of
    term = making.wishes.terms.get("care_homes.days_between_rounds")
    between = int(term.value) if term is not None and term.is_known else DAYS_OF_A_WEEK
    if in_time is None:
        return None, making.past()
    if in_time:
        last = making.day_between(day - min(between, DAYS_OF_A_WEEK) * ONE_DAY, day)
    else:  # also by the reading that allows the whole week after that of the last round
        week_ended = day - (DAYS_OF_A_WEEK + 1) * ONE_DAY
        sunday = week_ended - timedelta(days=(week_ended.weekday() + 1) % DAYS_OF_A_WEEK)
        last = making.day_between(day - 90 * ONE_DAY, min(sunday, day - (between + 1) * ONE_DAY))
    if making.yes():  # aligned on that day, and no round yet
        return Records([], complete=True), last
    visits = [HomeRound(on=last, led_by=making.text("nurse")), HomeRound(on=last - between * ONE_DAY)]
    return Records(visits, complete=True if in_time is False else making.yes()), making.day_between(
        last - LONG_AGO * ONE_DAY, last
    )


def _admissions(making: Making, aligned: date, at_least: int) -> Records[Admission] | None:
    """The admissions to a home: assessed and planned for in time where that is asked for, else as it comes."""
    asked = [making.wishes.holds(sentence) for sentence in (ASSESSED, PLANNED)]
    if True not in asked:
        at_least = 0
        if making.yes():
            return None
    count = making.draw(st.integers(at_least, 2))
    found = [_admission(making, f"S-{place}", aligned, asked) for place in range(1, count + 1)]
    return Records(found, complete=True in asked or making.yes())


def _admission(making: Making, id_: str, aligned: date, asked: Sequence[bool | None]) -> Admission:
    year = ContractYear.of(making.as_of)
    on = making.day_between(max(year.first_day, making.as_of - 60 * ONE_DAY, aligned), making.as_of)
    keys = ("assessment_working_days", "care_plan_working_days")
    days = [_done_on(making, on, f"care_homes.{key}", holds) for key, holds in zip(keys, asked, strict=True)]
    return Admission(
        id=id_,
        on=on,
        kind=making.draw(st.sampled_from(KINDS_OF_ADMISSION)),
        assessed_on=days[0][0],
        planned_on=days[1][0],
        delay_reason=making.word("hospital stay") if any(late for _, late in days) else making.text("holidays"),
    )


def _done_on(making: Making, on: date, key: str, in_time: bool | None) -> tuple[date | None, bool]:
    """When it was done, and whether a reason for the delay has to be on record."""
    if not in_time:
        return making.draw(st.none() | st.integers(-30, 60).map(lambda days: on + days * ONE_DAY)), False
    due = working_days_after(on, int(making.wishes.figure(key)))
    if making.as_of > due and making.yes():
        return making.day_between(due + ONE_DAY, making.as_of), True
    earliest = on - 30 * ONE_DAY  # an earlier one may still serve
    return making.day_between(earliest, min(due, making.as_of)), False


# --- papers -----------------------------------------------------------------------------------------------------------


def areas(making: Making) -> list[NetworkArea]:
    """The Network Area, agreed and with a map as far as the papers asked for allow it."""
    wishes = making.wishes.papers
    agreed, mapped = (not _broken(wishes.get(kind, {})) and making.yes() for kind in SHOWN_BY_AREAS)
    spell = making.still_lasting()
    area = NetworkArea(
        description=making.place("and around"),
        agreed_on=making.since_the_start() if agreed else None,
        map="Schedule 1" if mapped else "",
        **spell,
    )
    if making.wishes.holds(UPDATED):
        return _changed(making, area)
    return [area] if making.yes() or agreed or mapped else []


def _changed(making: Making, area: NetworkArea) -> list[NetworkArea]:
    """The area as it changed within the contract year, and as it was before."""
    earliest = max(ContractYear.of(making.as_of).first_day, span().since + ONE_DAY)
    day = making.day_between(earliest, making.as_of)
    before = NetworkArea(
        description=f"{area.description}, without the station",
        since=making.day_between(span().since, day - ONE_DAY),
        until=day - ONE_DAY,
    )
    return [before, attrs.evolve(area, since=day)]


def known_areas(making: Making, found: list[NetworkArea]) -> Records[NetworkArea] | None:
    """The list of areas; complete where it has to show that nothing was agreed."""
    whole = _absent(making, SHOWN_BY_AREAS) or making.wishes.holds(UPDATED)
    return making.known("areas", found, complete=True if whole else None)


def _broken(asked: dict[Obligation, bool]) -> bool:
    return False in asked.values()


def _absent(making: Making, kinds: tuple[str, ...]) -> bool:
    return any(_broken(making.wishes.papers.get(kind, {})) for kind in kinds)


def returns(making: Making, changed_on: date | None) -> Records[Return] | None:
    """A record for each paper asked for, with what it shows; and others that nobody asked for.

    One of them says that the Network Agreement was brought up to date since the last change, if anything changed.
    """
    found, complete = [], False
    for kind, asked in making.wishes.papers.items():
        monthly = [obligation for obligation in asked if obligation.monthly]
        if True not in asked.values() and making.yes() and (not monthly or months_over(monthly[0], making.as_of)):
            complete = True  # there is no such paper, and the list says so
            found += _outdated(making, kind, asked)
        elif monthly:
            found += _each_month(making, kind, asked, monthly[0])
        else:
            found.append(_return(making, kind, asked))
    if making.wishes.holds(UPDATED):
        since = changed_on or making.as_of
        shows = {obligation.key: done for obligation, done in making.wishes.papers.get(UPDATE, {}).items()}
        found.append(Return(kind=UPDATE, on=making.day_between(since, making.as_of), shows=shows))
    others = sorted(set(evidence_kinds()) - set(making.wishes.papers))
    for kind in making.draw(st.lists(st.sampled_from(others), unique=True, max_size=4)):
        until = making.draw(st.none() | st.just(making.as_of + LONG_AGO * ONE_DAY))
        found.append(Return(kind=kind, on=making.past(), until=until, document=making.text("paper of the board")))
    return making.known("returns", found, complete=True if complete else None)


def _return(making: Making, kind: str, asked: dict[Obligation, bool]) -> Return:
    first = making.as_of - LONG_AGO * ONE_DAY
    last = making.as_of
    for obligation, done in asked.items():
        if obligation.yearly:
            first = max(first, ContractYear.of(making.as_of).first_day)
        if done and obligation.late == "fails" and obligation.due is not None:
            last = min(last, obligation.due.last)
    until = making.draw(st.none() | st.just(making.as_of + LONG_AGO * ONE_DAY))
    return Return(
        kind=kind,
        on=making.day_between(min(first, last), last),
        until=until,
        document=making.text("as sent"),
        shows={obligation.key: done for obligation, done in asked.items() if not done or making.yes()},
        note=making.text("checked"),
    )


def _outdated(making: Making, kind: str, asked: dict[Obligation, bool]) -> list[Return]:
    """A paper of an earlier year that showed yearly duties undone, or none: one that showed them done would excuse."""
    if not all(obligation.yearly for obligation in asked) or making.yes():
        return []
    on = making.draw(up_to(ContractYear.of(making.as_of).first_day - ONE_DAY, LONG_AGO))
    return [Return(kind=kind, on=on, shows=dict.fromkeys((obligation.key for obligation in asked), False))]


def _each_month(making: Making, kind: str, asked: dict[Obligation, bool], monthly: Obligation) -> list[Return]:
    """A paper for each month that is over, or for the one that runs; what is broken is not shown by some of them."""
    months = months_over(monthly, making.as_of) or [month_of(making.as_of)]
    if False not in asked.values() and making.yes():
        return [Return(kind=kind, on=months[0].since, until=making.as_of, document=making.text("one for all months"))]
    undone = making.draw(st.sets(st.integers(0, len(months) - 1), min_size=1))
    return [
        Return(
            kind=kind,
            on=making.day_between(month.since, min(month.until or making.as_of, making.as_of)),
            document=making.text("as sent"),
            shows={obligation.key: done or place not in undone for obligation, done in asked.items()},
        )
        for place, month in enumerate(months)
    ]
