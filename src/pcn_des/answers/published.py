"""What a published file says that networks were paid, held against what they were owed: by column, with the cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from pcn_des.answers.amount import Amount
from pcn_des.answers.receipt import Receipt
from pcn_des.answers.reconciliation import (
    AGREES,
    EARLIER_RATE,
    NOT_EXPECTED,
    NOT_KNOWN,
    OTHER_LIST,
    ROUNDING,
    UNEXPLAINED,
)
from pcn_des.arguments import a_choice, named_among
from pcn_des.brief import Brief, bracketed
from pcn_des.frozen import FrozenMap
from pcn_des.showing import CSV, Shown, show
from pcn_des.units import Money
from pcn_des.wording import count_of

CHANGED_PAYER: Final = "paying system changed in the year"
PART_OF_YEAR: Final = "part of the year"
LIST_CHANGED: Final = "list changed in the year"
READ_OFF: Final = "list read off this payment"
NOT_PUBLISHED: Final = "nothing published"
NO_LIST: Final = "no list known"
NOT_READ: Final = "a row that can't be read"

GIVEN: Final = "given"  # what `list_from` says of a list that no payment told

TO_THE_PENNY: Final = "to the penny"
EXPLAINED: Final = "explained"
OWN_LIST: Final = "own list only"
NOT_EXPLAINED: Final = "not explained"
NOT_TESTED: Final = "not tested"

PUBLISHED_CAUSES: Final[Mapping[str, tuple[str, str]]] = FrozenMap(
    {
        AGREES: (TO_THE_PENNY, "what was paid is what the contract's rate comes to for the year"),
        ROUNDING: (EXPLAINED, "each month's rate or amount was rounded before the months were added"),
        EARLIER_RATE: (EXPLAINED, "it was paid at a rate that a later publication raised or lowered"),
        CHANGED_PAYER: (EXPLAINED, "by hand in the first months, by the national system in the others"),
        OTHER_LIST: (EXPLAINED, "not on the list that was given, but on the one that another payment was paid on"),
        LIST_CHANGED: (EXPLAINED, "two lists, one after the other, which add up to the months of another payment"),
        PART_OF_YEAR: (EXPLAINED, "only the first or the last months of the year stand in the file"),
        READ_OFF: (OWN_LIST, "whole patients or beds by the month at the rate; no other payment confirms them"),
        UNEXPLAINED: (NOT_EXPLAINED, "no cause that was tried gives what was paid, to the penny"),
        NOT_KNOWN: (
            NOT_EXPLAINED,
            "more than the streams that can be worked out; others may be in the same column",
        ),
        NOT_PUBLISHED: (
            NOT_TESTED,
            "the file has nothing, as where the payee is no practice: not that nothing was paid",
        ),
        NOT_READ: (NOT_TESTED, "a row of the network can't be read, so that its sum is not known"),
        NO_LIST: (NOT_TESTED, "no list of the network is known that the column could be held against"),
        NOT_EXPECTED: (NOT_TESTED, "what is paid depends on what is claimed, declared or achieved"),
    }
)
"""The causes, each with the group that it is counted in and what it means: one counts only where it gives the penny."""
GROUPS: Final = (TO_THE_PENNY, EXPLAINED, OWN_LIST, NOT_EXPLAINED, NOT_TESTED)
"""The groups, of which each network of a column is in one. In `own list only` nothing else confirms the list."""


@attrs.frozen(kw_only=True, repr=False)
class PublishedPayment(Brief, Shown):
    """What one column of a published file says of one network, and what it was owed of the streams in that column.

    `streams` are those that the cause speaks of, or all that the column may hold. `owed` is by the contract on
    `patients`, the list or the beds of the year, as far as they are known; `list_from` says where they are from.
    """

    network: str
    name: str | None
    column: str
    streams: tuple[str, ...]
    paid: Money
    owed: Amount
    cause: str
    because: str = ""
    patients: Mapping[str, Decimal] = attrs.field(factory=FrozenMap)
    list_from: str = ""

    @property
    def group(self) -> str:
        """In which of `GROUPS` it is counted."""
        return PUBLISHED_CAUSES[self.cause][0]

    @property
    def read_off(self) -> str:
        """The column from which the list was read off, for none was given; empty where one was, or none is known."""
        return "" if self.list_from == GIVEN else self.list_from

    @property
    def difference(self) -> Decimal | None:
        """What was paid beyond what was owed, in pounds; None where that is not known exactly."""
        return None if self.owed.exact is None else (self.paid - self.owed.exact).pounds


@attrs.frozen(kw_only=True, repr=False)
class ColumnCount(Brief):
    """How many networks of a column fall under each cause; together they are all networks of the file."""

    column: str
    streams: tuple[str, ...]
    by_cause: Mapping[str, int]

    @property
    def networks(self) -> int:
        """How many networks the column was looked at for."""
        return sum(self.by_cause.values())

    def of(self, group: str) -> int:
        """How many of them are in a group, one of `GROUPS`.

        Raises:
            MisuseError: another group.
        """
        a_choice(group, GROUPS, "group")
        return sum(number for cause, number in self.by_cause.items() if PUBLISHED_CAUSES[cause][0] == group)


@attrs.frozen(kw_only=True, repr=False)
class PublishedYear(Shown):
    """A year of published payments: each network's columns with the cause, and how many fall under each.

    `columns` are those that may hold a stream of the year, with the streams; `unknown` the headings that hold none.
    """

    year: str
    known_on: date | None
    columns: Mapping[str, tuple[str, ...]]
    payments: tuple[PublishedPayment, ...]
    unknown: tuple[str, ...]
    receipt: Receipt

    @property
    def networks(self) -> tuple[str, ...]:
        """The codes of the networks, each once."""
        return tuple(dict.fromkeys(one.network for one in self.payments))

    @property
    def counts(self) -> tuple[ColumnCount, ...]:
        """For each column how many networks fall under each cause."""
        return tuple(
            ColumnCount(
                column=column, streams=streams, by_cause=_counted(one for one in self.payments if one.column == column)
            )
            for column, streams in self.columns.items()
        )

    def of(self, network: str) -> tuple[PublishedPayment, ...]:
        """The columns of a network, by its code.

        Raises:
            UnknownNameError: a network that the file does not have.
        """
        code = named_among(network, self.networks, "network")
        return tuple(one for one in self.payments if one.network == code)

    def to_csv(self) -> str:
        """A row for each network and column as CSV for spreadsheets."""
        return str(show(self, CSV))

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def __repr__(self) -> str:
        said = f"{count_of(len(self.networks), 'network')}, {count_of(len(self.columns), 'column')}"
        return bracketed(f"PublishedYear {self.year}: {said}")


def _counted(payments: Iterable[PublishedPayment]) -> Mapping[str, int]:
    found = dict.fromkeys(PUBLISHED_CAUSES, 0)
    for one in payments:
        found[one.cause] += 1
    return FrozenMap({cause: number for cause, number in found.items() if number})
