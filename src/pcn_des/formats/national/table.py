"""Makes one table of all networks and months, from the readings of many public files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from pcn_des.answers.national import (
    NOT_COVERED,
    NOT_OPEN,
    OPEN,
    National,
    NetworkMonth,
    NetworkPage,
    NetworkYear,
    Size,
    size_of,
)
from pcn_des.answers.published import PublishedPayment
from pcn_des.arguments import a_text, all_of
from pcn_des.brief import briefly, by_name
from pcn_des.contract.files import span, years
from pcn_des.dates import ContractYear, as_day, following_month
from pcn_des.errors import MisuseError
from pcn_des.formats.adjusted import AdjustedReading
from pcn_des.formats.epcn import FIRST_DAY, EpcnReading
from pcn_des.formats.list_sizes import ListSizeReading
from pcn_des.formats.national.chosen import chosen
from pcn_des.formats.national.counts import counts_of
from pcn_des.formats.national.left_out import left_out_payments, unused_lists, unused_maps
from pcn_des.formats.national.made_from import notes_of, source_files
from pcn_des.formats.national.members import Membership, Standing, two_alike
from pcn_des.formats.national.sizes import LISTS, Figures, YearLists, as_they_differ, lists_of
from pcn_des.formats.payments import PcnReading
from pcn_des.formats.practice_map import MapReading
from pcn_des.frozen import FrozenMap
from pcn_des.questions.national.looks import looks_at
from pcn_des.questions.national.owed import Facts, owed_in, why_open
from pcn_des.questions.national.paid import payments_of
from pcn_des.questions.published.rates import ADJUSTED, REGISTERED
from pcn_des.questions.stream_months import months_of
from pcn_des.wording import in_words


def national(
    *,
    epcn: Iterable[EpcnReading] = (),
    practice_maps: Iterable[MapReading] = (),
    adjusted: Iterable[AdjustedReading] = (),
    list_sizes: Iterable[ListSizeReading] = (),
    payments: Mapping[str, PcnReading] | None = None,
    commissioner: str = "",
    until: date | None = None,
) -> National:
    r"""All networks through the months since the contract began, as far as the files reach.

    A month is told by the first edition of ePCN whose day it does not pass, or by a map of that very day; where no file
    reaches, it is `not covered`, and nothing in it is taken to be so. Lists count only on the snapshot day of the year.

    Args:
        epcn: editions of ePCN, each with the day of its `edition`.
        practice_maps: maps of practices; each tells of its own day alone.
        adjusted: the adjusted populations of contract years.
        list_sizes: files of registered patients.
        payments: files of NHS Payments to General Practice, by the contract year. Payments to a network that no file
            of members has, or of a year of which the table has no month, are left out; a note says how many.
        commissioner: only the networks of this commissioner: the code of a sub-location or CCG, or of an integrated
            care board where a map tells its sub-locations. A network is of the one that it had last, in all its months,
            also where it has closed.
        until: the last month; default: the last that a file of members reaches.

    Raises:
        MisuseError: no file tells who the members are, two files tell the same thing (editions or maps of one day,
            payments of one year), one of them is no reading of its kind, `until` is before the contract began, or the
            commissioner has no network in the last month that the files cover.
        OutsideDataError: payments of what is not a contract year.
        UnknownNameError: no network has such a commissioner.

    Examples:
        >>> from pcn_des.formats import practice_map
        >>> text = (
        ...     "EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,"
        ...     "SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME\n"
        ...     "01APR2021,A00001,MILL LANE,AB1 2CD,U00001,MILLBROOK PCN,99Z,NHS MILL,QZZ,MILL\n"
        ... )
        >>> everywhere = des.national(practice_maps=[practice_map.read(text.encode(), name="map.csv")])
        >>> [(row.month.isoformat(), row.state, row.practices) for row in everywhere.of("U00001")[-2:]]
        [('2021-03-01', 'not covered', None), ('2021-04-01', 'open', 1)]
    """
    a_text(commissioner, "commissioner")
    # Each is gone through more than once, and an iterator would have nothing left the second time.
    epcn = all_of(epcn, EpcnReading, "epcn", "readings of ePCN, [epcn.read(file, edition=day)]")
    practice_maps = all_of(practice_maps, MapReading, "practice_maps", "readings of maps, [practice_map.read(file)]")
    adjusted = all_of(adjusted, AdjustedReading, "adjusted", "readings of adjusted files, [adjusted.read(file, year)]")
    list_sizes = all_of(list_sizes, ListSizeReading, "list_sizes", "readings of lists, [list_sizes.read(file)]")
    of_payments = _by_year(payments)
    membership = Membership.of(epcn, practice_maps)
    if membership.last is None:
        raise MisuseError(
            "no file tells who the members of networks are; give an edition of ePCN or a map of practices"
        )
    last = as_day(until, "until") if until is not None else membership.last
    days = list(_months(last))
    if not days:
        raise MisuseError(f"{in_words(last)} is before the contract began, {in_words(span().since)}; name a later day")
    lists = {year: lists_of(year, adjusted, list_sizes) for year in _years(days)}
    of = chosen(membership, commissioner, days)
    codes = of.codes
    table = _Table(membership, lists, days)
    rows = {code: table.rows(code) for code in codes}
    paid = {year: payments_of(reading.rows, year, rows) for year, reading in of_payments.items()}
    of_years = {code: table.years(code, rows[code], paid) for code in codes}
    months = tuple(row for code in codes for row in rows[code])
    names = membership.names
    pages = [table.page(code, names[code], rows[code], of_years[code]) for code in codes]
    return National(
        commissioner=of.commissioner,
        files=tuple(source_files(epcn, practice_maps, adjusted, list_sizes, of_payments)),
        counts=tuple(counts_of(membership, lists, days, rows, alone=bool(of.commissioner))),
        months=months,
        years=tuple(one for code in codes for one in of_years[code]),
        pages=tuple(
            sorted(
                (page for page in pages if page.now.state != NOT_OPEN), key=lambda page: (page.pressing, page.network)
            )
        ),
        notes=(
            *notes_of(membership, days, lists, months, of),
            *unused_maps(membership, of.everywhere),
            *unused_lists(membership, days, lists, adjusted, list_sizes),
            *left_out_payments(membership, of_payments, lists, rows, of.everywhere),
        ),
        names=FrozenMap(membership.commissioners()),
        network_names=FrozenMap({code: names[code] for code in codes}),
    )


def _by_year(payments: Mapping[str, PcnReading] | None) -> dict[str, PcnReading]:
    """The files of payments by contract year, however the year is written: 2021/22 or 2021-22."""
    mend = "give a mapping from the contract year, {'2021/22': payments.read_networks(file)}"
    if not isinstance(payments, Mapping | None):
        raise MisuseError(f"payments is {briefly(payments)}; {mend}")
    found: dict[str, PcnReading] = {}
    for said, reading in (payments or {}).items():
        if not isinstance(reading, PcnReading):
            raise MisuseError(f"payments of {by_name(said)} is {briefly(reading)}; {mend}")
        year = str(ContractYear.parse(said))
        if year in found:
            raise two_alike(found[year].file, reading.file, f"payments of {year}")
        found[year] = reading
    return found


def _months(last: date) -> Iterator[date]:
    """The first days of the months since the contract began."""
    day = span().since
    while day <= min(last, span().until or last):
        yield day
        day = following_month(day)


def _years(days: Sequence[date]) -> list[ContractYear]:
    known = set(years())
    return [year for year in dict.fromkeys(map(ContractYear.of, days)) if year in known]


@attrs.frozen
class _Table:
    """The rows of all networks, from the files of members and the lists of the years."""

    membership: Membership
    lists: Mapping[ContractYear, YearLists]
    days: Sequence[date]
    _anywhere_on: dict[date, frozenset[str]] = attrs.field(factory=dict)

    def rows(self, code: str) -> list[NetworkMonth]:
        """The months of a network, each with what changed since the month before."""
        found: list[NetworkMonth] = []
        before: tuple[Standing, NetworkMonth] | None = None  # the last that a file tells of
        lost_before: Collection[str] = ()
        for day in self.days:
            now = self.membership.standing(code, day)
            lost = self._lost(code, day, now)
            if before is not None and lost == lost_before and self._alike(now, before[0], day, before[1].month):
                sizes = (before[1].registered, before[1].adjusted)
            else:
                sizes = self._sizes(day, now, lost)
            lost_before = lost
            row = _row(code, day, now, before, sizes)
            found.append(row)
            before = before if now.state == NOT_COVERED else (now, row)
        return found

    def _sizes(self, day: date, now: Standing, lost: Collection[str]) -> tuple[Size, Size]:
        lists = self.lists.get(ContractYear.of(day))
        if now.state != OPEN or lists is None or not now.members:
            return Size(), Size()

        def size(figures: Figures) -> Size:
            alone = [figures.get(one) for one in now.members if one not in now.elsewhere]
            in_doubt = [figures.get(one) for one in now.elsewhere]
            stayed = [figures[one] for one in lost if one in figures]
            return size_of(alone, now.doubtful or len(stayed) < len(lost), [*in_doubt, *stayed])

        return size(lists.registered), size(lists.adjusted_on(day))

    def _alike(self, now: Standing, before: Standing, day: date, then: date) -> bool:
        """Whether two months have the same members on lists of the same day and edition."""
        told, told_then = ((one.state, one.doubtful, one.members, one.elsewhere) for one in (now, before))
        if told != told_then or ContractYear.of(day) != ContractYear.of(then):
            return False
        lists = self.lists.get(ContractYear.of(day))
        return lists is None or lists.adjusted_on(day) is lists.adjusted_on(then)

    def years(
        self, code: str, rows: Sequence[NetworkMonth], paid: Mapping[str, Mapping[str, tuple[PublishedPayment, ...]]]
    ) -> list[NetworkYear]:
        """What a network was owed in each contract year that the table has a month of in which it may be open."""
        of_day = {row.month: row for row in rows}
        found = []
        for year in self.lists:
            months = {day: self._facts(code, year, day, of_day) for day in months_of(year)}
            told = str(year)
            if all(facts.known and not facts.is_open for facts in months.values()) and code not in paid.get(told, {}):
                continue
            owed, unknown = owed_in(year, months)
            covered = sum(facts.known for facts in months.values())
            published = paid.get(told, {}).get(code)
            found.append(
                NetworkYear(
                    network=code,
                    year=told,
                    owed=owed,
                    unknown=unknown,
                    covered=covered,
                    published=published,
                    why_open=FrozenMap(why_open(year, months)),
                )
            )
        return found

    def _facts(self, code: str, year: ContractYear, day: date, rows: Mapping[date, NetworkMonth]) -> Facts:
        """What is known of a month; money of the first year goes back to months before the contract began."""
        row = rows.get(max(day, span().since))
        if row is None or row.state == NOT_COVERED:
            return Facts(known=False)
        if row.state == NOT_OPEN:
            return Facts(known=True)
        sizes = {REGISTERED: row.registered, ADJUSTED: row.adjusted}
        lists = {name: Fraction(size.exact) for name, size in sizes.items() if size.exact is not None}
        least = {name: Fraction(size.at_least) for name, size in sizes.items() if size.at_least is not None}
        most = {name: Fraction(size.at_most) for name, size in sizes.items() if size.at_most is not None}
        if most and self._lost(code, row.month, self.membership.standing(code, row.month)):
            return Facts(known=True, is_open=True, least=least)
        return Facts(known=True, is_open=True, lists=lists, least=least, most=most)

    def _lost(self, code: str, day: date, now: Standing) -> list[str]:
        """The members of the snapshot day that are in no network any more: their patients may have stayed."""
        lists = self.lists.get(ContractYear.of(day))
        if lists is None or lists.at is None or lists.at < FIRST_DAY or now.state != OPEN:
            return []
        return sorted(self._nowhere(self.membership.standing(code, lists.at).members - now.members, day))

    def _nowhere(self, practices: Collection[str], day: date) -> list[str]:
        """Those of some practices that are members of no network on a day: they may have merged."""
        if not practices:
            return []
        if day not in self._anywhere_on:
            self._anywhere_on[day] = self.membership.members_of_any(day)
        return [practice for practice in practices if practice not in self._anywhere_on[day]]

    def page(self, code: str, name: str, rows: Sequence[NetworkMonth], of_years: Sequence[NetworkYear]) -> NetworkPage:
        """A network on the last day that a file reaches, with what needs a look."""
        covered = [row for row in rows if row.state != NOT_COVERED]
        now = covered[-1] if covered else rows[-1]
        a_year_ago = date(now.month.year - 1, now.month.month, 1)
        recent = [row for row in covered if row.month > a_year_ago]
        lost = self._nowhere([practice for row in recent for practice in row.left], now.month)
        told = self.membership.last_told(self.days)
        differing = self._differing(code, now.month)
        looks = looks_at(now, recent, of_years, lost, differing, told=told) if now.state != NOT_OPEN else ()
        return NetworkPage(network=code, name=name, now=now, years=tuple(of_years), looks=looks)

    def _differing(self, code: str, day: date) -> list[str]:
        """The members of a network about whose lists files disagree, with what each of these says."""
        lists = self.lists.get(ContractYear.of(day))
        said = {} if lists is None else lists.differing.get(LISTS, {})
        members = self.membership.standing(code, day).members if said else ()
        return [as_they_differ(practice, said[practice]) for practice in sorted(members) if practice in said]


def _row(
    code: str, day: date, now: Standing, before: tuple[Standing, NetworkMonth] | None, sizes: tuple[Size, Size]
) -> NetworkMonth:
    told = before is not None and now.state != NOT_COVERED
    then = before[0].members if before is not None and told else now.members
    return NetworkMonth(
        network=code,
        month=day,
        state=now.state,
        file=now.file,
        holds_to=now.holds_to,
        commissioner=now.commissioner,
        practices=len(now.members) if now.state == OPEN else None,
        joined=tuple(sorted(now.members - then)),
        left=tuple(sorted(then - now.members)),
        compared_with=before[1].month if before is not None and told else None,
        registered=sizes[0],
        adjusted=sizes[1],
        elsewhere=FrozenMap(now.elsewhere),
    )
