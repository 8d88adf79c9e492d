"""A ledger of extended hours and enhanced access as text and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from pcn_des.answers.status import Status
from pcn_des.display.html import COLOURS, STYLE
from pcn_des.display.text import WIDTH, filled, receipt_text
from pcn_des.wording import in_words, short_day

if TYPE_CHECKING:
    from pcn_des.answers.access_ledger import AccessLedger, LedgerWeek, OwedBack

_HEADINGS = ("Week from", "Required", "Offered", "Short", "Cancelled", "Made up", "Owed", "Answer")
_WIDTHS = (11, 10, 9, 9, 11, 9, 6, 15)
_NAMES = {"extended_hours": "EXTENDED HOURS", "enhanced_access": "ENHANCED ACCESS"}
_EXPLAINED = (
    "Minutes of each week, Monday to Sunday. Short is what was required and not offered, whatever was made up "
    "later; made up is a part of what was offered; owed is what was cancelled by the end of the week and not made "
    "up by then, as far as is on record. * a week with a bank holiday."
)


def ledger_text(ledger: AccessLedger, width: int = WIDTH) -> str:
    """The weeks of each service, gaps in the Network Standard Hours, and how each cancelled session was made up."""
    lines = [*_heading(ledger), ""]
    for service, name in _NAMES.items():
        weeks = [week for week in ledger.weeks if week.service == service]
        if weeks:
            lines += [name, _line(_HEADINGS), *(_line(_cells(week)) for week in weeks), ""]
    lines += [*filled(_EXPLAINED, width), ""]
    lines += _listed("WEEKS TO LOOK AT", _to_look_at(ledger.weeks), width)
    lines += _listed("CANCELLED AND OWED BACK", map(_owed, ledger.owed_back), width)
    return "\n".join([*lines, *filled(receipt_text(ledger.receipt), width)])


def _heading(ledger: AccessLedger) -> list[str]:
    return [
        f"{ledger.heading.name} ({ledger.heading.code})",
        f"Appointments outside core hours, {in_words(ledger.since)} to {in_words(ledger.until)}",
    ]


def _line(cells: Iterable[str]) -> str:
    first, *others = zip(cells, _WIDTHS, strict=True)
    return (f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in others)).rstrip()


def _cells(week: LedgerWeek) -> tuple[str, ...]:
    return (
        f"{short_day(week.week.since)[:7]}{week.week.since:%y}{'*' if week.bank_holidays else ''}",
        in_words(week.required.exact) if week.required else "?",
        f"{'>=' if week.offered.is_lower_bound else ''}{in_words(week.offered.exact)}" if week.offered else "?",
        "?" if week.short is None else in_words(week.short) if week.short else "",
        *(f"{minutes:,}" if minutes else "" for minutes in (week.cancelled, week.made_up, week.still_owed)),
        week.status.words,
    )


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
            return f"{made_up}; {owed.late_by} day{'s' if owed.late_by > 1 else ''} late."
        case Status.MET:
            return f"{made_up}; in time." if owed.due else f"{made_up}."
        case Status.NOT_DUE:
            return f"{made_up}; {owed.left} minutes still to come."
        case Status.NOT_MET:
            return f"{made_up}; {owed.left} minutes overdue."
        case Status.NOT_APPLICABLE:
            return f"{made_up}; the rest is lifted by the {owed.exception}."
        case _:
            return f"{made_up}; of {owed.left} minutes it is not known."


def _listed(title: str, items: Iterable[str], width: int) -> list[str]:
    lines = [line for item in items for line in filled(item, width, "  - ")]
    return [title, *lines, ""] if lines else []


# --- HTML -------------------------------------------------------------------------------------------------------------


def ledger_html(ledger: AccessLedger) -> str:
    """The ledger as an HTML fragment, as notebooks show it."""
    name, what = _heading(ledger)
    tables = "".join(
        _table(title, [week for week in ledger.weeks if week.service == service]) for service, title in _NAMES.items()
    )
    return (
        f'<div class="pcn-des"><style>{STYLE}{_NUMBERS}</style><h2>{escape(name)}</h2><p>{escape(what)}</p>{tables}'
        f"<p class=rule>{escape(_EXPLAINED)}</p>"
        f"{_items('Weeks to look at', _to_look_at(ledger.weeks))}"
        f"{_items('Cancelled and owed back', map(_owed, ledger.owed_back))}"
        f"<p class=rule>{escape(receipt_text(ledger.receipt))}</p></div>"
    )


def _table(title: str, weeks: list[LedgerWeek]) -> str:
    if not weeks:
        return ""
    head = "".join(f"<th scope=col>{heading}</th>" for heading in _HEADINGS)
    rows = "".join(_row(week) for week in weeks)
    caption = f"<caption>{title.capitalize()}</caption>"
    return f'<table class="numbers">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(week: LedgerWeek) -> str:
    *cells, status = _cells(week)
    numbers = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr>{numbers}<td class=status style="color:{COLOURS[week.status]}">{status}</td></tr>'


def _items(title: str, items: Iterable[str]) -> str:
    listed = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<h3>{title}</h3><ul>{listed}</ul>" if listed else ""


_NUMBERS = """
.pcn-des .numbers td, .pcn-des .numbers th { text-align: right; padding: .15rem .6rem; }
.pcn-des .numbers td:first-child, .pcn-des .numbers th:first-child { text-align: left; }
.pcn-des .numbers caption { text-align: left; font-weight: 600; }
"""
