"""A statement of entitlements as text and HTML, and its streams and months alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from pcn_des.answers.arrears import Arrears
from pcn_des.answers.ended import EndedStream
from pcn_des.answers.statement import NOT_ESTABLISHED, Line, Statement, StreamTotal, YearByReading
from pcn_des.display.fragments import keyed, linked_html
from pcn_des.display.html import fragment, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, cut, each_filled, filled, noted
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.terms import superseded_said
from pcn_des.sources import Document, Standing
from pcn_des.units import Money
from pcn_des.wording import count_of, in_words, month_in_words, months_in_words, short_month

PAID_BY: Final = {
    None: "as the contract sets it: a year rounded once, months that add up to it",
    "commissioner": "as commissioners paid it by hand: each month rounded to the penny",
    "national_system": "as the national system paid it: each month's rate rounded first, where that is known",
}
DECIDES: Final = (
    "What is paid may differ: conditions, membership changes and clawback are the commissioner's to settle."
)
_OPEN: Final = "not established"
CEILINGS: Final = "THE MOST THAT CAN BE CLAIMED OR EARNED, in no total above"
ARREARS: Final = "ARREARS of a corrected population: recommended to commissioners, in no total"
ENDED: Final = "NOT PAID ANY MORE"
_NOT_COUNTED: Final = {
    Standing.CARRIED: "carried over from another year",
    Standing.CONFLICTING: "told differently by sources",
}
_IN_DRAFT: Final = "this year's rates, for what is carried over"  # a draft has no rate of another year


def statement_text(statement: Statement, width: int = WIDTH, *, months: bool = False) -> str:
    """A statement: a line a stream with its sum and working, then what is not established and why."""
    lines = [*each_filled(_heading(statement), width), ""]
    for total in statement.payments:
        if total.amount is not None:
            lines += _stream(total, total.amount, width, months)
    if lines[-1]:  # there are payments
        lines.append("")
    lines += [*(_sum_line(title, amount, width) for title, amount in _sums(statement)), ""]
    if statement.ceilings:
        lines += [CEILINGS, *(line for total in statement.ceilings for line in _ceiling(total, width)), ""]
    if statement.unknown:
        lines.append("NOT ESTABLISHED")
        for total in statement.unknown:
            lines += _open(total, width)
            lines += list(_months(total, width)) if months and _any_established(total) else []
        lines.append("")
    if statement.arrears:
        lines += [ARREARS, *(line for one in statement.arrears for line in _arrears(one, width)), ""]
    if statement.just_ended:
        lines += [ENDED, *(line for one in statement.just_ended for line in _ended(one, width)), ""]
    lines += noted(statement.notes, width)
    return "\n".join([*lines, *filled(DECIDES, width), *filled(receipt_text(statement.receipt), width)])


def _open(total: StreamTotal, width: int) -> Iterator[str]:
    """A stream whose year is not exact: its ends, as far as they are known, and why."""
    yield from filled(f"{total.title}{_bounds(total)}", width, "  - ")
    yield from filled(_why(total), width, "    ")
    for said in (*_readings(total), *superseded_rates(total.lines)):
        yield from filled(said, width, "    ")


def _ceiling(total: StreamTotal, width: int) -> Iterator[str]:
    """The most that can be claimed or earned, as a stream is shown, or between which ends it lies and why."""
    yield from _open(total, width) if total.amount is None else _stream(total, total.amount, width, months=False)


def _arrears(one: Arrears, width: int) -> list[str]:
    """A stream's arrears, with the months that they are for."""
    return filled(_arrears_said(one), width, "  - ")


def _arrears_said(one: Arrears) -> str:
    span = " to ".join(dict.fromkeys(map(month_in_words, (one.months[0], one.months[-1]))))
    if one.of.at_most is None and not one.of.at_least.pounds:
        return f"{one.title}, {span}: how much is not known"
    way = "more, or less to give back" if one.less is None else "less, to give back" if one.less else "more"
    return f"{one.title}, {span}: {one.of} {way}"


