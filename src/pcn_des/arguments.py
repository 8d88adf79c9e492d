"""Checks what callers give: whole numbers, and several things where one in their place is easily given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, Final, TypeVar, overload

from pcn_des.brief import briefly
from pcn_des.errors import MisuseError, UnknownNameError, WrongTypeError
from pcn_des.values import UNKNOWN

Item = TypeVar("Item")

MOST_DIGITS: Final = 30  # before or behind the point: no count of anybody, no factor and no sum of money has more
_EMPTY_CELLS: Final = ("NAType", "NaTType")  # of pandas, which need not be there


def as_whole(value: object) -> int | None:
    """A whole number, of Python or of NumPy, as one of Python; None of anything else, also of yes and no."""
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None


def is_gap(value: object) -> bool:
    """Whether a value says that something is not known: None, UNKNOWN, and what libraries put into an empty cell."""
    if value is None or value is UNKNOWN or type(value).__name__ in _EMPTY_CELLS:
        return True
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, Real) and value != value  # as no number but nan is


def a_yes_or_no(value: object, what: str) -> bool | None:
    """A yes or no, of Python or of NumPy, as one of Python; None of a gap.

    Raises:
        WrongTypeError: anything else, also 0, 1 and texts.
    """
    if is_gap(value):
        return None
    kind = type(value)
    if kind is bool or (kind.__module__ == "numpy" and kind.__name__ in ("bool", "bool_")):
        return bool(value)
    raise WrongTypeError(f"{what} is {briefly(value)}; it must be True, False, or None where it is not known")


def with_plain_wholes(value: Any) -> Any:
    """A value of which each whole number, also in lists and by names, is one of Python."""
    if isinstance(value, Mapping):
        return {name: with_plain_wholes(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(with_plain_wholes, value))
    whole = as_whole(value)
    return value if whole is None else whole


def a_count(value: object, what: str, such_as: str = "42000") -> int:
    """A number of people or things that is given; of what is none, the message has one such as it may be.

    Raises:
        MisuseError: anything but a whole number, or one below 0.
    """
    number = as_whole(value)
    if number is None or not 0 <= number < 10**MOST_DIGITS:
        raise MisuseError(f"{what} is {briefly(value)}; give a whole number, 0 or more, such as {such_as}")
    return number


def a_number(value: object, what: str) -> Decimal:
    """A number that is given.

    Raises:
        MisuseError: anything but a Decimal or a whole number, one that is not finite, or one below 0.
    """
    number = finite(value)
    if number is None or number < 0:
        raise MisuseError(
            f"{what} is {briefly(value)}; give a Decimal or a whole number, 0 or more, such as Decimal('1.5')"
        )
    return number


def an_amount(value: object, what: str) -> Decimal:
    """An amount that is given in pounds, below 0 where it was taken back.

    Raises:
        MisuseError: anything but a Decimal or a whole number, or one that is not finite.
    """
    number = finite(value)
    if number is None:
        raise MisuseError(f"{what} is {briefly(value)}; give a Decimal or a whole number, such as Decimal('48532.00')")
    return number


def finite(value: object) -> Decimal | None:
    """A Decimal or a whole number as a Decimal; None of anything else, of no number, and of one that is too long."""
    whole = as_whole(value)
    number = value if whole is None else Decimal(whole)
    if isinstance(number, Decimal) and number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS:
        return number
    return None


@overload
def a(kind: type[Item], value: object, what: str, give: str) -> Item: ...


@overload
def a(kind: tuple[type, ...], value: object, what: str, give: str) -> Any: ...


def a(kind: Any, value: object, what: str, give: str) -> Any:
    """`value` if it is of a kind; `what` is the argument, `give` says in words what to give.

    Raises:
        WrongTypeError: it is of another.
    """
    if isinstance(value, kind):
        return value
    raise WrongTypeError(f"{what} is {briefly(value)}; give {give}")


def a_text(value: object, what: str) -> str:
    """`value` if it is a text. Raises as `a` does."""
    return a(str, value, what, "a text")


def a_choice(value: object, choices: Iterable[str], what: str) -> str:
    """`value` if it is one of the choices.

    Raises:
        MisuseError: it is none of them; the message has them all.
    """
    known = tuple(choices)
    if isinstance(value, str) and value in known:
        return value
    raise MisuseError(f"{what} is {briefly(value)}; it must be one of: {', '.join(known)}")


def a_mapping(value: object, what: str, give: str) -> Mapping[Any, Any]:
    """`value` if it is a mapping. Raises as `a` does."""
    found: Mapping[Any, Any] = a((Mapping,), value, what, give)
    return found


def named_among(name: object, known: Collection[str], kind: str) -> str:
    """A name or a code among those that are known, whatever its letters.

    Raises:
        UnknownNameError: it is none of them; the message offers the nearest.
    """
    for one in (name, name.strip().upper()) if isinstance(name, str) else ():
        if one in known:
            return one
    raise UnknownNameError(kind, name, known)


def several(values: Iterable[Item], what: str, of: str) -> Iterable[Item]:
    """`values` if they are several; `of` says of what, such as `names`.

    Raises:
        MisuseError: one text in their place, or what gives nothing one after another.
    """
    if isinstance(values, str | bytes):
        raise MisuseError(f"{what} is the text {briefly(values)}; give a list of {of}")
    if not isinstance(values, Iterable):
        raise MisuseError(f"{what} is {briefly(values)}; give a list of {of}")
    return values


def several_networks(networks: Iterable[Item], of_tables: str) -> Iterable[Item]:
    """Networks, or mappings of facts, where several can be taken; `of_tables` is what is asked of a table instead.

    Raises:
        MisuseError: one mapping of facts, one text or a table in their place, or what gives nothing one after another.
    """
    if isinstance(networks, Mapping) and any(isinstance(key, str) for key in networks):
        raise MisuseError(
            "networks is a mapping of texts, as the facts of one network are; "
            "give a list, [facts] of one, or the .values() of networks by their codes"
        )
    kind = type(networks)
    if hasattr(kind, "columns"):  # of the library it is from; what it gives one after another is no row
        raise MisuseError(f"networks is a table, a {kind.__name__} of {kind.__module__.split('.')[0]}; use {of_tables}")
    return several(networks, "networks", "networks")


def all_of(values: Iterable[Item], kind: type[Item], what: str, of: str) -> tuple[Item, ...]:
    """`values`, which may give what they have only once, as a tuple; `of` says of what, such as `networks`.

    Raises:
        MisuseError: something in their place that gives nothing one after another, or one among them of another kind.
    """
    given = tuple(several(values, what, of))
    for one in given:
        if not isinstance(one, kind):
            raise MisuseError(f"{what} has {briefly(one)}; give {of}")
    return given


def names(values: Iterable[str], what: str) -> tuple[str, ...]:
    """Names that are given, each once.

    Raises:
        MisuseError: one text in the place of several, or something that is no text.
    """
    if isinstance(values, str):
        raise MisuseError(f"{what} is the text {briefly(values)}; give a list of names: [{briefly(values)}]")
    given = tuple(several(values, what, "names"))
    for name in given:
        if not isinstance(name, str):
            raise MisuseError(f"{what} has {briefly(name)}; names are texts")
    return tuple(dict.fromkeys(given))
