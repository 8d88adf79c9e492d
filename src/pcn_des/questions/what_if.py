"""What a practice that leaves, joins or merges would change in duties and in pounds."""

from __future__ import annotations

from datetime import date

from pcn_des.answers.stream_difference import undecided
from pcn_des.answers.what_if import WhatIf
from pcn_des.dates import ContractYear, as_day
from pcn_des.network import Network, Practice
from pcn_des.network.changing import JOINS, LEAVES
from pcn_des.questions.assess import assess
from pcn_des.questions.basis import a_network
from pcn_des.questions.entitlements import entitlements
from pcn_des.questions.stream_months import months_of, on_record
from pcn_des.wording import in_words


def what_if(
    network: Network,
    practice: str | Practice,
    change: str,
    *,
    on: date,
    into: str | None = None,
    as_of: date | None = None,
    known_on: date | None = None,
) -> WhatIf:
    """What a change of members would change: each duty and stream against the same network without the change.

    Args:
        network: as it is.
        practice: the code of a practice on record; one that joins may be a `Practice` with its lists.
        change: `leaves`, `joins` or `merges`.
        on: the first day on which it is so.
        into: of a merger, the code of the practice that has the patients from then on.
        as_of: the day of the two reports, by default `on`; the two statements are of its contract year.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        MisuseError: no such change or practice, one that is no member (or is one already), or no list of practices.
        WrongTypeError: it is no network.
        OutsideDataError: the day is outside the data.

    Examples:
        >>> found = des.what_if(des.example_network(), "Y99905", "leaves", on=date(2022, 11, 1))
        >>> print(found.streams[0].title, found.streams[0].change)
        Core PCN funding -£4,427.50
    """
    a_network(network)
    from_day = as_day(on, "on")
    day = from_day if as_of is None else as_day(as_of, "as_of")
    year = ContractYear.of(day)
    changed = network.with_change(practice, change, on=from_day, into=into)
    owed, owed_then = (entitlements(one, str(year), known_on) for one in (network, changed))
    reached = [month for month in months_of(year) if _reaches(from_day, month, network)]
    return WhatIf(
        says=f"{_named(changed, practice)} {_does(change, into)} on {in_words(from_day)}",
        before=assess(network, day, known_on),
        after=assess(changed, day, known_on),
        owed_before=owed,
        owed_after=owed_then,
        may_differ=undecided(owed.streams, owed_then.streams, reached),
    )


def _reaches(on: date, month: date, network: Network) -> bool:
    """Whether a change from a day on is seen in a month, which goes by the facts of the day it is reckoned on."""
    day = on_record(network, month)
    return on <= day and not network.why_not_open(day)


def _named(network: Network, practice: str | Practice) -> str:
    known = practice if isinstance(practice, Practice) else network.practice(practice.strip().upper())
    return f"{known.name} ({known.code})" if known is not None else str(practice)


def _does(change: str, into: str | None) -> str:
    if change == JOINS:
        return "joins the network"
    return "leaves the network" if change == LEAVES else f"merges into {into}"
