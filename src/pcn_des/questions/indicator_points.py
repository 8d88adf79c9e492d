"""The points of one indicator of the Investment and Impact Fund, and what they are worth to a network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pcn_des.answers.points import IndicatorPoints
from pcn_des.arguments import a_text
from pcn_des.contract.files import load_year
from pcn_des.contract.indicator_codes import indicator_of_code, no_such_indicator
from pcn_des.contract.terms import Terms
from pcn_des.dates import ContractYear, as_day_or_none
from pcn_des.questions.fund.given import Adjustment, Figure, Given, adjustment
from pcn_des.questions.fund.reckoning import Fund, points_of


def indicator_points(
    indicator: str,
    year: str,
    *,
    numerator: Figure = None,
    denominator: Figure = None,
    done: bool | None = None,
    baseline: tuple[Figure, Figure] | None = None,
    list_size_adjustment: Adjustment = None,
    prevalence_adjustment: Adjustment = None,
    personalised_care_adjustments: Figure | Mapping[str, int] = None,
    known_on: date | None = None,
) -> IndicatorPoints:
    """The points of an indicator in a contract year, and what they are worth, with every step.

    What is not given is unknown, and the answer says between which ends the points and the pounds then lie. There is no
    payment to the penny without both adjustments, unless no points count: they are the network's own, and the text does
    not say how the first is worked out. Pounds are rounded once.

    Args:
        indicator: its code, such as `ACC-08`, in capitals or small letters; or that of NHS England's publication.
        year: the contract year, as in `2023/24`.
        numerator: those counted, of the practices of the network together.
        denominator: those among whom they are counted.
        done: of an indicator that is done or not, in the place of the two.
        baseline: of an indicator that is measured against it, numerator and denominator of the year before.
        list_size_adjustment: the factor of the network, or the two ends that it lies between.
        prevalence_adjustment: the factor of the network for this indicator, or the two ends that it lies between.
        personalised_care_adjustments: the patients in the denominator with an adjustment and without the intervention:
            they leave it. A number, or a mapping from each reason to a number. Figures of the national extract are
            without them.
        known_on: only what had been published by this day; None means all of it.

    Raises:
        OutsideDataError: a year that the data do not have.
        UnknownNameError: the year has no such indicator; the message offers the nearest.
        MisuseError: figures that can't be: below 0, floats, a numerator above its denominator where it is a part of it.

    Examples:
        >>> from pcn_des import indicator_points
        >>> p = indicator_points("CAN-04", "2025/26", numerator=74, denominator=100)
        >>> print(p.points, p.payment)
        13.2 points None
        >>> p = indicator_points(
        ...     "CAN-04", "2025/26", numerator=74, denominator=100, list_size_adjustment="1.1", prevalence_adjustment=1
        ... )
        >>> print(p.payment, p.one_more.worth)
        £2,874.96 £319.44
    """
    contract_year = ContractYear.parse(year)
    a_text(indicator, "indicator")
    known_by = as_day_or_none(known_on, "known_on")
    fund = Fund.of(Terms(load_year(contract_year), contract_year.last_day, known_by))
    rows = {row.code: row for row in fund.rows}
    code = indicator_of_code(indicator, fund.contract, rows)
    if code is None:
        hint = fund.indicators.missing.get(indicator.strip().upper()) or fund.contract.unpublished or ""
        raise no_such_indicator(indicator, str(contract_year), rows, known_on=known_by, hint=hint)
    given = Given.of(
        code,
        numerator=numerator,
        denominator=denominator,
        done=done,
        baseline=baseline,
        personalised_care_adjustments=personalised_care_adjustments,
        prevalence_adjustment=prevalence_adjustment,
    )
    return points_of(fund, rows[code], given, adjustment(list_size_adjustment, "list_size_adjustment"))
