"""Practices that are gone and may have merged into another member: what the files suggest, for a person to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from pcn_des.brief import Brief
from pcn_des.folding import bare
from pcn_des.network import Membership, Network, Practice
from pcn_des.wording import in_words

LEAST_SHARE: Final = Fraction(1, 2)  # of the list of who is gone, by which a successor's has to have grown


@attrs.frozen(kw_only=True, repr=False)
class LikelyMerger(Brief):
    """A practice that ended and is in no other network, and the member that may have its patients.

    `because` says what speaks for it: the name, or how the member's list grew between two days.
    """

    practice: str
    name: str
    until: date
    into: str
    because: str

    def __str__(self) -> str:
        return (
            f"{self.name} ({self.practice}), a member until {in_words(self.until)}, may have merged into {self.into}: "
            f"{self.because}. If it did, write ended_by and into"
        )


def likely_mergers(network: Network) -> Iterator[LikelyMerger]:
    """The practices of a network that ended without a word on how, each with the likeliest successor."""
    for practice in network.practices or ():
        ended = _ended(practice)
        if ended is None or ended.until is None or any(spell.until is None for spell in practice.other_networks or ()):
            continue
        found = [
            (*why, other)
            for other in network.core_practices(ended.over or ended.until)
            if (why := _why(practice, other, ended.until)) is not None
        ]
        if found:
            _, because, other = max(found, key=lambda one: (one[0], one[2].code))
            yield LikelyMerger(
                practice=practice.code,
                name=practice.name,
                until=ended.until,
                into=f"{other.name} ({other.code})",
                because=because,
            )


def _ended(practice: Practice) -> Membership | None:
    """The last spell of a practice, where it ended and says nothing more."""
    last = max(practice.membership or (), key=lambda spell: spell.since, default=None)
    return last if last is not None and last.core and last.until is not None and last.ended_by is None else None


def _why(gone: Practice, other: Practice, until: date) -> tuple[Fraction, str] | None:
    """How well another practice fits as the successor, and why; None where nothing speaks for it."""
    reasons = ["it has its name"] if bare(gone.name) == bare(other.name) else []
    fit = Fraction(1 if reasons else 0)
    before, after = _list(gone, until, last=True), _list(other, until, last=False)
    earlier = _list(other, until, last=True)
    if before is not None and earlier is not None and after is not None and before[1] > 0:
        grown = Fraction(after[1]) - Fraction(earlier[1])
        gone_had = Fraction(before[1])
        if grown >= gone_had * LEAST_SHARE:
            reasons.append(
                f"its list grew from {earlier[1]:,f} ({in_words(earlier[0])}) to {after[1]:,f} ({in_words(after[0])}), "
                f"and {before[1]:,f} patients were on the other"
            )
            fit += 1 - abs(grown - gone_had) / max(grown, gone_had)
    return (fit, "; ".join(reasons)) if reasons else None


def _list(practice: Practice, until: date, *, last: bool) -> tuple[date, Decimal] | None:
    """A registered list: the last on or before a day, or the first after it."""
    listed = [one for one in practice.populations or () if one.kind == "registered" and (one.at <= until) is last]
    days = [one.at for one in listed]
    if not days:
        return None
    day = max(days) if last else min(days)
    return day, next(one.patients for one in listed if one.at == day)
