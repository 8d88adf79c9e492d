"""What the table of all networks is made from, and what its files leave open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from pcn_des.answers.national import NOT_COVERED, OPEN, NetworkMonth, SourceFile
from pcn_des.dates import ContractYear, month_of
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.formats.epcn import FIRST_DAY, EpcnReading
from pcn_des.formats.list_sizes import ListSizeReading
from pcn_des.formats.national.chosen import Chosen
from pcn_des.formats.national.left_out import MOST_TOLD, named
from pcn_des.formats.national.members import Membership
from pcn_des.formats.national.sizes import LISTS, Differing, YearLists, as_they_differ
from pcn_des.formats.payments import PcnReading
from pcn_des.formats.practice_map import MapReading
from pcn_des.wording import count_of, in_words, months_in_words


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
    of: Chosen,
) -> Iterator[str]:
    """What the files leave open, or leave in doubt.

    On the page of a commissioner those that are of the whole country say so.
    """
    everywhere = of.everywhere
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
    told = [day for day in days if membership.tells(day)]
    for year, found in lists.items():
        for what, differing in found.differing.items():
            yield from _files_differ(f"{what} of {year}", differing, everywhere)
        since = found.correction.since if found.correction and found.adjusted and not found.corrected else None
        if since is not None and any(day >= since and day in year.period for day in told):
            since_then = in_words(since)
            yield f"The adjusted populations of {year} are those before the correction: unknown from {since_then}."
    yield from _in_two_networks(rows)
    yield from _of_another_before(of)
    yield from _left_out_of_the_last(membership, days, rows)


def _of_another_before(of: Chosen) -> Iterator[str]:
    """The networks that changed their commissioner: each counts for the last one alone, or it would count twice."""
    gone = named(of.gone, f" that {'was' if len(of.gone) == 1 else 'were'} of {of.commissioner} before")
    came = named(of.came, " that had the code of another before")
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
        yield f"No file of {in_words(last)} has {named(earlier)}: {they} not counted by commissioner."
    several = [code for code, row in open_.items() if row.commissioner is None and row.month == last]
    if several:
        yield f"Of several boards, or of none that is told, and so not counted by commissioner: {named(several)}."


def _files_differ(of: str, differing: Differing, everywhere: str) -> Iterator[str]:
    """The practices of which files have different figures: none of them is better than another."""
    if differing:
        each = [as_they_differ(practice, said) for practice, said in sorted(differing.items())]
        more = [f"and {len(each) - MOST_TOLD} more"] if len(each) > MOST_TOLD else []
        yield (
            f"Files disagree about the {of} of {count_of(len(each), 'practice')}{everywhere}, and no figure of these "
            f"is used: {', '.join([*each[:MOST_TOLD], *more])}."
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
    more = [f"and {len(each) - MOST_TOLD} more"] if len(each) > MOST_TOLD else []
    yield (
        f"On record in several networks on the first day of a month, so that sizes and money of these are bounds, "
        f"without and with the practice: {'; '.join([*each[:MOST_TOLD], *more])}."
    )
