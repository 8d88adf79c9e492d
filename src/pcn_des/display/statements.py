"""Several statements as text, HTML, plain values and CSV: each stream with a line for each year, or each network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from pcn_des.answers.statement import Statement, StreamTotal
from pcn_des.answers.statements import Statements
from pcn_des.csv_text import csv_text
from pcn_des.display.fragments import keyed
from pcn_des.display.html import fragment, items, table, table_row
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.plain import Plain
from pcn_des.display.plain_money import statement_dict
from pcn_des.display.statement import DECIDES, PAID_BY, amount_in_words, together_in_words

_COLUMNS: Final = (
    *("network", "name", "year", "paid_by", "stream", "title", "kind", "payee", "amount", "at_least", "at_most"),
    *("standing", "open_months", "reason"),
)
_NOT_PAID: Final = "not paid"
_TOGETHER: Final = "All payments together, as far as known"
_UNKNOWN: Final = "not established"


def statements_text(found: Statements, width: int = WIDTH) -> str:
    """Each stream with its amounts where it is paid, then all payments together, and what is not known."""
    lines = [line for said in _heading(found) for line in filled(said, width)]
    for stream, title in found.streams.items():
        lines += ["", *filled(_titled(found, stream, title), width)]
        lines += [_row(name, amount_in_words(total), width) for name, total in found.of(stream).items()]
    lines += ["", _TOGETHER, *(_row(name, _together(statement), width) for name, statement in found.by_name.items())]
    lines.append("")
    lines += [line for said in _not_exact(found) for line in filled(said, width)]
    return "\n".join([*lines, "", *filled(DECIDES, width), *filled(_receipt(found), width)])


def _not_exact(found: Statements) -> Iterator[str]:
    for name, statement in found.by_name.items():
        if statement.unknown:
            yield f"{name}: not exact: {', '.join(total.title for total in statement.unknown)}"


def _heading(found: Statements) -> Iterator[str]:
    first = next(iter(found.by_name.values()), None)
    if first is None:
        yield "No network" if found.of_a_year else "No year"
        return
    if not found.of_a_year:
        yield network_named(first.heading)
        yield "Network Contract DES, year by year: what the network is owed"
    else:
        yield f"Network Contract DES {first.receipt.contract_year}: what each network is owed"
    yield PAID_BY[first.paid_by]
    if found.of_a_year:
        yield from (f"{name}: {one.heading.name}" for name, one in found.by_name.items() if one.heading.name)


def _titled(found: Statements, stream: str, title: str) -> str:
    return f"{title} (the most that can be claimed or earned)" if stream in found.ceilings else title


def _row(name: str, said: str, width: int) -> str:
    return f"  {name:<10}{said:>{width - 12}}"


def _together(statement: Statement) -> str:
    if all(total in statement.unknown and not total.is_bounded for total in statement.payments):
        return _UNKNOWN if statement.payments else _NOT_PAID
    return together_in_words(statement)


def _receipt(found: Statements) -> str:
    """Under what the last statement was made. Of years, each has its own digest: those of all are in the JSON."""
    return "".join([receipt_text(one.receipt) for one in found.by_name.values()][-1:])


def statements_html(found: Statements) -> str:
    """A table for each stream, with a row for each year, or each network, that it is paid in; then all together."""
    name, *others = map(escape, _heading(found))
    first = "Network" if found.of_a_year else "Year"
    streams = "".join(
        f"<h3>{keyed(_titled(found, stream, title), stream)}</h3>"
        f"{table((first, 'Amount', 'Standing'), map(_stream_row, found.of(stream).items()), kind='money')}"
        for stream, title in found.streams.items()
    )
    together = (table_row(escape(each), escape(_together(one))) for each, one in found.by_name.items())
    return fragment(
        f"<h2>{name}</h2>{''.join(f'<p>{line}</p>' for line in others)}{streams}"
        f"<h3>{_TOGETHER}</h3>{table((first, 'Amount'), together, kind='money')}{items(_not_exact(found))}"
        f"<p>{escape(DECIDES)}</p><p class=rule>{escape(_receipt(found))}</p>"
    )


def _stream_row(named: tuple[str, StreamTotal]) -> str:
    name, total = named
    standing = total.standing.value if total.standing else ""
    return table_row(escape(name), escape(amount_in_words(total)), standing)


def statements_dict(found: Statements) -> Plain:
    """The statements as plain values, by name."""
    return {name: statement_dict(statement) for name, statement in found.by_name.items()}


def statements_csv(found: Statements) -> str:
    """A row for each stream of each statement."""
    return csv_text(_COLUMNS, (row for statement in found.by_name.values() for row in _csv_rows(statement)))


def _csv_rows(statement: Statement) -> Iterator[list[str]]:
    about = (statement.heading.code, statement.heading.name, statement.receipt.contract_year, statement.paid_by)
    for total in statement.streams.values():
        least, most = (None, None) if total.amount is not None else (total.at_least, total.at_most)
        money = (None if end is None else end.pounds for end in (total.amount, least, most))
        standing = total.standing.value if total.standing else None
        months = "; ".join(month.isoformat()[:7] for month in total.open_months)
        cells = (*about, total.stream, total.title, total.kind, total.payee, *money, standing, months, total.reason)
        yield ["" if cell is None else str(cell) for cell in cells]
