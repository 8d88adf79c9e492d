"""What a network is owed: streams, and a line for each month with its working and its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import attrs

from pcn_des.answers.arrears import Arrears
from pcn_des.answers.ended import EndedStream
from pcn_des.answers.notation import NOTHING, Sentence, not_established
from pcn_des.answers.receipt import Heading, Receipt
from pcn_des.answers.stream_difference import StreamDifference, stream_differences
from pcn_des.answers.stream_sums import ends_of, sum_of
from pcn_des.arguments import a
from pcn_des.brief import bracketed
from pcn_des.contract.entries import CEILING, Entry, Payment, Term
from pcn_des.dates import ContractYear
from pcn_des.errors import EndedStreamError, UnknownNameError
from pcn_des.frozen import FrozenMap, frozen
from pcn_des.showing import FRAME, FULL, Shown, show
from pcn_des.sources import Citation, Standing
from pcn_des.units import Money, Quantity
from pcn_des.wording import count_of, month_in_words

NOT_ESTABLISHED: Final = (Standing.CARRIED, Standing.CONFLICTING)


@attrs.frozen(kw_only=True, repr=False)
class Line(Shown):
    """A month of a payment stream, with what it rests on. `amount` is None where it is not established.

    It lies then between `at_least` and `at_most`, to the penny, as far as that is known (None is an open end).
    `entry` is the stream as the contract has it in this month, `month` its first day; `rates` are a year's (or a
    payment period's), each on the population beside it; `missing` is what would establish the amount.
    """

    entry: Payment
    month: date
    payee: str
    amount: Money | None
    at_least: Money | None = None
    at_most: Money | None = None
    missing: tuple[str, ...] = ()
    rates: tuple[Quantity, ...] = ()
    populations: tuple[Quantity, ...] = ()
    worked: Sentence = NOTHING
    terms: tuple[Term, ...] = ()

    @property
    def stream(self) -> str:
        """The key of the stream."""
        return self.entry.key

    @property
    def is_established(self) -> bool:
        """Whether all that the month rests on is known.

        After a month of which it is not, the rounding of the running total leaves two amounts open, a penny apart: they
        are the two ends, and `amount` is None.
        """
        return self.amount is not None or not self.missing

    @property
    def reason(self) -> str:
        """Why the amount is not established; nothing where it is."""
        return str(not_established(self.missing)) if self.missing else ""

    @property
    def working(self) -> str:
        """How the amount is come to, before it is rounded: `(2.218 x 42,000) / 12`."""
        return str(self.worked)

    @property
    def standing(self) -> Standing | None:
        """The weakest standing among the stream and the terms that the line rests on."""
        read = (term.standing for term in self.terms)
        return Standing.weakest((*read, self.entry.standing))

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
        return tuple(dict.fromkeys(citation for term in self.terms for citation in term.sources))

    def __repr__(self) -> str:
        amount = self.amount if self.amount is not None else "not established"
        return bracketed(f"Line {self.stream}, {month_in_words(self.month)}: {amount}")


@attrs.frozen(kw_only=True)
class YearByReading:
    """What a stream's year comes to if one reading of what is half known is true: what it `says`, and the sum.

    `at_least` and `at_most` are the same to the penny where only the reading was open; None is an open end.
    """

    says: str
    at_least: Money | None
    at_most: Money | None
    worked: Sentence

    @property
    def working(self) -> str:
        """How each month is come to by this reading, before it is rounded."""
        return str(self.worked)


@attrs.frozen(kw_only=True, repr=False)
class StreamTotal(Shown):
    """A year of a payment stream: its sum, or None with the reason where a month is not established.

    Of `kind` `payment` it is what is owed. Of `kind` `ceiling` it is the most that can be claimed, declared or achieved
    in the year: it is owed to nobody in itself, and in no total of a statement.

    The sum lies then between `at_least` and `at_most`, as far as that is known; None is an open end. Where readings of
    the contract differ, `by_reading` has what each of them gives.
    """

    entry: Payment
    amount: Money | None
    why: Sentence
    lines: tuple[Line, ...]
    at_least: Money | None = None
    at_most: Money | None = None
    by_reading: tuple[YearByReading, ...] = ()

    @property
    def is_bounded(self) -> bool:
        """Whether it is not exact, and something is known of it."""
        return self.amount is None and (self.at_least is not None or self.at_most is not None)

    @property
    def open_months(self) -> tuple[date, ...]:
        """The months that are not established, each by its first day: the year is no more exact than they are."""
        return tuple(line.month for line in self.lines if not line.is_established)

    @property
    def stream(self) -> str:
        """The key of the stream."""
        return self.entry.key

    @property
    def kind(self) -> str:
        """`payment`, or `ceiling` of the most that can be claimed or earned."""
        return self.entry.kind

    @property
    def is_ceiling(self) -> bool:
        """Whether it is only the most that can be claimed or earned."""
        return self.kind == CEILING

    @property
    def title(self) -> str:
        """The stream's name."""
        return self.entry.title

    @property
    def payee(self) -> str:
        """To whom it is paid."""
        return self.entry.payee

    @property
    def condition(self) -> str:
        """On what it depends; nothing where it is paid without a condition."""
        return self.entry.condition

    @property
    def reason(self) -> str:
        """Why the year is not established; nothing where it is."""
        return str(self.why)

    @property
    def standing(self) -> Standing | None:
        """The weakest standing among its months."""
        return Standing.weakest(line.standing for line in self.lines)

    @property
    def unconfirmed(self) -> tuple[Entry, ...]:
        """What it rests on that a draft carries and nobody has confirmed: the stream itself, terms besides its rate."""
        read = (entry for line in self.lines for entry in (line.entry, *line.terms))
        return tuple({entry.key: entry for entry in (self.entry, *read) if entry.unconfirmed}.values())

    @property
    def is_established(self) -> bool:
        """Whether the year's sum is exact, and rests on nothing that is carried over or told differently elsewhere."""
        return self.amount is not None and self.standing not in NOT_ESTABLISHED

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources of the rates of its months, each once."""
        rates = (term for line in self.lines for term in line.terms if term.key.startswith(f"{self.stream}."))
        return tuple(dict.fromkeys(citation for rate in rates for citation in rate.sources))

    def __repr__(self) -> str:
        amount = self.amount if self.amount is not None else "not established"
        return bracketed(f"StreamTotal {self.stream}: {amount}")


@attrs.frozen(kw_only=True, repr=False)
class Statement(Shown, Mapping[str, StreamTotal]):
    """A contract year's entitlements by stream, as the contract sets them or as a paying system paid them.

    Its payments are told apart by how well they are established. `total` sums what is; what is only carried over from
    another year is in `carried`, what lies between ends that are known in `bounded`, and `unknown` lists every payment
    whose sum is not exact; `complete` says that there are none. `by_payee` splits the total; `by_standing` has the sums
    of everything that is exact. `ceilings` are the streams of which only the most is worked out that can be claimed or
    earned: they are in none of these. `ended` are the streams that earlier years paid, the latest to end first; asking
    the statement for one of them raises an `EndedStreamError`, a `LookupError`, that says so. `arrears` are what a
    corrected population makes more of months before its use; they are in no total. `closed` says, among the notes, for
    which months nothing is owed because there was no network.
    """

    heading: Heading
    receipt: Receipt
    paid_by: str | None
    streams: Mapping[str, StreamTotal] = attrs.field(converter=frozen)
    notes: tuple[str, ...] = ()
    ended: tuple[EndedStream, ...] = ()
    arrears: tuple[Arrears, ...] = ()
    closed: tuple[str, ...] = ()

    @property
    def draft_of(self) -> str:
        """The contract year, where it is a draft; empty where it is not."""
        return self.receipt.draft_of

    def explain(self, stream: str) -> str:
        """A stream written out in full: months, the history of its rates, its population, and what else is said of it.

        Raises:
            EndedStreamError: it is not paid any more; the message says why.
            UnknownNameError: the year does not pay it.
        """
        return str(show(self[stream], FULL, self.receipt))

    def to_frame(self, backend: str = "polars") -> Any:
        """The payments as a table, a row for each month of each, in whole pence; both ends are the amount where exact.

        Args:
            backend: `polars`, `pandas` or `pyarrow`.

        Raises:
            MissingExtraError: narwhals or the backend is not installed.
            MisuseError: a backend that is none of these.
        """
        return show(self, FRAME, backend)

    def __getitem__(self, stream: str) -> StreamTotal:
        if not isinstance(stream, str) or stream not in self.streams:
            self._check_not_ended(stream)
            none = " ".join(self.closed) if not self.streams else ""
            hint = none or f"Is it paid in {self.receipt.contract_year}?"
            raise UnknownNameError("payment stream", stream, self.streams, hint=hint)
        return self.streams[stream]

    def _check_not_ended(self, stream: object) -> None:
        for one in self.ended if isinstance(stream, str) else ():
            if one.stream == stream:
                cited = "; ".join(dict.fromkeys(citation.document.name for citation in one.citations))
                raise EndedStreamError(
                    f"{one.title} ({stream}) is not paid in {self.receipt.contract_year}. {one.reason} [{cited}]"
                )

    def __iter__(self) -> Iterator[str]:
        return iter(self.streams)

    def __len__(self) -> int:
        return len(self.streams)

    def __contains__(self, stream: object) -> bool:
        return isinstance(stream, str) and stream in self.streams

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every month of every payment."""
        return tuple(line for total in self.payments for line in total.lines)

    @property
    def payments(self) -> tuple[StreamTotal, ...]:
        """The streams that are paid as they are worked out."""
        return tuple(total for total in self.streams.values() if not total.is_ceiling)

    @property
    def ceilings(self) -> tuple[StreamTotal, ...]:
        """The streams of which the most is worked out that can be claimed, declared or achieved; in no total."""
        return tuple(total for total in self.streams.values() if total.is_ceiling)

    @property
    def just_ended(self) -> tuple[EndedStream, ...]:
        """The streams that ended in the contract year before this one."""
        before = ContractYear(ContractYear.parse(self.receipt.contract_year).starts_in - 1)
        return tuple(one for one in self.ended if one.on >= before.first_day)

    @property
    def total(self) -> Money:
        """The sum of the payments whose year is established; nothing that is only carried over is in it."""
        return sum_of(self.established)

    @property
    def established(self) -> tuple[StreamTotal, ...]:
        """The payments whose year is established."""
        return tuple(total for total in self.payments if total.is_established)

    @property
    def carried(self) -> tuple[StreamTotal, ...]:
        """The payments with an exact sum that rests on figures of another year, or that sources tell differently."""
        return tuple(total for total in self.payments if total.amount is not None and not total.is_established)

    @property
    def bounded(self) -> tuple[StreamTotal, ...]:
        """The payments whose year is not exact, but not unknown either."""
        return tuple(total for total in self.payments if total.is_bounded)

    @property
    def at_least(self) -> Money:
        """What all payments come to at the least, carried figures included; of some, nothing may be known."""
        return ends_of(self.payments)[0]

    @property
    def at_most(self) -> Money | None:
        """The same at the most, for the payments of which anything is known.

        None where one of those is open above, or where nothing is known of any.
        """
        return ends_of(self.payments)[1]

    @property
    def ends_by_payee(self) -> Mapping[str, tuple[Money, Money | None]]:
        """The total of all payments with a known amount or bound, at the least and at the most, by payee."""
        known = [total for total in self.payments if total.amount is not None or total.is_bounded]
        payees = dict.fromkeys(total.payee for total in known)
        return FrozenMap({payee: ends_of(one for one in known if one.payee == payee) for payee in payees})

    @property
    def by_payee(self) -> Mapping[str, Money]:
        """What is established, by whom it is paid to: the Nominated Payee, or each Core Network Practice its own."""
        payees = dict.fromkeys(total.payee for total in self.established)
        return FrozenMap({payee: sum_of(one for one in self.established if one.payee == payee) for payee in payees})

    @property
    def by_standing(self) -> Mapping[Standing, Money]:
        """What is exact, by how well it is established, strongest first."""
        exact = [total for total in self.payments if total.amount is not None]
        held = {total.standing for total in exact}
        return FrozenMap(
            {
                standing: sum_of(total for total in exact if total.standing is standing)
                for standing in Standing
                if standing in held
            }
        )

    @property
    def is_carried(self) -> bool:
        """Whether every rate of the year that is known is carried over from another year."""
        if self.receipt.draft:  # a draft has no rate of another year
            return False
        return {total.standing for total in self.payments if total.standing} == {Standing.CARRIED}

    def diff(self, other: Statement) -> tuple[StreamDifference, ...]:
        """The streams that come to something else in the other statement; what is none is a WrongTypeError."""
        a(Statement, other, "other", "a Statement, as entitlements makes it")
        return stream_differences(self.streams, other.streams)

    @property
    def unknown(self) -> tuple[StreamTotal, ...]:
        """The payments whose year has no exact sum; of some the ends are known."""
        return tuple(total for total in self.payments if total.amount is None)

    @property
    def complete(self) -> bool:
        """Whether every payment has an exact sum, carried or not; what can be claimed up to a ceiling is beside it."""
        return not self.unknown

    def __repr__(self) -> str:
        return bracketed(
            f"Statement of {self.receipt.contract_year}: {self.total}, {count_of(len(self.unknown), 'stream')} unknown"
        )
