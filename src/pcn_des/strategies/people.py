"""Plausible people and papers: who stands for a network on a day, its care homes, and what it signed and sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from pcn_des.contract.entries import Obligation
from pcn_des.contract.load import evidence_kinds
from pcn_des.dates import ONE_DAY, ContractYear
from pcn_des.facts.care_home import DAYS_OF_A_WEEK
from pcn_des.facts.evidence import SHOWN_BY_AREAS
from pcn_des.network import (
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
from pcn_des.strategies.drawing import Making
from pcn_des.strategies.values import ods_codes
from pcn_des.strategies.wishes import ELIGIBLE, HOME_LEAD, HOME_ROUNDS, IN_POST, PAYEE, SIGNED

LONG_AGO: Final = 700  # days


# --- who stands for the network ---------------------------------------------------------------------------------------


def directors(making: Making, core: tuple[str, ...]) -> dict[str, Any]:
    """The clinical director, or nobody: the post is vacant on record, or the complete list ends before the day."""
    lists = "clinical_directors", "clinical_director_vacancies"
    before = making.over_already()
    held = [Appointment(name=making.person(), **before)] if making.yes() else []
    if making.settled_or_any(IN_POST):
        answers = making.each(ELIGIBLE, making.draw(st.integers(1, 2)))
        held += [_director(making, answer, core) for answer in answers]
        return {lists[0]: making.known(lists[0], held), lists[1]: making.known(lists[1], [])}
    if making.yes():
        left = before["until"] if held else making.past(60) - ONE_DAY
        vacancy = Vacancy(since=making.day_between(left + ONE_DAY, making.as_of), reason=making.text("retired"))
        return {lists[0]: making.known(lists[0], held), lists[1]: making.known(lists[1], [vacancy])}
    return {lists[0]: making.known(lists[0], held, complete=True), lists[1]: making.known(lists[1], [])}


def _director(making: Making, eligible: bool | None, core: tuple[str, ...]) -> Appointment:
    clinician, practice = eligible, making.draw(st.sampled_from(core)) if eligible else None
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


def payees(making: Making) -> Records[Payee] | None:
    """The Nominated Payee, or nobody in a complete list."""
    spell = making.over_already()
    before = Payee(name=making.place("Surgery"), **spell)
    if not making.settled_or_any(PAYEE):
        return making.known("payees", [before] if making.yes() else [], complete=True)
    since = making.day_between(spell["until"] + ONE_DAY, making.as_of)
    now = Payee(name=making.place("Federation"), since=since)
    return making.known("payees", [*([before] if making.yes() else []), now])


def agreements(making: Making, core: tuple[str, ...]) -> Records[NetworkAgreement] | None:
    """The Network Agreement signed by all, by some, or none in force."""
    spell = making.still_lasting()
    signed = making.settled_or_any(SIGNED)
    if not signed and making.yes():
        over = NetworkAgreement(version="an earlier one", **making.over_already())
        return making.known("agreements", [over] if making.yes() else [], complete=True)
    who = list(core) if signed else making.draw(st.lists(st.sampled_from(core), unique=True, max_size=len(core) - 1))
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
    asked = [making.wishes.holds(sentence) for sentence in (HOME_LEAD, HOME_ROUNDS)]
    count = making.draw(st.integers(0 if asked == [None, None] else 1, 3))
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
    return [area] if making.yes() or agreed or mapped else []


def known_areas(making: Making, found: list[NetworkArea]) -> Records[NetworkArea] | None:
    """The list of areas; complete where it has to show that nothing was agreed."""
    return making.known("areas", found, complete=True if _absent(making, SHOWN_BY_AREAS) else None)


def _broken(asked: dict[Obligation, bool]) -> bool:
    return False in asked.values()


def _absent(making: Making, kinds: tuple[str, ...]) -> bool:
    return any(_broken(making.wishes.papers.get(kind, {})) for kind in kinds)


def returns(making: Making) -> Records[Return] | None:
    """A record for each paper asked for, with what it shows; and others that nobody asked for."""
    found, complete = [], False
    for kind, asked in making.wishes.papers.items():
        if True not in asked.values() and making.yes():
            complete = True  # there is no such paper, and the list says so
            continue
        found.append(_return(making, kind, asked))
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
