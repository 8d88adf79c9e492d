"""What of the given files has no place in the table of all networks: it is said, with how much that is."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from pcn_des.dates import ContractYear
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.formats.list_sizes import PRACTICE, ListSizeReading
from pcn_des.formats.national.members import Membership
from pcn_des.formats.national.sizes import YearLists
from pcn_des.formats.payments import PcnPayments, PcnReading, PracticePayments
from pcn_des.units import Money
from pcn_des.values import sum_of
from pcn_des.wording import count_of, in_words

MOST_TOLD: Final = 6  # networks or practices that a note names; the others are counted


def named(codes: Sequence[str], which: str = "") -> str:
    """How many networks they are, and the codes of the first."""
    more = f" and {len(codes) - MOST_TOLD} more" if len(codes) > MOST_TOLD else ""
    return f"{count_of(len(codes), 'network')}{which} ({', '.join(codes[:MOST_TOLD])}{more})"


def unused_maps(membership: Membership, everywhere: str) -> Iterator[str]:
    """The maps of days of which an edition tells instead; `everywhere` names the country on a commissioner's page."""
    for unused in membership.unused_maps():
        networks, have = count_of(unused.differing, "network"), "has" if unused.differing == 1 else "have"
        others = f"{networks}{everywhere} {have} other members on it"
        yield (
            f"{unused.file}, a map of {in_words(unused.day)}, is not used: {unused.instead} tells of that day; "
            f"{others if unused.differing else 'both have the same members'}."
        )


def unused_lists(
    membership: Membership,
    days: Sequence[date],
    lists: Mapping[ContractYear, YearLists],
    adjusted: Sequence[AdjustedReading],
    list_sizes: Sequence[ListSizeReading],
) -> Iterator[str]:
    """The files of lists that count in no month, where no file tells who the members were in a month of their year."""
    told = {ContractYear.of(day) for day in days if membership.tells(day)}
    for edition in adjusted:
        if edition.year not in told:
            why = f"no file tells who the members were in a month of {edition.year}"
            yield f"{edition.file}: the adjusted populations of {edition.year} are used in no month, for {why}."
    snapshots = {found.at for year, found in lists.items() if year in told}
    for reading in list_sizes:
        of_days = sorted({row.at for row in reading.rows if row.kind == PRACTICE})
        if of_days and snapshots.isdisjoint(of_days):
            said = ", ".join(map(in_words, of_days))
            why = "that is the snapshot day of no year of which a file tells who the members were"
            yield f"{reading.file}: the lists of {said} are used in no month, for {why}."


def left_out_payments(
    membership: Membership,
    payments: Mapping[str, PcnReading],
    lists: Mapping[ContractYear, YearLists],
    in_table: Container[str],
    everywhere: str,
) -> Iterator[str]:
    """The payments that the table does not show; those to the networks of another commissioner are not missed."""
    for year, reading in payments.items():
        yield from _strange_payments(reading, year, membership.names, everywhere)
        yield from _payments_left_out(reading, year, membership.names, in_table, {*map(str, lists)})


def _strange_payments(reading: PcnReading, year: str, known: Container[str], everywhere: str) -> Iterator[str]:
    """The payments of a file to what no file of members has: whose they are is not told."""
    strange = [row for row in reading.rows if row.pcn_code not in known]
    if strange:
        networks = named([row.pcn_code for row in strange], " that no file of members has")
        yield f"{reading.file}: payments of {year} to {networks} are left out,{everywhere} {_paid_in(strange)}."
    nowhere = [row for row in reading.without if any(row.payments.values())]
    if nowhere:
        paid = f"{everywhere} {_paid_in(nowhere)}"
        yield f"{reading.file}: payments of {year} to practices in no network are left out,{paid}."


def _payments_left_out(
    reading: PcnReading, year: str, known: Container[str], in_table: Container[str], in_years: Container[str]
) -> Iterator[str]:
    """The payments of a file of a year that the table does not reach; those of another commissioner are not missed."""
    others = [row for row in reading.rows if row.pcn_code in in_table]
    if year not in in_years and others:
        strange = any(row.pcn_code not in known for row in reading.rows)
        networks = f"the other {count_of(len(others), 'network')}" if strange else count_of(len(others), "network")
        why = "the table has no month of that year"
        yield f"{reading.file}: payments of {year} to {networks} are left out, for {why}, {_paid_in(others)}."


def _paid_in(rows: Sequence[PcnPayments | PracticePayments]) -> str:
    """How many rows there are, and the pounds in them."""
    pounds = sum_of(pounds for row in rows for pounds in row.payments.values())
    return f"{Money(pounds)} in {count_of(len(rows), 'row')}"
