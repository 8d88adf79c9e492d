"""A contract year of the Investment and Impact Fund for a network, or for each network of a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final, overload

import attrs

from pcn_des.answers.amount import Amount, sum_of
from pcn_des.answers.points import PAID, IifYear, IndicatorPoints
from pcn_des.answers.receipt import Heading
from pcn_des.arguments import a_mapping
from pcn_des.brief import briefly, by_name
from pcn_des.contract.files import load_year
from pcn_des.contract.indicator_codes import indicator_of_code, no_such_indicator
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, as_day, as_day_or_none
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.errors import MisuseError
from pcn_des.network import Network
from pcn_des.network.digest import digest_of
from pcn_des.questions.basis import heading_of, notes_on, receipt_of
from pcn_des.questions.fund import scheme
from pcn_des.questions.fund.given import Adjustment, Given, adjustment, given_of
from pcn_des.questions.fund.gone import Gone
from pcn_des.questions.fund.on_record import on_record
from pcn_des.questions.fund.payment import LIST_SIZE, PREVALENCE, unsure, why_needed
from pcn_des.questions.fund.reckoning import Fund, points_of
from pcn_des.questions.fund.rows import by_network, given_of_rows
from pcn_des.units import Quantity, Unit
from pcn_des.values import Range, range_of

_BY_INDICATOR: Final = "a mapping from each indicator to its factor"
AS_THEY_STAND: Final = "Denominators are taken to be without the patients whom an adjustment takes out of them."
_POINTS: Final = Unit.parse("points")
_ZERO: Final = Fraction(0)


@overload
def iif(
    figures: Mapping[str, Any] | Network,
    year: str,
    *,
    list_size_adjustment: Adjustment | Mapping[str, Adjustment] = ...,
    prevalence_adjustments: Mapping[str, Any] | None = ...,
    as_of: date | None = ...,
    known_on: date | None = ...,
) -> IifYear: ...


@overload
def iif(
    figures: Iterable[Mapping[str, Any]],
    year: str,
    *,
    list_size_adjustment: Adjustment | Mapping[str, Adjustment] = ...,
    prevalence_adjustments: Mapping[str, Any] | None = ...,
    known_on: date | None = ...,
) -> Iterator[IifYear]: ...


def iif(
    figures: Mapping[str, Any] | Network | Iterable[Mapping[str, Any]],
    year: str,
    *,
    list_size_adjustment: Adjustment | Mapping[str, Adjustment] = None,
    prevalence_adjustments: Mapping[str, Any] | None = None,
    as_of: date | None = None,
    known_on: date | None = None,
) -> IifYear | Iterator[IifYear]:
    """Every indicator of the fund in a contract year: achievement, points, pounds, and what is still to be earned.

    An indicator of which nothing is given, or whose thresholds were not found, stays in the list, with the ends between
    which its points lie.

    Args:
        figures: by indicator a pair of numerator and denominator, as in `{"CAN-04": (74, 100)}`; True or False for one
            that is done or not; or a mapping that names what `indicator_points` takes. A `Network` has them on record:
            of each indicator those of the latest day on which they are whole count, and its adjustments, unless others
            are given. Or the rows of a table of many networks, mappings with `network`, `indicator`, `numerator` and
            `denominator`, and where they are of practices with `practice`: these are added up, and there is an answer
            for each network, one after another. A figure that is None is not known, or kept back: its answer lies
            between two ends. Each row is checked for itself, and those that can't be are named together.
        year: the contract year, as in `2023/24`.
        list_size_adjustment: the network's factor, or the two ends that it lies between; of a table, a mapping from
            each network to its own.
        prevalence_adjustments: the network's factor by indicator; of a table, a mapping from each network to such a
            mapping.
        as_of: of a network, only figures that were counted by this day; None means the whole year. What a network that
            ended within the year earns of it was not found: it lies between nothing and what its figures earn.
        known_on: only what had been published, and counted, by this day; None means all of it.

    Raises:
        OutsideDataError: a year that the data do not have.
        UnknownNameError: an indicator that the year does not have; of a table, others are left out and named.
        MisuseError: figures that can't be, as in `indicator_points`; rows without a network or an indicator; one
            indicator under two codes; adjustments of a network of which a table has no rows.

    Examples:
        >>> from pcn_des import iif
        >>> found = iif({"CAN-04": (74, 100), "HI-03": (90, 150)}, "2025/26")
        >>> for row in found:
        ...     print(row.code, row.points, row.payment)
        HI-03 at most 36 points None
        CAN-04 13.2 points None
        >>> found["CAN-04"].next_point.in_words
        '1 more'
    """
    contract_year = ContractYear.parse(year)
    known_by = as_day_or_none(known_on, "known_on")
    fund = Fund.of(Terms(load_year(contract_year), contract_year.last_day, known_by))
    if prevalence_adjustments is not None:
        a_mapping(prevalence_adjustments, "prevalence_adjustments", _BY_INDICATOR)
    if isinstance(figures, Network):
        return _of_network(fund, figures, as_of, list_size_adjustment, prevalence_adjustments)
    if as_of is not None:
        raise MisuseError("as_of goes with a Network, which has the days of its figures on record; leave it out")
    if isinstance(figures, Mapping):
        return _of_figures(fund, figures, list_size_adjustment, prevalence_adjustments)
    if isinstance(figures, str) or not isinstance(figures, Iterable):
        raise MisuseError(
            f"{briefly(figures)} is no figures; give a mapping by indicator, a Network, or the rows of a table"
        )
    return _of_rows(fund, figures, list_size_adjustment, prevalence_adjustments)


def _of_network(
    fund: Fund, network: Network, as_of: date | None, list_size: Any, prevalences: Mapping[str, Any] | None
) -> IifYear:
    """The figures and adjustments on record; an adjustment that is given goes before the one on record."""
    last = fund.contract.as_of
    asked = last if as_of is None else as_day(as_of, "as_of")
    day = min(asked, fund.contract.known_on or last, last)
    if isinstance(list_size, Mapping):
        raise MisuseError("list_size_adjustment is a mapping, and there is one network; give its factor alone")
    found = on_record(network, fund, day)
    own = {**found.prevalences, **_prevalences(fund, prevalences)}
    given = {code: _with_prevalence(one, own.pop(code, None)) for code, one in found.given.items()}
    given |= {code: Given.of(code, prevalence_adjustment=said) for code, said in own.items()}
    factor = found.list_size if list_size is None else list_size
    gone = Gone.of(network, ContractYear.of(last))
    said = () if gone is None else (f"{gone.says[:1].upper()}{gone.says[1:]}.",)
    about = _About(
        heading=heading_of(network, asked),
        day=asked,
        notes=(*notes_on(network, asked), *said, *found.notes),
        of_rows=found.beside,
        gone=gone,
    )
    return _year(fund, given, factor, about)


def _of_figures(
    fund: Fund, figures: Mapping[str, Any], list_size: Any, prevalences: Mapping[str, Any] | None
) -> IifYear:
    if isinstance(list_size, Mapping):
        raise MisuseError("list_size_adjustment is a mapping, and there is one network; give its factor alone")
    own = _prevalences(fund, prevalences)
    given = {
        code: _with_prevalence(given_of(code, said), own.pop(code, None))
        for code, said in _by_code(fund, figures).items()
    }
    given |= {code: Given.of(code, prevalence_adjustment=said) for code, said in own.items()}
    return _year(fund, given, list_size, _About(day=fund.contract.as_of))


def _with_prevalence(given: Given, said: Any) -> Given:
    return given if said is None else attrs.evolve(given, prevalence=adjustment(said, "prevalence_adjustment"))


def _prevalences(fund: Fund, said: Mapping[str, Any] | None) -> dict[str, Any]:
    return {} if said is None else _by_code(fund, a_mapping(said, "prevalence_adjustments", _BY_INDICATOR))


def _by_code(fund: Fund, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of indicators, by the contract's own codes.

    Raises:
        MisuseError: one of them is named by two codes.
        UnknownNameError: there is no such indicator.
    """
    found: dict[str, Any] = {}
    named: dict[str, str] = {}
    for name, value in said.items():
        code = _code(fund, name)
        if code in named:
            raise MisuseError(f"{named[code]} and {name} are one indicator, {code}; give one of them")
        found[code], named[code] = value, name
    return found


