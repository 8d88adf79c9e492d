"""What was owed held against what was paid, as text, HTML, CSV and plain values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from typing import Final

from pcn_des.answers.reconciliation import (
    AGREES,
    CAUSES,
    NO_STREAM,
    NOT_ON_RECORD,
    TO_MAP,
    Compared,
    Ends,
    ReconciledMonth,
    Reconciliation,
)
from pcn_des.csv_text import csv_text
from pcn_des.dates import joined, month_of
from pcn_des.display.fragments import keyed
from pcn_des.display.html import NUMBERS, fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, cut, each_filled, filled, listed, noted
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.plain import Plain, citation_read, heading_dict, receipt_dict
from pcn_des.display.plain_parts import day_text
from pcn_des.display.plain_workforce import amount_dict
from pcn_des.draft_mark import draft_mark
from pcn_des.units import Money
from pcn_des.wording import in_words, month_in_words, short_month

_HEADINGS: Final = ("Stream", "Owed", "Paid", "Difference")
_ROW: Final = "{:<36} {:>14} {:>13} {:>14}"
_ROW_BELOW: Final = "{:<34} {:>16} {:>11} {:>16}"
_TITLE: Final = 36
_NONE: Final = "-"
TO_SEND: Final = "TO SETTLE, each with what to write to the commissioner"
BY_CAUSE: Final = "WHAT WAS PAID BEYOND WHAT WAS OWED, by cause"
NAMES_FIRST: Final = "A NAME TO MAP FIRST: of these months nothing can be said until it is"
APART: Final = "PAID, AND HELD AGAINST NOTHING"
NOT_STREAMS: Final = "PAID FOR WHAT IS NO STREAM OF THE YEAR"


def reconciliation_text(found: Reconciliation, width: int = WIDTH) -> str:
    """A year: a line a stream, then each month to settle with its cause, then the causes together."""
    lines = [*each_filled(_heading(found), width), "", _ROW.format(*_HEADINGS)]
    lines += [line for stream in _in_table(found) for line in _rows(*_cells(found, stream))]
    lines += [*_rows(*_total(found)), ""]
    if found.to_look_at:
        lines.append(TO_SEND)
        lines += [line for month in found.to_look_at for line in _month(month, width)]
        lines.append("")
    for title, told in _parts(found):
        lines += listed(title, told, width)
    lines += noted(found.notes, width)
    return "\n".join([*lines, *filled(receipt_text(found.receipt), width)])


def _heading(found: Reconciliation) -> Iterator[str]:
    yield network_named(found.heading)
    yield f"Network Contract DES {found.receipt.contract_year}: what was owed, and what was paid"
    if found.receipt.known_on:
        yield f"as published by {in_words(found.receipt.known_on)}"


def _in_table(found: Reconciliation) -> Iterator[str]:
    """The streams of the table; one of which all that was paid is held against nothing has a part of its own."""
    for stream in found.streams:
        months = found.of(stream)
        if any(month.is_compared for month in months) or all(month.paid is None for month in months):
            yield stream


def _cells(found: Reconciliation, stream: str) -> tuple[str, ...]:
    """A stream's row, of the months that are compared: those of which something is owed and a payment is on record."""
    return (found.of(stream)[0].title, *_compared(found.compared(stream)))


def _total(found: Reconciliation) -> tuple[str, ...]:
    return ("Together", *_compared(found.compared()))


def _compared(found: Compared | None) -> tuple[str, str, str]:
    """What was owed, what was paid and the difference, of the months of which a payment is on record."""
    if found is None:
        return _NONE, _NONE, _NONE
    return str(found.owed), str(found.paid), _within(found.ends)


def _apart(found: Reconciliation) -> Iterator[str]:
    for month in found.not_compared:
        yield f"{month.title}, {month_in_words(month.month)}: {month.paid} ({month.cause}: {CAUSES[month.cause]})"


