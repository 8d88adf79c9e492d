"""The question that everything starts from: the contract in force on a day. Loads it only when it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol

from pcn_des.brief import briefly
from pcn_des.errors import MisuseError, WrongTypeError

if TYPE_CHECKING:
    from pcn_des.contract.terms import Terms

ALLOWED: Final = "local_variation.allowed"


class HasVariations(Protocol):
    """Whatever has terms of its own on a day: a network with local variations."""

    def amended_terms(self, on: date) -> Mapping[str, tuple[Any, str]]:
        """For each amended key the value and, in words, by what."""


def terms(as_of: date, known_on: date | None = None, network: HasVariations | None = None) -> Terms:
    """The contract in force on a day.

    Args:
        as_of: the day that the question is about.
        known_on: only what had been published by this day; None means all of it.
        network: a network whose local variations replace terms.

    Raises:
        OutsideDataError: the day is outside the data; the message names the covered span.
        UnknownNameError: a local variation of a term that there is not.
        MisuseError: a local variation on a day when the contract allows none, or with a value of the wrong kind.

    Examples:
        A rate that was raised in September and backdated to April has two answers for one day:

        >>> from datetime import date
        >>> from pcn_des import terms
        >>> rate = terms(date(2024, 5, 1))["enhanced_access.rate"]
        >>> rate.value, rate.unit, rate.standing.value
        (Decimal('7.975'), 'GBP per adjusted patient per year', 'confirmed')
        >>> terms(date(2024, 5, 1), known_on=date(2024, 5, 1))["enhanced_access.rate"].in_words
        '£7.674 per adjusted patient per year'
    """
    from pcn_des.contract.files import year_of  # the import budget: a lookup pays for it
    from pcn_des.dates import as_day, as_day_or_none

    day = as_day(as_of, "as_of")
    known_by = as_day_or_none(known_on, "known_on")
    return varied(_terms(year_of(day).digest, day, known_by), network)


@lru_cache(maxsize=512)  # what is looked up once a day is found for every network of that day
def _terms(digest: str, day: date, known_on: date | None) -> Terms:
    """The contract of a day, as the data of a digest have it."""
    from pcn_des.contract.files import year_of
    from pcn_des.contract.terms import Terms

    return Terms(year_of(day), day, known_on)


def varied(found: Terms, network: HasVariations | None) -> Terms:
    """The contract with the local variations of a network; what `amend` changed stays as it is."""
    if network is None:
        return found
    if not hasattr(network, "amended_terms"):
        raise WrongTypeError(f"network is {briefly(network)}; give a Network, whose local variations replace terms")
    amended = dict(network.amended_terms(found.as_of))
    if not amended:
        return found
    for key, (_, why) in amended.items():
        if ALLOWED not in found:
            from pcn_des.wording import in_words

            raise MisuseError(
                f"{key} is {why}, but on {in_words(found.as_of)} the contract allows none; correct its days or its kind"
            )
    marks = {"varied": True, "standing": None, "sources": ()}
    changes = {key: (value, {**marks, "note": why}) for key, (value, why) in amended.items()}
    return found.replaced({key: change for key, change in changes.items() if key not in found.hypothetical})
