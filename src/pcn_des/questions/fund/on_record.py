"""What a network has on record of a year's indicators: the latest figures by a day, and its adjustments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from pcn_des.contract.indicator_codes import indicator_of_code
from pcn_des.dates import ContractYear
from pcn_des.errors import MisuseError
from pcn_des.network import IndicatorAdjustment, IndicatorFigures, Network
from pcn_des.questions.fund.beside import beside
from pcn_des.questions.fund.counts import Count, count_of
from pcn_des.questions.fund.given import Given
from pcn_des.questions.fund.measures import achievement
from pcn_des.questions.fund.reckoning import Fund
from pcn_des.questions.fund.rows import OneRow, given_of_rows, refuse, taken_row
from pcn_des.questions.members_on_record import LEFT_OUT, of_members
from pcn_des.wording import in_words


@attrs.frozen(kw_only=True)
class OnRecord:
    """The figures of a year by indicator, the adjustments that were told, and what a reader has to know of them.

    `beside` has by indicator what is to be known of figures that were not taken, being of another day.
    """

    given: Mapping[str, Given]
    list_size: Decimal | None
    prevalences: Mapping[str, Decimal]
    counted_up_to: tuple[date, ...]
    beside: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]


def on_record(network: Network, fund: Fund, day: date) -> OnRecord:
    """The figures of each indicator on the latest day on which they are whole, by a day of the fund's year.

    They are the network's own, or those of its practices, of which all that are members on the day of the figures are
    added up; figures of a practice that is no member are left out. Of a member without figures, and of members that may
    not be on record, nothing is known. Figures of before there was the indicator, and of when there was no network, are
    left out and named.

    Raises:
        MisuseError: figures that can't be those of the indicator; an indicator on record twice, under two codes.
            Each record is named.
    """
    year = ContractYear.parse(fund.contract.contract_year)
    entries = {row.code: row.entry for row in fund.rows if row.entry is not None}
    by_code: dict[str, list[IndicatorFigures]] = {}
    others: dict[str, None] = {}
    none_of: dict[str, None] = {}
    of_year = (one for one in network.indicator_figures or () if one.on in year.period and one.on <= day)
    listed, left_out = of_members(network, of_year, lambda one: one.on)
    for one in listed:
        code = indicator_of_code(one.indicator, fund.contract, list(entries))
        if code is None:
            others[one.indicator] = None
            continue
        why = _cannot_count(network, fund, code, one)
        if why:
            of = f" of {one.practice}" if one.practice else ""
            none_of[f"{code}{of} up to {in_words(one.on)} is left out: {why}."] = None
            continue
        for other in by_code.setdefault(code, []):
            if (other.practice, other.on) == (one.practice, one.on):
                of = f" of {one.practice}" if one.practice else ""
                raise _twice(f"indicator_figures: the figures{of} up to {in_words(one.on)}", code, other, one)
        by_code[code].append(one)
    counts = ((code, count_of(network, entries[code], counted)) for code, counted in by_code.items())
    taken = {code: count for code, count in counts if count is not None}
    told: dict[str, IndicatorAdjustment] = {}
    list_size = None
    for factor in network.indicator_adjustments or ():
        if factor.year != str(year):
            continue
        if not factor.indicator.strip():
            list_size = factor.factor
            continue
        code = indicator_of_code(factor.indicator, fund.contract, list(entries))
        if code is None:
            others[factor.indicator] = None
        elif code in told:
            raise _twice(f"indicator_adjustments: the prevalence adjustment of {year}", code, told[code], factor)
        else:
            told[code] = factor
    problems: list[str] = []
    rows: dict[str, list[OneRow]] = {code: [] for code in taken}
    for code, count in taken.items():
        for record, row in count.rows():
            where = "" if record is None else _where(network, record)
            rows[code] += taken_row(fund, entries[code], row, where, problems)
    refuse(problems)
    for code, factor in told.items():
        with _named(f"indicator_adjustments, row {_number(network.indicator_adjustments, factor)}"):
            achievement(entries[code], Given.of(code, prevalence_adjustment=factor.factor))
    return OnRecord(
        given={code: given_of_rows(entries[code], found, None) for code, found in rows.items()},
        list_size=list_size,
        prevalences={code: factor.factor for code, factor in told.items()},
        counted_up_to=tuple(sorted({count.on for count in taken.values()})),
        beside={
            code: tuple(beside(network, fund, entries[code], count, by_code[code], day))
            for code, count in taken.items()
        },
        notes=(*_notes(taken, others), *none_of, *left_out),
    )


def _where(network: Network, one: IndicatorFigures) -> str:
    """Where figures are on record: the list, the row, the day, the practice and the document."""
    of = f" of {one.practice}" if one.practice else ""
    document = f" ({one.document})" if one.document else ""
    row = _number(network.indicator_figures, one)
    return f"indicator_figures, row {row}, {one.indicator}{of} up to {in_words(one.on)}{document}"


def _cannot_count(network: Network, fund: Fund, code: str, one: IndicatorFigures) -> str:
    """Why figures of a day are none of the indicator: there was no such indicator yet, or no such network."""
    began = min(version.since for version in fund.contract.contract.indicators[code])
    if one.on < began:
        return f"{code} began on {in_words(began)}"
    return network.why_not_open(one.on)


@contextmanager
def _named(where: str) -> Iterator[None]:
    """What is refused within is said with where it is on record."""
    try:
        yield
    except MisuseError as error:
        raise MisuseError(f"{where}: {error}") from None


def _number(records: Sequence[Any] | None, record: object) -> int:
    """The row of a record in its list, the first being 1."""
    return 1 + next(number for number, one in enumerate(records or ()) if one is record)


def _twice(
    what: str, code: str, one: IndicatorFigures | IndicatorAdjustment, other: IndicatorFigures | IndicatorAdjustment
) -> MisuseError:
    """The same thing on record under two codes, which the records by themselves can't tell."""
    codes = " and as ".join(sorted({one.indicator.strip(), other.indicator.strip()}))
    return MisuseError(f"{what}: {code} is on record twice, as {codes}; keep one")


def _notes(taken: Mapping[str, Count], others: Iterable[str]) -> Iterator[str]:
    by_day: dict[tuple[date, str], dict[str, None]] = {}
    for code, count in taken.items():
        for one in count.found:
            by_day.setdefault((one.on, one.document), {})[code] = None
    for (day, document), codes in sorted(by_day.items()):
        yield f"Counted up to {in_words(day)}: {', '.join(codes)}{f' ({document})' if document else ''}."
    left = ", ".join(others)
    if left:
        yield f"{LEFT_OUT}, not of the fund in this year, and left out: {left}."
