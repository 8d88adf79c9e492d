"""What points and pounds read of the Investment and Impact Fund, and what the fund's text says besides."""

from __future__ import annotations

from datetime import date
from typing import Final

from pcn_des.contract.entries import Term
from pcn_des.contract.spells import spells
from pcn_des.contract.terms import Terms

FUND: Final = "iif."
POINTS_RULE: Final = "iif.achievement_points.rule"
PAYMENT_FORMULA: Final = "iif.achievement_payment.formula"
POINT_VALUE: Final = "iif.point_value"
POINTS_TOTAL: Final = "iif.points_total"
LEVEL: Final = "iif.measurement_level"
DEEMED: Final = "iif.deemed_achievement"
REPLACED: Final = "iif.change.indicators_replaced"
ADJUSTMENTS_RULE: Final = "iif.personalised_care_adjustment.rule"
LIST_SIZE: Final = "iif.list_size_adjustment.exists"
LIST_SIZE_FORMULA: Final = "iif.list_size_adjustment.formula"
PREVALENCE: Final = "iif.prevalence_adjustment.formula"
PREVALENCES: Final = "iif.prevalence_adjustment.national_prevalences"
PREVALENCE_SCOPE: Final = "iif.prevalence_adjustment.scope"
ROUNDING: Final = "iif.points_rounding"
SECOND_LOWER: Final = "iif.second_lower_threshold"
SECOND_UPPER: Final = "iif.second_upper_threshold"
READ_BY_POINTS: Final = (
    POINTS_RULE,
    PAYMENT_FORMULA,
    POINT_VALUE,
    POINTS_TOTAL,
    LEVEL,
    DEEMED,
    REPLACED,
    ADJUSTMENTS_RULE,
    LIST_SIZE,
    LIST_SIZE_FORMULA,
    PREVALENCE,
    PREVALENCES,
    PREVALENCE_SCOPE,
    ROUNDING,
    SECOND_LOWER,
    SECOND_UPPER,
    "iif.change.indicators_deferred",
    "iif.change.indicators_retired",
    "iif.suspension.indicators_kept",
    "iif.collected_not_paid",
    "iif.indicator_code",
)


def read_by_points(key: str) -> bool:
    """Whether points or pounds of an indicator rest on a term."""
    return key in READ_BY_POINTS


def shown_besides(key: str) -> bool:
    """Whether a term is shown with a year of the fund, and no figure in it follows from it."""
    return key.startswith(FUND) and not read_by_points(key)


def besides(contract: Terms) -> tuple[Term, ...]:
    """What the text says of the fund in a year besides what its figures rest on, and what was not found of it.

    Of a term that changed within the year, each version.
    """
    year, known_by = contract.contract, contract.known_on or date.max
    keys = sorted({*year.terms, *year.missing["terms"]})
    return tuple(spell.term for key in keys if shown_besides(key) for spell in spells(year, key, known_by))
