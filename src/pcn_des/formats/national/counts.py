"""Each month of all networks of a table together: how many they are, and between which ends their patients lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from pcn_des.answers.national import NOT_COVERED, OPEN, MonthCount, NetworkMonth, Size, practices_of
from pcn_des.dates import ContractYear
from pcn_des.formats.national.members import Membership
from pcn_des.formats.national.sizes import Figures, YearLists
from pcn_des.values import decimal_of


def counts_of(
    membership: Membership,
    lists: Mapping[ContractYear, YearLists],
    days: Sequence[date],
    rows: Mapping[str, Sequence[NetworkMonth]],
    *,
    alone: bool,
) -> Iterator[MonthCount]:
    """Each month of all networks together; those of a commissioner `alone` are no share of the country."""
    for place, day in enumerate(days):
        of_day = [months[place] for months in rows.values()]
        told = [row for row in of_day if row.state != NOT_COVERED]
        open_ = [row for row in told if row.state == OPEN]
        of_year = lists.get(ContractYear.of(day))
        registered = _together(open_, {} if of_year is None else of_year.registered, membership)
        everybody = None if of_year is None or alone else of_year.everybody
        least = registered.at_least
        yield MonthCount(
            month=day,
            file=told[0].file if told else "",
            holds_to=told[0].holds_to if told else None,
            networks=len(open_) if told else None,
            practices=practices_of(open_) if told else None,
            registered=registered,
            cover=Fraction(least) / everybody if least is not None and everybody else None,
        )


def _together(rows: Sequence[NetworkMonth], registered: Figures, membership: Membership) -> Size:
    """The patients of open networks together: no end above where one of them has none.

    A practice that is in several networks counts once: for certain where all of these are here, and else at most.
    """
    here = {row.network for row in rows}
    times = Counter(one for row in rows for one in row.elsewhere)
    inside = {one for row in rows for one, others in row.elsewhere.items() if here.issuperset(others)}
    without = sum(row.registered.without for row in rows)
    without -= sum(number - 1 for one, number in times.items() if one not in registered)
    each = [row.registered for row in rows if row.registered.at_least is not None]
    if not each:
        return Size(without=without)
    least = sum((Fraction(size.at_least or 0) for size in each), Fraction(0))
    least += sum((registered[one] for one in inside if one in registered), Fraction(0))
    if any(row.registered.at_most is None and not _is_empty(row, membership) for row in rows):
        return Size(at_least=decimal_of(least), without=without)
    most = sum((Fraction(size.at_most or 0) for size in each), Fraction(0))
    most -= sum(((number - 1) * registered[one] for one, number in times.items()), Fraction(0))
    exact = decimal_of(least) if least == most else None
    return Size(exact=exact, at_least=decimal_of(least), at_most=decimal_of(most), without=without)


def _is_empty(row: NetworkMonth, membership: Membership) -> bool:
    """Whether an open network has no practice for certain, and so no patients."""
    return row.practices == 0 and not membership.standing(row.network, row.month).doubtful
