"""Hypothesis strategies for valid networks with every kind of record, made step by step so that none is thrown away.

    from network_strategies import networks, plain_networks

    @given(networks())
    def test_something(network: Network) -> None: ...

- `networks()` gives a `Network`; `networks(texts=...)` with other texts in it than the awkward ones of `texts()`.
- `plain_networks()` gives the same as plain values, as `network_dict` writes them and `read_network` reads them.
- `lists(items)` gives None, or `Records` of drawn items that are complete or not, also where they are empty.
- `apart()` gives spells of which no two overlap, as (since, until) pairs in any order; the last may be open.

Everything survives a TOML, JSON or workbook file: the amended terms are of kinds that JSON can tell apart.
Lists are short (most have at most three records), so that a check of a whole network stays quick.
"""

from __future__ import annotations

import json
import string
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from pcn_des.contract.load import evidence_kinds
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
    Records,
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
from pcn_des.network.write import network_dict

Pair = tuple[date, date | None]

# What a spreadsheet, a TOML file or a careless reader would take for something else, or lose.
AWKWARD = (
    *("=1+1", "+44 20 7946 0000", "-", "@import", "\t=x", "\r", "a\r\nb", "a\nb", " a ", "  ", "'", '"', '""', '"""'),
    *("TRUE", "yes", "#N/A", "007", "1e5", "2022-11-14", "12.50", "_x0041_x0042_", "_x005F_", "\0\x1b\uffff"),
    *("x = 1; y", "a,b", "[x]", "Zoë – 5 €", "𝔘", "<&>", "{}", "null", "\\", "\ufeff"),
)


# --- values -----------------------------------------------------------------------------------------------------------


def texts() -> st.SearchStrategy[str]:
    """Any text, awkward ones often, the empty one too."""
    return st.one_of(st.sampled_from(AWKWARD), st.text(string.ascii_letters + " .'", max_size=12), st.text(max_size=12))


