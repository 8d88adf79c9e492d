"""The same records written down otherwise: in another order, cut in two that follow each other, or twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import attrs

from pcn_des import Network
from pcn_des.dates import ONE_DAY
from pcn_des.network import (
    AccessSession,
    AccessWeek,
    Admission,
    BaselineVacancy,
    CancelledSession,
    CareHome,
    Commissioner,
    ExtraHours,
    IndicatorAdjustment,
    IndicatorFigures,
    Invoice,
    Leave,
    MakeUp,
    Membership,
    NetworkAgreement,
    PartDeclared,
    PartInPlace,
    Pay,
    Payee,
    Post,
    Practice,
    Records,
)
from pcn_des.network.records import Spell

ON_RECORD_ONCE = (
    *(Practice, CareHome, Admission, CancelledSession, AccessWeek, Post, Pay, Leave, Invoice, ExtraHours),
    *(
        Payee,
        Commissioner,
        NetworkAgreement,
        Membership,
        IndicatorFigures,
        IndicatorAdjustment,
        PartInPlace,
        PartDeclared,
    ),
)
TWO_THINGS = (AccessSession, MakeUp, BaselineVacancy)  # two of them that are alike
LONGEST = 2_000  # days after the start of an open spell on which it may be cut


def shuffled(network: Network, random: Random) -> Network:
    """The network with every list of records in another order."""
    found: Network = _with_each_list(network, lambda items: random.sample(items, len(items)))
    return found


def cut_in_two(network: Network, random: Random) -> Network:
    """The network with spells of every list cut in two that follow each other and say the same.

    A post stays whole: its id is on record once.
    """
    found: Network = _with_each_list(network, lambda items: [half for item in items for half in _halves(item, random)])
    return found


def written_twice(network: Network, random: Random) -> Network:
    """The network with records of every list written down twice, but for those that may not or would be two things."""
    found: Network = _with_each_list(network, lambda items: [*items, *filter(lambda item: _again(item, random), items)])
    return found


def _again(item: Any, random: Random) -> bool:
    return not isinstance(item, (*ON_RECORD_ONCE, *TWO_THINGS)) and random.random() < 0.5


def _halves(item: Any, random: Random) -> list[Any]:
    if not isinstance(item, Spell) or isinstance(item, Post):
        return [item]
    days = LONGEST if item.until is None else (item.until - item.since).days
    days = min(days, (date.max - item.since).days)
    if days < 1 or random.random() < 0.3:
        return [item]
    second = item.since + timedelta(days=random.randint(1, days))
    ends: dict[str, Any] = {"until": second - ONE_DAY, **dict.fromkeys(item.of_the_end)}
    return [attrs.evolve(item, **ends), attrs.evolve(item, since=second)]


def _with_each_list(value: Any, change: Callable[[Sequence[Any]], Sequence[Any]]) -> Any:
    if isinstance(value, Records):
        items = change([_with_each_list(item, change) for item in value])
        return Records(items, complete=value.complete_for or value.complete)
    if not attrs.has(type(value)):
        return value
    lists = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
    changed = {name: _with_each_list(held, change) for name, held in lists.items() if isinstance(held, Records)}
    return attrs.evolve(value, **changed) if changed else value
