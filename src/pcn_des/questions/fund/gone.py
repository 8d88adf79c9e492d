"""A network that is none on the last day of a year: what it earns of that year, as far as the contract says."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from pcn_des.dates import ContractYear
from pcn_des.engine import ranges
from pcn_des.engine.ranges import Number
from pcn_des.network import Network

_NOTHING: Final = Fraction(0)


@attrs.frozen(kw_only=True)
class Gone:
    """That there is no such network when a year is measured, `why`, and whether it was one on some day of that year."""

    year: ContractYear
    why: str
    in_year: bool

    @classmethod
    def of(cls, network: Network, year: ContractYear) -> Gone | None:
        """Why a network is none when a year is measured, on its last day; None of one that is there."""
        why = network.why_not_open(year.last_day)
        if not why:
            return None
        began = network.opened is None or network.opened <= year.last_day
        lasted = network.closed is None or network.closed >= year.first_day
        return cls(year=year, why=why, in_year=began and lasted)

    @property
    def says(self) -> str:
        """What that does to the year, in words."""
        if not self.in_year:
            return f"nothing is earned in {self.year}: {self.why}"
        return f"what a network earns of the year in which it ends was not found, and {self.why}"

    def left(self, points: Number) -> Number:
        """What counts of the points by its figures: none, or between none and all of them, for no text says more."""
        if not self.in_year:
            return _NOTHING
        return ranges.hull((_NOTHING, points), (self.says,))
