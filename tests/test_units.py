"""Units, money and quantities as they are written and shown, and what stands for a value that nobody knows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import pcn_des as des
from pcn_des.units import Money, Quantity, Unit, of_number
from pcn_des.values import EXACTLY, NEVER, UNKNOWN, WIDE, Range, decimal_of, range_of


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("minutes", "minutes"),
        ("minutes per 1,000 adjusted patients per week", "minutes per 1,000 adjusted patients per week"),
        # What it is counted for comes before how often.
        ("GBP per week per WTE", "GBP per WTE per week"),
        ("GBP per month per practice", "GBP per practice per month"),
        ("GBP per year per patient", "GBP per patient per year"),
        ("GBP per payment period per practice", "GBP per practice per payment period"),
        ("GBP per practice per bed", "GBP per bed per practice"),
        ("yes/no", "yes/no"),
    ],
)
def test_a_unit_is_written_in_one_way(written: str, said: str) -> None:
    assert (str(Unit.parse(written)), repr(Unit.parse(written))) == (said, f"<Unit {said}>")


@pytest.mark.parametrize(
    ("one", "other", "power", "said"),
    [
        ("minutes", "homes", 1, "homes x minutes"),
        ("minutes", "minutes", 1, "minute^2"),
        ("minutes", "minutes", -1, ""),
        ("minutes", "weeks", -1, "minutes per week"),
        ("GBP per week", "homes per week", 1, "GBP x homes per week^2"),
        ("GBP per week", "weeks", 1, "GBP"),
        ("homes", "GBP per week", -1, "homes x weeks per GBP"),
        ("minutes per week", "homes per week", -1, "minutes per home"),
    ],
)
def test_units_are_multiplied_and_divided(one: str, other: str, power: int, said: str) -> None:
    assert str(Unit.parse(one).times(Unit.parse(other), power=power)) == said


def test_only_a_count_of_patients_is_counted_in_thousands() -> None:
    thousands = Unit.parse("adjusted patients").in_thousands()
    assert thousands is not None
    assert str(Unit.parse("minutes").times(thousands, power=-1)) == "minutes per 1,000 adjusted patients"
    for other in ("homes", "GBP per adjusted patient", "minutes per adjusted patient"):
        assert Unit.parse(other).in_thousands() is None
    squared = Unit.parse("adjusted patients").times(Unit.parse("adjusted patients"))
    assert squared.in_thousands() is None


@pytest.mark.parametrize("written", ["lamps", "GBP per lamp", "1,000 patients", "GBP per", ""])
def test_what_is_no_unit_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a unit\. Units are built with 'per' from: GBP, "):
        Unit.parse(written)


@pytest.mark.parametrize(
    ("unit", "one", "several"),
    [
        ("minutes", "minute", "minutes"),
        ("minutes per week", "minute per week", "minutes per week"),
        ("people per practice per week", "person per practice per week", "people per practice per week"),
        ("GBP", "GBP", "GBP"),
        ("yes/no", "yes/no", "yes/no"),
        ("", "", ""),
    ],
)
def test_one_of_a_thing_is_said_in_the_singular(unit: str, one: str, several: str) -> None:
    for number in (1, Decimal("1.0"), Fraction(1)):
        assert of_number(unit, number) == one
    for number in (0, 2, Decimal("1.5"), Fraction(1, 2), -1):
        assert of_number(unit, number) == several


class TestMoney:
    @pytest.mark.parametrize(
        ("pounds", "said"),
        [
            (1, "1"),
            (1.5, "1.5"),
            ("x", "'x'"),
            (True, "True"),
            (Fraction(1, 2), "Fraction(1, 2)"),
            (Decimal("0.001"), "Decimal('0.001')"),
            (Decimal("NaN"), "Decimal('NaN')"),
            (Decimal("Infinity"), "Decimal('Infinity')"),
        ],
    )
    def test_is_of_whole_pence(self, pounds: Any, said: str) -> None:
        with pytest.raises(des.MisuseError) as caught:
            Money(pounds)
        assert str(caught.value) == (f"{said} is not a Decimal of whole pence; round it first, with Money.to_the_penny")

    def test_is_compared_with_money_alone(self) -> None:
        one, two = Money(Decimal(1)), Money(Decimal(2))
        assert one < two
        assert not two < one
        assert not one < Money(Decimal(1))
        assert one <= Money(Decimal("1.00"))
        with pytest.raises(TypeError, match=r"^'<' not supported between instances of 'Money' and 'int'$"):
            one < 2  # type: ignore[operator]  # noqa: B015

    def test_is_added_to_money_alone(self) -> None:
        one, two = Money(Decimal(1)), Money(Decimal(2))
        assert (one + two, two - one, sum([one, two])) == (Money(Decimal(3)), one, Money(Decimal(3)))
        with pytest.raises(TypeError, match=r"^unsupported operand type.* for \+: 'Money' and 'int'$"):
            one + 1  # type: ignore[operator]
        with pytest.raises(TypeError, match=r"^unsupported operand type.* for -: 'Money' and 'int'$"):
            one - 1  # type: ignore[operator]
        with pytest.raises(TypeError, match=r"^unsupported operand type.* for \+: 'int' and 'Money'$"):
            1 + one


class TestQuantity:
    @pytest.mark.parametrize(
        ("number", "unit", "said", "at_least", "at_most"),
        [
            (Fraction(1), "minutes", "1 minute", Decimal(1), Decimal(1)),
            (Fraction(1200), "minutes", "1,200 minutes", Decimal(1200), Decimal(1200)),
            (Range(Fraction(0), None), "minutes", "at least 0 minutes", Decimal(0), None),
            (Range(None, Fraction(2)), "minutes", "at most 2 minutes", None, Decimal(2)),
            (
                Range(Fraction(1), Fraction(3), (), (Fraction(1), Fraction(3), Fraction(2))),
                "minutes",
                "1 minutes (3 or 2 by another reading)",
                Decimal(1),
                Decimal(3),
            ),
        ],
    )
    def test_is_said_as_far_as_it_is_known(
        self, number: Fraction | Range, unit: str, said: str, at_least: Decimal | None, at_most: Decimal | None
    ) -> None:
        found = Quantity(number, Unit.parse(unit))
        assert (str(found), repr(found)) == (said, f"<Quantity {said}>")
        assert (found.at_least, found.at_most) == (at_least, at_most)


class TestUnknown:
    def test_is_neither_true_nor_false(self) -> None:
        with pytest.raises(TypeError) as caught:
            bool(UNKNOWN)
        assert str(caught.value) == "UNKNOWN is neither true nor false; compare with 'is UNKNOWN'"

    def test_shows_its_name(self) -> None:
        assert (repr(UNKNOWN), repr(NEVER)) == ("UNKNOWN", "NEVER")

    def test_two_ends_that_meet_are_a_number(self) -> None:
        assert range_of(Fraction(2), Fraction(2)) == Fraction(2)
        assert range_of(Fraction(1), Fraction(2)) == Range(Fraction(1), Fraction(2))
        with pytest.raises(des.MisuseError) as caught:
            range_of(Fraction(2), Fraction(1))
        assert str(caught.value) == "a number can't lie between 2 and 1: the lower end is above the higher"


@pytest.mark.parametrize(("context", "digits"), [(EXACTLY, 28), (WIDE, 80)])
def test_every_setting_of_how_decimals_are_reckoned_with_is_said(context: Any, digits: int) -> None:
    assert (context.prec, context.rounding, context.Emin, context.Emax) == (
        digits,
        "ROUND_HALF_EVEN",
        -999999,
        999999,
    )
    assert (context.capitals, context.clamp) == (1, 0)
    assert {trap.__name__ for trap, is_set in context.traps.items() if is_set} == {
        "DivisionByZero",
        "InvalidOperation",
        "Overflow",
    }
    assert not any(context.copy().flags[trap] for trap in context.traps if trap.__name__ == "DivisionByZero")


@pytest.mark.parametrize(
    ("number", "step", "found"),
    [
        (Fraction(1, 3), None, "0.3333333333333333333333333333"),
        (Fraction(1, 8), None, "0.125"),
        (Fraction(1, 8), Decimal("0.01"), "0.12"),
        (Fraction(10**27) + Fraction(1, 3), Decimal("0.01"), "1000000000000000000000000000.00"),
    ],
)
def test_a_fraction_is_given_to_a_step(number: Fraction, step: Decimal | None, found: str) -> None:
    assert str(decimal_of(number, step)) == found
