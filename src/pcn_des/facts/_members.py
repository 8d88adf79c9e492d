"""Who the Core Network Practices are on a day and how they changed, with what is missing to be sure of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from pcn_des.dates import ONE_DAY, ContractYear, Period, first_day_outside, joined
from pcn_des.network import Membership, Network, Practice
from pcn_des.network.records import Records, covering, days_of_change, days_of_completeness, once, tells_all_of
from pcn_des.values import Unknown
from pcn_des.watched_day import BetweenChanges, plain_day
from pcn_des.wording import in_words, whether_complete


@attrs.frozen
class Members:
    """The Core Network Practices that are on record, and what would be needed to know that they are all.

    Of the doubtful ones it is not known whether they are members.
    """

    practices: tuple[Practice, ...]
    missing: tuple[str, ...]
    doubtful: tuple[Practice, ...] = ()

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of those that are members, or may be."""
        return frozenset(practice.code for practice in (*self.practices, *self.doubtful))


@attrs.frozen
class MembershipChange:
    """A practice that became a Core Network Practice on a day, or was none any more; `ended` is its last spell."""

    practice: Practice
    day: date
    left: bool
    ended: Membership | None = None


def changes_of_year(network: Network, day: date) -> tuple[MembershipChange, ...]:
    """The changes of the Core Network Practices from the start of the contract year to a day.

    Founding is none, and neither is a spell that begins on the day after another of the same practice has ended.
    """
    found = []
    for practice in network.practices or ():
        spells = joined(spell.period for spell in practice.membership or () if spell.core)
        found += [MembershipChange(practice, spell.since, left=False) for spell in spells]
        over = {spell.until + ONE_DAY for spell in spells if spell.until not in (None, date.max)}
        ended = {spell.over: spell for spell in practice.membership or () if spell.core}
        found += [MembershipChange(practice, day, left=True, ended=ended[day]) for day in sorted(over)]
    founded = _founded(network) or day
    first = ContractYear.of(day).first_day
    return tuple(change for change in found if first <= change.day <= day and change.day > founded)


def founded_or_joined(network: Network, day: date) -> date | None:
    """The first join on record, if it is of the contract year: the founding or, of an older network, a change.

    None where it is of another year, or all lists tell that there was no member before.
    """
    founded = _founded(network)
    if founded is None or not ContractYear.of(day).first_day <= founded <= day:
        return None
    return None if _none_before(network, founded) else founded


def first_day_as_network(network: Network) -> date | None:
    """The day on which it was founded: it opened, or its first members joined; None where the records do not say.

    Of a first join, they say it where all lists tell that there was no member before.
    """
    joined_on = _founded(network)
    told = [joined_on] if joined_on is not None and _none_before(network, joined_on) else []
    return max([*told, *([network.opened] if network.opened else [])], default=None)


def _none_before(network: Network, day: date) -> bool:
    """Whether all lists tell that there was no Core Network Practice before the first on record."""
    lists = [network.practices, *(practice.membership for practice in network.practices or ())]
    return day > date.min and all(tells_all_of(listed, date.min, day - ONE_DAY) for listed in lists)


def _founded(network: Network) -> date | None:
    """The first day on record on which a practice was a Core Network Practice: founding is no change."""
    spells = (spell for practice in network.practices or () for spell in practice.membership or () if spell.core)
    return min((spell.since for spell in spells), default=None)


def settled(spells: Records[Any] | None, period: Period) -> bool:
    """Whether nothing more can be known of a period: the list is complete, or its spells leave no day of it out.

    For lists in which no two spells overlap.
    """
    if spells is None:
        return False
    told = spells.complete_for
    said = [spell.period for spell in spells] + ([told] if told else [])
    return spells.complete or first_day_outside(said, period) is None


def year_so_far(day: date) -> Period:
    """The contract year to a day, with the day before it: what is the same on both has not changed."""
    return Period(ContractYear.of(day).first_day - ONE_DAY, day)


def is_core_practice(network: Network, day: date, code: str) -> bool | Unknown:
    """Whether the practice with a code is a Core Network Practice on a day."""
    members = core_members(network, day)
    if members is None:
        return Unknown.because("the list of practices")
    if any(practice.code == code for practice in members.practices):
        return True
    return Unknown.because(*members.missing) if members.missing else False


def core_members(network: Network, day: date) -> Members | None:
    """The Core Network Practices on a day; None where nothing is on record about any practice.

    Of an edition that is too old, those without an end are not known to be members still.
    """
    if network.practices is None:
        return None
    if not network.too_old_on(day):
        return once(network.practices, "members", _members).on(day)
    found = once(network.practices, "members of an old edition", _members_of_old_edition).on(day)
    assert network.edition is not None  # which is what is too old
    missing = f"the members of {in_words(plain_day(day))} (those on record are of {in_words(network.edition)})"
    return attrs.evolve(found, missing=(missing,))


def _members(practices: Records[Practice]) -> BetweenChanges[Members]:
    return BetweenChanges(_days_of_change(practices), lambda day: _members_on(practices, day))


def _members_of_old_edition(practices: Records[Practice]) -> BetweenChanges[Members]:
    return BetweenChanges(_days_of_change(practices), lambda day: _members_on(practices, day, too_old=True))


def _days_of_change(practices: Records[Practice]) -> Iterator[date]:
    yield from days_of_completeness(practices)
    for practice in practices:
        yield from days_of_change(practice.membership)


def _members_on(practices: Records[Practice], day: date, *, too_old: bool = False) -> Members:
    found, doubtful = [], []
    for practice in practices:
        spells = covering(practice.membership, day)
        if too_old and any(spell.until is None for spell in spells):
            doubtful.append(practice)
        elif any(spell.core for spell in spells):
            found.append(practice)
        elif not spells and not tells_all_of(practice.membership, day, day):
            doubtful.append(practice)
    missing = [f"the membership of {practice.name} ({practice.code})" for practice in doubtful]
    if not practices.tells_all_of(day, day):
        missing.append(whether_complete("practices"))
    return Members(tuple(found), tuple(missing), tuple(doubtful))
