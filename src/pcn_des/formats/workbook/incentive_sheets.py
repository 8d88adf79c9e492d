"""The sheets of the workbook about incentives: figures of indicators, and the local improvement payment."""

from __future__ import annotations

from typing import Final

import attrs

from pcn_des.formats.workbook.declaring import Sheet, column, listed
from pcn_des.formats.workbook.shared_columns import DOCUMENT, ON

_INCENTIVES: Final = "incentives"  # the name of what was added for them
_OF_FIGURES: Final = attrs.evolve(DOCUMENT, help="what shows it, e.g. CQRS, 1 December 2022")

INCENTIVES: Final[tuple[Sheet, ...]] = (
    Sheet(
        title="Indicators",
        purpose="What was counted for an indicator of the Investment and Impact Fund from April up to a day, a row for "
        "each; a later day takes the place of an earlier one.",
        columns=(
            column("indicator", "Indicator", "its code, e.g. CVD-01", 14),
            attrs.evolve(ON, help="up to which day it was counted, e.g. 2022-11-30"),
            column("practice", "Practice", "its code, if the figures are one practice's; empty: the network's", 14),
            column("numerator", "Numerator", "how many are counted, e.g. 812", 14),
            column("denominator", "Denominator", "among how many, e.g. 2,310", 14),
            column(
                "personalised_care_adjustments",
                "Adjusted patients",
                "of the denominator, to be taken out; empty: it is without them",
                14,
            ),
            column("baseline_numerator", "Baseline numerator", "of the year before, where that counts", 14),
            column("baseline_denominator", "Baseline denominator", "of the year before, where that counts", 14),
            column("done", "Done", "yes or no, of an indicator that is done or not", 14),
            _OF_FIGURES,
        ),
        lists=(listed("indicator_figures", "Figures of indicators"),),
        newer=_INCENTIVES,
    ),
    Sheet(
        title="Indicator adjustments",
        purpose="The factors of the network that turn points into pounds, as they were told for a year: the list size "
        "adjustment, and the prevalence adjustment of single indicators.",
        columns=(
            column("year", "Contract year", "e.g. 2022/23", 14),
            column("indicator", "Indicator", "its code, e.g. CVD-01; empty: the list size adjustment of all", 14),
            column("factor", "Factor", "e.g. 1.04; 1 changes nothing", 14),
            _OF_FIGURES,
        ),
        lists=(listed("indicator_adjustments", "Adjustments of indicators"),),
        newer=_INCENTIVES,
    ),
    Sheet(
        title="Improvement in place",
        purpose="Whether each part of the capacity and access improvement payment is in place in each practice: a row "
        "for a part, a practice and a day. One practice is enough to block a part.",
        columns=(
            column("part", "Part", "e.g. better_digital_telephony", 44),
            column("practice", "Practice", "its code, e.g. B83001", 14),
            column("in_place", "In place", "yes or no", 14),
            attrs.evolve(ON, help="when it was found, e.g. 2024-11-01"),
            DOCUMENT,
        ),
        lists=(listed("improvement_in_place", "Parts of the improvement payment"),),
        newer=_INCENTIVES,
    ),
    Sheet(
        title="Improvement declared",
        purpose="The parts of the improvement payment that the clinical director declared to the commissioner.",
        columns=(
            column("part", "Part", "e.g. better_digital_telephony", 44),
            attrs.evolve(ON, help="of the declaration, e.g. 2025-02-14"),
            column("by", "By", "who declared it, e.g. Dr Asha Menon", 28),
            DOCUMENT,
        ),
        lists=(listed("improvement_declared", "Declarations of improvement"),),
        newer=_INCENTIVES,
    ),
)
