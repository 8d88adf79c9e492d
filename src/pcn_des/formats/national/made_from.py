"""What the table of all networks is made from, and what its files leave open."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from pcn_des.answers.national import NOT_COVERED, OPEN, NetworkMonth, SourceFile
from pcn_des.dates import ContractYear, month_of
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.formats.epcn import FIRST_DAY, EpcnReading
from pcn_des.formats.list_sizes import ListSizeReading
from pcn_des.formats.national.chosen import Chosen
from pcn_des.formats.national.members import Membership
from pcn_des.formats.national.sizes import LISTS, Differing, YearLists, as_they_differ
from pcn_des.formats.payments import PcnPayments, PcnReading, PracticePayments
from pcn_des.formats.practice_map import MapReading
from pcn_des.units import Money
from pcn_des.values import sum_of
from pcn_des.wording import count_of, in_words, months_in_words

_MOST_TOLD: Final = 6  # networks or practices that a note names; the others are counted


def source_files(
    epcn: Sequence[EpcnReading],
    maps: Sequence[MapReading],
    adjusted: Sequence[AdjustedReading],
    lists: Sequence[ListSizeReading],
    payments: Mapping[str, PcnReading],
) -> Iterator[SourceFile]:
    """Each file, with what it tells and by when."""
    for one in sorted(epcn, key=lambda reading: reading.known_to):
        told = "members" if one.edition is not None else "members; the day of its edition was not named"
        yield SourceFile(file=one.file, tells=told, holds_to=one.known_to, problems=len(one.problems))
    for of_day in maps:
        day = of_day.rows[0].at if of_day.rows else None
        yield SourceFile(file=of_day.file, tells="members of one day", holds_to=day, problems=len(of_day.problems))
    for edition in adjusted:
        tells = f"lists and adjusted populations of {edition.year}"
        yield SourceFile(file=edition.file, tells=tells, holds_to=edition.at, problems=len(edition.problems))
    for reading in lists:
        days: Collection[date] = {row.at for row in reading.rows}
        tells = "registered lists"
        yield SourceFile(
            file=reading.file, tells=tells, holds_to=max(days, default=None), problems=len(reading.problems)
        )
    for year, of_year in payments.items():
        until = ContractYear.parse(year).last_day
        yield SourceFile(file=of_year.file, tells=f"payments of {year}", holds_to=until, problems=len(of_year.problems))


def notes_of(
    membership: Membership,
    days: Sequence[date],
    lists: Mapping[ContractYear, YearLists],
    rows: Sequence[NetworkMonth],
    payments: Mapping[str, PcnReading],
    of: Chosen,
) -> Iterator[str]:
    """What the files leave open, or leave in doubt, and the payments that have no place in the table.

    On the page of a commissioner those that are of the whole country say so.
    """
    everywhere = " in all England" if of.commissioner else ""
    if days[0] < FIRST_DAY:
        yield f"Who the members were before {in_words(FIRST_DAY)} no edition of ePCN tells."
    bare = [day for day in days if day >= FIRST_DAY and not membership.tells_of_all(day)]
    if bare:
        first, last = month_of(bare[0]).since, month_of(bare[-1]).since
        between = f"between {in_words(first)} and {in_words(last)}"
        yield f"No file tells of every network in {count_of(len(bare), 'month')} {between}."
    without = [str(year) for year, found in lists.items() if not found.registered and not found.differing.get(LISTS)]
    if without:
        yield f"No list of the snapshot day is given for {', '.join(without)}: sizes and money of then are unknown."
    for year, found in lists.items():
        for what, differing in found.differing.items():
            yield from _files_differ(f"{what} of {year}", differing, everywhere)
        if found.adjusted and not found.corrected and found.correction and days[-1] >= found.correction.since:
            since = in_words(found.correction.since)
            yield f"The adjusted populations of {year} are those before the correction: unknown from {since}."
    yield from _in_two_networks(rows)
    yield from _of_another_before(of)
    yield from _left_out_of_the_last(membership, days, rows)
    for unused in membership.unused_maps():
        networks, have = count_of(unused.differing, "network"), "has" if unused.differing == 1 else "have"
        others = f"{networks}{everywhere} {have} other members on it"
        yield (
            f"{unused.file}, a map of {in_words(unused.day)}, is not used: {unused.instead} tells of that day; "
            f"{others if unused.differing else 'both have the same members'}."
        )
    in_table = {row.network for row in rows}
    for of_year, reading in payments.items():
        yield from _strange_payments(reading, of_year, membership.names, everywhere)
        yield from _payments_left_out(reading, of_year, membership.names, in_table, {*map(str, lists)})


def _of_another_before(of: Chosen) -> Iterator[str]:
    """The networks that changed their commissioner: each counts for the last one alone, or it would count twice."""
    gone = _named(of.gone, f" that {'was' if len(of.gone) == 1 else 'were'} of {of.commissioner} before")
    came = _named(of.came, " that had the code of another before")
    said = [f"{gone} {'is' if len(of.gone) == 1 else 'are'} left out"] if of.gone else []
    said += [f"{came} {'is' if len(of.came) == 1 else 'are'} counted in all months"] if of.came else []
    if said:
        yield f"Each network counts for the commissioner that it had last: {'; '.join(said)}."


def _left_out_of_the_last(membership: Membership, days: Sequence[date], rows: Sequence[NetworkMonth]) -> Iterator[str]:
    """The networks that the last file does not have, or of which it does not say whose they are."""
    last = membership.last_told(days)
    now: dict[str, NetworkMonth] = {row.network: row for row in rows if row.state != NOT_COVERED}
    open_ = {code: row for code, row in now.items() if row.state == OPEN}
    earlier = [code for code, row in open_.items() if last is not None and row.month < last]
    if last is not None and earlier:
        they = "it is" if len(earlier) == 1 else "they are"
        yield f"No file of {in_words(last)} has {_named(earlier)}: {they} not counted by commissioner."
    several = [code for code, row in open_.items() if row.commissioner is None and row.month == last]
    if several:
        yield f"Of several boards, or of none that is told, and so not counted by commissioner: {_named(several)}."


def _named(codes: Sequence[str], which: str = "") -> str:
    """How many networks they are, and the codes of the first."""
    more = f" and {len(codes) - _MOST_TOLD} more" if len(codes) > _MOST_TOLD else ""
    return f"{count_of(len(codes), 'network')}{which} ({', '.join(codes[:_MOST_TOLD])}{more})"


def _files_differ(of: str, differing: Differing, everywhere: str) -> Iterator[str]:
    """The practices of which files have different figures: none of them is better than another."""
    if differing:
        each = [as_they_differ(practice, said) for practice, said in sorted(differing.items())]
        more = [f"and {len(each) - _MOST_TOLD} more"] if len(each) > _MOST_TOLD else []
        yield (
            f"Files disagree about the {of} of {count_of(len(each), 'practice')}{everywhere}, and no figure of these "
            f"is used: {', '.join([*each[:_MOST_TOLD], *more])}."
        )


def _in_two_networks(rows: Iterable[NetworkMonth]) -> Iterator[str]:
    """The practices that are on record in several networks on one day: their patients are of one of them."""
    months: dict[str, dict[tuple[str, ...], set[date]]] = {}
    for row in rows:
        for practice, others in row.elsewhere.items():
            networks = tuple(sorted({row.network, *others}))
            months.setdefault(practice, {}).setdefault(networks, set()).add(row.month)
    if not months:
        return
    alike: dict[tuple[tuple[str, ...], str], list[str]] = {}  # of a merger all practices are so at once
    for practice, found in sorted(months.items()):
        for networks, days in found.items():
            alike.setdefault((networks, months_in_words(days)), []).append(practice)
    each = [
        f"{', '.join(practices)} in {' and '.join(networks)}, {when}" for (networks, when), practices in alike.items()
    ]
    more = [f"and {len(each) - _MOST_TOLD} more"] if len(each) > _MOST_TOLD else []
    yield (
        f"On record in several networks on the first day of a month, so that sizes and money of these are bounds, "
        f"without and with the practice: {'; '.join([*each[:_MOST_TOLD], *more])}."
    )


def _strange_payments(reading: PcnReading, year: str, known: Container[str], everywhere: str) -> Iterator[str]:
    """The payments of a file to what no file of members has: whose they are is not told."""
    strange = [row for row in reading.rows if row.pcn_code not in known]
    if strange:
        networks = _named([row.pcn_code for row in strange], " that no file of members has")
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
