"""What is put in the place of a term has its unit and its shape, or is refused: no answer ever meets anything else."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pcn_des as des
from pcn_des.contract.files import load_year, years
from pcn_des.errors import MisuseError, PcnDesError
from pcn_des.network import Variation
from support.effort import examples

DAY = date(2022, 11, 14)
NETWORK = des.example_network()
BANDED = "arrs.advanced_practitioner.cap"
HOURS = "enhanced_access.network_standard_hours"
A_SATURDAY = {"days": "sat", "start": time(9), "end": time(17)}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("enhanced_access.minutes_per_1000", Decimal("NaN")),
        ("enhanced_access.minutes_per_1000", Decimal("Infinity")),
        ("enhanced_access.minutes_per_1000", (1,)),
        ("enhanced_access.minutes_per_1000", {"a": 1}),
        ("enhanced_access.minutes_per_1000", 10**15),
        ("enhanced_access.first_day", datetime(2022, 10, 1)),
        ("enhanced_access.first_day", datetime(2022, 10, 1, tzinfo=UTC)),
        ("enhanced_access.make_up_window_days", Decimal("1e30")),
        ("enhanced_access.make_up_window_days", Decimal("1.5")),
        ("enhanced_access.make_up_window_days", 36_526),
        (HOURS, 1),
        (HOURS, [1]),
        (HOURS, [{"days": "sat", "start": "9:00", "end": time(17)}]),
        (HOURS, [{"days": "sat", "start": time(9)}]),
        (HOURS, [{**A_SATURDAY, "days": "zzz"}]),
        (HOURS, [{**A_SATURDAY, "days": ""}]),
        (HOURS, [{**A_SATURDAY, "days": "sun-mon"}]),
        (HOURS, [{**A_SATURDAY, "days": "mon-"}]),
        (HOURS, [{**A_SATURDAY, "end": time(9)}]),
        (HOURS, [{**A_SATURDAY, "end": time(8)}]),
        (HOURS, [{**A_SATURDAY, "start": time(9, tzinfo=UTC)}]),
        ("enhanced_access.first_day", date(9999, 12, 31)),
        ("enhanced_access.first_day", date(1899, 12, 31)),
        ("arrs.scheme.claims", ""),
        ("arrs.scheme.claims", " "),
        ("arrs.scheme.baseline_roles", [""]),
        (BANDED, [{"below": 100_000}, {"value": 2}]),
        (BANDED, [{"below": "many", "value": 1}, {"value": 2}]),
        (BANDED, [{"value": 1, "edge": "above"}]),
        (BANDED, [1, 2]),
        (BANDED, {"value": 2}),
        (BANDED, -1),
        (BANDED, [{"value": -1}]),
        ("arrs.scheme.baseline_roles", "no list"),
        ("arrs.scheme.baseline_roles", ["paramedic", 1]),
    ],
)
def test_another_kind_of_value_is_refused(key: str, value: Any) -> None:
    with pytest.raises(MisuseError, match=rf"^{key} (is in|can't be) "):
        des.terms(DAY).amend({key: value})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (HOURS, [A_SATURDAY]),
        (HOURS, [{**A_SATURDAY, "days": "mon-sun"}]),
        ("enhanced_access.first_day", date(1900, 1, 1)),
        ("enhanced_access.first_day", date(2199, 12, 31)),
        ("arrs.scheme.baseline_roles", []),
        (BANDED, 4),
        (BANDED, [{"below": 50_000, "value": 1}, {"below": 100_000, "value": 2, "edge": "either"}, {"value": 3}]),
        ("enhanced_access.make_up_window_days", 36_525),
        ("enhanced_access.make_up_window_days", 0),
        ("enhanced_access.minutes_per_1000", 0),
    ],
)
def test_a_value_of_the_shape_of_the_terms_own_is_taken(key: str, value: Any) -> None:
    assert des.terms(DAY).amend({key: value})[key].in_words


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (
            BANDED,
            "many",
            "arrs.advanced_practitioner.cap is in 'WTE per network', which 'many' is not, nor is it bands, "
            "[{'below': …, 'value': …}, {'value': …}]",
        ),
        (
            "enhanced_access.minutes_per_1000",
            "many",
            "enhanced_access.minutes_per_1000 is in 'minutes per 1,000 adjusted patients per week', which 'many' is "
            "not",
        ),
        (
            "enhanced_access.minutes_per_1000",
            10**15,
            "enhanced_access.minutes_per_1000 can't be 1000000000000000: it has to be below 10^15",
        ),
        (
            BANDED,
            [{"below": 10**15, "value": 1}],
            "arrs.advanced_practitioner.cap can't be 1000000000000000: it has to be below 10^15",
        ),
        (
            "enhanced_access.make_up_window_days",
            36_526,
            "enhanced_access.make_up_window_days can't be 36526: at most 36,525 whole days",
        ),
    ],
)
def test_what_is_refused_is_told_with_what_there_may_be(key: str, value: Any, said: str) -> None:
    with pytest.raises(MisuseError) as refused:
        des.terms(DAY).amend({key: value})
    assert str(refused.value) == said


def test_shares_by_name_keep_every_name() -> None:
    key, contract = "arrs.mental_health_practitioner_adult.funding_share", des.terms(date(2024, 11, 1))
    assert dict(contract.amend({key: {"first": 1, "further": 1}})[key].value) == {"first": 1, "further": 1}
    with pytest.raises(MisuseError, match=r"is not, nor has it one for each of: first, further$"):
        contract.amend({key: {"first": 1}})


@pytest.mark.parametrize("value", ["x", True, date(2026, 4, 1), [1]])
def test_a_term_that_is_not_established_keeps_the_unit_of_other_years(value: Any) -> None:
    contract = des.terms(date(2026, 5, 1))
    assert not contract["core_pcn_funding.rate"].is_known
    with pytest.raises(
        MisuseError, match=r"core_pcn_funding\.rate is in 'GBP per registered patient per year', which "
    ):
        contract.amend({"core_pcn_funding.rate": value})
    assert contract.amend({"core_pcn_funding.rate": Decimal("2.3")})["core_pcn_funding.rate"].value == Decimal("2.3")


def test_to_round_to_nothing_is_no_fault_of_whoever_asks() -> None:
    found = des.assess(NETWORK, DAY, under=des.terms(DAY).amend({"enhanced_access.rounding_minutes": 0}))
    duty = found["enhanced_access.weekly_minutes"]
    assert duty.status is des.Status.UNKNOWN
    assert "a step to round to that is not nothing" in duty.missing


VALUES = st.one_of(
    st.booleans(),
    st.integers(-1, 10**16),
    st.decimals(allow_nan=True, places=None),
    st.dates(),
    st.datetimes(),
    st.text(max_size=3),
    st.lists(st.integers(0, 3) | st.text(max_size=2), max_size=2),
    st.dictionaries(st.sampled_from(["first", "further", "value", "below", "4"]), st.integers(0, 3), max_size=3),
    st.builds(
        lambda days, start, end: [{"days": days, "start": start, "end": end}],
        st.sampled_from(["sat", "mon-fri", "fri-mon", "zzz", "", "sat-"]),
        st.times(),
        st.times(),
    ),
    st.just([{"below": 100_000, "value": 3}, {"value": 6}]),
)


@settings(max_examples=examples(one_in=2))
@given(data=st.data(), value=VALUES)
def test_whatever_is_put_in_the_place_of_a_term_is_answered_with_or_refused(data: st.DataObject, value: Any) -> None:
    year = data.draw(st.sampled_from(years()))
    key = data.draw(st.sampled_from(sorted(load_year(year).terms)))
    day = date(year.starts_in, 11, 14)
    with suppress(PcnDesError):
        contract = des.terms(day).amend({key: value})
        assert contract[key].in_words
        assert str(des.assess(NETWORK, day, under=contract))


@settings(max_examples=examples(one_in=2))
@given(data=st.data(), value=VALUES)
def test_so_is_a_local_variation(data: st.DataObject, value: Any) -> None:
    day = date(2026, 5, 14)
    key = data.draw(st.sampled_from(sorted(load_year(years()[-1]).terms)))
    with suppress(PcnDesError):
        varied = Variation(since=day, kind="local_variation", granted_by="An ICB", amends={key: value})
        other = NETWORK.evolve(variations=[varied])
        assert str(des.assess(other, day))
        assert str(des.entitlements(other, "2026/27"))