def arrears_text(one: Arrears, width: int = WIDTH) -> str:
    """A stream's arrears: how much, for which months, and what is said of them."""
    told = "; ".join(term.note for term in one.terms if term.note)
    return "\n".join([*filled(_arrears_said(one), width), *filled(told, width)])


def _ended(one: EndedStream, width: int) -> Iterator[str]:
    """A stream that is not paid any more, with its sources."""
    yield from filled(f"{one.title}. {one.reason}", width, "  - ")
    yield from filled("; ".join(dict.fromkeys(citation.document.name for citation in one.citations)), width, "    ")


def ended_text(one: EndedStream, width: int = WIDTH) -> str:
    """A stream that is not paid any more: when it ended, and where its money went."""
    return "\n".join(_ended(one, width))


def stream_text(total: StreamTotal, width: int = WIDTH) -> str:
    """A year of a stream: its sum and working, and each month."""
    if total.amount is not None:
        return "\n".join(_stream(total, total.amount, width, months=True))
    months = _months(total, width) if _any_established(total) else ()
    title = filled(f"{total.title}{_bounds(total)}", width)
    below = (*_readings(total), *superseded_rates(total.lines))
    readings = [line for said in below for line in filled(said, width, "    ")]
    return "\n".join([*title, *filled(_why(total), width, "    "), *readings, *months])


def line_text(line: Line, width: int = WIDTH) -> str:
    """A month of a stream: its amount and working, or why it is not established."""
    amount = amount_in_words(line) if line.amount is not None or _bounds(line) else line.reason
    said = filled(f"{line.entry.title}, {month_in_words(line.month)}: {amount}", width)
    said += filled(line.working, width, "    ") if line.working else []
    said += [part for rate in superseded_rates([line]) for part in filled(rate, width, "    ")]
    standing = f"{line.standing.value}; " if line.standing else ""
    return "\n".join([*said, *filled(f"[{line.stream}; {standing}to the {line.payee}]", width, "    ")])


def _heading(statement: Statement) -> Iterator[str]:
    if statement.is_carried:
        yield f"Every rate of {statement.receipt.contract_year} is carried over from another year"
    yield network_named(statement.heading)
    yield f"Network Contract DES {statement.receipt.contract_year}: what the network is owed"
    yield PAID_BY[statement.paid_by]
    if statement.receipt.known_on:
        yield f"as published by {in_words(statement.receipt.known_on)}"


def _sums(statement: Statement) -> Iterator[tuple[str, Money | str]]:
    """What is established, by payee; what is carried over or bounded beside it, in no total."""
    nothing = "none" if statement.unknown and not statement.established else statement.total
    yield "Total of what is established", nothing
    yield from ((f"  to the {payee}", amount) for payee, amount in statement.by_payee.items())
    for standing, amount in statement.by_standing.items():
        if standing in NOT_ESTABLISHED:
            in_draft = statement.draft_of and standing is Standing.CARRIED
            yield f"Not in it: {_IN_DRAFT if in_draft else _NOT_COUNTED[standing]}", amount
    for total in statement.bounded:
        yield f"Not in it: {total.title}", _bounds(total).removeprefix(": ")
    if statement.bounded or statement.carried:
        yield "All of these together", together_in_words(statement)
        yield from ((f"  to the {payee}", _between(*ends)) for payee, ends in statement.ends_by_payee.items())


def together_in_words(statement: Statement) -> str:
    """What all streams come to of which anything is known, carried figures included."""
    return _between(statement.at_least, statement.at_most)


def _between(least: Money, most: Money | None) -> str:
    if most is None:
        return f"at least {least}"
    return str(least) if least == most else f"between {least} and {most}"


def _stream(total: StreamTotal, amount: Money, width: int, months: bool) -> Iterator[str]:
    yield _sum_line(total.title, amount, width)
    yield from filled(f"{_span(total.lines)}; {_how(total)}", width, "    ")
    if total.condition:
        yield from filled(f"if: {total.condition}", width, "    ")
    standing = (total.standing.value,) if total.standing else ()
    yield from filled(f"[{'; '.join((total.stream, *standing, f'to the {total.payee}'))}]", width, "    ")
    yield from filled(_unconfirmed(total), width, "    ") if total.unconfirmed else ()
    documents = "; ".join(document.name for document in _documents(total))
    yield from filled(f"rate from {documents}", width, "    ") if documents else ()
    if months:
        yield from _months(total, width)


