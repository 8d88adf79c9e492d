"""A ledger of extended hours and enhanced access as text, HTML and CSV, and its weeks and cancelled sessions alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from pcn_des.answers.status import Status
from pcn_des.csv_text import csv_text
from pcn_des.display.html import NUMBERS, badge, fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, each_filled, filled, listed, noted
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.plain import week_dict
from pcn_des.units import Quantity
from pcn_des.wording import count_of, in_words, short_day

if TYPE_CHECKING:
    from pcn_des.answers.access_ledger import AccessLedger, LedgerWeek, OwedBack

_HEADINGS: Final = ("Week from", "Required", "Offered", "Short", "Cancelled", "Made up", "Owed", "Answer")
_WIDTHS: Final = (12, 10, 9, 9, 10, 9, 6, 15)
_NAMES: Final = {"extended_hours": "EXTENDED HOURS", "enhanced_access": "ENHANCED ACCESS"}
_EXPLAINED: Final = (
    "Minutes of each week, Monday to Sunday. Short is what was required and not offered, whatever was made up "
    "later; made up is a part of what was offered; owed is what was cancelled by the end of the week and not made "
    "up by then, as far as is on record. * a week with a bank holiday."
)


def ledger_text(ledger: AccessLedger, width: int = WIDTH) -> str:
    """The weeks of each service, gaps in the Network Standard Hours, and how each cancelled session was made up."""
    lines = [*each_filled(_heading(ledger), width), ""]
    for service, name in _NAMES.items():
        weeks = [week for week in ledger.weeks if week.service == service]
        if weeks:
            lines += [name, _line(_HEADINGS), *(_line(_cells(week)) for week in weeks), ""]
    lines += [*filled(_EXPLAINED, width), ""]
    lines += listed("WEEKS TO LOOK AT", _to_look_at(ledger.weeks), width)
    lines += listed("CANCELLED AND OWED BACK", map(_owed, ledger.owed_back), width)
    return "\n".join([*lines, *noted(ledger.notes, width), *filled(receipt_text(ledger.receipt), width)])


def _heading(ledger: AccessLedger) -> list[str]:
    return [
        network_named(ledger.heading),
        f"Appointments outside core hours, {in_words(ledger.since)} to {in_words(ledger.until)}",
    ]


def _line(cells: Iterable[str]) -> str:
    first, *others = zip(cells, _WIDTHS, strict=True)
    return (f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in others)).rstrip()


def _cells(week: LedgerWeek) -> tuple[str, ...]:
    return (
        f"{short_day(week.week.since)}{'*' if week.bank_holidays else ''}",
        _cell(week.required),
        _cell(week.offered),
        "?" if week.short is None else in_words(week.short) if week.short else "",
        *map(_minutes, (week.cancelled, week.made_up, week.still_owed)),
        week.status.words,
    )


def _minutes(minutes: int | None) -> str:
    if minutes is None:
        return "?"
    return f"{minutes:,}" if minutes else ""


def _cell(quantity: Quantity | None) -> str:
    """A number by the first reading of the text, or after >= the lowest that it can be."""
    if quantity is None:
        return "?"
    first = quantity.by_first_reading
    if first is not None:
        return in_words(first)
    return "?" if quantity.at_least is None else f">={quantity.at_least:,}"


def _to_look_at(weeks: Iterable[LedgerWeek]) -> Iterator[str]:
    """Why a week is not simply met, and gaps in the hours that have to be covered."""
    for week in weeks:
        name = f"Week from {in_words(week.week.since)}"
        holidays = f" Bank holiday on {' and '.join(map(in_words, week.bank_holidays))}." if week.bank_holidays else ""
        if week.status is not Status.MET:
            yield f"{name}: {week.status.words}, {week.minutes.reason}.{holidays}"
        elif week.enough_only_with_make_up:
            yield f"{name}: enough only with the {week.made_up:,} minutes that made up for cancelled sessions."
        if week.coverage is not None and week.coverage.status in (Status.NOT_MET, Status.UNKNOWN):
            yield f"{name}, coverage: {week.coverage.status.words}, {week.coverage.reason}.{holidays}"


def _owed(owed: OwedBack) -> str:
    session = owed.session
    why = f" ({session.reason})" if session.reason else ""
    agreed = ", as agreed with the commissioner" if owed.agreed else ""
    due = f"owed back by {in_words(owed.due)}{agreed}" if owed.due else "by when it is owed back is not established"
    given = ", ".join(f"{back.minutes} on {in_words(back.on)}" for back in owed.made_up)
    return f"{in_words(session.on)}, {session.minutes} minutes{why}: {due}. {_outcome(owed, given)}"


def _outcome(owed: OwedBack, given: str) -> str:
    made_up = f"Made up: {given}" if given else "Nothing made up"
    match owed.status:
        case Status.MET if owed.late_by:
            return f"{made_up}; {count_of(owed.late_by, 'day')} late."
        case Status.MET:
            return f"{made_up}; in time." if owed.due else f"{made_up}."
        case Status.NOT_DUE:
            return f"{made_up}; {owed.left} minutes still to come."
        case Status.NOT_MET:
            return f"{made_up}; {owed.left} minutes overdue."
        case Status.NOT_APPLICABLE:
            return f"{made_up}; the rest is {_why_not_owed(owed)}."
        case _:
            return f"{made_up}; of {owed.left} minutes it is not known."


def _why_not_owed(owed: OwedBack) -> str:
    if owed.exception:
        return f"lifted by the {owed.exception}"
    ended = f"no text of after {in_words(owed.ended)} asks for it" if owed.ended else "the network had closed"
    return f"no longer owed: {ended}"


def week_text(week: LedgerWeek, width: int = WIDTH) -> str:
    """A week alone: its row of the ledger under the headings, and what is to be said of it."""
    lines = [_NAMES[week.service], _line(_HEADINGS), _line(_cells(week))]
    return "\n".join([*lines, *(line for said in _to_look_at([week]) for line in filled(said, width))])


def owed_text(owed: OwedBack, width: int = WIDTH) -> str:
    """A cancelled session: by when it is owed back, and what has made up for it."""
    return "\n".join(filled(_owed(owed), width))


def ledger_csv(ledger: AccessLedger) -> str:
    """The weeks as CSV for spreadsheets, a row each."""
    rows = map(week_dict, ledger.weeks)
    return csv_text(_COLUMNS, ([_csv_cell(row[column]) for column in _COLUMNS] for row in rows))


_COLUMNS: Final = (
    "week_from",
    "week_to",
    "service",
    "required",
    "required_otherwise",
    "offered",
    "short",
    "cancelled",
    "made_up",
    "still_owed",
    "bank_holidays",
    "answer",
    "reason",
    "coverage",
)


def _csv_cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)


def ledger_html(ledger: AccessLedger) -> str:
    """The ledger as an HTML fragment, as notebooks show it."""
    name, what = map(escape, _heading(ledger))
    tables = "".join(
        _table(title, [week for week in ledger.weeks if week.service == service]) for service, title in _NAMES.items()
    )
    return fragment(
        f"<h2>{name}</h2><p>{what}</p>{notes_shown(ledger.notes)}{tables}<p class=rule>{escape(_EXPLAINED)}</p>"
        f"{_under('Weeks to look at', _to_look_at(ledger.weeks))}"
        f"{_under('Cancelled and owed back', map(_owed, ledger.owed_back))}"
        f"<p class=rule>{escape(receipt_text(ledger.receipt))}</p>",
        NUMBERS,
    )


def _table(title: str, weeks: list[LedgerWeek]) -> str:
    return table(_HEADINGS, map(_row, weeks), kind="numbers", caption=title.capitalize()) if weeks else ""


def _row(week: LedgerWeek) -> str:
    *cells, _ = map(escape, _cells(week))
    return table_row(*cells, badge(week.status))


def _under(title: str, told: Iterable[str]) -> str:
    inside = items(told)
    return f"<h3>{title}</h3>{inside}" if inside else ""
