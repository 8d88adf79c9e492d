"""What several payment streams come to together, as far as each of them is known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from pcn_des.units import Money

if TYPE_CHECKING:
    from pcn_des.answers.statement import StreamTotal


def ends_of(totals: Iterable[StreamTotal]) -> tuple[Money, Money | None]:
    """What payments come to at the least and at the most; None where one of which something is known is open above.

    Where nothing is known of any, they have no upper end either.
    """
    listed = list(totals)
    known = [total for total in listed if total.amount is not None or total.is_bounded]
    least = [total.at_least if total.amount is None else total.amount for total in known]
    most = [total.at_most if total.amount is None else total.amount for total in known]
    is_open = None in most or (listed and not known)
    return _added(least), None if is_open else _added(most)


def _added(amounts: Iterable[Money | None]) -> Money:
    return sum((amount for amount in amounts if amount is not None), Money(Decimal(0)))


def sum_of(streams: Iterable[StreamTotal]) -> Money:
    """What those of them come to whose year is exact."""
    return _added(total.amount for total in streams)
