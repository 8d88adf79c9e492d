"""What a quantity can be besides known: unknown, at least so much, or something that never happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from enum import Enum
from fractions import Fraction
from typing import Final

import attrs


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
class LowerBound:
    """A sum with gaps: at least `low`, and more where the gaps hold anything."""

    low: Fraction
    missing: tuple[str, ...]


Known = Fraction | date | bool | str | _Never
"""What a fact can be when it is known. Numbers are exact fractions."""

Value = Known | Unknown | LowerBound
"""What a fact or an expression can be."""

EXACTLY: Final = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
"""How this package calculates with decimals, whatever context its caller has set."""


def decimal_of(number: Fraction, step: Decimal | None = None) -> Decimal:
    """A fraction as a Decimal: exact where its decimals end, otherwise to 28 digits, or to the nearest `step`."""
    decimal = EXACTLY.divide(Decimal(number.numerator), Decimal(number.denominator))
    return decimal if step is None else decimal.quantize(step, context=EXACTLY)
