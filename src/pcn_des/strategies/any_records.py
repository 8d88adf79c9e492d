"""The lists of a network, with any valid records: on any day, with any texts, of no likely size.

Each function draws one list: unknown (None), empty, complete or with gaps. They are made step by step, so that none is
thrown away, and survive a TOML, JSON or workbook file: amended terms are of kinds that JSON can tell apart. Most have
at most three records, so that a check of a whole network stays quick. `texts` are the texts in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from pcn_des.contract.files import every_key, evidence_kinds
from pcn_des.network import (
    AccessSession,
    AccessWeek,
    Admission,
    Alignment,
    Appointment,
    BedCount,
    CancelledSession,
    CareHome,
    Commissioner,
    Decision,
    HomeRound,
    MakeUp,
    Membership,
    NetworkAgreement,
    NetworkArea,
    OtherMembership,
    Partner,
    Payee,
    Population,
    Practice,
    Records,
    Remittance,
    Return,
    Signature,
    Vacancy,
    Variation,
)
from pcn_des.network.access import ACCESS_SERVICES
from pcn_des.network.agreement import KINDS_OF_VARIATION, READS_OTHERWISE
from pcn_des.network.decisions import JUDGED
from pcn_des.network.homes import KINDS_OF_ADMISSION
from pcn_des.network.partners import PARTNERS
from pcn_des.network.practices import CONTRACTS, ENDINGS, MERGED, POPULATIONS
from pcn_des.strategies import field_values
from pcn_des.strategies.field_values import (
    any_days,
    decimals,
    first_days_of_months,
    in_one_line,
    mondays,
    none_or,
    not_blank,
    ods_codes,
    pounds,
    record_lists,
    record_lists_of,
    spells,
    spells_apart,
    start_and_end,
)

Texts = st.SearchStrategy[str]
RecordLists = st.SearchStrategy[Records[Any] | None]


def commissioners(texts: Texts) -> RecordLists:
    """Commissioners, one after another."""
    return record_lists_of(one_after_another(Commissioner, **_organisation(texts)))


def practices(texts: Texts) -> RecordLists:
    """Practices with their memberships, patients and other networks."""
    practice = st.builds(
        Practice,
        code=ods_codes(),
        name=not_blank(texts),
        contract_type=none_or(st.sampled_from(CONTRACTS)),
        membership=record_lists_of(one_after_another(Membership, core=st.booleans()).flatmap(_ended_somehow)),
        populations=populations(),
        other_networks=record_lists(lasting(OtherMembership, pcn=ods_codes("pcn"))),
        closes_half_day=none_or(st.booleans()),
    )
    listed = st.lists(practice, unique_by=lambda one: one.code, max_size=3)
    return record_lists_of(listed.filter(_in_no_circle))


@st.composite
def _ended_somehow(draw: st.DrawFn, memberships: list[Membership]) -> list[Membership]:
    """The same spells; of the last one, where it is over, it may be on record how it ended."""
    if not memberships or memberships[-1].until is None:
        return memberships
    how = draw(none_or(st.sampled_from(ENDINGS)))
    ended = attrs.evolve(
        memberships[-1],
        ended_by=how,
        into=draw(ods_codes()) if how == MERGED else None,
        notified=draw(none_or(any_days())),
        agreed=draw(none_or(any_days())),
    )
    return [*memberships[:-1], ended]


def _in_no_circle(practices: list[Practice]) -> bool:
    """Whether no practice merged into one that is on record too: circles are refused."""
    into = {spell.into for practice in practices for spell in practice.spells}
    return not into & {practice.code for practice in practices}


def populations() -> RecordLists:
    """Numbers of patients."""
    population = st.builds(
        Population,
        kind=st.sampled_from(POPULATIONS),
        at=any_days(),
        patients=decimals(),
        published=none_or(any_days()),
        source=field_values.texts(),
    )
    one_edition = st.lists(population, unique_by=lambda one: (one.kind, one.at, one.published), max_size=3)
    return record_lists_of(one_edition)


def areas(texts: Texts) -> RecordLists:
    """Network Areas."""
    return record_lists(lasting(NetworkArea, description=not_blank(texts), agreed_on=none_or(any_days()), map=texts))


def agreements(texts: Texts) -> RecordLists:
    """Network Agreements with their signatures, one after another."""
    signature = st.builds(Signature, practice=ods_codes(), on=any_days())
    of_any_day = st.sampled_from([True, False, None])  # complete for a time, they are refused
    signatures = none_or(st.builds(Records, st.lists(signature, max_size=3), complete=of_any_day))
    return record_lists_of(
        one_after_another(NetworkAgreement, version=not_blank(texts), signatures=signatures, document=texts)
    )


def payees(texts: Texts) -> RecordLists:
    """Nominated Payees, one after another."""
    return record_lists_of(one_after_another(Payee, **_organisation(texts)))


@st.composite
def directors_and_vacancies(draw: st.DrawFn, texts: Texts) -> dict[str, Records[Any] | None]:
    """Both lists about the post of clinical director: held, shared, or vacant; never vacant while somebody holds it."""
    held: list[Appointment] = []
    vacant: list[Vacancy] = []
    for since, until in draw(spells_apart()):
        if draw(st.booleans()):
            told = draw(none_or(any_days()))
            vacant.append(Vacancy(since=since, until=until, reason=draw(texts), covered_by=draw(texts), notified=told))
            continue
        person = st.builds(
            Appointment,
            since=st.just(since),
            until=st.just(until),
            name=not_blank(texts),
            profession=none_or(texts),
            clinician=none_or(st.booleans()),
            practice=none_or(ods_codes()),
            wte=none_or(decimals("0.001", "2")),
            employed_by_network=none_or(st.booleans()),
            appointed_by=texts,
            document=texts,
            term_ends=none_or(any_days()),
            notified=none_or(any_days()),
            contact=texts,
        )
        held += draw(st.lists(person, min_size=1, max_size=2))
    return {
        "clinical_directors": draw(record_lists_of(st.just(held))),
        "clinical_director_vacancies": draw(record_lists_of(st.just(vacant))),
    }


def access_sessions(texts: Texts) -> RecordLists:
    """Sessions outside core hours."""
    fields = {
        "service": st.sampled_from(ACCESS_SERVICES),
        "on": any_days(),
        "site": texts,
        "staff": texts,
        "agreed_outside_hours": st.booleans(),
    }
    session = _from_both(AccessSession, start_and_end(), fields)
    alike = st.lists(session, unique_by=lambda one: attrs.evolve(one, agreed_outside_hours=False), max_size=3)
    return record_lists_of(alike)


def access_weeks() -> RecordLists:
    """Minutes of weeks, one sum a service and week."""
    week = st.builds(
        AccessWeek,
        service=st.sampled_from(ACCESS_SERVICES),
        week_starting=mondays(),
        minutes=st.integers(0, 10_000),
    )
    unique = st.lists(week, unique_by=lambda one: (one.service, one.week_starting), max_size=3)
    return record_lists_of(unique)


def cancelled_sessions(texts: Texts) -> RecordLists:
    """Cancelled sessions, made up or not."""
    session = st.builds(
        CancelledSession,
        id=not_blank(texts),
        service=st.sampled_from(ACCESS_SERVICES),
        on=any_days(),
        minutes=st.integers(1, 10**15 - 1),
        reason=texts,
        agreed_until=none_or(any_days()),
        made_up=record_lists(st.builds(MakeUp, on=any_days(), minutes=st.integers(1, 600))),
    )
    return record_lists_of(st.lists(session.map(_made_up_after), unique_by=lambda one: one.id, max_size=3))


def _made_up_after(session: CancelledSession) -> CancelledSession:
    """The session, made up on its own day or later."""
    if session.made_up is None:
        return session
    later = [attrs.evolve(part, on=max(part.on, session.on)) for part in session.made_up]
    return attrs.evolve(session, made_up=session.made_up.holding(later))


def care_homes(texts: Texts) -> RecordLists:
    """Care homes with their rounds, beds and admissions."""
    count = st.builds(BedCount, month=first_days_of_months(), beds=st.integers(0, 900))
    home = st.builds(
        CareHome,
        location=not_blank(texts),
        name=not_blank(texts),
        alignment=record_lists(lasting(Alignment)),
        clinical_lead=none_or(texts),
        rounds=record_lists(st.builds(HomeRound, on=any_days(), led_by=texts)),
        beds=record_lists_of(st.lists(count, unique_by=lambda one: one.month, max_size=3)),
        admissions=_admissions(texts),
    )
    return record_lists_of(st.lists(home, unique_by=lambda one: one.location, max_size=3))


def _admissions(texts: Texts) -> RecordLists:
    admission = st.builds(
        Admission,
        id=not_blank(texts),
        on=any_days(),
        kind=st.sampled_from(KINDS_OF_ADMISSION),
        assessed_on=none_or(any_days()),
        planned_on=none_or(any_days()),
        delay_reason=texts,
    )
    return record_lists_of(st.lists(admission, unique_by=lambda one: one.id, max_size=3))


def partners(texts: Texts) -> RecordLists:
    """Organisations that work with the network."""
    return record_lists(lasting(Partner, **_organisation(texts), kind=st.sampled_from(PARTNERS)))


def remittances(texts: Texts) -> RecordLists:
    """Payments that were made, for streams that there are and for others."""
    remittance = st.builds(
        Remittance,
        stream=st.just("enhanced_access") | not_blank(texts),
        month=first_days_of_months(),
        amount=pounds(-1_000_000),
        paid_on=none_or(any_days()),
        payee=texts,
        document=texts,
    )
    return record_lists(remittance)


def returns(texts: Texts) -> RecordLists:
    """Papers of kinds that there are and of others, and the duties that they show done or not."""
    on_and_until = spells().map(lambda spell: {"on": spell["since"], "until": spell["until"]})
    shows = st.dictionaries(st.just("enhanced_access.reminders") | in_one_line(texts), st.booleans(), max_size=3)
    fields: dict[str, st.SearchStrategy[Any]] = {
        "kind": st.sampled_from(sorted(evidence_kinds())) | not_blank(texts),
        "document": texts,
        "shows": shows,
        "note": texts,
    }
    return record_lists(_from_both(Return, on_and_until, fields))


def decisions(texts: Texts) -> RecordLists:
    """Decisions on duties that there are, never both ways: a duty and subject is judged the same in all of them."""
    return record_lists_of(_decisions(texts))


@st.composite
def _decisions(draw: st.DrawFn, texts: Texts) -> list[Decision]:
    about = st.tuples(st.sampled_from(sorted(every_key("obligations"))), st.just("") | texts)
    judged = draw(st.dictionaries(about, st.sampled_from(JUDGED), max_size=2))
    found = []
    for (obligation, subject), answer in judged.items():
        for days in draw(st.lists(spells(), min_size=1, max_size=2)):
            found.append(
                Decision(
                    obligation=obligation,
                    subject=subject,
                    judged=answer,
                    by=draw(not_blank(texts)),
                    on=days["since"],
                    until=days["until"],
                    document=draw(texts),
                )
            )
    return found


def variations(texts: Texts, names: Sequence[str] = ()) -> RecordLists:
    """Exceptions that never contradict each other: a term has one value in all of them.

    `names` are those on record of practices, homes, … that an exception can be for alone.
    """
    return record_lists_of(_variations(texts, names))


@st.composite
def _variations(draw: st.DrawFn, texts: Texts, names: Sequence[str]) -> list[Variation]:
    keys = st.just("enhanced_access.minutes_per_1000") | in_one_line(texts)
    values = draw(st.dictionaries(keys, _amended_values(texts), max_size=3))
    found = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(KINDS_OF_VARIATION))
        amended = draw(st.sets(st.sampled_from(sorted(values)))) if values and kind == "local_variation" else set()
        fields: dict[str, st.SearchStrategy[Any]] = {
            "granted_by": not_blank(texts),
            "document": texts,
            "reason": texts,
            "subjects": st.lists(st.sampled_from(names), max_size=2) if names else st.just([]),
            "lifts": st.lists(st.just("enhanced_access.reminders") | in_one_line(texts), max_size=3),
        }
        amends = {key: values[key] for key in sorted(amended)}
        found.append(Variation(kind=kind, amends=amends, **draw(spells()), **draw(st.fixed_dictionaries(fields))))
    return found


def _amended_values(texts: Texts) -> st.SearchStrategy[Any]:
    pointed = st.integers(1, 4).flatmap(lambda places: st.decimals(-9999, 9999, places=places, allow_nan=False))
    safe = texts.map(lambda text: f"~{text}" if READS_OTHERWISE.fullmatch(text) else text)
    return st.one_of(st.booleans(), st.integers(1 - 10**15, 10**15 - 1), pointed, any_days(), safe)


def _organisation(texts: Texts) -> dict[str, st.SearchStrategy[Any]]:
    return {"name": not_blank(texts), "code": none_or(texts)}


def lasting(record: Any, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Records that last for a spell, whatever others do."""
    return _from_both(record, spells(), fields)


def _from_both(
    record: Any, some: st.SearchStrategy[dict[str, Any]], others: dict[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[Any]:
    """Records of some fields that are drawn together and others that are drawn each for itself."""
    return st.builds(lambda one, other: record(**one, **other), some, st.fixed_dictionaries(others))


@st.composite
def one_after_another(draw: st.DrawFn, /, record: Any, **fields: st.SearchStrategy[Any]) -> list[Any]:
    """Records whose spells don't overlap."""
    pairs = draw(spells_apart())
    return [record(since=since, until=until, **draw(st.fixed_dictionaries(fields))) for since, until in pairs]