def _code(fund: Fund, code: str) -> str:
    """The indicator of the year that a person means.

    Raises:
        UnknownNameError: there is none.
    """
    codes = [row.code for row in fund.rows]
    found = indicator_of_code(code, fund.contract, codes) if isinstance(code, str) else None
    if found is None:
        contract = fund.contract
        raise no_such_indicator(by_name(code), contract.contract_year, codes, known_on=contract.known_on)
    return found


def _of_rows(
    fund: Fund, rows: Iterable[Mapping[str, Any]], list_size: Any, prevalences: Mapping[str, Any] | None
) -> Iterator[IifYear]:
    entries = {row.code: row.entry for row in fund.rows if row.entry is not None}
    networks = by_network(rows, fund)
    for name, said in (("list_size_adjustment", list_size), ("prevalence_adjustments", prevalences)):
        _check_networks(name, said, networks)
    for network, of in networks.items():
        notes = [AS_THEY_STAND]
        if of.others:
            notes.append(f"Not of the fund in this year, and left out: {', '.join(of.others)}.")
        factor = list_size.get(network) if isinstance(list_size, Mapping) else list_size
        about = _About(heading=Heading(code=network, name=of.name), day=fund.contract.as_of, notes=tuple(notes))
        try:
            own = _prevalences(fund, None if prevalences is None else prevalences.get(network))
            given = {code: given_of_rows(entries[code], found, own.pop(code, None)) for code, found in of.rows.items()}
            given |= {code: Given.of(code, prevalence_adjustment=said) for code, said in own.items()}
            answer = _year(fund, given, factor, about)
        except MisuseError as error:
            raise MisuseError(f"{network}: {error}") from None
        yield answer


