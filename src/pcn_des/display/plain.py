"""Answers as plain values, ready for JSON: numbers and days as texts, null where nothing is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pcn_des.answers.report import REPORT_FORMAT
from pcn_des.contract.entries import Term
from pcn_des.display.plain_parts import day_text, deadline_text, number_text, standing_text
from pcn_des.draft_mark import draft_mark
from pcn_des.sources import Citation
from pcn_des.units import Quantity
from pcn_des.values import decimal_of

if TYPE_CHECKING:
    from pcn_des.answers.access_ledger import AccessLedger, LedgerWeek, OwedBack
    from pcn_des.answers.difference import Difference
    from pcn_des.answers.finding import FactUse, Finding
    from pcn_des.answers.receipt import Heading, Receipt
    from pcn_des.answers.report import Report
    from pcn_des.answers.timeline import AnswerSpell, Timeline
    from pcn_des.network.decisions import Decision
    from pcn_des.questions.cases import Outcome

Plain = dict[str, Any]


def finding_dict(finding: Finding) -> Plain:
    """A finding with everything that it rests on, and its parts."""
    return {
        "rule": finding.rule,
        "subject": finding.subject,
        "subject_name": finding.subject_name,
        "title": finding.title,
        "owed_by": finding.owed_by,
        "strength": finding.strength,
        "status": finding.status.value,
        "reason": finding.reason,
        "observed": _compared(finding.observed),
        "required": _compared(finding.required),
        "working": finding.working,
        "working_otherwise": finding.working_otherwise,
        "due": deadline_text(finding.due),
        "other_dues": [deadline_text(due) for due in finding.other_dues],
        "done": day_text(finding.done),
        "late_by": finding.late_by,
        "missing": list(finding.missing),
        "to_judge": finding.to_judge,
        "settled": _decision(finding.settled),
        "exception": finding.exception,
        "without_exception": finding.without_exception.value if finding.without_exception else None,
        "clause": finding.clause,
        "since": day_text(finding.since),
        "standing": standing_text(finding.standing),
        "note": finding.note,
        "consequence": finding.consequence,
        "follows": finding.follows.value if finding.follows else None,
        "short_since": day_text(finding.short_since),
        "text_missing": finding.text_missing,
        "hypothetical": finding.hypothetical,
        "facts": [_fact(fact) for fact in finding.facts],
        "terms": [_term_read(term) for term in finding.terms],
        "citations": [citation_read(citation) for citation in finding.citations],
        "parts": [finding_dict(part) for part in finding.parts],
    }


def _decision(decision: Decision | None) -> Plain | None:
    """How a person decided: `until` is the last day on which it holds."""
    if decision is None:
        return None
    return {
        "judged": decision.judged,
        "by": decision.by,
        "on": decision.on.isoformat(),
        "until": day_text(decision.period.until),
        "document": decision.document,
    }


def _compared(value: Quantity | date | str | None) -> Plain | str | None:
    if isinstance(value, Quantity):
        return quantity_dict(value)
    return day_text(value) if isinstance(value, date) else value


def quantity_dict(quantity: Quantity) -> Plain:
    """A number with its unit: its value where it is exact, and the ends between which it lies."""
    return {
        "value": number_text(quantity.value),
        "unit": str(quantity.unit),
        "at_least": number_text(quantity.at_least),
        "at_most": number_text(quantity.at_most),
        "by_reading": list(map(str, quantity.by_reading)),
    }


def _fact(fact: FactUse) -> Plain:
    return {"name": fact.name, "title": fact.title, "value": fact.in_words, "because": fact.because}


def _term_read(term: Term) -> Plain:
    return {
        "key": term.key,
        "value": term.in_words,
        "since": term.since.isoformat(),
        "clause": term.clause,
        "standing": standing_text(term.standing),
        "note": term.note,
        "hypothetical": term.hypothetical,
        "citations": [citation_read(citation) for citation in term.sources],
    }


def citation_read(citation: Citation) -> dict[str, str | None]:
    """A citation of something that an answer read."""
    document = citation.document
    return {
        "document": document.key,
        "publisher": document.publisher,
        "title": document.title,
        "url": document.url,
        "published": day_text(document.published),
        "words": citation.words,
    }


def difference_dict(difference: Difference) -> Plain:
    """What two reports answer differently: both findings, null where a report does not have the duty."""
    return {
        "rule": difference.rule,
        "subject": difference.subject,
        "changed": list(difference.changed),
        "before": finding_dict(difference.before) if difference.before else None,
        "after": finding_dict(difference.after) if difference.after else None,
    }


def heading_dict(heading: Heading) -> Plain:
    """Whom an answer is about."""
    return {
        "code": heading.code,
        "name": heading.name,
        "practice": heading.practice,
        "commissioner": heading.commissioner,
        "clinical_director": heading.clinical_director,
    }


def receipt_dict(receipt: Receipt) -> Plain:
    """Under what an answer was made."""
    return {
        "as_of": receipt.as_of.isoformat(),
        "known_on": day_text(receipt.known_on),
        "contract_year": receipt.contract_year,
        "contract_digest": receipt.contract_digest,
        "package_version": receipt.package_version,
        "records_digest": receipt.records_digest,
        "practice": receipt.practice,
        "amended": list(receipt.amended),
        **draft_mark(receipt.draft_of),
    }


def report_dict(report: Report) -> Plain:
    """A report: `pcn-des schema report` describes its shape."""
    return {
        "format": REPORT_FORMAT,
        "heading": heading_dict(report.heading),
        "receipt": receipt_dict(report.receipt),
        "counts": {status.value: count for status, count in report.counts.items()},
        "notes": list(report.notes),
        "blocks": [
            {"block": block.value, "rules": [finding.rule for finding in findings]}
            for block, findings in report.blocks.items()
        ],
        "findings": [finding_dict(finding) for finding in report.in_order],
        "due_soon": [
            {"rule": finding.rule, "subject": finding.subject, "due": deadline_text(finding.due)}
            for finding in report.due_soon()
        ],
        "records_wanted": [{"record": record, "settles": list(duties)} for record, duties in report.records_wanted()],
    }


def timeline_dict(timeline: Timeline) -> Plain:
    """A timeline: the spells of each duty and subject."""
    return {
        "heading": heading_dict(timeline.heading),
        "since": timeline.since.isoformat(),
        "until": timeline.until.isoformat(),
        "known_on": day_text(timeline.receipt.known_on),
        **draft_mark(timeline.draft_of),
        "receipt": receipt_dict(timeline.receipt),
        "notes": list(timeline.notes),
        "duties": [
            {
                "rule": rule,
                "subject": subject,
                "title": spells[0].finding.title,
                "strength": spells[0].finding.strength,
                "spells": [spell_dict(spell) for spell in spells],
            }
            for (rule, subject), spells in timeline.spells.items()
        ],
    }


def spell_dict(spell: AnswerSpell) -> Plain:
    """Days on which a duty has the same answer; the reason is that of the first."""
    return {
        "since": spell.since.isoformat(),
        "until": spell.until.isoformat(),
        "status": spell.status.value,
        "reason": spell.finding.reason,
        "late_by": spell.finding.late_by,
    }


def ledger_dict(ledger: AccessLedger) -> Plain:
    """A ledger of access: its weeks, and the cancelled sessions."""
    return {
        "heading": heading_dict(ledger.heading),
        "since": ledger.since.isoformat(),
        "until": ledger.until.isoformat(),
        "known_on": day_text(ledger.receipt.known_on),
        **draft_mark(ledger.draft_of),
        "receipt": receipt_dict(ledger.receipt),
        "notes": list(ledger.notes),
        "weeks": [week_dict(week) for week in ledger.weeks],
        "owed_back": [owed_dict(owed) for owed in ledger.owed_back],
    }


def week_dict(week: LedgerWeek) -> Plain:
    """A week of an access service, in minutes."""
    others = week.required.by_reading[1:] if week.required else ()
    return {
        "week_from": week.week.since.isoformat(),
        "week_to": day_text(week.week.until),
        "service": week.service,
        "required": _by_first_reading(week.required),
        "required_otherwise": str(others[0]) if others else None,
        "offered": _by_first_reading(week.offered),
        "short": None if week.short is None else str(decimal_of(week.short)),
        "cancelled": week.cancelled,
        "made_up": week.made_up,
        "still_owed": week.still_owed,
        "bank_holidays": [day.isoformat() for day in week.bank_holidays],
        "answer": week.status.value,
        "reason": week.minutes.reason,
        "coverage": week.coverage.status.value if week.coverage else None,
    }


def _by_first_reading(quantity: Quantity | None) -> str | None:
    """A number by the first reading of the text, or the lowest that it can be."""
    if quantity is None:
        return None
    first = quantity.by_first_reading
    return number_text(quantity.at_least if first is None else decimal_of(first))


def owed_dict(owed: OwedBack) -> Plain:
    """A cancelled session and what made up for it."""
    return {
        "id": owed.session.id,
        "service": owed.session.service,
        "on": owed.session.on.isoformat(),
        "minutes": owed.session.minutes,
        "reason": owed.session.reason,
        "due": day_text(owed.due),
        "agreed_with_the_commissioner": owed.agreed,
        "made_up": [{"on": back.on.isoformat(), "minutes": back.minutes} for back in owed.made_up],
        "left": owed.left,
        "exception": owed.exception,
        "duty_ended": day_text(owed.ended),
        "answer": owed.status.value,
        "late_by": owed.late_by,
    }


def outcome_dict(outcome: Outcome) -> Plain:
    """What came of one day of a case."""
    return {
        "file": outcome.case.file,
        "rule": outcome.case.rule,
        "subject": outcome.case.subject,
        "it": outcome.case.it,
        "day": outcome.expected.day.isoformat(),
        "expected": outcome.expected.answer,
        "got": outcome.answer,
        "differences": list(outcome.differences),
    }
