"""From the rows of a table to what is given of each network's indicators: practices are added up to their network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from pcn_des.brief import briefly
from pcn_des.contract.entries import BINARY, Indicator
from pcn_des.contract.indicator_codes import indicator_of_code
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.errors import MisuseError
from pcn_des.questions.fund.given import BASELINE, FIGURES, Given, adjustment, exact
from pcn_des.questions.fund.measures import is_share
from pcn_des.questions.fund.reckoning import Fund
from pcn_des.values import Unknown, range_of

_NOTHING: Final = Fraction(0)
_NEEDED: Final = ("network", "indicator")


@attrs.define
class OfNetwork:
    """The rows of a network by indicator, and the codes of others, which the fund does not pay for."""

    name: str | None = None
    rows: dict[str, list[Mapping[str, Any]]] = attrs.field(factory=dict)
    others: dict[str, None] = attrs.field(factory=dict)


def by_network(rows: Iterable[Mapping[str, Any]], fund: Fund) -> dict[str, OfNetwork]:
    """The rows of each network, in the order in which the networks come.

    Raises:
        MisuseError: a row is no mapping, or doesn't say of which network and indicator it is.
    """
    codes = [row.code for row in fund.rows]
    found: dict[str, OfNetwork] = {}
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            raise MisuseError(f"row {place} is {briefly(row)}; give a mapping of column to value")
        for name in _NEEDED:
            if not row.get(name):
                raise MisuseError(f"row {place} has no '{name}'; each row says of which network and indicator it is")
        of = found.setdefault(str(row["network"]), OfNetwork())
        of.name = of.name or row.get("name")
        code = indicator_of_code(str(row["indicator"]), fund.contract, codes)
        if code is None:
            of.others[str(row["indicator"])] = None
        else:
            of.rows.setdefault(code, []).append(row)
    return found


def given_of_rows(entry: Indicator, rows: Iterable[Mapping[str, Any]], prevalence: Any) -> Given:
    """What is given of an indicator by the rows of a network together: numerators and denominators added up.

    Of a practice whose figure is not there, it lies between nothing and what its other figure allows.

    Raises:
        MisuseError: a figure that is no number, or below 0; two rows of a practice, or of the network.
    """
    rows = list(rows)
    _check_once(entry, rows)
    pairs, before, adjusted, done = [], [], [], []
    for row in rows:
        if entry.function == BINARY:
            done.append(row.get("done") if type(row.get("done")) is bool else None)
            continue
        whose = " ".join(filter(None, (entry.key, f"of {row['practice']}" if row.get("practice") else "")))
        pairs.append(_pair(entry, row, FIGURES, whose))
        if any(row.get(name) is not None for name in BASELINE):
            before.append(_pair(entry, row, BASELINE, f"the baseline of {whose}"))
        said = row.get("personalised_care_adjustments")
        adjusted += [] if said is None else [exact(said, f"number of personalised care adjustments of {whose}")]
    factor = adjustment(prevalence, "prevalence_adjustment")
    if not pairs:
        # one practice where it is not done settles it; one that is silent leaves it open
        said_done = False if False in done else None if None in done or not done else True
        return attrs.evolve(Given.of(entry.key, done=said_done), prevalence=factor)
    numerator, denominator = _added(pairs)
    return Given(
        numerator=numerator,
        denominator=denominator,
        baseline=_added(before) if before and len(before) == len(pairs) else None,
        adjusted=sum(adjusted, _NOTHING) if adjusted else None,
        prevalence=factor,
        has_figures=True,
    )


def _check_once(entry: Indicator, rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse rows that would be counted twice.

    Raises:
        MisuseError: two rows are of one practice or of the network, or some are of practices and some of the network.
    """
    seen: set[str] = set()
    for row in rows:
        practice = str(row.get("practice") or "")
        if practice in seen:
            whose = practice or "the network"
            raise MisuseError(f"{entry.key} has two rows of {whose}; give one, of one day")
        seen.add(practice)
    if "" in seen and len(seen) > 1:
        raise MisuseError(
            f"{entry.key} has rows of practices and one of the network itself; give the one or the others"
        )


def _pair(entry: Indicator, row: Mapping[str, Any], names: tuple[str, str], whose: str) -> tuple[Number, Number]:
    top, bottom = (None if row.get(name) is None else exact(row[name], f"{name} of {whose}") for name in names)
    most = bottom if is_share(entry) else None
    least = top if is_share(entry) and top is not None else _NOTHING
    return (
        range_of(_NOTHING, most, (f"the numerator of {whose}",)) if top is None else top,
        range_of(least, None, (f"the denominator of {whose}",)) if bottom is None else bottom,
    )


def _added(pairs: Iterable[tuple[Number, Number]]) -> tuple[Number, Number]:
    top: Number = _NOTHING
    bottom: Number = _NOTHING
    for one, other in pairs:
        top, bottom = ranges.plus(top, one), ranges.plus(bottom, other)
    assert not isinstance(top, Unknown)  # a count starts at nothing
    return top, bottom