def _within(ends: Ends) -> str:
    """What was paid beyond what was owed, as far as it is known."""
    low, high = ends
    if low is not None and high is not None:
        return _signed(low) if low == high else f"{_signed(low)} to {_signed(high)}"
    if low is not None:
        return f"at least {_signed(low)}"
    return f"at most {_signed(high)}" if high is not None else "unknown"


def _signed(pounds: Decimal) -> str:
    money = Money.to_the_penny(pounds)
    return f"+{money}" if pounds > 0 else str(money)


def _rows(title: str, *cells: str) -> Iterator[str]:
    """A row of the table; what lies between two ends takes two lines."""
    above, below = zip(*map(_halved, cells), strict=True)
    yield _ROW.format(cut(title, _TITLE), *above)
    if any(below):
        yield _ROW_BELOW.format("", *below)


def _row_html(title: str, *cells: str) -> str:
    """The same as a row of the page, whose cells break where the lines of the text do."""
    return table_row(escape(title), *("<br>".join(filter(None, map(escape, _halved(cell)))) for cell in cells))


def _halved(cell: str) -> tuple[str, str]:
    """A cell's first line, and its second: `£1.00` and `to £2.00`, `at least` and `£1.00`."""
    if cell.startswith("at "):
        before, _, amount = cell.rpartition(" ")
        return before, amount
    low, to, high = cell.partition(" to ")
    return low, f"to {high}" if to else ""


def _month(month: ReconciledMonth, width: int) -> Iterator[str]:
    because = f": {month.because}" if month.because else ""
    difference = f" ({_within(month.ends)})"
    yield from filled(
        f"{month.title}, {month_in_words(month.month)}{difference}: {month.cause}{because}", width, "  - "
    )
    if month.ask:
        yield from filled(month.ask, width, "    ")


def _by_cause(found: Reconciliation) -> Iterator[str]:
    for cause, ends in found.ends_by_cause().items():
        yield f"{cause}, {_within(ends)}: {CAUSES[cause]}"


def _to_map(found: Reconciliation) -> Iterator[str]:
    for month in found.months:
        if month.cause == TO_MAP:
            yield f"{month.title}, {month_in_words(month.month)}: {month.because}"


def _silent(found: Reconciliation) -> Iterator[str]:
    """The streams and months of which no remittance is on record, the months together."""
    for stream in found.streams:
        months = [one for one in found.of(stream) if one.cause == NOT_ON_RECORD]
        spans = joined(month_of(one.month) for one in months)
        said = ", ".join(
            short_month(span.since)
            if span.until is None or month_of(span.since) == span
            else f"{short_month(span.since)} to {short_month(span.until)}"
            for span in spans
        )
        if said:
            yield f"{months[0].title}: {said}"


def reconciled_month_text(month: ReconciledMonth, width: int = WIDTH) -> str:
    """A month of a stream, its cause, and what to write to the commissioner."""
    paid = month.paid if month.paid is not None else "nothing on record"
    lines = filled(f"{month.title}, {month_in_words(month.month)}: {month.owed} owed, {paid} paid", width)
    because = f": {month.because}" if month.because else ""
    lines += filled(f"{month.cause}{because} ({CAUSES[month.cause]})", width)
    return "\n".join([*lines, *(filled(month.ask, width) if month.ask else [])])


def reconciliation_html(found: Reconciliation) -> str:
    """A year as an HTML fragment, as notebooks show it."""
    name, *others = map(escape, _heading(found))
    rows = (_row_html(*_cells(found, stream)) for stream in _in_table(found))
    to_settle = (
        table_row(
            escape(f"{month.title}, {month_in_words(month.month)}"),
            escape(_within(month.ends)),
            keyed(f"{month.cause}{': ' + month.because if month.because else ''}", month.ask),
        )
        for month in found.to_look_at
    )
    settle = (
        table(("Month", "Difference", "Cause, and what to write"), to_settle, kind="money") if found.to_look_at else ""
    )
    parts = "".join(f"<h3>{escape(title.capitalize())}</h3>{items(told)}" for title, told in _parts(found) if told)
    notes = notes_shown(found.notes)
    return fragment(
        f"<h2>{name}</h2>{''.join(f'<p>{line}</p>' for line in others)}{notes}"
        f"{table(_HEADINGS, rows, kind='numbers', foot=_row_html(*_total(found)))}"
        + (f"<h3>{escape(TO_SEND.capitalize())}</h3>{settle}" if settle else "")
        + f"{parts}<p class=rule>{escape(receipt_text(found.receipt))}</p>",
        NUMBERS,
    )


