"""What a published file says that networks were paid, held against their lists where those are of the whole year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from pcn_des.answers.national import NetworkMonth
from pcn_des.answers.published import PublishedPayment
from pcn_des.dates import MONTHS_IN_A_YEAR, ContractYear
from pcn_des.questions.published.rates import ADJUSTED, REGISTERED
from pcn_des.questions.reconcile_published import Paid, reconcile_published


def payments_of(
    published: Iterable[Paid], year: str, months: Mapping[str, Sequence[NetworkMonth]]
) -> dict[str, tuple[PublishedPayment, ...]]:
    """The columns of each network in a published file of a year; without the networks of which there are no months.

    `months` are those of a network, by its code.
    """
    wanted = [row for row in published if row.pcn_code in months]
    if not wanted:
        return {}
    lists = {row.pcn_code: steady_lists(months[row.pcn_code], ContractYear.parse(year)) for row in wanted}
    columns: dict[str, list[PublishedPayment]] = {}
    for one in reconcile_published(wanted, year, {code: known for code, known in lists.items() if known}).payments:
        columns.setdefault(one.network, []).append(one)
    return {code: tuple(of_network) for code, of_network in columns.items()}


def steady_lists(months: Iterable[NetworkMonth], year: ContractYear) -> dict[str, Fraction]:
    """The lists of a network that are known in all twelve months of a year, and the same in each.

    A year's payments are of no month: a list of some of them can't be held against what was paid.
    """
    of_year = [month for month in months if month.month in year.period]
    if len(of_year) < MONTHS_IN_A_YEAR:
        return {}
    each = {
        REGISTERED: {month.registered.exact for month in of_year},
        ADJUSTED: {month.adjusted.exact for month in of_year},
    }
    found = {name: numbers.pop() for name, numbers in each.items() if len(numbers) == 1}
    return {name: Fraction(number) for name, number in found.items() if number is not None}
