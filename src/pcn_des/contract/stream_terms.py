"""What the contract says of a payment stream besides its rates: shown where the payment is explained."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from pcn_des.contract.entries import Term
from pcn_des.contract.terms import Terms

_OF_ALL: Final = ("payments.", "performance.post_payment_validation")  # of every stream alike


def explains(key: str, streams: Collection[str]) -> str | None:
    """The stream whose explanation shows a term, `every stream` for what is said of all; None where none does."""
    if key.startswith(_OF_ALL):
        return "every stream"
    first = key.split(".")[0]
    if first in streams:
        return first
    return next((stream for stream in sorted(streams, key=len, reverse=True) if first.startswith(f"{stream}_")), None)


def terms_explaining(stream: str, contract: Terms) -> tuple[Term, ...]:
    """The terms of a day that are shown with a stream, those of all streams last."""
    streams = contract.contract.payments
    own = [key for key in contract if explains(key, streams) == stream]
    of_all = [key for key in contract if key.startswith(_OF_ALL)]
    return tuple(contract[key] for key in (*own, *of_all))
