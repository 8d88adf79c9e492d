"""Decimal contexts that a caller may have set, and what is said while one of them is in force."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterator
from decimal import Context, localcontext
from typing import Any, Final

from hypothesis import strategies as st

from pcn_des import PcnDesError

ROUNDINGS: Final = (
    decimal.ROUND_05UP,
    decimal.ROUND_CEILING,
    decimal.ROUND_DOWN,
    decimal.ROUND_FLOOR,
    decimal.ROUND_HALF_DOWN,
    decimal.ROUND_HALF_EVEN,
    decimal.ROUND_HALF_UP,
    decimal.ROUND_UP,
)
SIGNALS: Final = (
    decimal.Clamped,
    decimal.DivisionByZero,
    decimal.FloatOperation,
    decimal.Inexact,
    decimal.InvalidOperation,
    decimal.Overflow,
    decimal.Rounded,
    decimal.Subnormal,
    decimal.Underflow,
)
STRICTEST: Final = Context(prec=1, rounding=decimal.ROUND_UP, Emin=0, Emax=0, traps=list(SIGNALS))
LAXEST: Final = Context(prec=1, rounding=decimal.ROUND_UP, Emin=0, Emax=0, traps=[])


def contexts() -> st.SearchStrategy[Context]:
    """Any context of up to 50 digits: those that forgive nothing and everything, and those between."""
    between = st.builds(
        Context,
        prec=st.integers(1, 50),
        rounding=st.sampled_from(ROUNDINGS),
        Emin=st.sampled_from((0, -2, -999999)),
        Emax=st.sampled_from((0, 6, 999999)),
        clamp=st.sampled_from((0, 1)),
        traps=st.sets(st.sampled_from(SIGNALS)).map(list),
    )
    return st.sampled_from((STRICTEST, LAXEST)) | between


def in_and_outside(context: Context, said: Callable[[], Any], *, inside_first: bool) -> tuple[Any, Any]:
    """What is said in a context and in the usual one: what the first leaves in a cache, the second finds there."""

    def inside() -> Any:
        with localcontext(context):
            return said()

    if inside_first:
        found = inside()
        return found, said()
    usual = said()
    return inside(), usual


def faces(ask: Callable[[], Any]) -> tuple[object, ...]:
    """An answer as text, HTML, CSV and plain values, or what is wrong with the question."""
    try:
        return tuple(_faces(ask()))
    except (PcnDesError, ValueError) as error:  # what a network can't be asked is the same in every context, too
        return type(error), str(error)


def _faces(answer: Any) -> Iterator[object]:
    yield str(answer)
    for face in ("_repr_html_", "to_csv", "to_dict"):
        if hasattr(answer, face):
            yield getattr(answer, face)()
