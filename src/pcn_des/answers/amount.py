"""Money as far as it is known: to the penny, or between two ends."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import Final

import attrs

from pcn_des.brief import bracketed
from pcn_des.units import Money
from pcn_des.values import Range, Unknown

NO_MONEY: Final = Money.to_the_penny(Fraction(0))


@attrs.frozen(repr=False)
class Amount:
    """Money between `at_least` and `at_most`, both included; `at_most` None is an open end."""

    at_least: Money = NO_MONEY
    at_most: Money | None = None

    @classmethod
    def of(cls, number: Fraction | Range | Unknown) -> Amount:
        """What is known of an amount, each end to the penny."""
        if isinstance(number, Unknown):
            return cls()
        low, high = (number.low, number.high) if isinstance(number, Range) else (number, number)
        least = NO_MONEY if low is None else max(NO_MONEY, Money.to_the_penny(low))
        return cls(least, None if high is None else max(least, Money.to_the_penny(high)))

    @classmethod
    def between(cls, exact: Money | None, at_least: Money | None, at_most: Money | None) -> Amount:
        """The exact amount, where there is one; otherwise its two ends, as far as they are known."""
        return cls(exact or at_least or NO_MONEY, exact or at_most)

    @property
    def exact(self) -> Money | None:
        """The amount where it is known to the penny; None where it is not."""
        return self.at_least if self.at_least == self.at_most else None

    @property
    def is_nothing(self) -> bool:
        """Whether it is exactly £0."""
        return self.exact == NO_MONEY

    @property
    def is_open(self) -> bool:
        """Whether nothing is known of it: it may be £0, and anything above."""
        return self.at_most is None and self.at_least == NO_MONEY

    def __add__(self, other: Amount) -> Amount:
        most = None if self.at_most is None or other.at_most is None else self.at_most + other.at_most
        return Amount(self.at_least + other.at_least, most)

    def less(self, other: Amount) -> Amount:
        """What is left of this when the other is taken away; nothing, where the other is more."""
        least = NO_MONEY if other.at_most is None else max(NO_MONEY, self.at_least - other.at_most)
        return Amount(least, None if self.at_most is None else max(NO_MONEY, self.at_most - other.at_least))

    def up_to(self, limit: Amount) -> Amount:
        """The lower of the two."""
        ends = [end for end in (self.at_most, limit.at_most) if end is not None]
        return Amount(min(self.at_least, limit.at_least), min(ends) if ends else None)

    def within(self, other: Amount) -> Amount:
        """What is known of an amount of which both of these are known: the higher lower end, the lower upper end."""
        ends = [end for end in (self.at_most, other.at_most) if end is not None]
        return Amount(max(self.at_least, other.at_least), min(ends) if ends else None)

    def or_as_well(self, other: Amount) -> Amount:
        """What is known of an amount that is one of the two: the lower lower end, the higher upper end."""
        most = None if self.at_most is None or other.at_most is None else max(self.at_most, other.at_most)
        return Amount(min(self.at_least, other.at_least), most)

    def __str__(self) -> str:
        if self.exact is not None:
            return str(self.exact)
        if self.at_most is None:
            return "unknown" if self.at_least == NO_MONEY else f"at least {self.at_least}"
        return f"at most {self.at_most}" if self.at_least == NO_MONEY else f"{self.at_least} to {self.at_most}"

    def __format__(self, form: str) -> str:
        """As it prints, with the width and the side that a format gives: `f"{amount:>12}"`."""
        return format(str(self), form)

    def __repr__(self) -> str:
        return bracketed(f"Amount {self}")


NOTHING: Final = Amount(NO_MONEY, NO_MONEY)


def sum_of(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, as far as each is known; £0 of none."""
    return reduce(Amount.__add__, amounts, NOTHING)