def filled(some: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Those texts with something added, where there is nothing in them."""
    return some.map(lambda text: text if text.strip() else f"{text}x")


def days() -> st.SearchStrategy[date]:
    """Mostly days of the contract's time, seldom any other."""
    usual = st.dates(date(2019, 4, 1), date(2027, 3, 31))
    return st.one_of(usual, usual, usual, st.dates(), st.sampled_from([date(1899, 12, 31), date(1900, 3, 1)]))


def months() -> st.SearchStrategy[date]:
    """The first days of months."""
    return days().map(lambda day: day.replace(day=1))


def mondays() -> st.SearchStrategy[date]:
    """Mondays since 2018."""
    return st.integers(0, 500).map(lambda week: date.fromordinal(date(2018, 1, 1).toordinal() + 7 * week))


def numbers(least: str = "0", most: str = "1000000", places: int = 8) -> st.SearchStrategy[Decimal]:
    """Decimals with any number of places up to `places`, and some with more digits than a spreadsheet keeps."""
    few = st.integers(0, places).flatmap(lambda count: st.decimals(least, most, places=count, allow_nan=False))
    return st.one_of(few, st.decimals(least, most, places=30, allow_nan=False))


def codes(letters: str = string.ascii_uppercase) -> st.SearchStrategy[str]:
    """Codes of practices: a letter and five digits."""
    return st.builds("{}{:05d}".format, st.sampled_from(letters), st.integers(0, 99_999))


def pcns() -> st.SearchStrategy[str]:
    """Codes of networks: U and five digits."""
    return codes("U")


def lists(items: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Records[Any] | None]:
    """A list that is unknown, or complete or not, with items or none."""
    return listing(st.lists(items, max_size=most))


def listing(found: st.SearchStrategy[Sequence[Any]]) -> st.SearchStrategy[Records[Any] | None]:
    """The same, of items that belong together."""
    return st.none() | st.builds(Records, found, complete=st.sampled_from([True, False, None]))


@st.composite
def spells(draw: st.DrawFn) -> dict[str, Any]:
    """`since` and `until` of a spell, which may be open."""
    since, until = draw(days()), draw(st.none() | days())
    return {"since": since if until is None else min(since, until), "until": until and max(since, until)}


@st.composite
def apart(draw: st.DrawFn, most: int = 3) -> list[Pair]:
    """Spells of which no two overlap, in any order."""
    edges = sorted(draw(st.lists(days(), unique=True, max_size=2 * most)))
    pairs: list[Pair] = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        pairs.append((edges[-1], None))
    return draw(st.permutations(pairs))


@st.composite
def clock(draw: st.DrawFn) -> dict[str, time]:
    """`start` and `end` of a session, to the minute or finer."""
    step = draw(st.sampled_from([60_000_000, 60_000_000, 1_000_000, 1]))
    ticks = 86_400_000_000 // step
    first, second = sorted(draw(st.lists(st.integers(0, ticks - 1), min_size=2, max_size=2, unique=True)))
    return {"start": _time(first * step), "end": _time(second * step)}


def _time(microseconds: int) -> time:
    seconds, micro = divmod(microseconds, 1_000_000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micro)


def _maybe(some: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | some


def _with(record: Any, fields: st.SearchStrategy[dict[str, Any]], **more: st.SearchStrategy[Any]) -> Any:
    return st.builds(lambda given, others: record(**given, **others), fields, st.fixed_dictionaries(more))


# --- records ----------------------------------------------------------------------------------------------------------


@st.composite
def _apart(draw: st.DrawFn, record: Any, **fields: st.SearchStrategy[Any]) -> list[Any]:
    pairs = draw(apart())
    return [record(since=since, until=until, **draw(st.fixed_dictionaries(fields))) for since, until in pairs]


def populations() -> st.SearchStrategy[Population]:
    """Numbers of patients."""
    return st.builds(
        Population,
        kind=st.sampled_from(POPULATIONS),
        at=days(),
        patients=numbers(),
        published=_maybe(days()),
        source=texts(),
    )


def _practices(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[Practice]]:
    practice = st.builds(
        Practice,
        code=codes(),
        name=filled(names),
        contract_type=_maybe(st.sampled_from(CONTRACTS)),
        membership=listing(_apart(Membership, core=st.booleans())),
        populations=lists(populations()),
        other_networks=lists(_with(OtherMembership, spells(), pcn=pcns())),
        closes_half_day=_maybe(st.booleans()),
    )
    return st.lists(practice, unique_by=lambda one: one.code, max_size=3)


def _agreements(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[NetworkAgreement]]:
    signatures = lists(st.builds(Signature, practice=codes(), on=days()))
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
            profession=_maybe(names),
            clinician=_maybe(st.booleans()),
            practice=_maybe(codes()),
            wte=_maybe(numbers("0.001", "2")),
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
        agreed_until=_maybe(days()),
        made_up=lists(st.builds(MakeUp, on=days(), minutes=st.integers(1, 600))),
    )
    return st.lists(session, unique_by=lambda one: one.id, max_size=3)


def _admissions(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[Admission]]:
    admission = st.builds(
        Admission,
        id=filled(names),
        on=days(),
        kind=st.sampled_from(KINDS_OF_ADMISSION),
        assessed_on=_maybe(days()),
        planned_on=_maybe(days()),
        delay_reason=names,
    )
    return st.lists(admission, unique_by=lambda one: one.id, max_size=3)


def _homes(names: st.SearchStrategy[str]) -> st.SearchStrategy[list[CareHome]]:
    home = st.builds(
        CareHome,
        location=filled(names),
        name=filled(names),
        alignment=lists(_with(Alignment, spells())),
        clinical_lead=_maybe(names),
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
        annual_cost=_maybe(numbers()),
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
        fields = st.fixed_dictionaries({"granted_by": filled(names), "document": names, "reason": names})
        lifts = draw(st.lists(st.just("enhanced_access.reminders") | names, max_size=3))
        amends = {key: values[key] for key in amended}
        found.append(Variation(kind=kind, lifts=tuple(lifts), amends=amends, **draw(spells()), **draw(fields)))
    return found


# --- networks ---------------------------------------------------------------------------------------------------------


@st.composite
def networks(draw: st.DrawFn, texts: st.SearchStrategy[str] = texts()) -> Network:  # noqa: B008 (a strategy is no state)
    """Valid networks with every kind of record, each list unknown, empty, complete or with gaps."""
    named, filled_in = st.fixed_dictionaries, filled(texts)
    organisation = {"name": filled_in, "code": _maybe(texts)}
    partner = _with(Partner, spells(), **organisation, kind=st.sampled_from(PARTNERS))
    area = _with(NetworkArea, spells(), description=filled_in, agreed_on=_maybe(days()), map=texts)
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
        paid_on=_maybe(days()),
        payee=texts,
        document=texts,
    )
    fields: dict[str, Any] = draw(
        named(
            {
                "code": pcns(),
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
                "example_as_of": _maybe(days()),
            }
        )
    )
    return Network(**fields, **draw(_directors(texts)))


def plain_networks() -> st.SearchStrategy[dict[str, Any]]:
    """Networks as plain values, as a JSON file holds them."""
    return networks().map(lambda network: json.loads(json.dumps(network_dict(network))))
