"""What a question says of each row: statuses, whole pence, names; and how Arrow has them."""

from __future__ import annotations

from typing import Final, Protocol

import attrs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pcn_des.answers.status import WORST_FIRST
from pcn_des.engine.columns.codes import NOT_IN_FORCE

STATUSES: Final = tuple(status.value for status in WORST_FIRST)
"""The statuses that a column can have, the worst first."""


class Outcome(Protocol):
    """A column of an answer."""

    def arrow(self) -> pa.Array:
        """The column as Arrow has it."""


@attrs.frozen(eq=False)
class Statuses:
    """A status a row; null where the contract of the day has no such duty."""

    answers: NDArray[np.uint8]

    @property
    def words(self) -> tuple[str, ...]:
        """The statuses that there are."""
        return STATUSES

    def codes(self) -> pa.Array:
        """The places of the statuses among those that there are."""
        answers = np.ascontiguousarray(self.answers)
        there = answers != NOT_IN_FORCE
        known = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
        return pa.Array.from_buffers(pa.uint8(), len(answers), [known, pa.py_buffer(answers)])

    def places(self) -> NDArray[np.int8]:
        """The places, -1 where there is none."""
        return np.where(self.answers == NOT_IN_FORCE, np.int8(-1), self.answers.astype(np.int8))

    def arrow(self) -> pa.Array:
        """See `Outcome`."""
        return pa.DictionaryArray.from_arrays(self.codes(), pa.array(STATUSES))


@attrs.frozen(eq=False)
class Pence:
    """Whole pence a row; null where `known` is not."""

    amounts: NDArray[np.int64]
    known: NDArray[np.bool_]

    def arrow(self) -> pa.Array:
        """See `Outcome`."""
        amounts = np.ascontiguousarray(self.amounts)
        known = None if self.known.all() else pa.py_buffer(np.packbits(self.known, bitorder="little"))
        return pa.Array.from_buffers(pa.int64(), len(amounts), [known, pa.py_buffer(amounts)])


@attrs.frozen(eq=False)
class Names:
    """A name a row, by its place among those that there are."""

    places: NDArray[np.int32]
    words: tuple[str, ...]

    def arrow(self) -> pa.Array:
        """See `Outcome`."""
        return pa.DictionaryArray.from_arrays(pa.array(self.places, pa.int32()), pa.array(self.words, pa.string()))
