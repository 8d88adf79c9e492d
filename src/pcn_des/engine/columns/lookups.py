"""Looks values up in a table of the contract for many rows at once: every value that a row's keys may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from pcn_des.contract.tables import EITHER
from pcn_des.engine.columns.codes import Mask, any_of, both, no
from pcn_des.engine.columns.given import Texts
from pcn_des.engine.columns.numbers import NOT_KNOWN, Numbers, chosen, hull, on_one_bottom
from pcn_des.errors import RuleDefinitionError


def looked_up(table: Any, keys: Sequence[Any]) -> Numbers:
    """The number that a table has for the keys of each row; where it may be one of several, the ends of them all.

    Raises:
        RuleDefinitionError: the table has something else than numbers.
    """
    if isinstance(table, Numbers):
        return table  # one that is not known
    known: Mask = True
    for key in keys:
        known = both(known, no(key.unknown) if isinstance(key, Numbers) else key.known)
    found: Numbers | None = None
    seen: Mask = False
    for value, where in _rows(table, keys):
        if where is False:
            continue
        number = _number(value)
        found = number if found is None else _added(found, seen, number, where)
        seen = any_of(seen, where)
    if found is None:
        return NOT_KNOWN
    return _known_where(found, both(known, seen))


def _rows(table: Any, keys: Sequence[Any]) -> Iterator[tuple[Any, Mask]]:
    """Every value that a table has, and in which rows the keys may mean it; None for a hole of the table."""
    if not keys:
        yield table, True
        return
    first, *others = keys
    for part, where in _parts(table, first):
        for value, deeper in [(None, True)] if part is None else _rows(part, others):
            yield value, both(where, deeper)


def _parts(table: Any, key: Any) -> Iterator[tuple[Any, Mask]]:
    if isinstance(table, Mapping):
        if not isinstance(key, Texts):
            raise RuleDefinitionError("a table by names is looked up by a text")
        for place, word in enumerate(key.words):
            yield table.get(word), both(np.equal(key.places, place), key.known)
    elif not isinstance(table, Sequence) or isinstance(table, str):
        yield table, True
    else:
        yield from _bands(table, key)


def _bands(bands: Sequence[Mapping[str, Any]], key: Numbers) -> Iterator[tuple[Any, Mask]]:
    """Each band with the rows whose number, or an end of whose range, may lie in it."""
    left: Mask = True  # the rows of which no earlier band holds all that the number may be
    for band in bands:
        below = band.get("below")
        if below is None:
            yield band["value"], left
            return
        number, edge = on_one_bottom((key, Numbers.of(Fraction(below))))
        past: Any = number.low.top >= edge.low.top if band.get("edge") != EITHER else number.low.top > edge.low.top
        under: Any = number.high.top < edge.low.top
        reached = no(both(past, no(number.low.open)))
        yield band["value"], both(left, reached)
        left = both(left, no(both(both(under, no(number.high.open)), reached)))
    yield None, left


def _number(value: Any) -> Numbers:
    if value is None:
        return NOT_KNOWN
    try:
        return Numbers.of(Fraction(value))
    except (TypeError, ValueError):
        raise RuleDefinitionError(f"a table that columns look up has {value!r}; it must have numbers") from None


def _added(found: Numbers, seen: Mask, number: Numbers, where: Mask) -> Numbers:
    """What holds of the values found so far and another one, in the rows that may have it."""
    both_ = hull((found, number))
    taken = both(seen, where)
    fresh = both(where, no(seen))
    return _choice(fresh, number, _choice(taken, both_, found))


def _choice(where: Mask, then: Numbers, otherwise: Numbers) -> Numbers:
    if isinstance(where, bool):
        return then if where else otherwise
    return chosen(where, then, otherwise)


def _known_where(number: Numbers, known: Mask) -> Numbers:
    return number if known is True else _choice(known, number, NOT_KNOWN)
