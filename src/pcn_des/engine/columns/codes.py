"""Answers of many rows as small numbers, the worst the smallest: every part is a minimum, the opposite a swap."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from pcn_des.answers.status import WORST_FIRST, Status

Codes = int | NDArray[np.uint8]
"""An answer a row, or one that all rows have."""

Mask = bool | NDArray[np.bool_]
"""Yes or no a row, or the same for all rows."""

Chosen = slice | NDArray[np.intp]
"""Some rows of many."""

Shared = TypeVar("Shared", int, bool)
"""What all rows have, where each does not have one of its own."""

Number = TypeVar("Number", bound=np.generic)

CODE: Final = {status: code for code, status in enumerate(WORST_FIRST)}
NOT_MET: Final = CODE[Status.NOT_MET]
UNKNOWN: Final = CODE[Status.UNKNOWN]
JUDGEMENT: Final = CODE[Status.JUDGEMENT]
NOT_DUE: Final = CODE[Status.NOT_DUE]
MET: Final = CODE[Status.MET]
NOT_APPLICABLE: Final = CODE[Status.NOT_APPLICABLE]
NOT_IN_FORCE: Final = len(WORST_FIRST)
"""What stands for a duty that the contract does not have on the day of a row."""

_TURNED: Final = MET ^ NOT_MET
"""The bits by which met and not met differ."""


def worst(codes: Iterable[Codes]) -> Codes:
    """The answer of each row that most needs looking at."""
    return reduce(_lower, codes)


def best(codes: Iterable[Codes]) -> Codes:
    """The answer of each row that stands where one part is enough."""
    return opposite(worst(map(opposite, codes)))


def opposite(codes: Codes) -> Codes:
    """Met where it was not met, and the other way round; any other answer stays."""
    if isinstance(codes, int):
        return codes ^ _TURNED if codes in (MET, NOT_MET) else codes
    decided = (codes == MET) | (codes == NOT_MET)
    turned: NDArray[np.uint8] = codes ^ (_all_bits(decided) & np.uint8(_TURNED))
    return turned


def yes_no(yes: Mask, known: Mask = True) -> Codes:
    """Met where it is so, not met where it is not, unknown where that is not known."""
    return graded(both(yes, known), any_of(yes, no(known)))


def graded(surely: Mask, perhaps: Mask) -> Codes:
    """Met where it surely is so, unknown where it is perhaps, otherwise not met. What surely is so is perhaps so."""
    if isinstance(surely, bool) and isinstance(perhaps, bool):
        return MET if surely else UNKNOWN * perhaps
    more, least = np.uint8(MET - UNKNOWN), np.uint8(UNKNOWN)
    codes: NDArray[np.uint8] = np.asarray(surely).view(np.uint8) * more + np.asarray(perhaps).view(np.uint8) * least
    return codes


def of_rows(values: Shared | NDArray[Number], chosen: Chosen) -> Shared | NDArray[Number]:
    """The values of some rows; what all rows have is theirs too."""
    return values[chosen] if isinstance(values, np.ndarray) and values.ndim else values


def where(condition: Mask, then: Codes, otherwise: Codes) -> Codes:
    """One of two answers, by a condition."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    one, other = _small(then), _small(otherwise)
    chosen: NDArray[np.uint8] = other ^ ((one ^ other) & _all_bits(condition))  # `np.where` takes twenty times as long
    return chosen


def agreed(codes: Iterable[Codes]) -> Codes:
    """The answer of each row on which all readings agree, unknown where they differ."""
    first, *others = codes
    agree: Mask = True
    for other in others:
        agree = both(agree, equal(first, other))
    return where(agree, first, UNKNOWN)


def equal(codes: Codes, others: Codes) -> Mask:
    """Which rows have the same answer."""
    return as_mask(codes == others)


def both(one: Mask, other: Mask) -> Mask:
    """Which rows have both."""
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other


def any_of(one: Mask, other: Mask) -> Mask:
    """Which rows have one or the other."""
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    return one | other


def either(condition: Mask, then: Mask, otherwise: Mask) -> Mask:
    """Which rows have the one where the condition holds, and the other where it does not."""
    return any_of(both(condition, then), both(no(condition), otherwise))


def no(mask: Mask) -> Mask:
    """Which rows have it not."""
    return not mask if isinstance(mask, bool) else ~mask


def _lower(codes: Codes, others: Codes) -> Codes:
    if isinstance(codes, int) and isinstance(others, int):
        return min(codes, others)
    lower: NDArray[np.uint8] = np.minimum(_small(codes), _small(others))
    return lower


def as_mask(found: Any) -> Mask:
    """What NumPy found, which may be one yes or no for all rows."""
    mask: Mask = bool(found) if isinstance(found, bool | np.bool_) else found
    return mask


def _all_bits(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """All bits where it is so, none where it is not."""
    bits: NDArray[np.uint8] = np.negative(mask.view(np.uint8))
    return bits


def _small(codes: Codes) -> Any:
    return np.uint8(codes) if isinstance(codes, int) else codes
