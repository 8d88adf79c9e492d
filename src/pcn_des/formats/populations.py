"""Adds the populations that a file gives to the practices of a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import attrs

from pcn_des.dates import as_day
from pcn_des.errors import MisuseError
from pcn_des.network import Network, Population, Practice, Records
from pcn_des.wording import in_words


def day_of_publication(published: date | None, at: Iterable[date], file: str) -> date | None:
    """The day on which an edition came out, which no file says: not before the days whose patients are in it.

    Raises:
        MisuseError: it has patients of a later day.
        WrongTypeError: it is not a `datetime.date`.
    """
    if published is None:
        return None
    latest = max(at, default=date.min)
    if as_day(published, "published") < latest:
        raise MisuseError(
            f"{file} has patients of {in_words(latest)}, and published is {in_words(published)}, before that; "
            "give the day on which this edition came out"
        )
    return published


def with_populations(network: Network, given: Callable[[str], Iterable[Population]]) -> Network:
    """The network with the populations that `given` has for the code of each of its practices.

    Those that are on record already stay; adding a file twice changes nothing.

    Raises:
        ContradictionError: another figure is on record for the same kind and day.
    """
    if network.practices is None:
        return network
    practices = [_practice_with(practice, given(practice.code)) for practice in network.practices]
    return attrs.evolve(network, practices=network.practices.holding(practices))


def added(known: Records[Population] | None, given: Iterable[Population]) -> Records[Population] | None:
    """The records with those that they lack; the same records where they lack none."""
    new = [population for population in given if population not in (known or ())]
    # Never complete: a file of one day says nothing about the populations of others.
    return Records((*(known or ()), *new), complete=False) if new else known


def _practice_with(practice: Practice, given: Iterable[Population]) -> Practice:
    return attrs.evolve(practice, populations=added(practice.populations, given))
