"""Payments under names that are no stream's, which may be of a stream whose name is near to theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from pcn_des.answers.reconciliation import NOT_EXPECTED, NOT_KNOWN, SETTLED, TO_MAP, ReconciledMonth
from pcn_des.contract.entries import Payment
from pcn_des.contract.files import every_key
from pcn_des.errors import nearest
from pcn_des.units import Money

Place = tuple[str, date]


def until_mapped(
    months: Iterable[ReconciledMonth], unmapped: Mapping[Place, Money], streams: Mapping[str, tuple[Payment, ...]]
) -> Iterator[ReconciledMonth]:
    """The months, with nothing settled of those that a payment under a near name may be of.

    What that payment is of is told by the user's map of names alone: until then the month may be paid in full, and
    nobody is written to about it.
    """
    near = _by_place(unmapped, streams)
    for month in months:
        because = near.get((month.stream, month.month))
        if because is None or month.cause in (*SETTLED, NOT_EXPECTED, NOT_KNOWN):
            yield month
        else:
            yield attrs.evolve(month, cause=TO_MAP, because=because, ask="")


def _by_place(unmapped: Mapping[Place, Money], streams: Mapping[str, tuple[Payment, ...]]) -> dict[Place, str]:
    """By stream and month: what was paid in it under names near to the stream's, in words."""
    titles = {version.title: key for key, versions in streams.items() for version in versions}
    of_other_years = every_key("payments")
    found: dict[Place, list[str]] = {}
    for (printed, month), amount in unmapped.items():
        if printed in of_other_years:
            continue  # it is called by its own name, and is no other stream's
        near = dict.fromkeys((*nearest(printed, streams), *(titles[title] for title in nearest(printed, titles))))
        for stream in near:
            found.setdefault((stream, month), []).append(f"{amount} under '{printed}'")
    return {place: f"{' and '.join(told)} may be of it" for place, told in found.items()}