def _parts(found: Reconciliation) -> Iterator[tuple[str, list[str]]]:
    yield BY_CAUSE, [*_by_cause(found)]
    yield "NO REMITTANCE ON RECORD", [*_silent(found)]
    yield NAMES_FIRST, [*_to_map(found)]
    yield APART, [*_apart(found)]
    yield NOT_STREAMS, [f"{stream}: {amount}" for stream, amount in found.unknown.items()]


_COLUMNS: Final = ("stream", "month", "owed_at_least", "owed_at_most", "paid", "difference", "cause", "because", "ask")


def reconciliation_csv(found: Reconciliation) -> str:
    """The months as CSV for spreadsheets, a row each; then what was paid under other names, by name and month."""
    others = (
        (name, month.isoformat(), "", "", str(amount.pounds), "", NO_STREAM, "", "")
        for (name, month), amount in found.unmapped.items()
    )
    return csv_text(_COLUMNS, (*map(_csv_row, found.months), *others))


def _csv_row(month: ReconciledMonth) -> tuple[str, ...]:
    return (
        month.stream,
        month.month.isoformat(),
        str(month.owed.at_least.pounds),
        "" if month.owed.at_most is None else str(month.owed.at_most.pounds),
        "" if month.paid is None else str(month.paid.pounds),
        "" if month.difference is None else str(month.difference),
        month.cause,
        month.because,
        month.ask,
    )


def reconciliation_dict(found: Reconciliation) -> Plain:
    """A year as plain values."""
    return {
        "heading": heading_dict(found.heading),
        "contract_year": found.receipt.contract_year,
        "known_on": day_text(found.receipt.known_on),
        **draft_mark(found.draft_of),
        "owed": amount_dict(found.owed()),
        "paid": str(found.paid().pounds),
        "compared": _compared_dict(found.compared()),
        "by_cause": {cause: str(pounds) for cause, pounds in found.by_cause().items()},
        "ends_by_cause": {cause: _ends_listed(ends) for cause, ends in found.ends_by_cause().items()},
        "months": [reconciled_month_dict(month) for month in found.months],
        "to_look_at": [{"stream": month.stream, "month": month.month.isoformat()} for month in found.to_look_at],
        "unknown": {stream: str(amount.pounds) for stream, amount in found.unknown.items()},
        "notes": list(found.notes),
        "receipt": receipt_dict(found.receipt),
    }


def _compared_dict(found: Compared | None) -> Plain | None:
    """What the table has in its last row; None where nothing is compared."""
    if found is None:
        return None
    return {"owed": amount_dict(found.owed), "paid": str(found.paid.pounds), "difference": _ends_listed(found.ends)}


def _ends_listed(ends: Ends) -> list[str | None]:
    return [None if end is None else str(end) for end in ends]


def reconciled_month_dict(month: ReconciledMonth) -> Plain:
    """A month of a stream as plain values."""
    return {
        "stream": month.stream,
        "month": month.month.isoformat(),
        "owed": amount_dict(month.owed),
        "paid": None if month.paid is None else str(month.paid.pounds),
        "difference": None if month.difference is None else str(month.difference),
        "cause": month.cause,
        "agrees": month.cause == AGREES,
        "because": month.because,
        "working": month.working,
        "ask": month.ask,
        "makes_up_for": [one.isoformat() for one in month.makes_up_for],
        "citations": [citation_read(citation) for citation in month.citations],
    }
