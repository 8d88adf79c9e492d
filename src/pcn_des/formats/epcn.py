"""Reads ePCN: the PCNs of England and their dated practices, published by the Organisation Data Service (ODS)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeVar

import attrs

from pcn_des.brief import Brief
from pcn_des.dates import Period, joined
from pcn_des.errors import FileFormatError, UnknownNameError
from pcn_des.formats.archive import table_in
from pcn_des.formats.columns import Check, Column, Rows, places_of, refuse_useless, rows_by_place, rows_of
from pcn_des.formats.csv_file import csv_lines
from pcn_des.formats.epcn_columns import (
    PARTNER_CHECKS,
    PARTNER_COLUMNS,
    PARTNER_PLACES,
    PARTNER_WIDTH,
    PCN_CHECKS,
    PCN_COLUMNS,
    PCN_PLACES,
    PCN_WIDTH,
    WIDTHS,
    closes_after,
    ends_after,
)
from pcn_des.formats.epcn_edition import of_edition
from pcn_des.formats.given import Source, content_of, name_of
from pcn_des.formats.lines import Lines
from pcn_des.formats.reading import Problem, Reading, in_order
from pcn_des.formats.repeats import dropped, once_each
from pcn_des.formats.tables import lines_under
from pcn_des.formats.workbook_file import needs_openpyxl, workbook_lines
from pcn_des.network import Commissioner, Membership, Network, OtherMembership, Practice, Records

Made = TypeVar("Made")

PCN_SHEET: Final = "PCNDetails"
PARTNER_SHEET: Final = "PCN Core Partner Details"
FIRST_DAY: Final = date(2019, 10, 1)  # the earliest spells start then, whenever they really did
ITS_DAYS: Final = Period(FIRST_DAY)  # of none before, it can say that somebody was no member
PCN_FILE: Final = "epcn.csv"
PARTNER_FILE: Final = "epcncorepartnerdetails.csv"


@attrs.frozen(kw_only=True, repr=False)
class PcnRow(Brief):
    """A PCN: opened on a day, closed after a day (None: it goes on). `row` is where it stands in the file.

    Raises:
        ValueError: it closes before it opens.
    """

    code: str
    name: str
    commissioner_code: str | None
    commissioner_name: str | None
    opened: date
    closed: date | None
    postcode: str | None
    row: int

    def __attrs_post_init__(self) -> None:
        closes_after(self.opened, self.closed)

    def open_on(self, day: date) -> bool:
        """Whether the PCN exists on a day."""
        return day in Period(self.opened, self.closed)


@attrs.frozen(kw_only=True, repr=False)
class PartnerRow(Brief):
    """A spell of a practice as Core Network Practice of a PCN, first and last day included; `end` None goes on.

    `same_commissioner` false is a practice whose commissioner is another one than that of the PCN (cross-boundary).

    Raises:
        ValueError: it ends before it starts.
    """

    practice_code: str
    practice_name: str
    practice_commissioner_code: str | None
    practice_commissioner_name: str | None
    pcn_code: str
    pcn_name: str | None
    start: date
    end: date | None
    same_commissioner: bool | None
    row: int

    def __attrs_post_init__(self) -> None:
        ends_after(self.start, self.end)

    @property
    def period(self) -> Period:
        """The days of the spell."""
        return Period(self.start, self.end)


@attrs.frozen(kw_only=True, repr=False)
class UnusedPartner(Brief):
    """A partner row with a problem that left it out; its codes as far as they could be read."""

    practice_code: str | None
    pcn_code: str | None
    row: int


@attrs.frozen(kw_only=True)
class Spells:
    """The spells of an edition by PCN and by practice, and the gaps: codes of rows that couldn't be used."""

    in_pcn: Mapping[str, Mapping[str, list[PartnerRow]]]  # PCN, practice
    of_practice: Mapping[str, Mapping[str, list[PartnerRow]]]  # practice, PCN
    gaps: Mapping[str | None, set[str | None]]  # practice, PCNs; None is a code that couldn't be read
    pcns_with_gaps: frozenset[str | None]

    @classmethod
    def of(cls, reading: EpcnReading) -> Spells:
        """The spells of a reading, each list sorted by start."""
        in_pcn: dict[str, dict[str, list[PartnerRow]]] = defaultdict(lambda: defaultdict(list))
        of_practice: dict[str, dict[str, list[PartnerRow]]] = defaultdict(dict)
        for partner in sorted(reading.partners, key=lambda partner: partner.start):
            in_pcn[partner.pcn_code][partner.practice_code].append(partner)
        for pcn, practices in in_pcn.items():
            for practice, spells in practices.items():
                of_practice[practice][pcn] = spells
        gaps: dict[str | None, set[str | None]] = defaultdict(set)
        for unused in reading.unused:
            gaps[unused.practice_code].add(unused.pcn_code)
        with_gaps = frozenset(unused.pcn_code for unused in reading.unused)
        return cls(in_pcn=in_pcn, of_practice=of_practice, gaps=gaps, pcns_with_gaps=with_gaps)

    def gaps_of(self, practice: str) -> set[str | None]:
        """The PCNs (None: any) in which a spell of the practice may be missing."""
        return self.gaps.get(practice, set()) | self.gaps.get(None, set())

    def all_practices_of(self, pcn: str) -> bool:
        """Whether no practice of the PCN can be missing."""
        return not self.pcns_with_gaps & {pcn, None}


