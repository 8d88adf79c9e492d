"""Asks a table what `entitlements` is asked of one network: pence a row, by stream, or the ends they lie between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pcn_des.contract.files import load_year, years
from pcn_des.dates import ContractYear, Period, as_day
from pcn_des.engine.columns.assess import days_of
from pcn_des.engine.columns.given import Chosen, number_of
from pcn_des.engine.columns.money import Money, of_months, of_years, streams_of
from pcn_des.errors import MisuseError
from pcn_des.frame.intake import Intake, take_in
from pcn_des.frame.names import AT_LEAST, AT_MOST, facts_of_payments, written
from pcn_des.frame.outcome import Outcome, Pence
from pcn_des.frame.reading import check, first_rows
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
    known_by = None if known_on is None else as_day(known_on, "known_on")
    asked = None if year is None else ContractYear.parse(year)
    if asked is not None:
        load_year(asked)  # a year that there is not is named before the table is read
    if as_of is None and asked is None:
        raise MisuseError(
            "give the contract year, as in '2024/25', or as_of=…, the column with the first days of months"
        )
    if as_of is not None and network is None:
        raise MisuseError("months need network=…: the column that names the network, whose running total is rounded")
    intake = take_in(table, as_of, Period(years()[0].first_day, years()[-1].last_day), facts_of_payments())
    if asked is not None and as_of is None:
        found = _years(intake, asked, known_by)
    else:
        assert as_of is not None and network is not None  # seen to above
        found = _months(intake, asked, known_by, as_of, network)
    outcomes: dict[str, Outcome] = {}
    for stream in every_stream():
        money = found.get(stream) or Money.nothing_known(len(intake.table))
        outcomes[written(stream, dots=dots)] = Pence(money.pence, money.known)
        outcomes[written(stream + AT_LEAST, dots=dots)] = Pence(*money.least)
        outcomes[written(stream + AT_MOST, dots=dots)] = Pence(*money.most)
    return intake.kind.answer(intake.labels, outcomes, None)


@cache
def every_stream() -> tuple[str, ...]:
    """The payment streams of all years."""
    return tuple(dict.fromkeys(key for year in years() for key in load_year(year).payments))


def _years(intake: Intake, year: ContractYear, known_on: date | None) -> Mapping[str, Money]:
    basis = basis_of(known_on)
    return of_years(basis, intake.table, streams_of(basis, load_year(year), list(months_of(year)), known_on))


def _months(
    intake: Intake, asked: ContractYear | None, known_on: date | None, as_of: str, network: str
) -> Mapping[str, Money]:
    days = intake.table.days
    within = {day: ContractYear.of(day) for day in _days(days, as_of)}
    if asked is not None:
        others = [day for day, year in within.items() if year != asked]
        if others:
            wrong = np.isin(days, [number_of(day) for day in others])
            check([f"the column {as_of} has days outside {asked} in {first_rows(wrong)}"])
    networks = _numbered(intake, network)
    basis = basis_of(known_on)
    found: dict[str, Money] = {}
    for year in dict.fromkeys(within.values()):
        months = list(months_of(year))
        rows_of = {month: _rows_of(days, month) for month in months if month in within}
        _check_once(rows_of, networks, network)
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


def _numbered(intake: Intake, network: str) -> NDArray[np.intp]:
    """The network of each row, as a number."""
    if network not in intake.labels:
        raise MisuseError(f"the table has no column '{network}' that names the network")
    column = intake.kind.arrow([network])[network].combine_chunks()
    if column.null_count:
        missing = pc.is_null(column).to_numpy(zero_copy_only=False)
        check([f"the column {network} names no network in {first_rows(np.asarray(missing, dtype=bool))}"])
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    codes = column.dictionary_encode()
    codes = codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
    numbers: NDArray[np.intp] = codes.indices.to_numpy(zero_copy_only=False).astype(np.intp)
    return numbers


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
