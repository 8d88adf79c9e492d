"""The Monday page as text, HTML and plain values: one screen, and nothing on it that nobody can act on."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from pcn_des.answers.briefing import Briefing, WithinReach
from pcn_des.answers.points import Gain, IifYear
from pcn_des.display.html import fragment, items
from pcn_des.display.paragraphs import WIDTH, each_filled, filled, listed
from pcn_des.display.phrases import network_named, receipt_text, to_decide
from pcn_des.display.plain import Plain, difference_dict, heading_dict, receipt_dict
from pcn_des.display.plain_points import gain_dict, number_dict
from pcn_des.display.plain_workforce import amount_dict, pot_dict
from pcn_des.display.points import gain_in_words, is_known
from pcn_des.draft_mark import draft_mark
from pcn_des.wording import count_of, ends_in_words, in_words

MOST: Final = 4  # of each kind, on one screen
_FUND: Final = "INVESTMENT AND IMPACT FUND"
_RECORDS: Final = "ON RECORD, and counts for nothing or for something else"
_FALLS_SHORT: Final = "FALLS SHORT, without money that is known to hang on it"
_WITHIN_REACH: Final = "CHEAPEST TO REACH, most for each one more first"


def briefing_text(page: Briefing, width: int = WIDTH) -> str:
    """The page: money first, then what is due, new, missing, and to decide."""
    lines = [*each_filled(_heading(page), width), ""]
    for title, told in _parts(page):
        lines += listed(title, told, width)
    if len(lines) == len(each_filled(_heading(page), width)) + 1:
        lines += ["Nothing to act on.", ""]
    return "\n".join([*lines, *filled(receipt_text(page.receipt), width)])


def _heading(page: Briefing) -> Iterator[str]:
    yield network_named(page.heading)
    yield f"What to look at on {in_words(page.receipt.as_of)}"
    yield from page.of_network


def _parts(page: Briefing) -> Iterator[tuple[str, list[str]]]:
    """Each part under its title, the first things of it; how many more there are is said."""
    yield (
        "MONEY AT RISK, what has no upper end first, then the largest",
        _first([f"{risk.amount}: {risk.why}; {risk.do}" for risk in page.at_risk]),
    )
    yield _FALLS_SHORT, _first([f"{one.title}: {one.reason}" for one in page.falls_short])
    yield (
        "DUE IN THIRTY DAYS",
        _first(
            [
                f"{in_words(one.day)}: {one.what} ({one.who})" if one.day else f"{one.what} ({one.who})"
                for one in page.due
            ]
        ),
    )
    yield f"NEW SINCE {in_words(page.since)}", _first([_new(page, place) for place in range(len(page.new))])
    yield _RECORDS, _first(list(page.of_records))
    yield "PAPERS that would settle most", [f"{paper}: settles {len(rules)}" for paper, rules in page.papers]
    yield "TO DECIDE", _first([f"{one.title}: {to_decide(one)}" if one.to_judge else one.title for one in page.decide])
    yield f"{_FUND}, as counted so far", list(_standing(page.incentives))
    before = page.incentives_before
    yield f"{_FUND} of {before.year}, as last counted" if before else "", list(_standing(before))
    yield _WITHIN_REACH, _first([_reached(one) for one in page.within_reach])
    yield (
        "STAFF",
        [
            f"{pot.total.title}, {pot.sum}: used {pot.used}, forecast {pot.forecast}, unspent {pot.unspent}"
            for pot in page.pots
        ],
    )


def _standing(found: IifYear | None) -> Iterator[str]:
    """How the network stands in the fund of a year, by how many of its indicators."""
    if found is None:
        return
    counted = sum(map(is_known, found.rows))
    of = count_of(len(found.rows), "indicator")
    worth = "how much they are worth is not known" if found.amount.is_open else str(found.amount)
    yield f"{ends_in_words(found.points.number)} points, {worth}; {counted} of {of} counted on record"


def _reached(one: WithinReach) -> str:
    return f"{one.code}, {one.title}: {'; '.join(map(_gain, one.gains))}"


def _gain(gain: Gain) -> str:
    """What so many more bring, and what each of them is worth."""
    each = "" if gain.worth.is_open or gain.count == 1 else f" ({gain.of_each} each)"
    return f"{gain_in_words(gain)}{each}"


def _new(page: Briefing, place: int) -> str:
    change = page.new[place]
    return " ".join(str(change).split())


def _first(told: list[str]) -> list[str]:
    left = len(told) - MOST
    return told if left <= 0 else [*told[:MOST], f"and {left} more"]


def briefing_html(page: Briefing) -> str:
    """The page as an HTML fragment, as notebooks show it."""
    name, *others = map(escape, _heading(page))
    parts = "".join(f"<h3>{escape(title)}</h3>{items(told)}" for title, told in _parts(page) if told)
    return fragment(
        f"<h2>{name}</h2>{''.join(f'<p>{line}</p>' for line in others)}{parts or '<p>Nothing to act on.</p>'}"
        f"<p class=rule>{escape(receipt_text(page.receipt))}</p>"
    )


def briefing_dict(page: Briefing) -> Plain:
    """The page as plain values, all of each part."""
    return {
        "heading": heading_dict(page.heading),
        "as_of": page.receipt.as_of.isoformat(),
        **draft_mark(page.draft_of),
        "at_risk": [
            {**amount_dict(risk.amount), "why": risk.why, "do": risk.do, "rules": list(risk.rules)}
            for risk in page.at_risk
        ],
        "falls_short": [{"rule": one.rule, "title": one.title, "reason": one.reason} for one in page.falls_short],
        "due": [
            {"day": one.day.isoformat() if one.day else None, "what": one.what, "who": one.who} for one in page.due
        ],
        "since": page.since.isoformat(),
        "new": [difference_dict(change) for change in page.new],
        "papers": [{"paper": paper, "settles": list(rules)} for paper, rules in page.papers],
        "decide": [{"rule": one.rule, "title": one.title, "what": to_decide(one)} for one in page.decide],
        "sums": {pot.stream: pot_dict(pot) for pot in page.pots},
        "incentives": _standing_dict(page.incentives),
        "incentives_before": _standing_dict(page.incentives_before),
        "within_reach": [
            {
                "indicator": one.code,
                "title": one.title,
                "next_point": None if one.next_point is None else gain_dict(one.next_point),
                "upper_threshold": None if one.upper_threshold is None else gain_dict(one.upper_threshold),
            }
            for one in page.within_reach
        ],
        "notes": list(page.notes),
        "of_network": list(page.of_network),
        "of_records": list(page.of_records),
        "receipt": receipt_dict(page.receipt),
    }


def _standing_dict(found: IifYear | None) -> Plain | None:
    if found is None:
        return None
    return {
        "year": found.year,
        "points": number_dict(found.points),
        **amount_dict(found.amount),
        "notes": list(found.notes),
    }