def _unconfirmed(total: StreamTotal) -> str:
    """Of a stream in a draft: that the rate is the year's own, and what it rests on besides that nobody confirmed."""
    named = ", ".join(f"{entry.title} ({entry.key})" for entry in total.unconfirmed)
    return f"its rate is published for the year; carried and unconfirmed: {named}"


def _months(total: StreamTotal, width: int) -> Iterator[str]:
    for line in total.lines:
        yield cut(f"      {short_month(line.month)} {_month_amount(line):>15}  {line.working}".rstrip(), width)


def _month_amount(line: Line) -> str:
    """A month's amount, or its ends, for a narrow column."""
    if line.amount is None and line.at_least is not None and line.at_most is not None:
        return f"{line.at_least} to {line.at_most}" if line.at_least != line.at_most else f"{line.at_least} (not sure)"
    return str(line.amount) if line.amount is not None else _OPEN


def _span(lines: tuple[Line, ...]) -> str:
    return f"{count_of(len(lines), 'month')}, {month_in_words(lines[0].month)} to {month_in_words(lines[-1].month)}"


def _how(total: StreamTotal) -> str:
    """The working of a month, or of each stretch of months where it changes."""
    span, lines = "a month's share" if total.is_ceiling else "a month", total.lines
    workings = dict.fromkeys(line.working for line in lines)
    return f"{span}: {'; then '.join(workings)}"


def _why(total: StreamTotal) -> str:
    established = [line for line in total.lines if line.is_established]
    if established and len(established) < len(total.lines):
        counted = f"{len(established)} of {len(total.lines)} months"
        return f"{total.reason}. Established: {counted}, not {months_in_words(total.open_months)}."
    return total.reason


def _any_established(total: StreamTotal) -> bool:
    return any(line.amount or (line.is_established and line.at_most is not None) for line in total.lines)


def _readings(total: StreamTotal) -> Iterator[str]:
    """What the year comes to by each reading of what is half known: the sum, a month's working, and what it says.

    Nothing where no reading gives a sum: why the year is not established says then all that is known.
    """
    if not any(map(_bounds, total.by_reading)):
        return
    for year in total.by_reading:
        working = f", a month: {year.working}" if year.working else ""
        yield f"{_sum_by_reading(year)}{working}, if {year.says}"


def superseded_rates(lines: Iterable[Line]) -> list[str]:
    """The editions of unknown terms that were superseded, each once: shown beside an amount, and never part of it."""
    terms = (term for line in lines for term in line.terms if term.superseded is not None)
    return list(dict.fromkeys(f"superseded: {term.title}: {superseded_said(term)}" for term in terms))


def _sum_by_reading(year: YearByReading) -> str:
    if year.at_least is not None and year.at_least == year.at_most:
        return str(year.at_least)
    return _bounds(year).removeprefix(": ") or _OPEN


def _documents(total: StreamTotal) -> dict[Document, None]:
    """The documents that carry the rates of a stream, each once."""
    return dict.fromkeys(citation.document for citation in total.citations)


def _sum_line(title: str, amount: Money | str, width: int) -> str:
    room = width - len(str(amount)) - 1
    return f"{cut(title, room):<{room}} {amount}"


def statement_html(statement: Statement) -> str:
    """A statement as a table, each stream with its months to unfold."""
    name, *others = map(escape, _heading(statement))
    notes = notes_shown(statement.notes)
    total = "".join(table_row(escape(title.strip()), str(amount), "") for title, amount in _sums(statement))
    return fragment(
        f"<h2>{name}</h2>{''.join(f'<p>{line}</p>' for line in others)}{notes}"
        f"{table(('Stream', 'Amount', 'Working'), map(_row, statement.payments), kind='money', foot=total)}"
        f"{_ceilings_html(statement)}{_arrears_html(statement)}{_ended_html(statement)}"
        f"<p>{escape(DECIDES)}</p><p class=rule>{escape(receipt_text(statement.receipt))}</p>"
    )


