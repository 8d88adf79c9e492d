"""Units, and numbers that carry one, so that the three populations can't be mixed up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache, total_ordering
from math import floor
from typing import Final

import attrs

from pcn_des.brief import bracketed, briefly
from pcn_des.errors import MisuseError
from pcn_des.values import EXACTLY, WIDE, Range, decimal_of
from pcn_des.wording import in_words

_SINGULARS: Final = {
    "GBP": "GBP",
    "registered patients": "registered patient",
    "weighted patients": "weighted patient",
    "adjusted patients": "adjusted patient",
    "patients": "patient",
    "minutes": "minute",
    "hours": "hour",
    "days": "day",
    "working days": "working day",
    "weeks": "week",
    "months": "month",
    "years": "year",
    "payment periods": "payment period",
    "WTE": "WTE",
    "beds": "bed",
    "practices": "practice",
    "homes": "home",
    "sessions": "session",
    "admissions": "admission",
    "points": "point",
    "networks": "network",
    "people": "person",
    "posts": "post",
}
_PLURALS: Final = {singular: plural for plural, singular in _SINGULARS.items()}
_PATIENTS: Final = ("registered patient", "weighted patient", "adjusted patient", "patient")
_OTHER_KINDS: Final = ("date", "yes/no", "text", "list", "table", "clock times")
_THOUSAND: Final = "1,000 "
_MONEY: Final = "GBP"
SHARE: Final = "GBP per GBP"  # the unit of a part of a cost


@attrs.frozen(repr=False)
class Unit:
    """A unit as powers of named things, or one of the kinds that are not numbers (`date`, `yes/no`, `text`, …)."""

    powers: frozenset[tuple[str, int]] = frozenset()
    kind: str = "number"

    @classmethod
    def parse(cls, text: str) -> Unit:
        """The unit written as `minutes per 1,000 adjusted patients per week`.

        Raises:
            ValueError: a word that is not a unit; the message lists the units.
        """
        return _parse(text)

    @property
    def is_number(self) -> bool:
        """Whether values of this unit can be calculated with."""
        return self.kind == "number"

    def times(self, other: Unit, *, power: int = 1) -> Unit:
        """The unit of a product (power 1) or of a quotient (power -1)."""
        powers = dict(self.powers)
        for name, exponent in other.powers:
            powers[name] = powers.get(name, 0) + power * exponent
        return _unit(powers)

    def in_thousands(self) -> Unit | None:
        """`adjusted patients` as `1,000 adjusted patients`; None where it is not a count of patients."""
        if len(self.powers) == 1:
            ((name, exponent),) = self.powers
            if exponent == 1 and name in _PATIENTS:
                return _unit({_THOUSAND + name: 1})
        return None

    def __str__(self) -> str:
        if not self.is_number:
            return self.kind
        top = [_plural(name) if power == 1 else f"{name}^{power}" for name, power in self._ordered() if power > 0]
        bottom = [
            f"per {_below(name) if power == -1 else f'{name}^{-power}'}" for name, power in self._ordered() if power < 0
        ]
        return " ".join([" x ".join(top), *bottom]).strip()

    def __repr__(self) -> str:
        return bracketed(f"Unit {self}")

    def _ordered(self) -> list[tuple[str, int]]:
        time = ("week", "month", "year", "payment period")
        return sorted(self.powers, key=lambda item: (item[0] in time, item[0]))


def _unit(powers: Mapping[str, int]) -> Unit:
    return Unit(frozenset((name, power) for name, power in powers.items() if power))


def _plural(name: str) -> str:
    if name.startswith(_THOUSAND):
        return f"thousand {_plural(name.removeprefix(_THOUSAND))}"
    return _PLURALS[name]


def sign_of(unit: str) -> str:
    """What stands before a number: £ of money."""
    return "£" if _is_money(unit) else ""


def behind(unit: str, number: object) -> str:
    """What stands behind a number: its unit, after a space; nothing of money but what it is per.

    Examples:
        >>> behind("sessions per week", 1), behind("GBP per network per year", 2)
        (' session per week', ' per network per year')
    """
    said = unit.removeprefix(_MONEY) if _is_money(unit) else f" {of_number(unit, number)}"
    return said if said.strip() else ""


def of_number(unit: str, number: object) -> str:
    """A unit of so many: of one it is not of many, as in `1 practice`.

    Examples:
        >>> of_number("sessions per week", 1), of_number("sessions per week", 2)
        ('session per week', 'sessions per week')
    """
    first, per, rest = unit.partition(" per ")
    return f"{_SINGULARS.get(first, first)}{per}{rest}" if number == 1 else unit


def _is_money(unit: str) -> bool:
    return unit == _MONEY or (unit.startswith(f"{_MONEY} per ") and unit != SHARE)


def _below(name: str) -> str:
    return _THOUSAND + _plural(name.removeprefix(_THOUSAND)) if name.startswith(_THOUSAND) else name


@lru_cache(maxsize=512)
def _parse(text: str) -> Unit:
    if text in _OTHER_KINDS:
        return Unit(kind=text)
    powers: dict[str, int] = {}
    for place, part in enumerate(text.split(" per ")):
        bare = part.removeprefix(_THOUSAND) if place else part
        name = bare if bare in _PLURALS else _SINGULARS.get(bare)
        if name is None:
            known = ", ".join([*_SINGULARS, *_OTHER_KINDS])
            raise ValueError(f"'{part}' in '{text}' is not a unit. Units are built with 'per' from: {known}")
        name = _THOUSAND + name if bare != part else name
        powers[name] = powers.get(name, 0) + (-1 if place else 1)
    return _unit(powers)


_PENNY: Final = Decimal("0.01")
_NOISE: Final = Decimal("0.000001")  # of a pound
PART_OF_A_PENNY: Final = "has a part of a penny; write whole pence, such as 48532.00"
PURE: Final = Unit()
"""The unit of a plain number."""

DATE: Final = Unit(kind="date")
YES_NO: Final = Unit(kind="yes/no")


@attrs.frozen(order=False, repr=False)
class Quantity:
    """A number with its unit: exact, or as much of it as is known.

    Where the number is not exact, it lies between `at_least` and `at_most` (None is an open end); `by_reading` has the
    numbers by each reading of the contract's text, where nothing but the reading leaves it open.
    """

    number: Fraction | Range
    unit: Unit

    @property
    def exact(self) -> Fraction | None:
        """The number as a fraction; None where it is not exact."""
        return self.number if isinstance(self.number, Fraction) else None

    @property
    def value(self) -> Decimal | None:
        """The number as a `Decimal`, to 28 digits where its decimals don't end; None where it is not exact."""
        return None if self.exact is None else decimal_of(self.exact)

    @property
    def at_least(self) -> Decimal | None:
        """The lowest that it can be; None where that is open."""
        low = self.number.low if isinstance(self.number, Range) else self.number
        return None if low is None else decimal_of(low)

    @property
    def at_most(self) -> Decimal | None:
        """The highest that it can be; None where that is open."""
        high = self.number.high if isinstance(self.number, Range) else self.number
        return None if high is None else decimal_of(high)

    @property
    def by_reading(self) -> tuple[Decimal, ...]:
        """The number by each reading of the text, the first reading first; nothing where there is only one."""
        return tuple(map(decimal_of, self.number.readings)) if isinstance(self.number, Range) else ()

    @property
    def by_first_reading(self) -> Fraction | None:
        """The number if it is exact, or by the first reading of the text; None where records leave it open."""
        if isinstance(self.number, Range):
            return self.number.readings[0] if self.number.readings else None
        return self.number

    def __str__(self) -> str:
        unit = str(self.unit)
        sign = sign_of(unit)
        if isinstance(self.number, Range) and self.number.readings:
            first, *others = (in_words(reading, sign) for reading in self.number.readings)
            return f"{first}{behind(unit, self.number.readings[0])} ({' or '.join(others)} by another reading)"
        return f"{in_words(self.number, sign)}{behind(unit, self.number)}"

    def __format__(self, form: str) -> str:
        """As it prints, with the width and the side that a format gives: `f"{quantity:>12}"`."""
        return format(str(self), form)

    def __repr__(self) -> str:
        return bracketed(f"Quantity {self}")