@attrs.frozen(kw_only=True, repr=False)
class EpcnReading(Reading[PcnRow | PartnerRow]):
    """An edition of ePCN: `rows` holds the PCNs and then the partners, which `pcns` and `partners` give apart.

    `gaps` are the PCNs whose own row couldn't be used (None: it may be any): whether they are open, nobody knows.
    """

    unused: tuple[UnusedPartner, ...] = ()
    gaps: frozenset[str | None] = frozenset()
    edition: date | None = None

    @cached_property
    def known_to(self) -> date:
        """The day of the edition; where nobody named it, the last day on which something in it changed."""
        if self.edition is not None:
            return self.edition
        opened = (day for pcn in self.pcns for day in (pcn.opened, pcn.closed))
        return max(
            (day for day in (*opened, *(row.start for row in self.partners)) if day is not None), default=FIRST_DAY
        )

    @cached_property
    def pcns(self) -> tuple[PcnRow, ...]:
        """The PCNs, open and closed."""
        return tuple(row for row in self.rows if isinstance(row, PcnRow))

    @cached_property
    def partners(self) -> tuple[PartnerRow, ...]:
        """The spells of practices as Core Network Practices."""
        return tuple(row for row in self.rows if isinstance(row, PartnerRow))

    @cached_property
    def spells(self) -> Spells:
        """The spells by PCN and by practice."""
        return Spells.of(self)

    def open_on(self, day: date) -> tuple[PcnRow, ...]:
        """The PCNs that exist on a day."""
        return tuple(pcn for pcn in self.pcns if pcn.open_on(day))


def read(source: Source, *, name: str = "", edition: date | None = None) -> EpcnReading:
    """Reads ePCN.xlsx, or the archive that was downloaded, of any edition since the first of 2019.

    `source` is a path, or the bytes of a file, which messages call by `name`. `edition` is the day of the file, which
    is not in it; a day that the file refutes, because it has much later changes, is a problem. Where an edition has
    formulas, what they gave when it was saved is read.

    Raises:
        FileFormatError: it is no workbook, too large, lacks a sheet or heading of ePCN, or no row can be used.
        FileNotFoundError: there is no such file.
        MissingExtraError: openpyxl is not installed.
        WrongTypeError: `edition` is not a `datetime.date`.
    """
    _refuse_csv(name_of(source, name))
    needs_openpyxl()
    content = table_in(content_of(source, name))
    _refuse_csv(content.name)
    pcns, partners = workbook_lines(content.raw, (PCN_SHEET, PARTNER_SHEET), content.name)
    return _reading(
        content.name,
        _under_headings(PcnRow, PCN_COLUMNS, pcns, PCN_CHECKS),
        _under_headings(PartnerRow, PARTNER_COLUMNS, partners, PARTNER_CHECKS),
        edition,
    )


