"""What the fields of any record hold: texts, codes, days, decimals, spells, and lists that are complete or not."""

from __future__ import annotations

import string
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from pcn_des.brief import briefly
from pcn_des.contract.files import years
from pcn_des.dates import Period, last_whole_week
from pcn_des.errors import MisuseError
from pcn_des.escaping import STEERING
from pcn_des.network import Records

SinceUntil = tuple[date, date | None]
FIRST_LETTERS: Final = {"practice": string.ascii_uppercase, "pcn": "U"}
# Spreadsheets count days from here, and take 1900 for a leap year.
SPREADSHEETS_BEGIN: Final = (date.fromisoformat("1899-12-31"), date.fromisoformat("1900-03-01"))

# What a spreadsheet, a TOML file or a careless reader would take for something else, or lose.
AWKWARD_TEXTS: Final = (
    *("=1+1", "+44 20 7946 0000", "-", "@import", "\n=x", "\n", "a\n\nb", "a\nb", " a ", "  ", "'", '"', '""', '"""'),
    *("TRUE", "yes", "#N/A", "007", "1e5", "2022-11-14", "12.50", "_x0041_x0042_", "_x005F_", "_x001B_", "\uffff"),
    *("x = 1; y", "a,b", "[x]", "Zoë – 5 €", "𝔘", "<&>", "{}", "null", "\\", "\ufeff"),
)

_PLAIN: Final = st.one_of(st.characters().filter(lambda one: not STEERING.match(one)), st.just("\n"))

# Invented names, for records that are to look like real ones.
PLACES: Final = ("Millbrook", "Weirside", "Harbour", "Northgate", "Old Mill", "St Anne's", "Castle Hill", "Fenwick")
PEOPLE: Final = ("Dr Asha Patel", "Dr Tom Reed", "Helen Marsh", "Sam O'Neill", "Zoë Brook", "Dr Li Wei")


def texts() -> st.SearchStrategy[str]:
    """Any text, awkward ones often, the empty one too.

    Awkward are those that a file or its reader takes for something else or loses, such as `=1+1`, `007` or a text that
    begins with a blank. All of them are plain: a text with control characters is refused where it is read.
    """
    usual = st.text(string.ascii_letters + " .'", max_size=12)
    return st.one_of(st.sampled_from(AWKWARD_TEXTS), usual, st.text(_PLAIN, max_size=12))


def not_blank(some: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Those texts in one line, with something added where there is nothing in them."""
    return in_one_line(some).map(lambda text: text if text.strip() else f"{text}x")


def in_one_line(some: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Those texts without line breaks, as names and keys are."""
    return some.map(lambda text: text.replace("\n", " "))


def ods_codes(kind: str = "practice") -> st.SearchStrategy[str]:
    """Codes of the form that the Organisation Data Service (ODS) gives to a `practice` or a `pcn`.

    A practice has a letter and five digits, such as B83001; a network has a U and five digits, such as U00254.

    Raises:
        MisuseError: another kind.
    """
    if kind not in FIRST_LETTERS:
        raise MisuseError(f"kind is {briefly(kind)}; it must be one of: {', '.join(FIRST_LETTERS)}")
    return st.builds("{}{:05d}".format, st.sampled_from(FIRST_LETTERS[kind]), st.integers(0, 99_999))


def any_days() -> st.SearchStrategy[date]:
    """Mostly days of the contract's time, seldom any other."""
    usual = st.dates(years()[0].first_day, years()[-1].last_day)
    return st.one_of(usual, usual, usual, st.dates(), st.sampled_from(SPREADSHEETS_BEGIN))


def days_up_to(day: date, back: int = 700) -> st.SearchStrategy[date]:
    """Days up to so many days before a day, or the day itself."""
    return st.integers(0, back).map(lambda count: day - timedelta(days=count))


def first_days_of_months() -> st.SearchStrategy[date]:
    """The first days of months."""
    return any_days().map(lambda day: day.replace(day=1))


def mondays() -> st.SearchStrategy[date]:
    """Mondays of the contract's time, and of some years after it."""
    first = last_whole_week(years()[0].first_day).since
    return st.integers(0, 500).map(lambda week: first + timedelta(weeks=week))


def decimals(least: str = "0", most: str = "1000000") -> st.SearchStrategy[Decimal]:
    """Decimals with up to eight places, and some with more digits than a spreadsheet keeps."""
    few = st.integers(0, 8).flatmap(lambda count: st.decimals(least, most, places=count, allow_nan=False))
    return st.one_of(few, st.decimals(least, most, places=30, allow_nan=False))


def pounds(least: int = 0, most: int = 1_000_000) -> st.SearchStrategy[Decimal]:
    """Money that changed hands: pounds, some with pence."""
    return st.integers(0, 2).flatmap(lambda count: st.decimals(least, most, places=count, allow_nan=False))


def none_or(some: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None, or one of those."""
    return st.none() | some


def record_lists(record: st.SearchStrategy[Any]) -> st.SearchStrategy[Records[Any] | None]:
    """Lists of up to three such records, as `record_lists_of` has them."""
    return record_lists_of(st.lists(record, max_size=3))


def record_lists_of(records: st.SearchStrategy[Sequence[Any]]) -> st.SearchStrategy[Records[Any] | None]:
    """Lists of these records: complete, with gaps, or kept for a time; or None, the list of which nothing is known."""
    kept = spells().map(lambda spell: Period(spell["since"], spell["until"]))
    return st.none() | st.builds(Records, records, complete=st.sampled_from([True, False, None]) | kept)


@st.composite
def spells(draw: st.DrawFn) -> dict[str, Any]:
    """`since` and `until` of a spell, which may be open."""
    one, other = draw(any_days()), draw(st.none() | any_days())
    if other is None:
        return {"since": one, "until": None}
    return {"since": min(one, other), "until": max(one, other)}


@st.composite
def spells_apart(draw: st.DrawFn) -> list[SinceUntil]:
    """Up to three spells of which no two overlap, as (since, until) pairs in any order; the last may be open."""
    edges = sorted(draw(st.lists(any_days(), unique=True, max_size=6)))
    pairs: list[SinceUntil] = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        pairs.append((edges[-1], None))
    return draw(st.permutations(pairs))


@st.composite
def start_and_end(draw: st.DrawFn) -> dict[str, time]:
    """`start` and `end` of a session, to the minute or finer."""
    step = draw(st.sampled_from([60_000_000, 60_000_000, 1_000_000, 1]))
    ticks = 86_400_000_000 // step
    first, second = sorted(draw(st.lists(st.integers(0, ticks - 1), min_size=2, max_size=2, unique=True)))
    return {"start": _time(first * step), "end": _time(second * step)}


def _time(microseconds: int) -> time:
    return (datetime.min + timedelta(microseconds=microseconds)).time()
