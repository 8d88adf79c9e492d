"""What a network is owed: streams, and a line for each month with its working and its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import attrs

from pcn_des.answers.finding import TermUse
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.errors import UnknownNameError
from pcn_des.showing import Shown
from pcn_des.sources import Citation, Standing
from pcn_des.units import Money, Quantity


@attrs.frozen(kw_only=True)
class Line(Shown):
    """A month of a payment stream. `amount` is None where it is not established; the reason says why.

    `month` is the first day of the month; `rates` are a year's (or a payment period's), each on the population beside
    it.
    """

    stream: str
    month: date
    payee: str
    amount: Money | None
    reason: str = ""
    rates: tuple[Quantity, ...] = ()
    populations: tuple[Quantity, ...] = ()
    working: str = ""
    standing: Standing | None = None
    terms: tuple[TermUse, ...] = ()

    @property
    def rate(self) -> Quantity | None:
        """The rate, where there is one; None where there are two."""
        return self.rates[0] if len(self.rates) == 1 else None

    @property
    def population(self) -> Quantity | None:
        """The population, where there is one; None where there are two."""
        return self.populations[0] if len(self.populations) == 1 else None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of the terms that the line rests on, each once."""
        return tuple(dict.fromkeys(citation for term in self.terms for citation in term.citations))


@attrs.frozen(kw_only=True)
class StreamTotal(Shown):
    """A year of a payment stream: its sum, or None with the reason where a month is not established."""

    stream: str
    title: str
    payee: str
    amount: Money | None
    reason: str
    condition: str
    standing: Standing | None
    lines: tuple[Line, ...]


@attrs.frozen(kw_only=True, repr=False)
class Statement(Shown, Mapping[str, StreamTotal]):
    """A contract year's entitlements by stream, as the contract sets them or as a paying system paid them.

    `total` sums what is established; `unknown` lists the streams that are not; `complete` says that there are none.
    """

    heading: Heading
    receipt: Receipt
    paid_by: str | None
    streams: Mapping[str, StreamTotal]
    notes: tuple[str, ...] = ()

    def __getitem__(self, stream: str) -> StreamTotal:
        if stream not in self.streams:
            raise UnknownNameError(
                "payment stream", stream, self.streams, hint=f"Is it paid in {self.receipt.contract_year}?"
            )
        return self.streams[stream]

    def __iter__(self) -> Iterator[str]:
        return iter(self.streams)

    def __len__(self) -> int:
        return len(self.streams)

    def __contains__(self, stream: object) -> bool:
        return stream in self.streams

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every month of every stream."""
        return tuple(line for total in self.streams.values() for line in total.lines)

    @property
    def total(self) -> Money:
        """The sum of the streams whose year is established."""
        return sum((total.amount for total in self.streams.values() if total.amount), Money(Decimal(0)))

    @property
    def unknown(self) -> tuple[StreamTotal, ...]:
        """The streams whose year is not established."""
        return tuple(total for total in self.streams.values() if total.amount is None)

    @property
    def complete(self) -> bool:
        """Whether every stream is established."""
        return not self.unknown

    def __repr__(self) -> str:
        return f"<Statement of {self.receipt.contract_year}: {self.total}, {len(self.unknown)} streams unknown>"
