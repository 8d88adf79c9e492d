"""What a network has on record of a year's indicators: the latest figures by a day, and its adjustments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs

from pcn_des.contract.indicator_codes import indicator_of_code
from pcn_des.dates import ContractYear
from pcn_des.network import IndicatorFigures, Network
from pcn_des.network.records import tells_all_of
from pcn_des.questions.fund.given import Given
from pcn_des.questions.fund.reckoning import Fund
from pcn_des.questions.fund.rows import given_of_rows
from pcn_des.wording import in_words

_READ: Final = (
    *("numerator", "denominator", "personalised_care_adjustments", "baseline_numerator", "baseline_denominator"),
    "done",
)
_NOT_ON_RECORD: Final = "practices that are not on record"


@attrs.frozen(kw_only=True)
class OnRecord:
    """The figures of a year by indicator, the adjustments that were told, and what a reader has to know of them."""

    given: Mapping[str, Given]
    list_size: Decimal | None
    prevalences: Mapping[str, Decimal]
    counted_up_to: tuple[date, ...]
    notes: tuple[str, ...]


def on_record(network: Network, fund: Fund, day: date) -> OnRecord:
    """The latest figures of each indicator that were counted by a day of the fund's year.

    The network's own figures go before those of its practices, unless a practice's are later. Of a member without
    figures, and of members that may not be on record, nothing is known.

    Raises:
        MisuseError: figures that can't be those of the indicator.
    """
    year = ContractYear.parse(fund.contract.contract_year)
    entries = {row.code: row.entry for row in fund.rows if row.entry is not None}
    by_code: dict[str, list[IndicatorFigures]] = {}
    others: dict[str, None] = {}
    for one in network.indicator_figures or ():
        if one.on not in year.period or one.on > day:
            continue
        code = indicator_of_code(one.indicator, fund.contract, list(entries))
        if code is None:
            others[one.indicator] = None
        else:
            by_code.setdefault(code, []).append(one)
    taken = {code: _latest(listed) for code, listed in by_code.items()}
    prevalences, list_size = {}, None
    for factor in network.indicator_adjustments or ():
        if factor.year != str(year):
            continue
        if not factor.indicator.strip():
            list_size = factor.factor
            continue
        code = indicator_of_code(factor.indicator, fund.contract, list(entries))
        if code is None:
            others[factor.indicator] = None
        else:
            prevalences[code] = factor.factor
    rows = ((code, entries[code], list(_rows(network, found))) for code, found in taken.items())
    return OnRecord(
        given={code: given_of_rows(entry, found, None) for code, entry, found in rows if entry is not None},
        list_size=list_size,
        prevalences=prevalences,
        counted_up_to=tuple(sorted({one.on for found in taken.values() for one in found})),
        notes=tuple(_notes(taken, others)),
    )


def _latest(listed: Iterable[IndicatorFigures]) -> list[IndicatorFigures]:
    """The network's latest figures, or the latest of each practice where one of those is later."""
    latest = {one.practice: one for one in sorted(listed, key=lambda one: one.on)}
    whole = latest.pop(None, None)
    if whole is not None and all(one.on <= whole.on for one in latest.values()):
        return [whole]
    return list(latest.values())


def _rows(network: Network, found: Iterable[IndicatorFigures]) -> Iterator[Mapping[str, Any]]:
    """The figures as rows of a table, and a row without any for each member that has none."""
    named, last = set(), date.min
    for one in found:
        yield {"practice": one.practice, **{name: getattr(one, name) for name in _READ}}
        named.add(one.practice)
        last = max(last, one.on)
    if None in named:
        return
    for practice in network.core_practices(last):
        if practice.code not in named:
            yield {"practice": practice.code}
    if not tells_all_of(network.practices, last, last):
        yield {"practice": _NOT_ON_RECORD}


def _notes(taken: Mapping[str, list[IndicatorFigures]], others: Iterable[str]) -> Iterator[str]:
    by_day: dict[tuple[date, str], dict[str, None]] = {}
    for code, found in taken.items():
        for one in found:
            by_day.setdefault((one.on, one.source), {})[code] = None
    for (day, source), codes in sorted(by_day.items()):
        yield f"Counted up to {in_words(day)}: {', '.join(codes)}{f' ({source})' if source else ''}."
    left = ", ".join(others)
    if left:
        yield f"On record, not of the fund in this year, and left out: {left}."