def of_whole_pence(pounds: object) -> bool:
    """Whether it is a Decimal of pounds without a part of a penny."""
    try:
        return isinstance(pounds, Decimal) and pounds == pounds.quantize(_PENNY, context=WIDE)
    except InvalidOperation:  # without an end, or of more digits than anything is reckoned with
        return False


def without_noise(pounds: Decimal) -> Decimal:
    """The amount that a spreadsheet meant: its sums miss whole pence by less than a millionth of a pound.

    A real part of a penny stays, for whoever reads it to refuse.

    Examples:
        >>> without_noise(Decimal("34046.60000000001")), without_noise(Decimal("34046.605"))
        (Decimal('34046.60'), Decimal('34046.605'))
    """
    try:
        near = pounds.quantize(_PENNY, context=WIDE)
    except InvalidOperation:
        return pounds
    return near if pounds != near and WIDE.subtract(pounds, near).copy_abs() < _NOISE else pounds


@total_ordering
@attrs.frozen(order=False)
class Money:
    """Pounds and pence, exact. Adds and compares with money alone; prints as £1,234.56."""

    pounds: Decimal

    def __attrs_post_init__(self) -> None:
        if not of_whole_pence(self.pounds):
            said = briefly(self.pounds)
            raise MisuseError(f"{said} is not a Decimal of whole pence; round it first, with Money.to_the_penny")

    @classmethod
    def to_the_penny(cls, pounds: Fraction | Decimal | int) -> Money:
        """An exact amount rounded to the nearest penny, half a penny up (away from nothing).

        Raises:
            MisuseError: it is no exact number, as a float is none.
        """
        exact = isinstance(pounds, Fraction | Decimal | int) and not isinstance(pounds, bool)
        if not exact or (isinstance(pounds, Decimal) and not pounds.is_finite()):
            raise MisuseError(f"{briefly(pounds)} is no exact amount; give a Fraction, a Decimal or a whole number")
        pence = floor(abs(Fraction(pounds)) * 100 + Fraction(1, 2))
        return cls(Decimal(-pence if pounds < 0 else pence).scaleb(-2, WIDE))

    def __add__(self, other: Money) -> Money:
        return Money(EXACTLY.add(self.pounds, other.pounds)) if isinstance(other, Money) else NotImplemented

    def __radd__(self, other: object) -> Money:
        return self if other == 0 else NotImplemented  # what `sum` begins with

    def __sub__(self, other: Money) -> Money:
        return Money(EXACTLY.subtract(self.pounds, other.pounds)) if isinstance(other, Money) else NotImplemented

    def __lt__(self, other: Money) -> bool:
        return self.pounds < other.pounds if isinstance(other, Money) else NotImplemented

    def __str__(self) -> str:
        return f"{'-' if self.pounds < 0 else ''}£{self.pounds.copy_abs():,.2f}"

    def __format__(self, form: str) -> str:
        """As it prints, with the width and the side that a format gives: `f"{money:>12}"`."""
        return format(str(self), form)
