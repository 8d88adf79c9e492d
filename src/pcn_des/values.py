"""What a quantity can be besides known: unknown, between two ends, or something that never happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import Enum
from fractions import Fraction
from functools import reduce
from typing import Final

import attrs

from pcn_des.errors import MisuseError


class _Unknown(Enum):
    """The type of `UNKNOWN`."""

    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("UNKNOWN is neither true nor false; compare with 'is UNKNOWN'")

    def __repr__(self) -> str:
        return "UNKNOWN"


class _Never(Enum):
    """The type of `NEVER`."""

    NEVER = "never"

    def __repr__(self) -> str:
        return "NEVER"


UNKNOWN: Final = _Unknown.UNKNOWN
"""A value that is not established. The `note` beside it says what is missing."""

NEVER: Final = _Never.NEVER
"""The day of something that did not happen, where the records are complete enough to say so."""


@attrs.frozen
class Unknown:
    """An unknown inside a calculation, with what would settle it."""

    missing: tuple[str, ...]

    @classmethod
    def because(cls, *missing: str) -> Unknown:
        """Unknown for these reasons, each once, in the order given."""
        return cls(tuple(dict.fromkeys(missing)))

    @classmethod
    def of(cls, unknowns: Iterable[Unknown]) -> Unknown:
        """Everything that is missing in several unknowns."""
        return cls.because(*(reason for unknown in unknowns for reason in unknown.missing))


@attrs.frozen
class Range:
    """A number of which only ends are known: it lies between `low` and `high`, both included; None is an open end.

    `needs` are the records that would settle it. `readings` are the numbers by each reading of the contract's text,
    where nothing but the reading leaves it open. Make one with `range_of`.
    """

    low: Fraction | None
    high: Fraction | None
    needs: tuple[str, ...] = attrs.field(default=(), eq=frozenset)  # in whatever order the records were written down
    readings: tuple[Fraction, ...] = ()


def range_of(
    low: Fraction | None, high: Fraction | None, needs: Iterable[str] = (), readings: Iterable[Fraction] = ()
) -> Fraction | Range | Unknown:
    """What is known of a number between two ends: exact where they meet, unknown where both are open."""
    missing = tuple(dict.fromkeys(needs))
    if low is None and high is None:
        return Unknown(missing)
    if low is not None and low == high:
        return low
    if low is not None and high is not None and low > high:
        raise MisuseError(f"a number can't lie between {low} and {high}: the lower end is above the higher")
    return Range(low, high, missing, tuple(dict.fromkeys(readings)))


def compared(value: object) -> object:
    """A value as it is held against another: of a text neither blanks around it nor capitals count."""
    return value.strip().casefold() if isinstance(value, str) else value


def at_least_known(low: Fraction, *needs: str) -> Fraction | Range | Unknown:
    """A count with gaps: so much, and more where the gaps hold anything."""
    return range_of(low, None, needs)


Known = Fraction | date | bool | str | _Never
"""What a fact can be when it is known. Numbers are exact fractions."""

Value = Known | Unknown | Range
"""What a fact or an expression can be."""


def _context(digits: int) -> Context:
    """A context of which every setting is said: those left out would be the caller's `decimal.DefaultContext`."""
    return Context(
        prec=digits,
        rounding=ROUND_HALF_EVEN,
        Emin=-999999,
        Emax=999999,
        capitals=1,
        clamp=0,
        flags=[],
        traps=[DivisionByZero, InvalidOperation, Overflow],
    )


LARGEST_NUMBER: Final = 10**15
"""Below this is every number that is given; as pence it is more than the whole NHS spends in a year."""

EXACTLY: Final = _context(28)
"""How this package calculates with decimals, whatever context its caller has set.

Only its methods (`EXACTLY.add`), `sum_of` and `decimal_of` calculate with decimals here: `+`, `-`, `/`, `abs` and `sum`
of decimals round, and raise, as the caller's context says.
"""

WIDE: Final = _context(80)
"""The same for amounts of nonsense, such as those of 10 to the 28th patients."""


def sum_of(numbers: Iterable[Decimal]) -> Decimal:
    """Decimals added up; nothing where there are none."""
    return reduce(EXACTLY.add, numbers, Decimal(0))


def decimal_of(number: Fraction, step: Decimal | None = None) -> Decimal:
    """A fraction as a Decimal: exact where its decimals end, otherwise to 28 digits, or to the nearest `step`."""
    decimal = EXACTLY.divide(Decimal(number.numerator), Decimal(number.denominator))
    return decimal if step is None else decimal.quantize(step, context=WIDE)
