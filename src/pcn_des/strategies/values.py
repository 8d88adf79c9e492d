"""The small values that records are made of: texts, days, numbers, codes, and lists that are complete or not."""

from __future__ import annotations

import string
from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from pcn_des.contract.files import years
from pcn_des.dates import Period, last_whole_week
from pcn_des.errors import MisuseError
from pcn_des.network import Records

Pair = tuple[date, date | None]
CODES: Final = {"practice": string.ascii_uppercase, "pcn": "U"}
# Spreadsheets count days from here, and take 1900 for a leap year.
SPREADSHEETS_BEGIN: Final = (date.fromisoformat("1899-12-31"), date.fromisoformat("1900-03-01"))

# What a spreadsheet, a TOML file or a careless reader would take for something else, or lose.
AWKWARD: Final = (
    *("=1+1", "+44 20 7946 0000", "-", "@import", "\t=x", "\r", "a\r\nb", "a\nb", " a ", "  ", "'", '"', '""', '"""'),
    *("TRUE", "yes", "#N/A", "007", "1e5", "2022-11-14", "12.50", "_x0041_x0042_", "_x005F_", "\0\x1b\uffff"),
    *("x = 1; y", "a,b", "[x]", "Zoë – 5 €", "𝔘", "<&>", "{}", "null", "\\", "\ufeff"),
)


def texts() -> st.SearchStrategy[str]:
    """Any text, awkward ones often (such as `=1+1` or `007`), the empty one too."""
    return st.one_of(st.sampled_from(AWKWARD), st.text(string.ascii_letters + " .'", max_size=12), st.text(max_size=12))


def filled(some: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Those texts with something added, where there is nothing in them."""
    return some.map(lambda text: text if text.strip() else f"{text}x")


def ods_codes(kind: str = "practice") -> st.SearchStrategy[str]:
    """Codes of the form that the Organisation Data Service (ODS) gives to a `practice` or a `pcn`.

    Raises:
        MisuseError: another kind.
    """
    if kind not in CODES:
        raise MisuseError(f"kind is {kind!r}; it must be one of: {', '.join(CODES)}")
    return st.builds("{}{:05d}".format, st.sampled_from(CODES[kind]), st.integers(0, 99_999))


def days() -> st.SearchStrategy[date]:
    """Mostly days of the contract's time, seldom any other."""
    usual = st.dates(years()[0].first_day, years()[-1].last_day)
    return st.one_of(usual, usual, usual, st.dates(), st.sampled_from(SPREADSHEETS_BEGIN))


def up_to(day: date, back: int = 700) -> st.SearchStrategy[date]:
    """Days up to so many days before a day, or the day itself."""
    return st.integers(0, back).map(lambda count: day - timedelta(days=count))


def months() -> st.SearchStrategy[date]:
    """The first days of months."""
    return days().map(lambda day: day.replace(day=1))


def mondays() -> st.SearchStrategy[date]:
    """Mondays of the contract's time, and of some years after it."""
    first = last_whole_week(years()[0].first_day).since
    return st.integers(0, 500).map(lambda week: first + timedelta(weeks=week))


def numbers(least: str = "0", most: str = "1000000", places: int = 8) -> st.SearchStrategy[Decimal]:
    """Decimals with any number of places up to `places`, and some with more digits than a spreadsheet keeps."""
    few = st.integers(0, places).flatmap(lambda count: st.decimals(least, most, places=count, allow_nan=False))
    return st.one_of(few, st.decimals(least, most, places=30, allow_nan=False))


def maybe(some: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None, or one of those."""
    return st.none() | some


def lists(items: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Records[Any] | None]:
    """A list that is unknown, or complete or not, with items or none."""
    return listing(st.lists(items, max_size=most))


def listing(found: st.SearchStrategy[Sequence[Any]]) -> st.SearchStrategy[Records[Any] | None]:
    """The same, of items that belong together."""
    kept = spells().map(lambda spell: Period(spell["since"], spell["until"]))
    return st.none() | st.builds(Records, found, complete=st.sampled_from([True, False, None]) | kept)


@st.composite
def spells(draw: st.DrawFn) -> dict[str, Any]:
    """`since` and `until` of a spell, which may be open."""
    since, until = draw(days()), draw(st.none() | days())
    return {"since": since if until is None else min(since, until), "until": until and max(since, until)}


@st.composite
def apart(draw: st.DrawFn, most: int = 3) -> list[Pair]:
    """Spells of which no two overlap, as (since, until) pairs in any order; the last may be open."""
    edges = sorted(draw(st.lists(days(), unique=True, max_size=2 * most)))
    pairs: list[Pair] = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        pairs.append((edges[-1], None))
    return draw(st.permutations(pairs))


@st.composite
def clock(draw: st.DrawFn) -> dict[str, time]:
    """`start` and `end` of a session, to the minute or finer."""
    step = draw(st.sampled_from([60_000_000, 60_000_000, 1_000_000, 1]))
    ticks = 86_400_000_000 // step
    first, second = sorted(draw(st.lists(st.integers(0, ticks - 1), min_size=2, max_size=2, unique=True)))
    return {"start": _time(first * step), "end": _time(second * step)}


def _time(microseconds: int) -> time:
    seconds, micro = divmod(microseconds, 1_000_000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micro)
