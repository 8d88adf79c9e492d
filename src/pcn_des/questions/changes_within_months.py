"""Says that members changed within a month: by a convention, those of its first day count for all of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from pcn_des.contract.entries import Payment
from pcn_des.dates import month_of
from pcn_des.engine import ranges
from pcn_des.network.records import unbroken
from pcn_des.questions.basis import fact_source
from pcn_des.questions.stream_months import StreamMonth, on_record
from pcn_des.values import Unknown
from pcn_des.wording import in_words


def changes_within_months(months: Mapping[StreamMonth, Collection[Payment]]) -> Iterator[str]:
    """A note where members changed within some of these months, and their payments would be others by the new members.

    No rule on the days within a month was found.
    """
    changed = {day: None for month, payments in months.items() for day in _that_tell(month, payments)}
    if changed:
        yield (
            f"Members changed on {', '.join(map(in_words, sorted(changed)))}: those of a month's first day count for "
            "all of it, because no rule on the days within a month was found."
        )


def _that_tell(month: StreamMonth, payments: Collection[Payment]) -> list[date]:
    """The days within a month on which members changed; none where no amount hangs on them."""
    days = sorted(_days_within(month))
    later = list(_by_facts_of(days, month))
    return days if any(_differs(month, then, payment) for then in later for payment in payments) else []


def _days_within(month: StreamMonth) -> set[date]:
    """The days after that on which the month is reckoned on which a practice joined or was gone."""
    if month.network is None:
        return set()
    whole, first = month_of(month.first), on_record(month.network, month.first)
    spells = (spell for one in month.network.practices or () for spell in unbroken(one.membership) if spell.core)
    edges = {day for spell in spells for day in (spell.since, spell.over) if day is not None}
    return {day for day in edges if day > first and day in whole and not month.network.why_not_open(day)}


def _by_facts_of(days: Iterable[date], month: StreamMonth) -> Iterator[StreamMonth]:
    """The month by the facts of each of these days."""
    if month.network is not None:
        for day in days:
            yield attrs.evolve(month, source=fact_source(month.network, day, month.contract.known_on))


def _differs(one: StreamMonth, other: StreamMonth, payment: Payment) -> bool:
    """Whether a payment of the month is another amount, or lies between other ends."""
    return _ends(one.amount(payment).amount) != _ends(other.amount(payment).amount)


def _ends(amount: ranges.Number) -> tuple[Any, Any]:
    return (None, None) if isinstance(amount, Unknown) else (ranges.lowest(amount), ranges.highest(amount))
