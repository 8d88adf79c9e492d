"""Checks what callers give: whole numbers, and several things where one in their place is easily given."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral
from typing import TypeVar

from pcn_des.brief import LONGEST_PART, cut
from pcn_des.errors import MisuseError

Item = TypeVar("Item")


def as_whole(value: object) -> int | None:
    """A whole number, of Python or of NumPy, as one of Python; None of anything else, also of yes and no."""
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None


def several(values: Iterable[Item], what: str, of: str) -> Iterable[Item]:
    """`values` if they are several; `of` says of what, such as `names`.

    Raises:
        MisuseError: one text in their place, or what gives nothing one after another.
    """
    if isinstance(values, str | bytes):
        raise MisuseError(f"{what} is the text {cut(repr(values), LONGEST_PART)}; give a list of {of}")
    if not isinstance(values, Iterable):
        raise MisuseError(f"{what} is {cut(repr(values), LONGEST_PART)}; give a list of {of}")
    return values


def all_of(values: Iterable[Item], kind: type[Item], what: str, of: str) -> tuple[Item, ...]:
    """`values`, which may give what they have only once, as a tuple; `of` says of what, such as `networks`.

    Raises:
        MisuseError: something in their place that gives nothing one after another, or one among them of another kind.
    """
    given = tuple(several(values, what, of))
    for one in given:
        if not isinstance(one, kind):
            raise MisuseError(f"{what} has {cut(repr(one), LONGEST_PART)}; give {of}")
    return given


def names(values: Iterable[str], what: str) -> tuple[str, ...]:
    """Names that are given, each once.

    Raises:
        MisuseError: one text in the place of several, or something that is no text.
    """
    if isinstance(values, str):
        raise MisuseError(f"{what} is the text {values!r}; give a list of names: [{values!r}]")
    given = tuple(several(values, what, "names"))
    for name in given:
        if not isinstance(name, str):
            raise MisuseError(f"{what} has {cut(repr(name), LONGEST_PART)}; names are texts")
    return tuple(dict.fromkeys(given))