def _refuse_csv(name: str) -> None:
    if name.casefold().endswith(".csv"):
        raise FileFormatError(f"{name} is a CSV file; read it with its companion by epcn.read_csv(pcns, partners)")


def read_csv(pcns: Source, partners: Source, *, edition: date | None = None) -> EpcnReading:
    """Reads `epcn.csv` and `epcncorepartnerdetails.csv`, without a row of headings or with one.

    Each is a path, or the bytes of the file, which messages then call by the name above. `edition` is the day of the
    files, which is not in them; a day that they refute is a problem.

    Raises:
        FileFormatError: a file is empty, too large, or has no row that can be used.
        FileNotFoundError: there is no such file.
        WrongTypeError: `edition` is not a `datetime.date`.
    """
    pcn_lines = csv_lines(pcns, PCN_FILE if isinstance(pcns, bytes) else "")
    partner_lines = csv_lines(partners, PARTNER_FILE if isinstance(partners, bytes) else "")
    pcn_rows = _pcn_rows(pcn_lines)
    partner_rows = rows_by_place(
        PartnerRow, PARTNER_COLUMNS, PARTNER_PLACES, partner_lines, PARTNER_WIDTH, widths=WIDTHS, checks=PARTNER_CHECKS
    )
    return _reading(f"{pcn_lines.file} and {partner_lines.file}", pcn_rows, partner_rows, edition)


def check_pcns(pcns: Source) -> None:
    """Refuses a file that is no `epcn.csv`. Raises as `read_csv` does."""
    _pcn_rows(csv_lines(pcns, PCN_FILE if isinstance(pcns, bytes) else ""))


def _pcn_rows(lines: Lines) -> Rows[PcnRow]:
    return rows_by_place(PcnRow, PCN_COLUMNS, PCN_PLACES, lines, PCN_WIDTH, widths=WIDTHS, checks=PCN_CHECKS)


def _under_headings(
    make: Callable[..., Made], columns: Mapping[str, Column], lines: Lines, checks: Sequence[Check]
) -> Rows[Made]:
    table = lines_under(lines, columns)
    rows = rows_of(make, columns, places_of(columns, table.headings, table.file), table.body, table.file, checks)
    refuse_useless(rows)
    return rows


def _reading(file: str, pcns: Rows[PcnRow], partners: Rows[PartnerRow], edition: date | None) -> EpcnReading:
    kept, repeated = _without_repeats(pcns)
    known = {pcn.code for pcn in pcns.made} | {values.get("code") for values in pcns.unused}
    reading = EpcnReading(
        file=file,
        rows=(*kept, *partners.made),
        problems=(
            *in_order(pcns.problems, repeated),
            *in_order(partners.problems, _of_no_pcn(partners, known), _overlapping(partners)),
        ),
        unused=tuple(_unused(values) for values in partners.unused),
        gaps=pcns.gaps("code") | {pcn.code for pcn in dropped(pcns.made, kept, attrgetter("code"))},
    )
    return reading if edition is None else of_edition(reading, edition)


def _unused(values: Mapping[str, Any]) -> UnusedPartner:
    return UnusedPartner(practice_code=values.get("practice_code"), pcn_code=values.get("pcn_code"), row=values["row"])


def _without_repeats(pcns: Rows[PcnRow]) -> tuple[tuple[PcnRow, ...], tuple[Problem, ...]]:
    return once_each(
        pcns.made,
        pcns.file,
        "PCN Code",
        thing="PCN",
        says="rows",
        key=attrgetter("code"),
        shown=attrgetter("code"),
        saying=lambda row: attrs.evolve(row, row=0),
    )


def _of_no_pcn(partners: Rows[PartnerRow], known: set[Any]) -> list[Problem]:
    mend = "there is no such PCN in the list of PCNs; add it there or correct the code (the row is kept)"
    return [
        Problem(file=partners.file, row=partner.row, column="PCN Code", value=partner.pcn_code, mend=mend)
        for partner in partners.made
        if partner.pcn_code not in known
    ]


