"""Holes in records: what a network knows less of, with nothing said that is not so."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import attrs

from pcn_des import Network
from pcn_des.dates import Period
from pcn_des.network import (
    Admission,
    Appointment,
    CancelledSession,
    CareHome,
    NetworkArea,
    Payee,
    Post,
    Practice,
    Records,
)
from pcn_des.network.records import Spell
from support.lists import lists_of, with_list

LONG_AGO = date(2017, 1, 1)
FIELDS = {
    Appointment: ("clinician", "practice", "wte"),
    Practice: ("contract_type", "closes_half_day"),
    CareHome: ("clinical_lead",),
    Payee: ("code",),
    Admission: ("assessed_on", "planned_on"),
    NetworkArea: ("agreed_on",),
    Post: ("additional",),
}
"""What a record of each kind may leave open."""
WITHOUT_DAYS = ("practices", "care_homes", "populations", "beds", "signatures", "access_weeks", "conditions")
"""Lists that can't be kept for a time, or whose records say of no days that they are of them."""


def with_holes(random: Random, network: Network) -> Network:
    """The network with one hole, or a few."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        network = random.choice((_list_out, _record_out, _record_out, _population_out, _log_of_a_time, _left_open))(
            random, network
        )
    return network


def _list_out(random: Random, network: Network) -> Network:
    """A network without any list of practices is what its own figures say, so that these go with it."""
    path, _ = random.choice(list(lists_of(network)))
    return with_list(network.evolve(populations=None) if path == ("practices",) else network, path, None)


def _record_out(random: Random, network: Network) -> Network:
    path, records = random.choice(list(lists_of(network)))
    items = list(records)
    if items:
        items = _without_what_went_on(items.pop(random.randrange(len(items))), items)
    return with_list(network, path, Records(items, complete=False))


def _without_what_went_on(gone: Any, items: list[Any]) -> list[Any]:
    """A record that goes on from the one that is gone says when it began only together with it, and goes too."""
    if not isinstance(gone, Spell):
        return items
    return [one for one in items if not (isinstance(one, Spell) and one.since == gone.over)]


def _population_out(random: Random, network: Network) -> Network:
    having = [(path, held) for path, held in lists_of(network) if path[-1] == "populations" and held]
    if not having:
        return network
    path, records = random.choice(having)
    items = list(records)
    items.pop(random.randrange(len(items)))
    return with_list(network, path, records.holding(items))


def _log_of_a_time(random: Random, network: Network) -> Network:
    """A record gone, and the list kept only from some time after it, or until some time before."""
    logs = [(path, held) for path, held in lists_of(network) if held and path[-1] not in WITHOUT_DAYS]
    if not logs:
        return network
    path, records = random.choice(logs)
    if not records.complete:
        return network
    items = list(records)
    first, last = _days(items.pop(random.randrange(len(items))))
    gap = timedelta(days=random.choice((1, 1, random.randint(1, 300))))
    if last is not None and random.random() < 0.7:
        return with_list(network, path, Records(items, complete=Period(last + gap)))
    return with_list(network, path, Records(items, complete=Period(LONG_AGO, max(LONG_AGO, first - gap))))


def _days(record: Any) -> tuple[date, date | None]:
    """The first and the last day that a record is about; what is still owed goes on."""
    if isinstance(record, Spell):
        return record.since, record.until
    if isinstance(record, CancelledSession):
        back = sorted(made_up.on for made_up in record.made_up or () for _ in range(made_up.minutes))
        return record.on, back[record.minutes - 1] if len(back) >= record.minutes else None
    if isinstance(record, Admission):
        if record.assessed_on is None or record.planned_on is None:
            return record.on, None
        return record.on, max(record.on, record.assessed_on, record.planned_on)
    return record.on, getattr(record, "until", None) or record.on


def _left_open(random: Random, network: Network) -> Network:
    """A field that says nothing; of a day that may not have been, the list says nothing more, either."""
    if network.opened is not None and random.random() < 0.2:
        return network.evolve(opened=None)
    found = [
        (path, held, place)
        for path, held in lists_of(network)
        for place, record in enumerate(held)
        if type(record) in FIELDS
    ]
    if not found:
        return network
    path, records, place = random.choice(found)
    items = list(records)
    field = random.choice(FIELDS[type(items[place])])
    items[place] = attrs.evolve(items[place], **{field: None})
    if field in ("assessed_on", "planned_on", "agreed_on"):
        return with_list(network, path, Records(items, complete=False))
    return with_list(network, path, records.holding(items))
