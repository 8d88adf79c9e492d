"""What a number can be besides exact, and the decimal settings that are this package's own."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from importlib.util import find_spec, module_from_spec
from types import ModuleType

import pytest

from pcn_des import MisuseError
from pcn_des.values import (
    EXACTLY,
    NEVER,
    UNKNOWN,
    WIDE,
    Range,
    Unknown,
    at_least_known,
    decimal_of,
    range_of,
    sum_of,
)
from support.decimal_contexts import LAXEST, STRICTEST

NEED = ("a list",)


@contextmanager
def default_context(settings: Context) -> Iterator[None]:
    """What a caller may have done before this package was imported: every new context begins with these settings."""
    names = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")
    usual, traps = {name: getattr(decimal.DefaultContext, name) for name in names}, decimal.DefaultContext.traps.copy()
    try:
        for name in names:
            setattr(decimal.DefaultContext, name, getattr(settings, name))
        decimal.DefaultContext.traps = settings.traps
        yield
    finally:
        for name, value in usual.items():
            setattr(decimal.DefaultContext, name, value)
        decimal.DefaultContext.traps = traps


def values_imported_anew() -> ModuleType:
    """Another copy of the module, made now; the package keeps its own."""
    spec = find_spec("pcn_des.values")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def settings_of(context: Context) -> dict[str, object]:
    names = ("prec", "rounding", "Emin", "Emax", "capitals", "clamp")
    trapped = {signal for signal, is_trapped in context.traps.items() if is_trapped}
    return {name: getattr(context, name) for name in names} | {"traps": trapped}


@pytest.mark.parametrize("default", [None, STRICTEST, LAXEST, Context(capitals=0, clamp=1, prec=3)])
def test_decimals_are_calculated_by_settings_that_no_caller_can_change(default: Context | None) -> None:
    said = {
        "rounding": "ROUND_HALF_EVEN",
        "Emin": -999_999,
        "Emax": 999_999,
        "capitals": 1,
        "clamp": 0,
        "traps": {decimal.DivisionByZero, decimal.InvalidOperation, decimal.Overflow},
    }
    if default is None:
        exactly, wide = EXACTLY, WIDE
    else:
        with default_context(default):
            module = values_imported_anew()
        exactly, wide = module.EXACTLY, module.WIDE
    assert settings_of(exactly) == {"prec": 28} | said
    assert settings_of(wide) == {"prec": 80} | said


def test_a_context_begins_without_a_flag() -> None:
    module = values_imported_anew()
    assert not any(module.EXACTLY.flags.values())


@pytest.mark.parametrize("caller", [STRICTEST, LAXEST, Context()])
def test_a_fraction_is_a_decimal_of_so_many_digits_in_every_context(caller: Context) -> None:
    with localcontext(caller):
        found = [
            decimal_of(Fraction(1, 8)),
            decimal_of(Fraction(2, 3)),
            decimal_of(Fraction(12_345_678, 1000), Decimal("0.01")),
            decimal_of(Fraction(10**27), Decimal("0.01")),  # wider than 28 digits once it has its pence
            sum_of([Decimal("0.1"), Decimal("12345678901234567890.05")]),
            sum_of([]),
        ]
    assert list(map(str, found)) == [
        "0.125",
        "0.6666666666666666666666666667",
        "12345.68",
        "1000000000000000000000000000.00",
        "12345678901234567890.15",
        "0",
    ]


def test_what_is_unknown_and_what_never_happened_say_so() -> None:
    assert (repr(UNKNOWN), repr(NEVER)) == ("UNKNOWN", "NEVER")
    with pytest.raises(TypeError) as caught:
        bool(UNKNOWN)
    assert str(caught.value) == "UNKNOWN is neither true nor false; compare with 'is UNKNOWN'"
    assert (bool(NEVER), date.max == NEVER) == (True, False)


def test_of_a_number_so_much_is_known_as_its_ends_say() -> None:
    two, three = Fraction(2), Fraction(3)
    assert range_of(two, two, NEED) == two
    assert range_of(None, None, NEED) == Unknown(NEED)
    assert range_of(two, three, NEED) == Range(two, three, NEED)
    assert range_of(None, three, NEED) == Range(None, three, NEED)
    assert at_least_known(two, "a list", "a list") == Range(two, None, NEED)
    readings = range_of(two, three, readings=[three, two, three])
    assert isinstance(readings, Range)
    assert readings.readings == (three, two)


def test_ends_the_wrong_way_round_are_no_number() -> None:
    with pytest.raises(MisuseError) as caught:
        range_of(Fraction(7, 2), Fraction(3))
    assert str(caught.value) == "a number can't lie between 7/2 and 3: the lower end is above the higher"


def test_ranges_that_need_the_same_records_are_the_same() -> None:
    """The records are in whatever order they were written down."""
    low = Fraction(1)
    assert Range(low, None, ("a", "b")) == Range(low, None, ("b", "a"))
    assert Range(low, None, ("a",)) != Range(low, None, ("a", "b"))


def test_every_missing_record_is_named_once() -> None:
    first, second = Unknown.because("a list", "a log", "a list"), Unknown.because("a log", "a bed")
    assert first.missing == ("a list", "a log")
    assert Unknown.of([first, second]).missing == ("a list", "a log", "a bed")
