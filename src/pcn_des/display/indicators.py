"""The indicators of a contract year or a day as text, HTML and plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any, Final

from pcn_des.contract.indicators import PAID, IndicatorRow, Indicators, days_within
from pcn_des.contract.saying import points_in_words, thresholds_in_words
from pcn_des.dates import ContractYear
from pcn_des.display.fragments import fragment, keyed, links, paragraphs, table
from pcn_des.display.paragraphs import WIDTH, filled
from pcn_des.display.plain_contract import entry_dict
from pcn_des.draft_mark import draft_mark
from pcn_des.wording import in_words

_THRESHOLDS: Final = {"lower", "upper"}
_GRADED: Final = {"points": "points", "lower": "lower threshold", "upper": "upper threshold"}


def indicators_text(found: Indicators, width: int = WIDTH) -> str:
    """How many indicators there are; then each with what it pays, its points, thresholds and standing."""
    lines = [line for text in _about(found) for line in filled(text, width)]
    lines += [""] if found.rows or found.missing else []
    for row in found.rows:
        lines += row_text(row, width, found.year).splitlines()
    for code, note in found.missing.items():
        lines += [*filled(f"{code}: not found", width), *filled(note, width, "    ")]
    notes = list(_notes(found))
    lines += [line for note in notes for line in ("", *filled(note, width))]
    return "\n".join(lines)


def row_text(row: IndicatorRow, width: int = WIDTH, year: ContractYear | None = None) -> str:
    """An indicator: its code and title, what it pays, its points, thresholds and standing."""
    said = "; ".join(filter(None, (row.payment, *_says(row), _days(row, year), _standing(row))))
    return "\n".join([*filled(row.title, width, f"{row.code}: "), *filled(said, width, "    ")])


def _says(row: IndicatorRow) -> Iterator[str]:
    """Its points and thresholds, or that they were not found."""
    if row.entry is not None:
        missing = set(row.entry.not_found)
        yield points_in_words(row.entry) or ("points not found" if "points" in missing else "")
        yield thresholds_in_words(row.entry) or ("thresholds not found" if missing & _THRESHOLDS else "")


def _days(row: IndicatorRow, year: ContractYear | None) -> str:
    days = days_within(row.entry, year) if row.entry is not None and year is not None else None
    return "" if days is None else f"{in_words(days.since)} to {in_words(days.until)}"


def _standing(row: IndicatorRow) -> str:
    """How well it is established; of points and thresholds, where that is another."""
    entry = row.entry or row.says
    if entry is None or entry.standing is None:
        return ""
    others: dict[str, list[str]] = {}
    for name, standing in (row.entry.standings if row.entry is not None else {}).items():
        if name in _GRADED and standing is not entry.standing:
            others.setdefault(standing.value, []).append(_GRADED[name])
    return ", ".join((entry.standing.value, *(f"{' and '.join(names)} {value}" for value, names in others.items())))


def _about(found: Indicators) -> Iterator[str]:
    """What was asked for, and how many there are of each kind."""
    when = str(found.year) if found.on is None else f"{found.year} on {in_words(found.on)}"
    known = f", as published by {in_words(found.known_on)}" if found.known_on else ""
    yield f"Indicators of the Investment and Impact Fund, {when}{known}"
    if found.unpublished:
        yield found.unpublished
    counted = Counter(row.payment for row in found.rows)
    said = ", ".join(f"{count} {payment}" for payment, count in counted.items())
    missing = f"{len(found.missing)} known to exist and not found" if found.missing else ""
    yield f"{'; '.join(filter(None, (said, missing)))}." if said or missing else "None is known."


def _notes(found: Indicators) -> Iterator[str]:
    """What says that indicators are not paid, each once."""
    for term in dict.fromkeys(row.says for row in found.rows if row.says is not None):
        standing = f" [{term.standing_in_words}]" if term.standing else ""
        yield f"{term.title}: {term.in_words}{standing}. {term.note}".strip()


def indicators_html(found: Indicators) -> str:
    """The indicators as a table, a row each."""
    heading, *about = _about(found)
    missing = ([escape(code), "not found", escape(note), "", "", ""] for code, note in found.missing.items())
    return fragment(
        heading,
        paragraphs(about),
        table(
            ("Indicator", "Payment", "Points", "Thresholds", "Standing", "Sources"),
            [*(_cells(row, found.year) for row in found.rows), *missing],
        ),
        paragraphs(_notes(found)),
    )


def row_html(row: IndicatorRow) -> str:
    """One indicator as a row of that table."""
    return fragment(
        row.title, table(("Indicator", "Payment", "Points", "Thresholds", "Standing", "Sources"), [_cells(row, None)])
    )


def _cells(row: IndicatorRow, year: ContractYear | None) -> list[str]:
    points, thresholds = map(escape, _says(row)) if row.entry is not None else ("", "")
    payment = "; ".join(filter(None, (row.payment, _days(row, year))))
    cited = row.entry or row.says
    return [
        keyed(row.title, row.code),
        escape(payment),
        points,
        thresholds,
        escape(_standing(row)),
        links(cited.sources) if cited is not None else "",
    ]


def indicators_dict(found: Indicators) -> dict[str, Any]:
    """The indicators as plain values, each by its code; those that were not found with what is said of them."""
    return {
        "year": str(found.year),
        **draft_mark(found.draft_of),
        "on": found.on.isoformat() if found.on else None,
        "known_on": found.known_on.isoformat() if found.known_on else None,
        "indicators": [row_dict(row) for row in found.rows],
        "not_found": dict(found.missing),
    }


def row_dict(row: IndicatorRow) -> dict[str, Any]:
    """An indicator as plain values: whether it is paid, and its entry; `says` is the key of what says so."""
    return {
        "code": row.code,
        "title": row.title,
        "payment": row.payment,
        "paid": row.payment == PAID,
        "says": row.says.key if row.says is not None else None,
        "entry": entry_dict(row.entry) if row.entry is not None else None,
    }
