"""Points of the Investment and Impact Fund as text, HTML and CSV: of an indicator, and of a year of a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from pcn_des.answers.points import Gain, IifYear, IndicatorPoints, PointsStep, says_more
from pcn_des.contract.entries import BINARY, Indicator, Term
from pcn_des.contract.saying import said, thresholds_in_words, unit_behind
from pcn_des.csv_text import csv_text
from pcn_des.display.fragments import keyed, linked_html, paragraphs
from pcn_des.display.html import fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, cited, each_filled, filled, listed, noted
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.units import Quantity
from pcn_des.values import Range
from pcn_des.wording import decimal_shown, ends_in_words, in_words

DECIDES: Final = "What is paid may differ: the commissioner declares and approves the achievement."
NEEDED: Final = "What would make the pounds exact"
_MORE: Final = "What more in the numerator bring"
_NOT_PAID: Final = "NOT PAID ON PERFORMANCE, and earning nothing"
_NOT_FOUND: Final = "KNOWN TO EXIST; not found"
_INSTEAD: Final = "WHAT BECAME OF THEIR POINTS AND MONEY"
_BESIDES: Final = "THE FUND'S TEXT ALSO SAYS"
_SOURCES: Final = "EACH STEP, AND WHAT IT RESTS ON"
LIST_SIZE: Final = "list_size_adjustment"
PREVALENCE: Final = "prevalence_adjustment"
_CHEAPEST: Final = "FEWEST TO THE NEXT POINT"
_COLUMNS: Final = (
    *("network", "name", "year", "indicator", "title", "payment_kind", "achievement_at_least", "achievement_at_most"),
    *("unit", "lower", "upper", "points_at_least", "points_at_most", "maximum", "pounds_at_least", "pounds_at_most"),
    *("to_next_point", "next_point_points", "next_point_pounds_at_least", "next_point_pounds_at_most"),
    *("to_upper_threshold", "upper_threshold_points", "upper_threshold_pounds_at_least"),
    *("upper_threshold_pounds_at_most", "standing", "needs"),
)


def indicator_points_text(found: IndicatorPoints, width: int = WIDTH) -> str:
    """An indicator: its points, what they are worth, each step, what more bring, and what would make it exact."""
    lines = [*each_filled(_heading(found), width), ""]
    lines += [f"{'points':<10} {_of(found).removesuffix(' points')}", f"{'payment':<10} {found.amount}", ""]
    lines += [line for step in found.steps for line in filled(_step(step), width, "  - ")]
    lines.append("")
    lines += listed(f"{_MORE}:", _gains(found), width)
    lines += listed(f"{NEEDED}:", found.missing, width)
    lines += noted(found.notes, width)
    documents = "; ".join(dict.fromkeys(citation.document.name for citation in found.citations))
    return "\n".join([*lines, *filled(f"Sources: {documents}", width)]).rstrip()


def indicator_points_in_full(found: IndicatorPoints, width: int = WIDTH) -> str:
    """The same, with the entries of the contract that each step rests on, and their sources."""
    lines = [indicator_points_text(found, width), "", _SOURCES]
    for step in found.steps:
        lines += filled(_step(step), width, "  - ")
        for entry in step.rests_on:
            lines += filled(f"{entry.key}: {entry.title} [{entry.standing_in_words}]", width, "    ")
            lines += cited(entry.sources, width, "      ")
    return "\n".join(lines)


def _heading(found: IndicatorPoints) -> Iterator[str]:
    yield f"{found.code}, {found.year}: {found.title}"
    known = f"as published by {in_words(found.known_on)}" if found.known_on else ""
    standing = found.standing.value if found.standing else ""
    yield "; ".join(filter(None, (found.payment_kind, _thresholds(found.entry), known, standing)))


def _of(found: IndicatorPoints) -> str:
    """The points that count, of all of them."""
    of = found.maximum.number
    total = f"at most {in_words(of.high)}" if isinstance(of, Range) and of.high is not None else in_words(of)
    if found.maximum.at_most is None:
        return str(found.points)
    return f"{ends_in_words(found.points.number)} of {total} points"


def _step(step: PointsStep) -> str:
    standing = f" [{step.standing.value}]" if step.standing else ""
    return f"{step.what}: {step.working}{standing}"


def points_step_text(step: PointsStep, width: int = WIDTH) -> str:
    """A step: what it is, how it is worked, and how well what it read is established."""
    return "\n".join(filled(_step(step), width))


def gain_text(gain: Gain, width: int = WIDTH) -> str:
    """What so many more bring."""
    return "\n".join(filled(gain_in_words(gain), width))


def gain_in_words(gain: Gain) -> str:
    """How many, up to where, and what they bring."""
    worth = "" if gain.worth.is_open else f", {gain.worth}"
    to = "" if gain.to == "one" else f" to {gain.to}"
    return f"{gain.in_words}{to}: {in_words(gain.points)} points{worth}"


def _gains(found: IndicatorPoints) -> Iterator[str]:
    yield from map(gain_in_words, _distinct(found))
    if found.no_gain:
        yield str(found.no_gain)


def iif_text(found: IifYear, width: int = WIDTH) -> str:
    """A year of the fund: each indicator with its points and pounds, all of them together, and what is not paid."""
    lines = [*each_filled(_about(found), width), ""]
    for row in found.rows:
        lines += [*filled(row.title, width, f"{row.code}: "), *_lines(row, width)]
    if found.rows:
        lines += ["", *filled(f"Together: {ends_in_words(found.points.number)} points; {found.amount}", width), ""]
    lines += listed(_CHEAPEST, _cheapest(found), width)
    lines += listed(_NOT_PAID, map(_unpaid, found.not_paid), width)
    lines += listed(_INSTEAD, map(_with_note, found.instead), width) if found.not_paid else []
    lines += listed(_NOT_FOUND, (f"{code}: {note}" for code, note in found.not_found.items()), width)
    lines += listed(f"{NEEDED}:", _needs(found), width)
    lines += noted(found.notes, width)
    return "\n".join([*lines, *filled(DECIDES, width), *filled(receipt_text(found.receipt), width)])


def iif_in_full(found: IifYear, width: int = WIDTH) -> str:
    """The same, with each step of each indicator and what the text says of the fund besides."""
    lines = [iif_text(found, width), ""]
    for row in found.rows:
        lines += listed(f"{row.code}, step by step:", map(_step, row.steps), width)
    return "\n".join([*lines, *listed(_BESIDES, _besides(found), width)]).rstrip()


def _about(found: IifYear) -> Iterator[str]:
    yield network_named(found.heading) if found.heading.name else found.heading.code or "Figures given directly"
    known = f", as published by {in_words(found.receipt.known_on)}" if found.receipt.known_on else ""
    yield f"Investment and Impact Fund, {found.year}{known}"
    if not found.rows:
        yield "No indicator of this year is known to be paid."


def _lines(row: IndicatorPoints, width: int) -> Iterator[str]:
    """The lines beneath the name of an indicator."""
    achieved = _achieved(row)
    worth = _no_pounds(row) if row.amount.is_open else str(row.amount)
    standing = row.standing.value if row.standing else ""
    said_of = (achieved, _thresholds(row.entry), _of(row), worth, standing)
    yield from filled("; ".join(filter(None, said_of)), width, "    ")
    for gain in _distinct(row):
        yield from filled(gain_in_words(gain), width, "      ")


def _achieved(row: IndicatorPoints) -> str:
    """What was achieved, as far as more is known of it than that it is something; empty where that is not so."""
    if row.achievement is None or not is_known(row):
        return ""
    return f"{ends_in_words(row.achievement.number)}{unit_behind(row.unit)}"


def _no_pounds(row: IndicatorPoints) -> str:
    """That there are no pounds, for want of an adjustment; nothing where more than that is missing."""
    needs = [need.partition(" of ")[0] for need in row.missing]
    only = row.points.value is not None and all(need in (LIST_SIZE, PREVALENCE) for need in needs)
    return f"no pounds without {' and '.join(dict.fromkeys(needs))}" if only else ""


def _thresholds(entry: Indicator) -> str:
    """The thresholds, or that they were not found; nothing of what is done or not."""
    said_of = thresholds_in_words(entry)
    if said_of and entry.function == "single_threshold":
        return f"threshold {said_of}"
    return f"thresholds {said_of}" if said_of else "" if entry.function == BINARY else "thresholds not found"


def _distinct(found: IndicatorPoints) -> Iterator[Gain]:
    """What more bring; one more is left out where it reaches the next point."""
    for gain in found.gains:
        if gain is not found.one_more or found.next_point is None or found.next_point.count > 1:
            yield gain


def is_known(row: IndicatorPoints) -> bool:
    """Whether more is known of an achievement than that it is one, or that an indicator was done or not."""
    number = row.achievement.number if row.achievement is not None else None
    if isinstance(number, Range):
        return says_more(number, row.unit)
    return number is not None or (row.entry.function == BINARY and row.points.value is not None)


def _cheapest(found: IifYear) -> Iterator[str]:
    for row in found.cheapest:
        if row.next_point is not None:
            yield f"{row.code}: {gain_in_words(row.next_point)}"


def _unpaid(row: IndicatorPoints) -> str:
    return f"{row.code} ({row.payment_kind}): {row.title}"


def _with_note(term: Term) -> str:
    return f"{term.title}: {said(term)}. {term.note}".rstrip()


def _needs(found: IifYear) -> Iterator[str]:
    """What would make the pounds exact; what several indicators need of a kind in one line."""
    together: dict[str, dict[str, None]] = {}
    for need in (need for row in found.rows for need in row.missing):
        kind, _, of = need.partition(" of ")
        together.setdefault(kind, {})[of] = None
    for kind, those in together.items():
        yield f"{kind} of {', '.join(those)}" if any(those) else kind


def _besides(found: IifYear) -> Iterator[str]:
    for term in found.besides:
        yield f"{term.title}: {said(term)}"


def indicator_points_html(found: IndicatorPoints) -> str:
    """An indicator as an HTML fragment, as notebooks show it."""
    name, about = map(escape, _heading(found))
    rows = (table_row(escape(step.what), _cell(step)) for step in found.steps)
    links = "; ".join(dict.fromkeys(linked_html(citation.document) for citation in found.citations))
    return fragment(
        f"<h2>{name}</h2><p>{about}</p><p>{escape(_of(found))}; payment: {escape(str(found.amount))}</p>"
        f"{table(('Step', 'Working'), rows)}{_under(_MORE, _gains(found))}{_under(NEEDED, found.missing)}"
        f"{notes_shown(found.notes)}" + (f"<p class=rule>Sources: {links}</p>" if links else "")
    )


def _cell(step: PointsStep) -> str:
    return f"{escape(step.working)}<br><span class=rule>{escape(step.standing.value if step.standing else '')}</span>"


def iif_html(found: IifYear) -> str:
    """A year of the fund as an HTML fragment."""
    name, *others = map(escape, _about(found))
    head = ("Indicator", "Points", "Pounds", "Achievement, and thresholds", _MORE)
    points, worth = ends_in_words(found.points.number), escape(str(found.amount))
    foot = table_row("Together", points, worth)
    missing = [f"{code}: {note}" for code, note in found.not_found.items()]
    became = map(_with_note, found.instead) if found.not_paid else ()
    return fragment(
        f"<h2>{name}</h2>{''.join(f'<p>{line}</p>' for line in others)}"
        f"{table(head, map(_row, found.rows), foot=foot) if found.rows else ''}"
        f"{_under(_CHEAPEST.capitalize(), _cheapest(found))}"
        f"{_under(_NOT_PAID.capitalize(), map(_unpaid, found.not_paid))}"
        f"{_under(_INSTEAD.capitalize(), became)}{_under(_NOT_FOUND.capitalize(), missing)}"
        f"{_under(NEEDED, _needs(found))}{notes_shown(found.notes)}<p>{escape(DECIDES)}</p>"
        f"<details><summary>{escape(_BESIDES.capitalize())}</summary>{items(_besides(found))}</details>"
        f"<p class=rule>{escape(receipt_text(found.receipt))}</p>"
    )


def _row(row: IndicatorPoints) -> str:
    pounds = _no_pounds(row) or str(row.amount) if row.amount.is_open else str(row.amount)
    standing = f"; {row.standing.value}" if row.standing else ""
    return table_row(
        keyed(row.title, f"{row.code}{standing}"),
        escape(_of(row)),
        escape(pounds),
        keyed(_achieved(row), _thresholds(row.entry)),
        paragraphs(_gains(row)),
    )


def _under(title: str, told: Iterable[str]) -> str:
    lines = items(told)
    return f"<p>{escape(title)}:</p>{lines}" if lines else ""


def iif_csv(found: IifYear) -> str:
    """A year of the fund as CSV, a row for each indicator."""
    return csv_text(_COLUMNS, (_csv_row(found, row) for row in (*found.rows, *found.not_paid)))


def _csv_row(found: IifYear, row: IndicatorPoints) -> list[str]:
    point, upper = row.next_point, row.upper_threshold
    cells = (
        *(found.heading.code, found.heading.name, found.year, row.code, row.title, row.payment_kind),
        *(_ends(row.achievement) if row.achievement is not None else (None, None)),
        *(row.unit, row.entry.lower, row.entry.upper, *_ends(row.points), _ends(row.maximum)[1]),
        *(row.at_least.pounds, row.at_most.pounds if row.at_most is not None else None),
        *((_more(point), f"{decimal_shown(point.points):f}") if point is not None else (None, None)),
        *((point.worth.at_least.pounds, _most(point)) if point is not None else (None, None)),
        *((_more(upper), f"{decimal_shown(upper.points):f}") if upper is not None else (None, None)),
        *((upper.worth.at_least.pounds, _most(upper)) if upper is not None else (None, None)),
        *(row.standing.value if row.standing else None, "; ".join(row.missing)),
    )
    return ["" if cell is None else str(cell) for cell in cells]


def _ends(quantity: Quantity) -> tuple[str | None, str | None]:
    """Between which numbers it lies, as they are shown; None of an open end."""
    number = quantity.number
    low, high = (number.low, number.high) if isinstance(number, Range) else (number, number)
    return None if low is None else f"{decimal_shown(low):f}", None if high is None else f"{decimal_shown(high):f}"


def _more(gain: Gain) -> int:
    return gain.count * (-1 if gain.fewer else 1)


def _most(gain: Gain) -> object:
    return None if gain.worth.at_most is None else gain.worth.at_most.pounds
