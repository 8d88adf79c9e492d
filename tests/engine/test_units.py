"""Units as the terms write them, and what a number with its unit, or an amount of money, says of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pcn_des import MisuseError, Money
from pcn_des.answers.amount import Amount
from pcn_des.dates import Period
from pcn_des.units import DATE, PURE, YES_NO, Quantity, Unit, of_number
from pcn_des.values import Range

HOURS = Unit.parse("hours")
LISTS = Unit.parse("registered patients")


@pytest.mark.parametrize(
    ("text", "powers"),
    [
        ("GBP", {("GBP", 1)}),
        ("practice", {("practice", 1)}),
        ("people", {("person", 1)}),
        ("GBP per registered patient per year", {("GBP", 1), ("registered patient", -1), ("year", -1)}),
        (
            "minutes per 1,000 adjusted patients per week",
            {("minute", 1), ("1,000 adjusted patient", -1), ("week", -1)},
        ),
        ("GBP per bed per bed", {("GBP", 1), ("bed", -2)}),
        ("hours per hour", set()),
    ],
)
def test_a_unit_is_read_as_powers_of_what_it_names(text: str, powers: set[tuple[str, int]]) -> None:
    assert Unit.parse(text) == Unit(frozenset(powers))


@pytest.mark.parametrize("kind", ["date", "yes/no", "text", "list", "table", "clock times"])
def test_what_is_no_number_is_a_kind_of_its_own(kind: str) -> None:
    unit = Unit.parse(kind)
    assert (unit, str(unit), unit.is_number) == (Unit(kind=kind), kind, False)


@pytest.mark.parametrize(
    ("part", "text"),
    [("pounds", "pounds per year"), ("fortnight", "GBP per fortnight"), ("1,000 patients", "1,000 patients per week")],
)
def test_a_word_that_is_no_unit_is_named_with_those_that_are(part: str, text: str) -> None:
    """Thousands stand only behind a `per`: what is counted is counted one by one."""
    with pytest.raises(ValueError, match="is not a unit") as caught:
        Unit.parse(text)
    assert str(caught.value) == (
        f"'{part}' in '{text}' is not a unit. Units are built with 'per' from: GBP, registered patients, weighted "
        "patients, adjusted patients, patients, minutes, hours, days, working days, weeks, months, years, payment "
        "periods, WTE, beds, practices, homes, sessions, admissions, points, networks, people, posts, date, yes/no, "
        "text, list, table, clock times"
    )


@pytest.mark.parametrize(
    ("powers", "said"),
    [
        ({}, ""),
        ({"minute": 1}, "minutes"),
        ({"minute": 1, "1,000 adjusted patient": -1, "week": -1}, "minutes per 1,000 adjusted patients per week"),
        # whatever is a time comes last below the line, though `bed` and `payment period` come before `practice`
        ({"GBP": 1, "week": -1, "weighted patient": -1}, "GBP per weighted patient per week"),
        ({"GBP": 1, "month": -1, "practice": -1}, "GBP per practice per month"),
        ({"GBP": 1, "payment period": -1, "practice": -1}, "GBP per practice per payment period"),
        ({"person": 1, "year": -1}, "people per year"),
        ({"session": 1, "year": -1, "person": -1}, "sessions per person per year"),
        ({"home": 1, "bed": 1}, "beds x homes"),
        ({"hour": 2}, "hour^2"),
        ({"GBP": 1, "bed": -2}, "GBP per bed^2"),
        ({"week": -1}, "per week"),
        ({"1,000 patient": 1}, "thousand patients"),
    ],
)
def test_a_unit_is_said_as_it_would_be_written(powers: dict[str, int], said: str) -> None:
    assert str(Unit(frozenset(powers.items()))) == said


@pytest.mark.parametrize("time", ["week", "month", "year", "payment period"])
def test_a_time_is_said_behind_everything_else(time: str) -> None:
    unit = Unit(frozenset({("point", 1), ("working day", -1), ("year" if time == "week" else "week", -2), (time, -1)}))
    assert str(unit).startswith("points per working day per ")


@pytest.mark.parametrize("time", ["month", "payment period", "week", "year"])
def test_a_time_is_said_behind_what_comes_after_it_in_the_alphabet(time: str) -> None:
    assert str(Unit(frozenset({("zone", -1), (time, -1)}))) == f"per zone per {time}"


def test_units_of_equal_powers_are_said_in_the_order_of_the_alphabet() -> None:
    powers = frozenset({("bed", -2), ("home", -1), ("point", -3), ("session", -1)})
    assert str(Unit(powers)) == "per bed^2 per home per point^3 per session"


def test_a_product_adds_powers_and_a_quotient_takes_them_away() -> None:
    rate = Unit.parse("GBP per registered patient")
    assert (str(rate.times(LISTS)), rate.times(rate, power=-1)) == ("GBP", PURE)
    assert str(PURE.times(HOURS.times(HOURS), power=-1)) == "per hour^2"
    assert HOURS.times(HOURS).times(HOURS).powers == {("hour", 3)}
    assert HOURS.times(HOURS).times(HOURS.times(HOURS)).powers == {("hour", 4)}


@pytest.mark.parametrize(
    ("unit", "thousands"),
    [
        (LISTS, "thousand registered patients"),
        (Unit.parse("adjusted patients"), "thousand adjusted patients"),
        (HOURS, "None"),  # no count of patients
        (LISTS.times(LISTS), "None"),
        (PURE.times(LISTS, power=-1), "None"),
        (Unit.parse("registered patients per week"), "None"),
        (PURE, "None"),
        (DATE, "None"),
    ],
)
def test_only_a_count_of_patients_is_counted_in_thousands(unit: Unit, thousands: str) -> None:
    assert str(unit.in_thousands()) == thousands


@pytest.mark.parametrize(
    ("unit", "number", "said"),
    [
        ("practices", 1, "practice"),
        ("practices", Fraction(1), "practice"),
        ("practices", 2, "practices"),
        ("practices", 0, "practices"),
        ("practices", None, "practices"),
        ("people", 1, "person"),
        ("minutes per 1,000 adjusted patients per week", 1, "minute per 1,000 adjusted patients per week"),
        ("minutes per 1,000 adjusted patients per week", 2, "minutes per 1,000 adjusted patients per week"),
        ("hour^2", 1, "hour^2"),  # no plural of its own
        ("", 1, ""),
    ],
)
def test_of_one_it_is_not_of_many(unit: str, number: object, said: str) -> None:
    assert of_number(unit, number) == said


def range_between(low: int | None, high: int | None, readings: tuple[int, ...] = ()) -> Range:
    low_, high_ = (None if end is None else Fraction(end) for end in (low, high))
    return Range(low_, high_, readings=tuple(map(Fraction, readings)))


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (Fraction(1), HOURS, "1 hour"),
        (Fraction(2), HOURS, "2 hours"),
        (Fraction(5, 2), PURE, "2.5"),
        (range_between(2, None), HOURS, "at least 2 hours"),
        (range_between(1, 3, (1, 3)), HOURS, "1 hour (3 by another reading)"),
        (range_between(1, 4, (4, 1, 2)), LISTS, "4 registered patients (1 or 2 by another reading)"),
        (range_between(1, 4, (4, 1)), PURE, "4 (1 by another reading)"),
    ],
)
def test_a_quantity_says_its_number_and_its_unit(number: Fraction | Range, unit: Unit, said: str) -> None:
    quantity = Quantity(number, unit)
    assert (str(quantity), repr(quantity)) == (said, f"<Quantity {said}>")


@pytest.mark.parametrize(
    ("number", "exact", "value", "at_least", "at_most", "by_reading", "first"),
    [
        (Fraction(5, 2), Fraction(5, 2), "2.5", "2.5", "2.5", (), Fraction(5, 2)),
        (Fraction(1, 3), Fraction(1, 3), *["0.3333333333333333333333333333"] * 3, (), Fraction(1, 3)),
        (range_between(2, None), None, None, "2", None, (), None),
        (range_between(None, 7), None, None, None, "7", (), None),
        (range_between(2, 7, (7, 2)), None, None, "2", "7", ("7", "2"), Fraction(7)),
    ],
)
def test_a_quantity_has_as_much_of_its_number_as_is_known(
    number: Fraction | Range,
    exact: Fraction | None,
    value: str | None,
    at_least: str | None,
    at_most: str | None,
    by_reading: tuple[str, ...],
    first: Fraction | None,
) -> None:
    quantity = Quantity(number, HOURS)
    texts = [None if one is None else str(one) for one in (quantity.value, quantity.at_least, quantity.at_most)]
    assert (quantity.exact, texts) == (exact, [value, at_least, at_most])
    assert (tuple(map(str, quantity.by_reading)), quantity.by_first_reading) == (by_reading, first)


@pytest.mark.parametrize(
    ("unit", "said"), [(HOURS, "<Unit hours>"), (YES_NO, "<Unit yes/no>"), (DATE, "<Unit date>"), (PURE, "<Unit>")]
)
def test_a_unit_shows_what_it_is(unit: Unit, said: str) -> None:
    assert repr(unit) == said


@pytest.mark.parametrize(
    ("pounds", "briefly"),
    [
        (Decimal("0.005"), "Decimal('0.005')"),
        (Decimal("NaN"), "Decimal('NaN')"),
        (Decimal("Infinity"), "Decimal('Infinity')"),
        (Decimal("1E+90"), "Decimal('1E+90')"),  # of more digits than anything is reckoned with
        (12, "12"),
        (0.5, "0.5"),
        ("1.00", "'1.00'"),
        (None, "None"),
    ],
)
def test_money_is_a_decimal_of_whole_pence(pounds: object, briefly: str) -> None:
    with pytest.raises(MisuseError) as caught:
        Money(pounds)  # type: ignore[arg-type]
    assert str(caught.value) == (f"{briefly} is not a Decimal of whole pence; round it first, with Money.to_the_penny")


@pytest.mark.parametrize(
    ("pounds", "said"),
    [
        (Fraction(1, 200), "£0.01"),
        (Fraction(-1, 200), "-£0.01"),
        (Fraction(1, 201), "£0.00"),
        (Fraction(1_234_567, 1), "£1,234,567.00"),
        (Fraction(-1234_564, 1000), "-£1,234.56"),
        (Decimal("1.005"), "£1.01"),
        (3, "£3.00"),
    ],
)
def test_half_a_penny_is_rounded_away_from_nothing(pounds: Fraction | Decimal | int, said: str) -> None:
    assert str(Money.to_the_penny(pounds)) == said


@pytest.mark.parametrize("pounds", [2.675, True, None, "1.00", Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_exact_amount_is_not_rounded(pounds: object) -> None:
    with pytest.raises(MisuseError, match="is no exact amount; give a Fraction, a Decimal or a whole number"):
        Money.to_the_penny(pounds)  # type: ignore[arg-type]


def test_money_adds_and_compares_with_money() -> None:
    one, two = Money(Decimal("1.00")), Money(Decimal("2.10"))
    assert (one + two, two - one, sum([one, two])) == tuple(Money(Decimal(text)) for text in ("3.10", "1.10", "3.10"))
    assert (one < two, two < one, one < one, one <= one, two > one, one > one) == (
        (True, False, False, True, True, False)
    )


@pytest.mark.parametrize("other", [1, Decimal("1.00"), None, "£1.00"])
def test_money_does_nothing_with_what_is_no_money(other: object) -> None:
    """The other thing is asked, as Python asks it, and knows no money either."""
    money = Money(Decimal("1.00"))
    for name in ("__add__", "__radd__", "__sub__", "__lt__"):
        assert getattr(money, name)(other) is NotImplemented
    assert money.__radd__(0) is money  # what `sum` begins with


@pytest.mark.parametrize(
    ("thing", "padded"),
    [
        (Money(Decimal("1234.50")), "   £1,234.50"),
        (Amount(Money(Decimal(5)), Money(Decimal(7))), "£5.00 to £7.00"),
        (Amount(), "     unknown"),
        (Quantity(Fraction(3, 2), HOURS), "   1.5 hours"),
        (Period(date(2024, 4, 1)), "from 1 April 2024"),
    ],
)
def test_what_prints_takes_a_width(thing: object, padded: str) -> None:
    assert f"{thing:>12}" == padded
    assert f"{thing}" == str(thing)
    assert f"{thing:<40}" == str(thing).ljust(40)
