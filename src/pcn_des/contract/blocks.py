"""Terms that hang together and are half known: what each reading of them says, and between which limits each lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any, Final

import attrs

from pcn_des.contract.entries import Entry, Term
from pcn_des.frozen import FrozenMap, frozen

ENDS: Final = "ends"
CASES: Final = "cases"
BLOCK_KINDS: Final = (ENDS, CASES)
MOST_COMBINATIONS: Final = 8  # of readings that are told apart; of more, only the limits of each term are used
UNLIMITED: Final = "unlimited"


@attrs.frozen
class BlockReading:
    """One reading of the terms of a block: what it `says` in words, and the value that it gives each of them."""

    says: str
    values: Mapping[str, Any] = attrs.field(converter=frozen)


@attrs.frozen(kw_only=True, repr=False)
class ReadingBlock(Entry):
    """Terms whose values are known together or not at all: a version of each of them, with its days and sources.

    Of the kind `ends` the truth lies between the readings; of the kind `cases` one of them is true. Every reading has a
    value for every term of the block, and every version of a block has the same readings. `terms` are its versions of
    its terms: of each the limits, the unit, and in the note what the readings are.
    """

    kind: str
    readings: tuple[BlockReading, ...]
    terms: tuple[Term, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its terms."""
        return tuple(self.readings[0].values)

    @property
    def gist(self) -> str:
        return f"{len(self.readings)} readings of {', '.join(self.keys)}"

    def reading(self, says: str) -> BlockReading | None:
        """The reading that says so; None where the block has none such."""
        return next((reading for reading in self.readings if reading.says == says), None)


def combinations(blocks: Iterable[ReadingBlock]) -> tuple[Mapping[str, str], ...]:
    """Every way to read several blocks at once: for each block, by its key, what the reading taken says.

    Nothing where there is no block, or where there are more than `MOST_COMBINATIONS` ways. Versions of one block count
    once: a reading is the same all through a year.
    """
    distinct = {block.key: block for block in blocks}
    if not distinct or prod(len(block.readings) for block in distinct.values()) > MOST_COMBINATIONS:
        return ()
    ways = product(*([reading.says for reading in block.readings] for block in distinct.values()))
    return tuple(FrozenMap(dict(zip(distinct, way, strict=True))) for way in ways)


def limits(values: Sequence[Any]) -> tuple[Decimal | None, Decimal | None]:
    """Between which numbers several candidates for a value lie; None for an open side, and for what is no number."""
    numbers = [value for value in values if is_number(value)]
    others = [value for value in values if not is_number(value)]
    if not numbers or any(value != UNLIMITED for value in others):
        return None, None
    return Decimal(min(numbers)), None if others else Decimal(max(numbers))


def is_number(value: Any) -> bool:
    """Whether a value is a number; yes and no are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
