"""Worlds: small networks of which everything that is asked about is on record, as it was, drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from pcn_des import Network
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
    HomeRound,
    MakeUp,
    Membership,
    NetworkAgreement,
    NetworkArea,
    OtherMembership,
    Payee,
    Population,
    Post,
    PostCondition,
    Practice,
    Records,
    Return,
    Signature,
    Vacancy,
)
from support.by_hand import first_of_year, lasts
from support.random_records import chance, day_between, spells

FOUNDED = date(2019, 7, 1)
ENHANCED = date(2022, 10, 10)  # the first day whose last whole week is one of enhanced access
CORRECTED = date(2025, 5, 30)  # of the adjusted populations of 2025/26
AREA_AGREED = "network_area_agreement"


def world(random: Random, day: date) -> Network:
    """A network around a day; every list is complete, and records agree with each other."""
    year = first_of_year(day)
    practices = [_practice(random, number, day) for number in range(random.randint(1, 3))]
    agreed = day_between(random, date(2019, 3, 1), FOUNDED) if chance(random, 0.8) else None
    of_people_and_hours: dict[str, Any] = {**_post_of_director(random, practices, day), **_access(random, day)}
    return Network(
        code="U00001",
        name="Millbrook PCN",
        opened=FOUNDED if agreed is not None and chance(random, 0.5) else None,
        practices=_all(practices),
        populations=_all(_own(practices, _counts(year))),
        areas=_all([NetworkArea(description="Millbrook", since=FOUNDED, agreed_on=agreed, map="map.pdf")]),
        agreements=_all(_agreements(random, practices, day)),
        payees=_all(_payees(random, practices, day)),
        care_homes=_all([_home(random, number, day) for number in range(random.choice((0, 1, 1)))]),
        posts=_all([_staff_post(random, number, day) for number in range(random.choice((0, 1, 2)))]),
        returns=_all(_returns(random, day, approved=agreed is not None)),
        **of_people_and_hours,
    )


def _all(items: Sequence[Any]) -> Records[Any]:
    return Records(items, complete=True)


def _counts(year: date) -> list[tuple[str, date, date | None]]:
    """The kind, day and publication of each count of a contract year and the one before."""
    found: list[tuple[str, date, date | None]] = []
    for at in (date(year.year, 1, 1), date(year.year - 1, 1, 1)):
        found += [(kind, at, None) for kind in ("registered", "weighted", "adjusted")]
        found.append(("registered", at.replace(month=4), None))
        if at.year == CORRECTED.year:
            found.append(("adjusted", at, CORRECTED))
    return found


def _practice(random: Random, number: int, day: date) -> Practice:
    heads = random.randint(2_000, 30_000)
    spell: list[tuple[date, date | None]] = [(FOUNDED, None)]
    if chance(random, 0.35):
        spell = spells(random, day) or spell
    part = Decimal("0.25") if chance(random, 0.5) else Decimal(0)
    return Practice(
        code=f"A0000{number}",
        name=f"Practice {number}",
        contract_type=random.choice(("GMS", "PMS", "APMS")),
        closes_half_day=chance(random, 0.1),
        membership=_all([Membership(since=since, until=until, core=not chance(random, 0.1)) for since, until in spell]),
        populations=_all(
            [
                Population(kind=kind, at=at, published=published, patients=_patients(random, heads, kind, part))
                for kind, at, published in _counts(first_of_year(day))
            ]
        ),
        other_networks=_all([OtherMembership(pcn="U00002", since=FOUNDED)] if chance(random, 0.1) else []),
    )


def _patients(random: Random, heads: int, kind: str, part: Decimal) -> Decimal:
    near = Decimal(heads + random.randint(-200, 200))
    return near if kind == "registered" else near + part


def _own(practices: Sequence[Practice], counts: Sequence[tuple[str, date, date | None]]) -> list[Population]:
    """The network's own figures: the sums over those who were Core Network Practices on the day of the count."""
    found = []
    for kind, at, published in counts:
        core = [one for one in practices if any(spell.core and lasts(spell, at) for spell in one.membership or ())]
        figures = [
            figure.patients
            for one in core
            for figure in one.populations or ()
            if (figure.kind, figure.at, figure.published) == (kind, at, published)
        ]
        if figures:
            found.append(Population(kind=kind, at=at, published=published, patients=sum(figures, Decimal(0))))
    return found


def _agreements(random: Random, practices: Sequence[Practice], day: date) -> list[NetworkAgreement]:
    signed = [
        Signature(practice=one.code, on=day_between(random, FOUNDED - timedelta(days=60), day + timedelta(days=30)))
        for one in practices
        if chance(random, 0.9)
    ]
    spell = spells(random, day, most=2) if chance(random, 0.4) else [(FOUNDED, None)]
    return [
        NetworkAgreement(version=f"{number}", since=since, until=until, signatures=_all(signed))
        for number, (since, until) in enumerate(spell)
    ]