def _ceilings_html(statement: Statement) -> str:
    if not statement.ceilings:
        return ""
    rows = map(_row, statement.ceilings)
    return table(("Stream", "At the most", "Working"), rows, kind="money", caption=CEILINGS.capitalize())


def _arrears_html(statement: Statement) -> str:
    items = "".join(f"<li>{escape(_arrears_said(one))}</li>" for one in statement.arrears)
    return f"<p>{ARREARS.capitalize()}</p><ul>{items}</ul>" if items else ""


def _ended_html(statement: Statement) -> str:
    items = "".join(f"<li>{escape(f'{one.title}. {one.reason}')} {_links(one)}</li>" for one in statement.just_ended)
    return f"<p>{ENDED.capitalize()}</p><ul>{items}</ul>" if items else ""


def _links(one: EndedStream) -> str:
    return "; ".join(linked_html(document) for document in dict.fromkeys(each.document for each in one.citations))


def stream_html(total: StreamTotal) -> str:
    """A year of a stream, as notebooks show it: its sum and working, and each month."""
    standing = f"{total.standing.value}; " if total.standing else ""
    return fragment(
        f"<h2>{escape(total.title)}: {amount_in_words(total)}</h2>"
        f"<p>{escape(_said(total))}</p>{_readings_html(total)}{_condition_html(total)}"
        f"<p class=rule>{escape(f'{total.stream}; {standing}to the {total.payee}')}</p>"
        f"{_sources_html(total)}{_months_html(total)}"
    )


def _row(total: StreamTotal) -> str:
    months = "" if total.is_ceiling else _months_html(total)
    unfold = f"<details><summary>by month</summary>{months}</details>" if months else ""
    standing = f"; {total.standing.value}" if total.standing else ""
    why = f"{escape(_said(total))}{_readings_html(total)}{_condition_html(total)}{_sources_html(total)}{unfold}"
    return table_row(keyed(total.title, f"{total.stream}{standing}"), amount_in_words(total), why)


def _said(total: StreamTotal) -> str:
    if total.amount is None:
        return _why(total)
    carried = f"; {_unconfirmed(total)}" if total.unconfirmed else ""
    return f"{_span(total.lines)}; {_how(total)}{carried}"


def _readings_html(total: StreamTotal) -> str:
    said = (*_readings(total), *superseded_rates(total.lines))
    items = "".join(f"<li>{escape(each)}</li>" for each in said)
    return f"<ul>{items}</ul>" if items else ""


def _condition_html(total: StreamTotal) -> str:
    return f"<p>If: {escape(total.condition)}</p>" if total.condition else ""


def _sources_html(total: StreamTotal) -> str:
    linked = "; ".join(linked_html(document) for document in _documents(total))
    return f"<p class=rule>Rate from {linked}</p>" if linked else ""


def _months_html(total: StreamTotal) -> str:
    rows = [table_row(short_month(line.month), amount_in_words(line), escape(line.working)) for line in total.lines]
    return table(("Month", "Amount", "Working"), rows, kind="money") if rows else ""


def amount_in_words(owed: Line | StreamTotal) -> str:
    """An amount, or between which ends it lies."""
    if owed.amount is not None:
        return str(owed.amount)
    return _bounds(owed).removeprefix(": ") or _OPEN


def _bounds(owed: Line | StreamTotal | YearByReading) -> str:
    """Between which ends an amount lies that is not established; nothing where no end is known."""
    if owed.at_least is not None and owed.at_least == owed.at_most:
        return f": {owed.at_least} either way"
    if owed.at_least is not None and owed.at_most is not None:
        return f": between {owed.at_least} and {owed.at_most}"
    if owed.at_least is not None:
        return f": at least {owed.at_least}"
    return "" if owed.at_most is None else f": at most {owed.at_most}"
