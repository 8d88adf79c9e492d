"""Facts to give: `assess` accepts them, and each kind of value comes up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcn_des import NEVER, UNKNOWN, assess
from pcn_des.errors import UnknownNameError
from pcn_des.strategies import contract_days, facts
from support.drawing import some
from support.effort import examples

DAY = date(2022, 11, 14)


@settings(max_examples=examples(one_in=2), suppress_health_check=list(HealthCheck))
@given(contract_days(), st.data())
def test_whatever_is_given_is_accepted(day: date, data: st.DataObject) -> None:
    given_directly = data.draw(facts(day) | facts())
    assert set(assess(given_directly, day)) == set(assess({}, day))


def test_each_kind_of_value_comes_up() -> None:
    adjusted, paper = "population.adjusted", "evidence.enhanced_access.reminders"
    names = (adjusted, paper, "practice.contract_type", "nominated_payee.named")
    found = some(facts(DAY, names=names))
    assert {type(values.get(adjusted)) for values in found} >= {int, Decimal, Fraction, type(UNKNOWN), type(None)}
    assert {type(values.get(paper)) for values in found} == {date, type(NEVER), type(UNKNOWN), type(None)}
    assert all(values[paper] <= DAY for values in found if isinstance(values.get(paper), date))
    assert {values.get("nominated_payee.named") for values in found} == {True, False, UNKNOWN, None}
    assert {type(values.get("practice.contract_type")) for values in found} == {str, type(UNKNOWN), type(None)}


def test_only_papers_of_the_day_are_among_them() -> None:
    with pytest.raises(UnknownNameError, match=r"There is no fact 'evidence.enhanced_access.reminders'"):
        facts(date(2020, 5, 1), names=("evidence.enhanced_access.reminders",))
