"""The same questions asked of whole tables of polars, pandas, pyarrow, duckdb and others; answers are tables too.

A row is a network on a day. Columns are named as facts (`population.registered`, or without dots
`population__registered`), or `lifted`; all others are labels, and are kept. Null is unknown; 31 December 9999 is the
day of what did not happen. A number of which only ends are known has the columns `population.registered.at_least` and
`.at_most`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from pcn_des.frame.libraries import needs

if TYPE_CHECKING:
    from pcn_des.answers.report import Report
    from pcn_des.network import Network

_LIBRARIES = ("narwhals", "numpy", "pyarrow")
__all__ = ["assess", "entitlements", "explain", "facts", "facts_accepted"]


def assess(
    table: Any,
    as_of: str = "day",
    known_on: date | None = None,
    rules: Iterable[str] | None = None,
    *,
    subjects: Mapping[str, Any] | None = None,
    network: str | None = None,
    shape: str = "wide",
    dots: bool = True,
) -> Any:
    """Check every duty on every row of a table of facts.

    The answer is a table of the same kind with the labels of the one given, a row for each of its rows, and a column of
    statuses for each duty that any year has, whatever the days: null where the contract of the day has no such duty.

    Args:
        table: a row for each network and day, its columns named as facts; null is unknown. See `facts_accepted`.
        as_of: the column with the days that the rows are about.
        known_on: only what had been published by this day; None means all of it.
        rules: the duties to check; None means all of them.
        subjects: for duties about each practice, care home, …: a table for each kind, a row a subject, with the
            columns `as_of` and `network`; those that are no facts are not looked at. The network has the worst of their
            answers. In networks whose column `complete.<kind>` does not say yes there may be more: the best answer is
            then UNKNOWN. Where it says yes and there is no row, there is none.
        network: the column that names the network, here and in the tables of subjects, by a text or a whole number in
            every row.
        shape: `wide`, or `long`: a row for each duty in force, with the columns `rule` and `status`.
        dots: whether names in the answer have dots; without, `network.list_size` is `network__list_size`.

    Raises:
        MisuseError: no table, or no column of days; a number of a network that is about its subjects; a label named as
            a column of the answer.
        UnknownNameError: a column or a rule named as nothing that there is.
        RecordError: values that are not what they have to be; each column is named, with its first rows. So are rows
            that name no network, and subjects of none that the table has on their day.
        MissingExtraError: narwhals, NumPy or pyarrow is not installed.

    Examples:
        >>> import polars
        >>> from pcn_des import frame
        >>> table = polars.DataFrame({"code": ["U1", "U2"], "day": [date(2022, 11, 1)] * 2,
        ...                           "population.registered": [51_000, None]})
        >>> frame.assess(table, rules=["network.list_size_ceiling"])["network.list_size_ceiling"].to_list()
        ['NOT_MET', 'UNKNOWN']
    """
    needs("frame.assess", *_LIBRARIES)
    from pcn_des.frame.statuses import assess_table

    return assess_table(
        table,
        as_of,
        known_on,
        rules,
        subjects=subjects,
        network=network,
        shape=shape,
        dots=dots,
    )


def entitlements(
    table: Any,
    year: str | None = None,
    known_on: date | None = None,
    *,
    as_of: str | None = None,
    network: str | None = None,
    dots: bool = True,
) -> Any:
    """What is owed to the networks of a table: a contract year's amount a row, or a month's.

    The answer is a table of the same kind with the labels of the one given, a row for each of its rows, and three
    columns for each payment stream that any year has: the whole pence where the amount is exact, and the ends that it
    lies between (`.at_least`, `.at_most`), which are the amount itself where it is exact. Null is not established, or
    not paid; a lower end of nothing is null too.

    Args:
        table: without `as_of`, a row for each network, whose facts hold in every month of the year; with it, a row for
            each network and month, with the facts of its first day.
        year: the contract year, as in `2024/25`; with `as_of` it may be left out, and each row is of its own.
        known_on: only what had been published by this day; None means all of it.
        as_of: the column with the first days of months. A month's amount is then the rounded running total of the
            network's year less the months before, so that months add up; after a month that is not exact, or is not
            there, what comes to whole pence is exact, and any other lies between the two pennies beside it.
        network: the column that names the network, for months.
        dots: whether names in the answer have dots.

    Raises:
        OutsideDataError: a year that the data do not have.
        MisuseError: neither a year nor months; no such column; a label named as a column of the answer.
        UnknownNameError: a column named as a fact that is none.
        RecordError: values that are not what they have to be, days that are not the first of a month, a network with
            two rows of one month.
        MissingExtraError: narwhals, NumPy or pyarrow is not installed.

    Examples:
        >>> import polars
        >>> from pcn_des import frame
        >>> table = polars.DataFrame({"code": ["U1", "U2"], "population.registered": [42_000, None]})
        >>> frame.entitlements(table, "2022/23")["core_pcn_funding"].to_list()
        [6300000, None]
    """
    needs("frame.entitlements", *_LIBRARIES)
    from pcn_des.frame.money import entitlements_table

    return entitlements_table(table, year, known_on, as_of=as_of, network=network, dots=dots)


def explain(
    table: Any,
    row: int,
    as_of: str = "day",
    known_on: date | None = None,
    *,
    subjects: Mapping[str, Any] | None = None,
    network: str | None = None,
) -> Report:
    """One row of a table again, with everything that `assess` says of one network: reasons, figures, clauses, sources.

    Args:
        table: the table.
        row: the row, counted from 0.
        as_of: the column with the days that the rows are about.
        known_on: only what had been published by this day; None means all of it.
        subjects: the tables of subjects, as for `frame.assess`.
        network: the column that names the network.

    Raises:
        MisuseError: no such row; otherwise as `frame.assess`.

    Examples:
        >>> import polars
        >>> from pcn_des import frame
        >>> table = polars.DataFrame({"day": [date(2022, 11, 1)], "population.registered": [51_000]})
        >>> print(frame.explain(table, 0)["network.list_size_ceiling"].reason)
        51,000 registered patients; at most 50,000 usual
    """
    needs("frame.explain", *_LIBRARIES)
    from pcn_des.frame.one_row import explain_row

    return explain_row(table, row, as_of, known_on, subjects=subjects, network=network)


def facts(
    networks: Iterable[Network],
    days: Iterable[date],
    known_on: date | None = None,
    only: Iterable[str] | None = None,
    *,
    backend: str = "polars",
) -> Any:
    """What records say of networks on days: the table of facts that `frame.assess` takes.

    It has a row for each network and each day on which it is one, with the columns `network` (its code), `day`,
    `lifted` and one for each fact about it, among them `evidence.<duty>`: the day of the record that shows a duty done.
    Null is unknown; 31 December 9999 is the day of what did not happen. Of a number of which only ends are known, these
    are in the columns `<fact>.at_least` and `.at_most`. Facts that weekly duties alone hang on, such as
    `population.adjusted_for_minutes`, are of the day on which the last whole week ended.

    `lifted` are the keys of the duties that an exception lifts for the whole network on the day, with blanks between
    them: `frame.assess` answers that they don't apply. Facts about each practice, care home, post, … have no column,
    and neither has what is no fact: a local variation of a term, a decision, an exception for some practices alone.

    Tables of several lots of networks or days go together by the names of columns: those of ends are there only where a
    row has some, and a number is decimal only where one is (`polars.concat(tables, how="diagonal_relaxed")`).

    Args:
        networks: the networks; any number of them, one after another.
        days: the days, in any order.
        known_on: only what had been published by this day; None means all of it.
        only: the facts that are wanted; None means all of them. `lifted` is there in any case.
        backend: `polars`, `pandas` or `pyarrow`.

    Raises:
        OutsideDataError: a day is outside the data.
        UnknownNameError: a fact that there is not, or that is not about the network itself.
        MisuseError: one network, day or fact in the place of several, or something that is none.
        MissingExtraError: narwhals, pyarrow or the backend is not installed.

    Examples:
        >>> from pcn_des import frame
        >>> table = frame.facts([des.example_network()], [date(2022, 10, 1), date(2022, 11, 1)])
        >>> table.select("network", "day", "population.adjusted", "enhanced_access.weekly_minutes").rows()
        [('U99901', datetime.date(2022, 10, 1), 51230, 0), ('U99901', datetime.date(2022, 11, 1), 51230, 3270)]
    """
    needs("frame.facts", *_LIBRARIES)
    from pcn_des.frame.of_records import facts_table

    return facts_table(networks, days, known_on, only, backend)


def facts_accepted(subject: str = "network") -> Mapping[str, str]:
    """The facts that a table of networks may have as columns, or one of their subjects, and in what each is given.

    Besides them there is `evidence.<duty>`, the day on which a record shows a duty done, for duties that ask for one,
    and, of networks, `complete.<kind>`: whether all subjects of a kind are in their table.

    Args:
        subject: what a row of the table is about: `network`, or a kind of `subjects`, such as `care_home`.

    Raises:
        UnknownNameError: there is no such kind; the message names those that there are.
        MissingExtraError: narwhals, NumPy or pyarrow is not installed.

    Examples:
        >>> from pcn_des import frame
        >>> frame.facts_accepted()["population.registered"]
        'registered patients'
        >>> frame.facts_accepted("clinical_director")["director.is_clinician"]
        'yes/no'
    """
    needs("frame.facts_accepted", *_LIBRARIES)
    from pcn_des.frame.names import accepted

    return accepted(subject)
