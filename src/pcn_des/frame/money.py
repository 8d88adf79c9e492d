"""Asks a table what `entitlements` is asked of one network: pence a row, by stream, or the ends they lie between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pcn_des.contract.files import load_year, years
from pcn_des.dates import ContractYear, Period, as_day_or_none
from pcn_des.engine.columns.assess import days_of
from pcn_des.engine.columns.codes import Chosen
from pcn_des.engine.columns.given import first_rows, number_of
from pcn_des.engine.columns.money import Money, of_months, of_years, streams_of
from pcn_des.errors import MisuseError
from pcn_des.frame.intake import Intake, take_in
from pcn_des.frame.keys import check_key, keys_of, numbered
from pcn_des.frame.names import AT_LEAST, AT_MOST, facts_of_payments, written
from pcn_des.frame.outcome import Outcome, Pence
from pcn_des.frame.reading import check
from pcn_des.frame.statuses import basis_of
from pcn_des.questions.stream_months import months_of
from pcn_des.wording import month_in_words


def entitlements_table(
    table: Any,
    year: str | None,
    known_on: date | None,
    *,
    as_of: str | None,
    network: str | None,
    dots: bool,
) -> Any:
    """See `pcn_des.frame.entitlements`."""
    known_by = as_day_or_none(known_on, "known_on")
    asked = None if year is None else ContractYear.parse(year)
    if asked is not None:
        load_year(asked)  # a year that there is not is named before the table is read
    if as_of is None and asked is None:
        raise MisuseError(
            "give the contract year, as in '2024/25', or as_of=…, the column with the first days of months"
        )
    if as_of is None and network is not None:
        raise MisuseError(
            f"network='{network}' is the network of each month: give the column with the first days of the months "
            "too, as_of=…, or leave it out where each row is a network in the whole year"
        )
    ends = ("", AT_LEAST, AT_MOST)
    answered = {stream: [written(stream + end, dots=dots) for end in ends] for stream in every_stream()}
    covered = Period(years()[0].first_day, years()[-1].last_day)
    every = chain(*answered.values())
    intake = take_in(table, as_of, covered, network=network, answered=every, wanted=facts_of_payments())
    if asked is not None and as_of is None:
        found = _years(intake, asked, known_by)
    else:
        assert as_of is not None  # seen to above
        found = _months(intake, asked, known_by, as_of, network)
    outcomes: dict[str, Outcome] = {}
    for stream, names in answered.items():
        money = found.get(stream) or Money.nothing_known(len(intake.table))
        pence = (Pence(money.pence, money.known), Pence(*money.least), Pence(*money.most))
        outcomes.update(zip(names, pence, strict=True))
    return intake.kind.answer(intake.labels, outcomes, None)


@cache
def every_stream() -> tuple[str, ...]:
    """The payment streams of all years."""
    return tuple(dict.fromkeys(key for year in years() for key in load_year(year).payments))


def _years(intake: Intake, year: ContractYear, known_on: date | None) -> Mapping[str, Money]:
    basis = basis_of(known_on)
    return of_years(basis, intake.table, streams_of(basis, load_year(year), list(months_of(year)), known_on))


def _months(
    intake: Intake, asked: ContractYear | None, known_on: date | None, as_of: str, network: str | None
) -> Mapping[str, Money]:
    key = check_key(network, intake.labels, as_of, "months")
    days = intake.table.days
    within = {day: ContractYear.of(day) for day in _days(days, as_of)}
    if asked is not None:
        others = [day for day, year in within.items() if year != asked]
        if others:
            wrong = np.isin(days, [number_of(day) for day in others])
            check([f"the column {as_of} has days outside {asked} in {first_rows(wrong)}"])
    problems: list[str] = []
    keys = keys_of(intake.kind.arrow([key], problems), key, problems)
    check(problems)
    [networks] = numbered(keys)
    basis = basis_of(known_on)
    found: dict[str, Money] = {}
    for year in dict.fromkeys(within.values()):
        months = list(months_of(year))
        rows_of = {month: _rows_of(days, month) for month in months if month in within}
        _check_once(rows_of, networks, key)
        streams = streams_of(basis, load_year(year), months, known_on)
        of_months(basis, intake.table, streams, rows_of, networks, months, found)
    return found


def _days(days: NDArray[np.int32], as_of: str) -> list[date]:
    """The months that there are.

    Raises:
        RecordError: a day that is not the first of its month.
    """
    there = days_of(days)
    within = [number_of(day) for day in there if day.day != 1]
    if within:
        check([f"the column {as_of} has days that are not the first of a month in {first_rows(np.isin(days, within))}"])
    return there


def _rows_of(days: NDArray[np.int32], month: date) -> Chosen:
    """The rows of a month; a slice where they follow each other."""
    rows = np.flatnonzero(days == number_of(month))
    first, after = int(rows[0]), int(rows[-1]) + 1
    return slice(first, after) if after - first == len(rows) else rows


def _check_once(rows_of: Mapping[date, Chosen], networks: NDArray[np.intp], network: str) -> None:
    """Stop where a network has two rows of one month."""
    for month, rows in rows_of.items():
        of = networks[rows]
        counts = np.bincount(of)
        if counts.max() > 1:
            places = np.arange(len(networks))[rows]
            twice = places[of == int(np.flatnonzero(counts > 1)[0])]
            said = f"rows {twice[0]} and {twice[1]} are of one network (by {network}) and one month"
            check([f"{said}, {month_in_words(month)}"])