def _check_networks(name: str, said: Any, networks: Collection[str]) -> None:
    """Refuse adjustments of a network that is not among those of the rows: they would change nothing.

    Raises:
        MisuseError: there are some; all of them are named.
    """
    lost = [str(one) for one in (said if isinstance(said, Mapping) else ()) if one not in networks]
    if lost:
        names = ", ".join(lost)
        raise MisuseError(
            f"{name} has {names}, and the rows have no network {names}; of a table it is a mapping from the codes of "
            "networks: correct the code, or leave it out"
        )


@attrs.frozen(kw_only=True)
class _About:
    """Whom an answer is about and on which day; notes on all of it, and `of_rows` on single indicators."""

    day: date
    heading: Heading = attrs.field(factory=Heading)
    notes: tuple[str, ...] = ()
    of_rows: Mapping[str, Iterable[str]] = attrs.field(factory=dict)
    gone: Gone | None = None


def _year(fund: Fund, given: Mapping[str, Given], list_size: Adjustment, about: _About) -> IifYear:
    """The answer about a year."""
    factor = adjustment(list_size, "list_size_adjustment")
    answers = [
        points_of(
            fund, row, given.get(row.code) or Given.of(row.code), factor, about.of_rows.get(row.code, ()), about.gone
        )
        for row in fund.rows
    ]
    rows = tuple(answer for answer in answers if answer.payment_kind == PAID)
    contract = fund.contract
    nothing = about.gone is not None and not about.gone.in_year
    not_known = () if nothing else _not_known(fund)
    records = {code: str(one) for code, one in given.items()}
    besides = {} if factor is None else {LIST_SIZE: str(factor)}
    besides |= {} if about.gone is None else {"gone": str(about.gone)}
    return IifYear(
        heading=about.heading,
        receipt=receipt_of(contract.contract, about.day, contract.known_on, digest_of(records | besides)),
        rows=rows,
        not_paid=tuple(answer for answer in answers if answer.payment_kind != PAID),
        not_found=fund.indicators.missing,
        points=Quantity(_all_points(fund, rows, not_known), _POINTS),
        amount=_all_pounds(rows, not_known),
        notes=tuple(dict.fromkeys((*_notes(fund), *about.notes, *_needed(fund, rows)))),
        besides=scheme.besides(contract),
    )


def _not_known(fund: Fund) -> tuple[str, ...]:
    """What indicators there are besides those that are known: none was found, or none was published."""
    contract = fund.contract
    needs = [f"the indicator {code}, which was not found" for code in fund.indicators.missing]
    if contract.unpublished or (contract.contract.indicators and not fund.rows):
        needs.append(f"what indicators {contract.contract_year} has, which was not published by the day asked about")
    return tuple(needs)


def _all_points(fund: Fund, rows: Iterable[IndicatorPoints], missing: tuple[str, ...]) -> Fraction | Range:
    """The points together; they are no more than the year's total, where that is established."""
    total: Number = _ZERO
    for row in rows:
        total = ranges.plus(total, row.points.number)
    needs = (*ranges.needs_of(total), *missing)
    assert isinstance(total, Fraction | Range)  # each lies above nothing
    low, high = ranges.lowest(total), None if missing else ranges.highest(total)
    limit = None if fund.total is None else Fraction(fund.total.value)
    ends = [end for end in (high, limit) if end is not None]
    found = range_of(low, max(min(ends), low or _ZERO) if ends else None, needs)
    assert isinstance(found, Fraction | Range)  # its lower end is known
    return found


def _all_pounds(rows: Iterable[IndicatorPoints], missing: tuple[str, ...]) -> Amount:
    """The pounds together, indicator by indicator; open where there are others, of which nothing is known."""
    total = sum_of(row.amount for row in rows)
    return Amount(total.at_least) if missing else total


def _notes(fund: Fund) -> Iterator[str]:
    if fund.contract.unpublished:
        yield fund.contract.unpublished
    level = fund.known(scheme.LEVEL)
    if level is not None:
        yield f"Measured is {level.in_words}."
    rounding = fund.contract.get(scheme.ROUNDING)
    if rounding is not None and not rounding.is_known:
        yield f"Each indicator's pounds are rounded once, to the penny: {rounding.note}."


def _needed(fund: Fund, rows: Iterable[IndicatorPoints]) -> Iterator[str]:
    """Why adjustments have to be given, each once, where one is missing."""
    needs = {need.partition(" ")[0] for row in rows for need in row.missing}
    for name in (LIST_SIZE, PREVALENCE):
        if name in needs:
            yield from why_needed(fund.contract, name)
    not_sure = [row.code for row in rows if row.entry.prevalence_adjusted is None]
    if not_sure:
        yield unsure(not_sure)
