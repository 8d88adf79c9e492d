"""What a fact gives back is a value of its unit, or the error names the fact, the value and what to give."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import pcn_des as des
from pcn_des import NEVER
from pcn_des.engine.fact_values import as_observed
from pcn_des.engine.registry import Fact
from pcn_des.engine.view import Observed
from pcn_des.units import Unit
from pcn_des.values import Range, Unknown

DAY = date(2030, 6, 1)
NUMBER = "a whole number or a Fraction, or a Range"


def of(unit: str) -> Fact:
    return Fact("our_icb.count", "A count.", Unit.parse(unit), lambda view: None)


@pytest.mark.parametrize(
    ("unit", "value", "said", "wanted"),
    [
        ("practices", "five", "'five'", NUMBER),
        ("practices", 5.0, "5.0", NUMBER),
        ("GBP", Decimal(5), "Decimal('5')", NUMBER),
        ("practices", True, "True", NUMBER),
        ("practices", None, "None", NUMBER),
        ("date", datetime(2030, 6, 1), "datetime.datetime(2030, 6, 1, 0, 0)", "a day, or NEVER"),
        ("date", 3, "3", "a day, or NEVER"),
        ("yes/no", 1, "1", "True or False"),
        ("text", DAY, "datetime.date(2030, 6, 1)", "a text"),
    ],
)
def test_a_value_that_is_none_of_the_unit_is_said_with_the_fact(unit: str, value: Any, said: str, wanted: str) -> None:
    for found in (value, Observed(value)):
        with pytest.raises(des.RuleDefinitionError) as caught:
            as_observed(found, of(unit))
        assert str(caught.value) == (
            f"the fact our_icb.count gives {said}, and its unit is '{unit}': give {wanted}, or Unknown.because(…) "
            "where the records do not say"
        )


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("practices", 5),
        ("practices", Fraction(5, 2)),
        ("practices", Range(Fraction(1), None, ("the rest",))),
        ("practices", Unknown.because("the list")),
        ("date", DAY),
        ("date", NEVER),
        ("yes/no", False),
        ("text", "oil"),
        ("list", ("oil", "gas")),
    ],
)
def test_a_value_of_the_unit_is_kept_as_it_is(unit: str, value: Any) -> None:
    assert as_observed(value, of(unit)) == Observed(value)
    observed = Observed(value, "seen", "noted", DAY)
    assert as_observed(observed, of(unit)) is observed
