"""The lists of a network about incentives, with any valid records, as `any_records` has the others."""

from __future__ import annotations

from hypothesis import strategies as st

from pcn_des.contract.files import every_key
from pcn_des.dates import ContractYear
from pcn_des.network import IndicatorAdjustment, IndicatorFigures, PartDeclared, PartInPlace
from pcn_des.strategies.any_records import RecordLists, Texts
from pcn_des.strategies.field_values import (
    any_days,
    decimals,
    in_one_line,
    none_or,
    not_blank,
    ods_codes,
    record_lists_of,
)

_PARTS = ("better_digital_telephony", "simpler_online_requests")


def indicator_figures(texts: Texts) -> RecordLists:
    """Figures of indicators, of the network and of practices."""
    counted = none_or(decimals())
    figures = st.builds(
        IndicatorFigures,
        indicator=_codes(texts),
        on=any_days(),
        practice=none_or(ods_codes()),
        numerator=counted,
        denominator=counted,
        personalised_care_adjustments=none_or(st.integers(0, 500)),
        baseline_numerator=counted,
        baseline_denominator=counted,
        done=none_or(st.booleans()),
        document=texts,
    )
    key = lambda one: (one.indicator.strip().upper(), one.practice, one.on)  # noqa: E731  # as contradictions tell them apart
    return record_lists_of(st.lists(figures, unique_by=key, max_size=3))


def indicator_adjustments(texts: Texts) -> RecordLists:
    """Adjustments of the list size, and of prevalence."""
    adjustments = st.builds(
        IndicatorAdjustment,
        year=any_days().map(ContractYear.of).map(str).filter(_is_written),
        indicator=st.just("") | in_one_line(_codes(texts)),
        factor=decimals("0.01", "3"),
        document=texts,
    )
    return record_lists_of(
        st.lists(adjustments, unique_by=lambda one: (one.year, one.indicator.strip().upper()), max_size=3)
    )


def improvement_in_place(texts: Texts) -> RecordLists:
    """Whether parts are in place in practices."""
    found = st.builds(
        PartInPlace,
        part=_parts(texts),
        practice=ods_codes(),
        in_place=st.booleans(),
        on=any_days(),
        document=texts,
    )
    return record_lists_of(st.lists(found, unique_by=lambda one: (one.part, one.practice, one.on), max_size=3))


def improvement_declared(texts: Texts) -> RecordLists:
    """Declarations of parts."""
    declared = st.builds(PartDeclared, part=_parts(texts), on=any_days(), by=texts, document=texts)
    return record_lists_of(st.lists(declared, unique_by=lambda one: (one.part, ContractYear.of(one.on)), max_size=3))


def _is_written(year: str) -> bool:
    """Whether a contract year is one that can be written: of this century."""
    return len(year) == len("2022/23") and year.startswith("20")


def _codes(texts: Texts) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(every_key("indicators"))) | not_blank(texts)


def _parts(texts: Texts) -> st.SearchStrategy[str]:
    return st.sampled_from(_PARTS) | not_blank(texts)