def _overlapping(partners: Rows[PartnerRow]) -> list[Problem]:
    pairs: dict[tuple[str, str], list[PartnerRow]] = defaultdict(list)
    for partner in partners.made:
        pairs[partner.practice_code, partner.pcn_code].append(partner)
    problems = []
    for (practice, pcn), spells in pairs.items():
        latest = None  # the spell so far that ends last: a short one may lie inside it
        for spell in sorted(spells, key=lambda spell: spell.start):
            if latest is not None and latest.period.overlaps(spell.period):
                mend = f"this spell of {practice} in {pcn} overlaps that of row {latest.row}; they are taken as one"
                problems.append(Problem(file=partners.file, row=spell.row, column="", value="", mend=mend))
            if latest is None or spell.period.last >= latest.period.last:
                latest = spell
    return problems


def networks(reading: EpcnReading, *, codes: Iterable[str] | None = None) -> dict[str, Network]:
    """The networks of an edition by code: all of them, open and closed, or those with the `codes`.

    `opened` is the day on which the PCN opened in the file, unless that is the register's first day; `closed` the day
    on which it closed. `edition` is `reading.known_to`: answers for later days say so, and a year later the members are
    not known any more.

    The file lists every core partner with every spell, so practices and memberships are complete as of the edition's
    day, unless a row that may belong to them couldn't be used. It knows nothing before 1 October 2019, no members that
    aren't core, and only the present commissioner, whose spell therefore runs from the day on which the PCN opened and
    is not called complete. Everything else stays None. `reading.open_on(day)` tells which networks exist on a day.

    Raises:
        UnknownNameError: one of the codes isn't in the edition.
    """
    return {pcn.code: _network(pcn, reading.spells, reading.known_to) for pcn in _wanted(reading, codes)}


def _wanted(reading: EpcnReading, codes: Iterable[str] | None) -> Iterable[PcnRow]:
    if codes is None:
        return reading.pcns
    known = {pcn.code: pcn for pcn in reading.pcns}
    wanted = []
    for code in codes:
        if code not in known:
            raise UnknownNameError("PCN", code, known, hint=f"It has no usable row in {reading.file}.")
        wanted.append(known[code])
    return wanted


def _network(pcn: PcnRow, spells: Spells, edition: date) -> Network:
    members = spells.in_pcn.get(pcn.code, {})
    practices = [_practice(code, pcn.code, members[code], spells) for code in sorted(members)]
    return Network(
        code=pcn.code,
        name=pcn.name,
        opened=opened_on(pcn),
        closed=pcn.closed,
        edition=edition,
        commissioners=_commissioners(pcn),
        practices=Records(practices, complete=spells.all_practices_of(pcn.code) and ITS_DAYS),
    )


def opened_on(pcn: PcnRow) -> date | None:
    """The day on which a PCN opened; None where the file has the register's first day, for it may be older."""
    return pcn.opened if pcn.opened > FIRST_DAY else None


def _commissioners(pcn: PcnRow) -> Records[Commissioner] | None:
    if pcn.commissioner_name is None:
        return None
    present = Commissioner(name=pcn.commissioner_name, code=pcn.commissioner_code, since=pcn.opened, until=pcn.closed)
    return Records([present], complete=False)


def _practice(code: str, pcn: str, rows: list[PartnerRow], spells: Spells) -> Practice:
    gaps = spells.gaps_of(code)
    others = [
        OtherMembership(pcn=other, since=period.since, until=period.until)
        for other, other_rows in spells.of_practice[code].items()
        if other != pcn
        for period in periods_of(other_rows)
    ]
    return Practice(
        code=code,
        name=rows[-1].practice_name,
        membership=Records(
            [Membership(since=period.since, until=period.until) for period in periods_of(rows)],
            complete=not gaps & {pcn, None} and ITS_DAYS,
        ),
        other_networks=Records(sorted(others, key=lambda spell: spell.since), complete=not gaps - {pcn} and ITS_DAYS),
    )


def periods_of(rows: Iterable[PartnerRow]) -> tuple[Period, ...]:
    """The periods of the rows by their start, those that overlap taken as one; one that follows another stays apart."""
    return joined((row.period for row in rows), adjoining=False)
