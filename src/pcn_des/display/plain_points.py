"""Points of the Investment and Impact Fund as plain values, ready for JSON: numbers as texts, null where open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pcn_des.display.plain import Plain, citation_read, heading_dict, receipt_dict
from pcn_des.display.plain_contract import term_dict
from pcn_des.display.plain_parts import day_text, standing_text
from pcn_des.display.plain_workforce import amount_dict
from pcn_des.draft_mark import draft_mark
from pcn_des.wording import in_words

if TYPE_CHECKING:
    from pcn_des.answers.points import Gain, IifYear, IndicatorPoints, PointsStep
    from pcn_des.units import Quantity


def number_dict(quantity: Quantity | None) -> Plain:
    """A number as far as it is known; `number` is null where it is not exact."""
    if quantity is None:
        return {"number": None, "at_least": None, "at_most": None}
    ends = {"number": quantity.value, "at_least": quantity.at_least, "at_most": quantity.at_most}
    return {name: None if end is None else str(end) for name, end in ends.items()}


def iif_dict(found: IifYear) -> Plain:
    """A year of the fund."""
    return {
        "heading": heading_dict(found.heading),
        "contract_year": found.year,
        "known_on": day_text(found.receipt.known_on),
        **draft_mark(found.draft_of),
        "points": number_dict(found.points),
        "payment": amount_dict(found.amount),
        "indicators": [indicator_points_dict(row) for row in found.rows],
        "not_paid": [indicator_points_dict(row) for row in found.not_paid],
        "not_found": dict(found.not_found),
        "notes": list(found.notes),
        "besides": [term_dict(term) for term in found.besides],
        "receipt": receipt_dict(found.receipt),
    }


def indicator_points_dict(found: IndicatorPoints) -> Plain:
    """An indicator, its points and what they are worth."""
    entry = found.entry
    return {
        "indicator": found.code,
        "title": found.title,
        "year": found.year,
        "payment_kind": found.payment_kind,
        "unit": found.unit,
        "better": entry.better,
        "lower": None if entry.lower is None else str(entry.lower),
        "upper": None if entry.upper is None else str(entry.upper),
        **draft_mark(found.draft_of),
        "achievement": number_dict(found.achievement),
        "maximum": number_dict(found.maximum),
        "by_performance": number_dict(found.by_performance),
        "points": number_dict(found.points),
        "payment": amount_dict(found.amount),
        "reason": found.reason,
        "steps": [points_step_dict(step) for step in found.steps],
        "one_more": None if found.one_more is None else gain_dict(found.one_more),
        "next_point": None if found.next_point is None else gain_dict(found.next_point),
        "upper_threshold": None if found.upper_threshold is None else gain_dict(found.upper_threshold),
        "no_gain": str(found.no_gain),
        "missing": list(found.missing),
        "notes": list(found.notes),
        "known_on": day_text(found.known_on),
        "standing": standing_text(found.standing),
    }


def points_step_dict(step: PointsStep) -> Plain:
    """A step on the way to the pounds."""
    return {
        "what": step.what,
        "working": step.working,
        "terms": [entry.key for entry in step.rests_on],
        "standing": standing_text(step.standing),
        "citations": [citation_read(citation) for citation in step.citations],
    }


def gain_dict(gain: Gain) -> Plain:
    """What so many more, or fewer, bring."""
    return {
        "to": gain.to,
        "count": gain.count,
        "fewer": gain.fewer,
        "points": in_words(gain.points),
        "worth": amount_dict(gain.worth),
    }
