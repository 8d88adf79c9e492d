"""From the rows of a table to what is given of each network's indicators: practices are added up to their network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.arguments import is_gap
from pcn_des.brief import briefly
from pcn_des.contract.entries import BINARY, Indicator
from pcn_des.contract.indicator_codes import indicator_of_code
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.errors import FIRST_PROBLEMS, MOST_PROBLEMS, MisuseError
from pcn_des.questions.fund.given import BASELINE, Given, adjustment, exact
from pcn_des.questions.fund.measures import check, is_share
from pcn_des.questions.fund.reckoning import Fund, check_rule
from pcn_des.values import Unknown, range_of

_NOTHING: Final = Fraction(0)
_NEEDED: Final = ("network", "indicator")
_ADJUSTED: Final = "personalised_care_adjustments"
_ADJUSTED_IN_ALL: Final = "personalised_care_adjustments_of_network"  # of its practices together, on any row of them


@attrs.frozen(kw_only=True)
class OneRow:
    """What a row gives of an indicator, of a practice (of the network, where that is empty); `whose` in words.

    `adjusted_in_all` are patients who leave the denominator of the network, of whichever practice they are.
    """

    practice: str
    whose: str
    given: Given
    adjusted_in_all: Fraction | None = None


@attrs.define
class OfNetwork:
    """The rows of a network by indicator, and the codes of others, which the fund does not pay for."""

    name: str | None = None
    rows: dict[str, list[OneRow]] = attrs.field(factory=dict)
    others: dict[str, None] = attrs.field(factory=dict)


def by_network(rows: Iterable[Mapping[str, Any]], fund: Fund) -> dict[str, OfNetwork]:
    """The rows of each network, in the order in which the networks come.

    Raises:
        MisuseError: rows that are no mapping, don't say of which network and indicator they are, or can't be; each is
            named, with its place.
    """
    entries = {row.code: row.entry for row in fund.rows if row.entry is not None}
    found: dict[str, OfNetwork] = {}
    problems: list[str] = []
    for place, row in enumerate(rows, start=1):
        lacks = _lacks(row)
        if lacks:
            problems.append(f"row {place} {lacks}")
            continue
        network = str(row["network"])
        of = found.setdefault(network, OfNetwork())
        of.name = of.name or _told(row, "name")
        code = indicator_of_code(str(row["indicator"]), fund.contract, entries)
        if code is None:
            of.others[str(row["indicator"])] = None
            continue
        whose = " of ".join(filter(None, (str(_told(row, "practice") or ""), network)))
        taken = taken_row(fund, entries[code], row, f"row {place}, {whose}", problems)
        of.rows.setdefault(code, []).extend(taken)
    refuse(problems)
    return found


def _lacks(row: object) -> str:
    """What a row lacks to be one of a network and an indicator."""
    if not isinstance(row, Mapping):
        return f"is {briefly(row)}; give a mapping of column to value"
    lacking = next((name for name in _NEEDED if not _told(row, name)), None)
    return f"has no '{lacking}'; each row says of which network and indicator it is" if lacking else ""


def _told(row: Mapping[str, Any], name: str) -> Any:
    """What a row has in a column; None of an empty cell, whatever stands in it."""
    value = row.get(name)
    return None if is_gap(value) else value


def taken_row(
    fund: Fund, entry: Indicator, row: Mapping[str, Any], where: str, problems: list[str]
) -> tuple[OneRow, ...]:
    """What a row gives; nothing, and one problem more, where it can't be that of the indicator.

    Each row is held to it for itself: its sum with others may hide what is wrong with it.
    """
    try:
        found = one_row(entry, row)
        check_rule(fund, found.given)
    except MisuseError as error:
        problems.append(f"{where}: {error}")
        return ()
    return (found,)


def refuse(problems: Iterable[str]) -> None:
    """Refuse what has problems.

    Raises:
        MisuseError: there are some; they are told together, of very many the first, and how many more.
    """
    listed = list(problems)
    if len(listed) > MOST_PROBLEMS:
        listed[FIRST_PROBLEMS:] = [f"and {len(listed) - FIRST_PROBLEMS:,} more"]
    if listed:
        raise MisuseError("; ".join(listed))


def one_row(entry: Indicator, row: Mapping[str, Any]) -> OneRow:
    """What a row gives.

    Raises:
        MisuseError: figures that can't be those of the indicator.
    """
    practice = str(_told(row, "practice") or "")
    whose = " of ".join(filter(None, (entry.key, practice)))
    numerator, denominator = (_told(row, name) for name in BASELINE)
    given = Given.of(
        whose,
        numerator=_told(row, "numerator"),
        denominator=_told(row, "denominator"),
        done=_told(row, "done"),
        baseline=None if numerator is None and denominator is None else (numerator, denominator),
        personalised_care_adjustments=_told(row, _ADJUSTED),
    )
    check(entry, given)
    in_all = _told(row, _ADJUSTED_IN_ALL)
    what = f"number of personalised care adjustments of {whose}"
    all_adjusted = None if in_all is None else exact(in_all, what)
    return OneRow(practice=practice, whose=whose, given=given, adjusted_in_all=all_adjusted)


def given_of_rows(entry: Indicator, rows: Iterable[OneRow], prevalence: Any) -> Given:
    """What is given of an indicator by the rows of a network together: numerators and denominators added up.

    Of a practice whose figure is not there, it lies between nothing and what its other figure allows.

    Raises:
        MisuseError: two rows of a practice, or of the network.
    """
    rows = list(rows)
    _check_once(entry, rows)
    factor = adjustment(prevalence, "prevalence_adjustment")
    if entry.function == BINARY:
        done = [row.given.done for row in rows]
        # one practice where it is not done settles it; one that is silent leaves it open
        said_done = False if False in done else None if None in done or not done else True
        return attrs.evolve(Given.of(entry.key, done=said_done), prevalence=factor)
    numerator, denominator = _added(
        _pair(entry, (row.given.numerator, row.given.denominator), row.given.adjusted or _NOTHING, row.whose)
        for row in rows
    )
    before = [(row.given.baseline, f"the baseline of {row.whose}") for row in rows if row.given.baseline is not None]
    whole = before and len(before) == len(rows)
    adjusted = [one for row in rows for one in (row.given.adjusted, row.adjusted_in_all) if one is not None]
    return Given(
        numerator=numerator,
        denominator=denominator,
        baseline=_added(_pair(entry, pair, _NOTHING, whose) for pair, whose in before) if whole else None,
        adjusted=sum(adjusted, _NOTHING) if adjusted else None,
        prevalence=factor,
        has_figures=True,
    )


def _check_once(entry: Indicator, rows: Iterable[OneRow]) -> None:
    """Refuse rows that would be counted twice.

    Raises:
        MisuseError: two rows are of one practice or of the network, or some are of practices and some of the network.
    """
    seen: set[str] = set()
    for row in rows:
        if row.practice in seen:
            whose = row.practice or "the network"
            raise MisuseError(f"{entry.key} has two rows of {whose}; give one, of one day")
        seen.add(row.practice)
    if "" in seen and len(seen) > 1:
        raise MisuseError(
            f"{entry.key} has rows of practices and one of the network itself; give the one or the others"
        )


def _pair(entry: Indicator, pair: tuple[Number, Number], adjusted: Fraction, whose: str) -> tuple[Number, Number]:
    """A numerator and a denominator; one that is not known lies where the other, and those adjusted out, leave it.

    Who is adjusted out is in the denominator and not in the numerator.
    """
    top, bottom = pair
    high = None if isinstance(bottom, Unknown) or not is_share(entry) else ranges.highest(bottom)
    low = None if isinstance(top, Unknown) or not is_share(entry) else ranges.lowest(top)
    most = None if high is None else high - adjusted
    least = adjusted + (low or _NOTHING)
    return (
        range_of(_NOTHING, most, (f"the numerator of {whose}",)) if isinstance(top, Unknown) else top,
        range_of(least, None, (f"the denominator of {whose}",)) if isinstance(bottom, Unknown) else bottom,
    )


def _added(pairs: Iterable[tuple[Number, Number]]) -> tuple[Number, Number]:
    top: Number = _NOTHING
    bottom: Number = _NOTHING
    for one, other in pairs:
        top, bottom = ranges.plus(top, one), ranges.plus(bottom, other)
    assert not isinstance(top, Unknown)  # a count starts at nothing
    return top, bottom
