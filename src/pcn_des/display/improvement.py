"""The improvement payment as text, HTML and plain values: a grid of parts and practices."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from pcn_des.answers.amount import Amount
from pcn_des.answers.improvement import Improvement, ImprovementPart
from pcn_des.csv_text import csv_text
from pcn_des.display.html import fragment, items, notes_shown, table, table_row
from pcn_des.display.paragraphs import WIDTH, each_filled, filled, listed
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.plain import Plain, heading_dict, receipt_dict
from pcn_des.display.plain_workforce import amount_dict
from pcn_des.draft_mark import draft_mark
from pcn_des.wording import in_words

NEEDED: Final = "What would make what it is worth exact"
_IN_WORDS: Final = {True: "yes", False: "no", None: "?"}
_IN_CSV: Final = {True: "yes", False: "no", None: None}
_COLUMNS: Final = (
    *("network", "year", "part", "practice", "in_place", "declared", "worth_at_least", "worth_at_most"),
    *("payable_at_least", "payable_at_most", "why", "missing"),
)


def improvement_text(found: Improvement, width: int = WIDTH) -> str:
    """Each part with what is payable of it, why, and the answer of each practice."""
    lines = [*each_filled(_heading(found), width), ""]
    for part in found.parts:
        lines += [*_part(part, width), ""]
    lines += [*filled(f"Payable together: {found.amount}", width), ""]
    lines += listed(f"{NEEDED}:", found.missing, width)
    for note in found.notes:
        lines += filled(f"Note: {note}", width)
    return "\n".join([*lines, *filled(receipt_text(found.receipt), width)])


def _heading(found: Improvement) -> Iterator[str]:
    yield network_named(found.heading)
    by = f", to be declared by {in_words(found.declare_by)}" if found.declare_by else ""
    yield f"Capacity and access improvement payment of {found.receipt.contract_year}{by}"


def _part(part: ImprovementPart, width: int) -> list[str]:
    answers = ", ".join(f"{practice} {_IN_WORDS[there]}" for practice, there in part.in_place.items())
    lines = filled(f"{_title(part)}: {part.of} of {part.worth}; {part.reason}", width, "  - ")
    return [*lines, *(filled(f"in place: {answers}", width, "    ") if answers else [])]


def _title(part: ImprovementPart) -> str:
    return part.part.replace("_", " ").capitalize()


def improvement_part_text(part: ImprovementPart, width: int = WIDTH) -> str:
    """A part: what is payable of it, why, and the answer of each practice."""
    return "\n".join(_part(part, width))


def improvement_html(found: Improvement) -> str:
    """The grid as an HTML fragment, as notebooks show it."""
    name, what = map(escape, _heading(found))
    practices = list(dict.fromkeys(practice for part in found.parts for practice in part.in_place))
    rows = (
        table_row(
            escape(_title(part)),
            escape(str(part.of)),
            *(_IN_WORDS[part.in_place.get(practice)] for practice in practices),
            escape(part.reason),
        )
        for part in found.parts
    )
    notes = notes_shown(found.notes)
    return fragment(
        f"<h2>{name}</h2><p>{what}</p>{table(('Part', 'Payable', *practices, 'Why'), rows, kind='money')}"
        f"<p>Payable together: {escape(str(found.amount))}</p>{_needed(found)}{notes}"
        f"<p class=rule>{escape(receipt_text(found.receipt))}</p>"
    )


def _needed(found: Improvement) -> str:
    return f"<p>{NEEDED}:</p>{items(found.missing)}" if found.missing else ""


def improvement_dict(found: Improvement) -> Plain:
    """The grid as plain values."""
    return {
        "heading": heading_dict(found.heading),
        "contract_year": found.receipt.contract_year,
        **draft_mark(found.draft_of),
        "declare_by": found.declare_by.isoformat() if found.declare_by else None,
        "payable": amount_dict(found.amount),
        "parts": [improvement_part_dict(part) for part in found.parts],
        "notes": list(found.notes),
        "receipt": receipt_dict(found.receipt),
    }


def improvement_csv(found: Improvement) -> str:
    """The grid as CSV, a row for each part and practice; a part without practices on record has one row."""
    return csv_text(_COLUMNS, (row for part in found.parts for row in _csv_rows(found, part)))


def _csv_rows(found: Improvement, part: ImprovementPart) -> Iterator[list[str]]:
    about = (found.heading.code, found.receipt.contract_year, part.part)
    money = (*_ends(part.worth), *_ends(part.of))
    for practice, there in (part.in_place or {"": None}).items():
        cells = (*about, practice, _IN_CSV[there], part.declared, *money, part.reason, "; ".join(part.missing))
        yield ["" if cell is None else str(cell) for cell in cells]


def _ends(amount: Amount) -> tuple[object, object]:
    return amount.at_least.pounds, None if amount.at_most is None else amount.at_most.pounds


def improvement_part_dict(part: ImprovementPart) -> Plain:
    """A part as plain values."""
    return {
        "part": part.part,
        "worth": amount_dict(part.worth),
        "payable": amount_dict(part.of),
        "in_place": dict(part.in_place),
        "declared": part.declared.isoformat() if part.declared else None,
        "blocked_by": list(part.blocked_by),
        "reason": part.reason,
        "missing": list(part.missing),
    }
