"""All networks through the months: who belongs to each, how large it is, what it was owed, and what needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.published import PublishedPayment
from pcn_des.arguments import a_choice, named_among
from pcn_des.brief import Brief, bracketed
from pcn_des.dates import MONTHS_IN_A_YEAR, ContractYear
from pcn_des.frozen import FrozenMap
from pcn_des.showing import CSV, PLOT, Shown, show
from pcn_des.units import Money
from pcn_des.values import decimal_of
from pcn_des.wording import count_of

OPEN: Final = "open"
NOT_OPEN: Final = "not open"
NOT_COVERED: Final = "not covered"  # by any file: nothing is known, and nothing is taken to be so


@attrs.frozen(kw_only=True, repr=False)
class SourceFile(Brief):
    """A file that the table is made from: what it tells, by when, and how many rows of it could not be read.

    `holds_to` is the last day of which it tells: that of its edition, or of its figures.
    """

    file: str
    tells: str
    holds_to: date | None
    problems: int = 0


@attrs.frozen(kw_only=True, repr=False)
class Size(Brief):
    """A population of a network: exact, or the ends between which it lies, as far as they are known.

    `without` practices have no figure; then there is no end above.
    """

    exact: Decimal | None = None
    at_least: Decimal | None = None
    without: int = 0
    at_most: Decimal | None = None


UNKNOWN_SIZE: Final = Size()


@attrs.frozen(kw_only=True, repr=False)
class NetworkMonth(Brief):
    """A network on the first day of a month, as the file that reaches it tells.

    `state` is `open`, `not open`, or `not covered` where no file tells; then everything else is None or empty.
    `holds_to` is the day of that file's edition. `joined` and `left` are the practices that came or went since
    `compared_with`, the last month before that a file tells of. `commissioner` is that of the edition's day.
    `elsewhere` has the practices that the file lists in other open networks too on that day, with those networks. It
    does not tell in which of them their patients count, so the sizes lie between those without and with them.
    """

    network: str
    month: date
    state: str
    file: str = ""
    holds_to: date | None = None
    commissioner: str | None = None
    practices: int | None = None
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    compared_with: date | None = None
    registered: Size = UNKNOWN_SIZE
    adjusted: Size = UNKNOWN_SIZE
    elsewhere: Mapping[str, tuple[str, ...]] = attrs.field(factory=FrozenMap)


@attrs.frozen(kw_only=True, repr=False)
class NetworkYear(Brief):
    """What a network was owed in a contract year, and what a published file says that it was paid.

    `owed` has the streams that can be worked out from the lists on record, each as far as it is known; `unknown` are
    the others, of which nothing is (weighted patients, beds, claims). `covered` is of how many of its months a file
    tells the members: of fewer than all, what was owed has no end above. `published` are the columns of the file of
    payments; None where there is no file of the year, or no row of the network in it.
    """

    network: str
    year: str
    owed: Mapping[str, Amount]
    unknown: tuple[str, ...]
    covered: int = MONTHS_IN_A_YEAR
    published: tuple[PublishedPayment, ...] | None = None
    why_open: Mapping[str, str] = attrs.field(factory=FrozenMap)

    @property
    def total(self) -> Amount:
        """The streams that can be worked out, together; the least of it where one is not exact."""
        return sum_of(self.owed.values())

    @property
    def paid(self) -> Mapping[str, Money] | None:
        """What the file says that it was paid, by column; None where it says nothing."""
        return None if self.published is None else FrozenMap({one.column: one.paid for one in self.published})


@attrs.frozen(kw_only=True, repr=False)
class MonthCount(Brief):
    """England in a month: networks, their practices, and the share of the registered population in them.

    None where no file tells. `registered` are the patients of all of them together, as far as they are known. `cover`
    is the part of all registered patients, of the practices with a list, that are on the list of a member: the least
    of it where their number is not exact. For the networks of one commissioner it is None: no file tells which
    practices outside all networks are the commissioner's.
    """

    month: date
    file: str
    holds_to: date | None
    networks: int | None
    practices: int | None
    registered: Size
    cover: Fraction | None


@attrs.frozen(kw_only=True, repr=False)
class Look(Brief):
    """Why a person should look at a network. `weight` orders them, the most pressing first."""

    kind: str
    says: str
    weight: int


@attrs.frozen(kw_only=True, repr=False)
class NetworkPage(Brief):
    """A network on the last day that the files reach: its name, its row, its years, and what needs a look."""

    network: str
    name: str
    now: NetworkMonth
    years: tuple[NetworkYear, ...]
    looks: tuple[Look, ...]

    @property
    def pressing(self) -> tuple[int, ...]:
        """The weights of what needs a look, by which networks are sorted: the most pressing first."""
        return (*(-look.weight for look in self.looks), 0)


@attrs.frozen(kw_only=True, repr=False)
class CommissionerCount(Brief):
    """The open networks of a commissioner, on the last day of which a file tells.

    `registered` is the least where a network's size is not exact; `unsized` is how many those are.
    """

    code: str
    name: str
    networks: int
    practices: int
    registered: Decimal
    unsized: int


@attrs.frozen(kw_only=True, repr=False)
class National(Shown):
    """All networks through the months that the files reach, or those of one `commissioner`.

    `months` has a row for each network and month, `years` one for each network and contract year, `counts` one for each
    month of England, or of the commissioner; `names` are those of the commissioners, by code, and `network_names` those
    of its networks, closed ones too. `pages` are the networks that are not closed, those that most need a look first.
    """

    commissioner: str
    files: tuple[SourceFile, ...]
    counts: tuple[MonthCount, ...]
    months: tuple[NetworkMonth, ...] = attrs.field(repr=False)
    years: tuple[NetworkYear, ...] = attrs.field(repr=False)
    pages: tuple[NetworkPage, ...]
    notes: tuple[str, ...] = ()
    names: Mapping[str, str] = attrs.field(factory=FrozenMap)
    network_names: Mapping[str, str] = attrs.field(factory=FrozenMap, repr=False)

    @property
    def on_last_day(self) -> tuple[NetworkPage, ...]:
        """The pages of the networks that there are on the last day of which a file tells."""
        told = max((page.now.month for page in self.pages if page.now.state != NOT_COVERED), default=None)
        return tuple(page for page in self.pages if page.now.state == OPEN and page.now.month == told)

    @property
    def by_commissioner(self) -> tuple[CommissionerCount, ...]:
        """The networks by commissioner, in the order of their codes, on the last day of which a file tells.

        Those of which the files tell no commissioner, or that the file of that day does not have, are not among them.
        """
        found: dict[str, list[NetworkMonth]] = {}
        for page in self.on_last_day:
            if page.now.commissioner is not None:
                found.setdefault(page.now.commissioner, []).append(page.now)
        return tuple(
            CommissionerCount(
                code=code,
                name=self.names.get(code, code),
                networks=len(rows),
                practices=practices_of(rows),
                registered=decimal_of(sum((Fraction(row.registered.at_least or 0) for row in rows), Fraction(0))),
                unsized=sum(row.registered.exact is None for row in rows),
            )
            for code, rows in sorted(found.items())
        )

    def of(self, network: str) -> tuple[NetworkMonth, ...]:
        """The months of a network, by its code.

        Raises:
            UnknownNameError: a network that is not among them.
        """
        code = named_among(network, {month.network for month in self.months}, "network")
        return tuple(month for month in self.months if month.network == code)

    def owed(self, year: str) -> Mapping[str, Amount]:
        """What all its networks were owed in a contract year, by stream; the least of it where one is not known.

        Raises:
            OutsideDataError: it is no contract year.
        """
        asked = str(ContractYear.parse(year))
        found: dict[str, list[Amount]] = {}
        for one in self.years:
            if one.year == asked:
                for stream, amount in {**dict.fromkeys(one.unknown, Amount()), **one.owed}.items():
                    found.setdefault(stream, []).append(amount)
        return FrozenMap({stream: sum_of(amounts) for stream, amounts in found.items()})

    def to_csv(self, what: str = "months") -> str:
        """A row for each network and month as CSV for spreadsheets; with `years`, one for each year and stream.

        Raises:
            MisuseError: neither.
        """
        a_choice(what, ("months", "years"), "what")
        return str(show(self, CSV, what))

    def plot(self) -> Any:
        """The months as a chart (a matplotlib figure).

        Raises:
            MissingExtraError: matplotlib is not installed.
        """
        return show(self, PLOT)

    def __repr__(self) -> str:
        said = f"{count_of(len(self.pages), 'network')}, {count_of(len(self.counts), 'month')}"
        return bracketed(f"National {self.commissioner or 'England'}: {said}")


def practices_of(rows: Iterable[NetworkMonth]) -> int:
    """How many practices networks have on a day together: one that is in several of them counts once."""
    listed = list(rows)
    in_several = [practice for row in listed for practice in row.elsewhere]
    return sum(row.practices or 0 for row in listed) - len(in_several) + len(set(in_several))


def size_of(
    figures: Iterable[Fraction | None], doubtful: bool = False, in_doubt: Iterable[Fraction | None] = ()
) -> Size:
    """The sum of the members' figures; only the least of it where one is missing, or a member may be.

    `in_doubt` are the figures of those that may be members of another network instead: the sum without and with them.
    """
    listed, open_ = list(figures), list(in_doubt)
    known = [figure for figure in (*listed, *open_) if figure is not None]
    without = len(listed) + len(open_) - len(known)
    if not known:
        return Size(without=without)
    least = decimal_of(sum((figure for figure in listed if figure is not None), Fraction(0)))
    most = None if without or doubtful else decimal_of(sum(known, Fraction(0)))
    return Size(exact=most if least == most else None, at_least=least, without=without, at_most=most)
