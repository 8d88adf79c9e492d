"""What a network is owed as plain values, ready for JSON: amounts as texts in pounds, null where not established."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pcn_des.display.plain import (
    Plain,
    citation_read,
    difference_dict,
    heading_dict,
    receipt_dict,
)
from pcn_des.display.plain_contract import term_dict
from pcn_des.display.plain_parts import day_text, pounds_text, standing_text
from pcn_des.draft_mark import draft_mark
from pcn_des.units import Money

if TYPE_CHECKING:
    from pcn_des.answers.arrears import Arrears
    from pcn_des.answers.ended import EndedStream
    from pcn_des.answers.statement import Line, Statement, StreamTotal, YearByReading
    from pcn_des.answers.stream_difference import StreamDifference
    from pcn_des.answers.what_if import WhatIf


def what_if_dict(found: WhatIf) -> Plain:
    """What a change of members would change: each duty and each stream that differs.

    `all_payments` is the total of all payments with a known amount or bound, as it is and with the change.
    """
    return {
        "what_if": found.says,
        "as_of": found.before.receipt.as_of.isoformat(),
        "contract_year": found.owed_before.receipt.contract_year,
        "duties": [difference_dict(one) for one in found.duties],
        "streams": [stream_difference_dict(one) for one in found.streams],
        "notes": list(found.notes),
        "may_differ": [stream_difference_dict(one) for one in found.may_differ],
        "all_payments": {
            "before": _ends(found.owed_before.at_least, found.owed_before.at_most),
            "after": _ends(found.owed_after.at_least, found.owed_after.at_most),
        },
        "receipt": receipt_dict(found.before.receipt),
    }


def stream_difference_dict(stream: StreamDifference) -> Plain:
    """A stream that differs: both years, null where a statement does not have it."""
    return {
        "stream": stream.stream,
        "title": stream.title,
        "change": pounds_text(stream.change),
        "before": stream_dict(stream.before) if stream.before else None,
        "after": stream_dict(stream.after) if stream.after else None,
    }


def statement_dict(statement: Statement) -> Plain:
    """A statement: amounts as texts in pounds."""
    return {
        "heading": heading_dict(statement.heading),
        "contract_year": statement.receipt.contract_year,
        "known_on": day_text(statement.receipt.known_on),
        **draft_mark(statement.draft_of),
        "paid_by": statement.paid_by,
        "total": pounds_text(statement.total),
        **_ends(statement.at_least, statement.at_most),
        "by_payee": {payee: pounds_text(amount) for payee, amount in statement.by_payee.items()},
        "ends_by_payee": {payee: _ends(least, most) for payee, (least, most) in statement.ends_by_payee.items()},
        "by_standing": {standing.value: pounds_text(amount) for standing, amount in statement.by_standing.items()},
        "complete": statement.complete,
        "ceilings": [total.stream for total in statement.ceilings],
        "arrears": [arrears_dict(one) for one in statement.arrears],
        "ended": [ended_dict(one) for one in statement.ended],
        "notes": list(statement.notes),
        "streams": {key: stream_dict(total) for key, total in statement.streams.items()},
        "receipt": receipt_dict(statement.receipt),
    }


def arrears_dict(one: Arrears) -> Plain:
    """A stream's arrears of a corrected population."""
    return {
        "stream": one.stream,
        "months": [month.isoformat() for month in one.months],
        "amount": pounds_text(one.amount),
        "at_least": pounds_text(one.of.at_least),
        "at_most": pounds_text(one.of.at_most),
        "less": one.less,
        "citations": [citation_read(citation) for citation in one.citations],
    }


def ended_dict(ended: EndedStream) -> Plain:
    """A payment stream that is not paid any more."""
    return {
        "stream": ended.stream,
        "title": ended.title,
        "on": ended.on.isoformat(),
        "why": ended.why,
        "sources": [citation_read(citation) for citation in ended.citations],
    }


def stream_dict(total: StreamTotal) -> Plain:
    """A year of a payment stream."""
    return {
        "title": total.title,
        "kind": total.kind,
        "payee": total.payee,
        "amount": pounds_text(total.amount),
        "at_least": pounds_text(total.at_least),
        "at_most": pounds_text(total.at_most),
        "by_reading": [_year_by_reading(year) for year in total.by_reading],
        "reason": total.reason,
        "open_months": [month.isoformat() for month in total.open_months],
        "condition": total.condition,
        "standing": standing_text(total.standing),
        **({"unconfirmed": [entry.key for entry in total.unconfirmed]} if total.unconfirmed else {}),
        "sources": [citation_read(citation) for citation in total.citations],
        "lines": [line_dict(line) for line in total.lines],
    }


def _year_by_reading(year: YearByReading) -> Plain:
    return {
        "says": year.says,
        "at_least": pounds_text(year.at_least),
        "at_most": pounds_text(year.at_most),
        "working": year.working,
    }


def line_dict(line: Line) -> Plain:
    """A month of a payment stream: the keys of the terms that it read, and the addresses of their sources."""
    return {
        "month": line.month.isoformat(),
        "payee": line.payee,
        "amount": pounds_text(line.amount),
        "at_least": pounds_text(line.at_least),
        "at_most": pounds_text(line.at_most),
        "reason": line.reason,
        "rates": [str(rate) for rate in line.rates],
        "populations": [str(population) for population in line.populations],
        "working": line.working,
        "terms": [term.key for term in line.terms],
        "citations": [citation.document.url for citation in line.citations],
        "superseded": [term_dict(term.superseded) for term in line.terms if term.superseded is not None],
    }


def _ends(least: Money | None, most: Money | None) -> Plain:
    """Between which amounts a sum lies: the same one twice where it is exact."""
    return {"at_least": pounds_text(least), "at_most": pounds_text(most)}
