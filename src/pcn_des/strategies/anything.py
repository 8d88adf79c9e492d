"""Any valid network, with every kind of record, made step by step so that none is thrown away.

Everything survives a TOML, JSON or workbook file: the amended terms are of kinds that JSON can tell apart.
Lists are short (most have at most three records), so that a check of a whole network stays quick.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from pcn_des.contract.files import evidence_kinds
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
    HomeRound,
    MakeUp,
    Membership,
    Network,
    NetworkAgreement,
    NetworkArea,
    OtherMembership,
    Partner,
    Payee,
    Population,
    Post,
    Practice,
    Remittance,
    Return,
    Signature,
    Vacancy,
    Variation,
)
from pcn_des.network.access import ACCESS_SERVICES
from pcn_des.network.agreement import KINDS_OF_VARIATION, READS_OTHERWISE
from pcn_des.network.homes import KINDS_OF_ADMISSION
from pcn_des.network.practices import CONTRACTS, POPULATIONS
from pcn_des.network.workforce import PARTNERS
from pcn_des.strategies.values import (
    apart,
    clock,
    days,
    filled,
    listing,
    lists,
    maybe,
    mondays,
    months,
    numbers,
    ods_codes,
    spells,
)
from pcn_des.strategies.values import texts as awkward_texts


def _with(
    record: Any, fields: st.SearchStrategy[dict[str, Any]], **more: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    return st.builds(lambda given, others: record(**given, **others), fields, st.fixed_dictionaries(more))


# --- records ----------------------------------------------------------------------------------------------------------


@st.composite
def _apart(draw: st.DrawFn, /, record: Any, **fields: st.SearchStrategy[Any]) -> list[Any]:
    pairs = draw(apart())
    return [record(since=since, until=until, **draw(st.fixed_dictionaries(fields))) for since, until in pairs]


def populations() -> st.SearchStrategy[Population]:
    """Numbers of patients."""
    return st.builds(
        Population,
        kind=st.sampled_from(POPULATIONS),
        at=days(),
        patients=numbers(),
        published=maybe(days()),
        source=awkward_texts(),
    )


def _practices(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[Practice]]:
    practice = st.builds(
        Practice,
        code=ods_codes(),
        name=filled(names),
        contract_type=maybe(st.sampled_from(CONTRACTS)),
        membership=listing(_apart(Membership, core=st.booleans())),
        populations=lists(populations()),
        other_networks=lists(_with(OtherMembership, spells(), pcn=ods_codes("pcn"))),
        closes_half_day=maybe(st.booleans()),
    )
    return st.lists(practice, unique_by=lambda one: one.code, max_size=3)


def _agreements(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[NetworkAgreement]]:
    signatures = lists(st.builds(Signature, practice=ods_codes(), on=days()))
    return _apart(NetworkAgreement, version=filled(names), signatures=signatures, document=names)


@st.composite
def _directors(draw: st.DrawFn, names: st.SearchStrategy[str]) -> dict[str, Any]:
    """The post held, shared, or vacant; never vacant while somebody holds it."""
    held: list[Appointment] = []
    vacant: list[Vacancy] = []
    for since, until in draw(apart()):
        if draw(st.booleans()):
            vacant.append(Vacancy(since=since, until=until, reason=draw(names)))
            continue
        person = st.builds(
            Appointment,
            since=st.just(since),
            until=st.just(until),
            name=filled(names),
            profession=maybe(names),
            clinician=maybe(st.booleans()),
            practice=maybe(ods_codes()),
            wte=maybe(numbers("0.001", "2")),
        )
        held += draw(st.lists(person, min_size=1, max_size=2))
    return {
        "clinical_directors": draw(listing(st.just(held))),
        "clinical_director_vacancies": draw(listing(st.just(vacant))),
    }


def _sessions(names: st.SearchStrategy[str]) -> st.SearchStrategy[AccessSession]:
    return _with(
        AccessSession,
        clock(),
        service=st.sampled_from(ACCESS_SERVICES),
        on=days(),
        site=names,
        staff=names,
        agreed_outside_hours=st.booleans(),
    )


def _service_and_week(week: AccessWeek) -> tuple[str, date]:
    return week.service, week.week_starting


def _cancelled(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[CancelledSession]]:
    session = st.builds(
        CancelledSession,
        id=filled(names),
        service=st.sampled_from(ACCESS_SERVICES),
        on=days(),
        minutes=st.integers(1, 10**18),
        reason=names,
        agreed_until=maybe(days()),
        made_up=lists(st.builds(MakeUp, on=days(), minutes=st.integers(1, 600))),
    )
    return st.lists(session, unique_by=lambda one: one.id, max_size=3)


def _admissions(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[Admission]]:
    admission = st.builds(
        Admission,
        id=filled(names),
        on=days(),
        kind=st.sampled_from(KINDS_OF_ADMISSION),
        assessed_on=maybe(days()),
        planned_on=maybe(days()),
        delay_reason=names,
    )
    return st.lists(admission, unique_by=lambda one: one.id, max_size=3)


def _homes(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[CareHome]]:
    home = st.builds(
        CareHome,
        location=filled(names),
        name=filled(names),
        alignment=lists(_with(Alignment, spells())),
        clinical_lead=maybe(names),
        rounds=lists(st.builds(HomeRound, on=days(), led_by=names)),
        beds=lists(st.builds(BedCount, month=months(), beds=st.integers(0, 900))),
        admissions=listing(_admissions(names)),
    )
    return st.lists(home, unique_by=lambda one: one.location, max_size=3)


def _posts(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[Post]]:
    post = _with(
        Post,
        spells(),
        id=filled(names),
        role=st.sampled_from(["paramedic", "care_coordinator"]) | filled(names),
        wte=numbers("0.001", "1"),
        person=names,
        employer=names,
        annual_cost=maybe(numbers()),
    )
    return st.lists(post, unique_by=lambda one: one.id, max_size=3)


def _returns(names: st.SearchStrategy[str]) -> st.SearchStrategy[Return]:
    kind = st.sampled_from(sorted(evidence_kinds())) | filled(names)
    shows = st.dictionaries(st.just("enhanced_access.reminders") | names, st.booleans(), max_size=3)
    spell = spells().map(lambda one: {"on": one["since"], "until": one["until"]})
    return _with(Return, spell, kind=kind, document=names, shows=shows, note=names)


def _amended(names: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    pointed = st.integers(1, 4).flatmap(lambda places: st.decimals(-9999, 9999, places=places, allow_nan=False))
    safe = names.map(lambda text: f"~{text}" if READS_OTHERWISE.fullmatch(text) else text)
    return st.one_of(st.booleans(), st.integers(-(10**20), 10**20), pointed, days(), safe)


@st.composite
def _variations(draw: st.DrawFn, names: st.SearchStrategy[str]) -> list[Variation]:
    """Exceptions that never contradict each other: a term has one value in all of them."""
    keys = st.just("enhanced_access.minutes_per_1000") | names
    values = draw(st.dictionaries(keys, _amended(names), max_size=3))
    found = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(KINDS_OF_VARIATION))
        amended = draw(st.sets(st.sampled_from(sorted(values)))) if values and kind == "local_variation" else set()
        fields: dict[str, st.SearchStrategy[Any]] = {
            "granted_by": filled(names),
            "document": names,
            "reason": names,
            "subjects": st.lists(names, max_size=2),
            "lifts": st.lists(st.just("enhanced_access.reminders") | names, max_size=3),
        }
        amends = {key: values[key] for key in amended}
        found.append(Variation(kind=kind, amends=amends, **draw(spells()), **draw(st.fixed_dictionaries(fields))))
    return found


# --- networks ---------------------------------------------------------------------------------------------------------


@st.composite
def any_network(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Network:
    """Valid networks with every kind of record, each list unknown, empty, complete or with gaps."""
    named, filled_in = st.fixed_dictionaries, filled(texts)
    organisation = {"name": filled_in, "code": maybe(texts)}
    partner = _with(Partner, spells(), **organisation, kind=st.sampled_from(PARTNERS))
    area = _with(NetworkArea, spells(), description=filled_in, agreed_on=maybe(days()), map=texts)
    week = st.builds(
        AccessWeek,
        service=st.sampled_from(ACCESS_SERVICES),
        week_starting=mondays(),
        minutes=st.integers(0, 10_000),
    )
    remittance = st.builds(
        Remittance,
        stream=st.just("enhanced_access") | filled_in,
        month=months(),
        amount=numbers("-1000000"),
        paid_on=maybe(days()),
        payee=texts,
        document=texts,
    )
    fields: dict[str, Any] = draw(
        named(
            {
                "code": ods_codes("pcn"),
                "name": filled_in,
                "commissioners": listing(_apart(Commissioner, **organisation)),
                "practices": listing(_practices(texts)),
                "populations": lists(populations()),
                "areas": lists(area),
                "agreements": listing(_agreements(texts)),
                "payees": listing(_apart(Payee, **organisation)),
                "access_sessions": lists(_sessions(texts)),
                "access_weeks": listing(st.lists(week, unique_by=_service_and_week, max_size=3)),
                "cancelled_sessions": listing(_cancelled(texts)),
                "care_homes": listing(_homes(texts)),
                "posts": listing(_posts(texts)),
                "partners": lists(partner),
                "remittances": lists(remittance),
                "returns": lists(_returns(texts)),
                "variations": listing(_variations(texts)),
                "example_as_of": maybe(days()),
            }
        )
    )
    return Network(**fields, **draw(_directors(texts)))
