"""A statement of entitlements as text and HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pcn_des.answers.statement import Line, Statement, StreamTotal
from pcn_des.display.html import STYLE
from pcn_des.display.text import WIDTH, filled, receipt_text
from pcn_des.units import Money
from pcn_des.wording import in_words, month_in_words, short_month

PAID_BY = {
    None: "as the contract sets it: a year rounded once, months that add up to it",
    "commissioner": "as commissioners paid it by hand: each month rounded to the penny",
    "national_system": "as the national system paid it: each month's rate rounded first",
}
_OPEN = "not established"
DECIDES = "What is paid may differ: conditions, membership changes and clawback are the commissioner's to settle."


def statement_text(statement: Statement, width: int = WIDTH, *, months: bool = False) -> str:
    """A statement: a line a stream with its sum and working, then what is not established and why."""
    lines = [*_heading(statement), ""]
    for total in statement.values():
        if total.amount is not None:
            lines += _stream(total, total.amount, width, months)
    lines += ["", _sum_line("Total of what is established", statement.total, width), ""]
    if statement.unknown:
        lines.append("NOT ESTABLISHED")
        for total in statement.unknown:
            lines += [*filled(total.title, width, "  - "), *filled(_why(total), width, "    ")]
            lines += list(_months(total, width)) if months and any(line.amount for line in total.lines) else []
        lines.append("")
    for note in statement.notes:
        lines += [*filled(f"Note: {note}", width), ""]
    return "\n".join([*lines, *filled(DECIDES, width), *filled(receipt_text(statement.receipt), width)])


def _heading(statement: Statement) -> Iterator[str]:
    heading = statement.heading
    yield f"{heading.name} ({heading.code})" if heading.name else "Facts given directly"
    yield f"Network Contract DES {statement.receipt.contract_year}: what the network is owed"
    yield from filled(PAID_BY[statement.paid_by], WIDTH)
    if statement.receipt.known_on:
        yield f"as published by {in_words(statement.receipt.known_on)}"


def _stream(total: StreamTotal, amount: Money, width: int, months: bool) -> Iterator[str]:
    yield _sum_line(total.title, amount, width)
    yield from filled(f"{_span(total.lines)}; {_how(total.lines)}", width, "    ")
    if total.condition:
        yield from filled(f"if: {total.condition}", width, "    ")
    standing = f"{total.standing.value}" if total.standing else ""
    yield from filled(f"[{total.stream}; {standing}; to the {total.payee}]", width, "    ")
    if months:
        yield from _months(total, width)


def _months(total: StreamTotal, width: int) -> Iterator[str]:
    for line in total.lines:
        amount = str(line.amount) if line.amount is not None else _OPEN
        yield f"      {short_month(line.month)} {amount:>15}  {line.working}"[:width].rstrip()


def _span(lines: tuple[Line, ...]) -> str:
    count = f"{len(lines)} month{'s' if len(lines) > 1 else ''}"
    return f"{count}, {month_in_words(lines[0].month)} to {month_in_words(lines[-1].month)}"


def _how(lines: tuple[Line, ...]) -> str:
    """The working of a month, or of each stretch of months where it changes."""
    workings = dict.fromkeys(line.working for line in lines)
    return f"a month: {'; then '.join(workings)}"


def _why(total: StreamTotal) -> str:
    established = [line for line in total.lines if line.amount is not None]
    if established and len(established) < len(total.lines):
        return f"{total.reason}. Established: {len(established)} of {len(total.lines)} months."
    return total.reason


def _sum_line(title: str, amount: Money, width: int) -> str:
    room = width - len(str(amount)) - 1
    return f"{title[:room]:<{room}} {amount}"


def statement_html(statement: Statement) -> str:
    """A statement as a table, each stream with its months to unfold."""
    head = "".join(f"<p>{escape(line)}</p>" for line in _heading(statement))
    rows = "".join(_row(total) for total in statement.values())
    notes = "".join(f"<p class=note>{escape(note)}</p>" for note in statement.notes)
    return (
        f'<div class="pcn-des"><style>{STYLE}</style>{head}{notes}<table><thead><tr><th scope=col>Stream</th>'
        f"<th scope=col>Amount</th><th scope=col>Working</th></tr></thead><tbody>{rows}"
        f"<tr><th>Total of what is established</th><th>{statement.total}</th><th></th></tr></tbody></table>"
        f"<p>{escape(DECIDES)}</p><p class=rule>{escape(receipt_text(statement.receipt))}</p></div>"
    )


def _row(total: StreamTotal) -> str:
    amount = str(total.amount) if total.amount is not None else _OPEN
    said = f"{_span(total.lines)}; {_how(total.lines)}" if total.amount is not None else _why(total)
    months = "".join(
        f"<tr><td>{short_month(line.month)}</td><td>{line.amount or _OPEN}</td><td>{escape(line.working)}</td></tr>"
        for line in total.lines
    )
    unfold = f"<details><summary>by month</summary><table>{months}</table></details>" if months else ""
    return (
        f"<tr><td>{escape(total.title)}<br><span class=rule>{escape(total.stream)}</span></td>"
        f"<td>{amount}</td><td>{escape(said)}{unfold}</td></tr>"
    )