def _post_of_director(random: Random, practices: Sequence[Practice], day: date) -> dict[str, Records[Any]]:
    held = spells(random, day) if chance(random, 0.5) else [(FOUNDED, None)]
    found = [
        Appointment(
            name=random.choice(("Dr A", "Dr B")),
            since=since,
            until=until,
            profession="GP",
            clinician=not chance(random, 0.1),
            practice=random.choice([one.code for one in practices] + ["Z99999"]),
            wte=Decimal("0.25"),
        )
        for since, until in held
    ]
    vacant = [Vacancy(since=day)] if not any(lasts(one, day) or one.since > day for one in found) else []
    return {"clinical_directors": _all(found), "clinical_director_vacancies": _all(vacant)}


def _payees(random: Random, practices: Sequence[Practice], day: date) -> list[Payee]:
    named = spells(random, day) if chance(random, 0.4) else [(FOUNDED, None)]
    codes = [one.code for one in practices] + ["Z99999"]
    return [Payee(name="Payee", code=random.choice(codes), since=since, until=until) for since, until in named]


def _home(random: Random, number: int, day: date) -> CareHome:
    aligned = spells(random, day) if chance(random, 0.3) else [(FOUNDED, None)]
    rounds = sorted({day - timedelta(days=random.randint(0, 40)) for _ in range(random.randint(0, 4))})
    return CareHome(
        location=f"1-{number}",
        name=f"The Elms {number}",
        clinical_lead=random.choice(("Dr A", "")),
        alignment=_all([Alignment(since=since, until=until) for since, until in aligned]),
        rounds=_all([HomeRound(on=on) for on in rounds]),
        beds=_all([BedCount(month=FOUNDED, beds=random.randint(1, 60))]),
        admissions=_all([_admission(random, place, day) for place in range(random.randint(0, 2))]),
    )


def _staff_post(random: Random, number: int, day: date) -> Post:
    """A post in a role that is reimbursable all the time or only later, with every condition told, of it or not."""
    since, until = random.choice(spells(random, day) or [(FOUNDED, None)]) if chance(random, 0.4) else (FOUNDED, None)
    names = ("registration_body", "qualification", "training", "supervision", "references")
    return Post(
        id=f"P{number}",
        role=random.choice(("clinical_pharmacist", "SPLW", "paramedic", "care_coordinator", "night_porter")),
        wte=Decimal("0.8"),
        since=since,
        until=until,
        additional=not chance(random, 0.2),
        moved_from="medicines_optimisation_in_care_homes" if chance(random, 0.1) else None,
        conditions=_all([PostCondition(name=name, met=not chance(random, 0.1)) for name in names]),
    )


def _admission(random: Random, number: int, day: date) -> Admission:
    on = day - timedelta(days=random.randint(0, 60))
    done = [on + timedelta(days=random.randint(0, 20)) if chance(random, 0.7) else None for _ in range(2)]
    return Admission(
        id=f"S-{number}",
        on=on,
        kind=random.choice(("admission", "readmission")),
        assessed_on=done[0],
        planned_on=done[1],
        delay_reason=random.choice(("", "hospital stay")),
    )


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(sorted(set(evidence_kinds()) - {AREA_AGREED}))


def _returns(random: Random, day: date, *, approved: bool) -> list[Return]:
    """Papers of some kinds; of a network that was not approved, sometimes the refusal."""
    found = []
    for kind in random.sample(_kinds(), random.randint(0, 12)):
        on = day - timedelta(days=random.randint(-10, 500))
        until = on + timedelta(days=random.randint(0, 500)) if chance(random, 0.4) else None
        found.append(Return(kind=kind, on=on, until=until))
    if not approved and chance(random, 0.5):
        found.append(Return(kind=AREA_AGREED, on=FOUNDED, shows={"network.list_size": False}))
    return found


def _access(random: Random, day: date) -> dict[str, Records[Any]]:
    """The sessions of the last whole week and others, each inside the hours that count, and their sum."""
    service = "enhanced_access" if day >= ENHANCED else "extended_hours"
    monday = day - timedelta(days=day.weekday() + 7)
    sessions = []
    for place in range(-1, 8):
        on = monday + timedelta(days=place)
        hours = (time(9), time(17)) if on.weekday() == 5 else (time(18, 30), time(20))
        if on.weekday() < 6 and chance(random, 0.9):
            clinicians = random.choice((1, 1, 3))
            sessions += [
                AccessSession(service=service, on=on, start=hours[0], end=hours[1], staff=f"Nurse {number}")
                for number in range(clinicians)
            ]
    of_the_week = sum(one.minutes for one in sessions if monday <= one.on < monday + timedelta(days=7))
    weeks = [AccessWeek(service=service, week_starting=monday, minutes=of_the_week)] if chance(random, 0.4) else []
    cancelled = [_cancelled(random, f"C{number}", service, day) for number in range(random.choice((0, 0, 1, 2)))]
    return {
        "access_sessions": _all(sessions),
        "access_weeks": _all(weeks),
        "cancelled_sessions": _all(cancelled),
    }


def _cancelled(random: Random, id_: str, service: str, day: date) -> CancelledSession:
    on = day - timedelta(days=random.choice((random.randint(0, 40), random.randint(0, 500))))
    back = [MakeUp(on=on + timedelta(days=random.randint(0, 40)), minutes=random.choice((30, 60))) for _ in range(2)]
    kept = back[: random.randint(0, 2)]
    return CancelledSession(id=id_, service=service, on=on, minutes=60, made_up=_all(kept))
