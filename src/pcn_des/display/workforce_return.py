"""A workforce return beside the contract and the records of a network, as text, HTML, CSV and plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from pcn_des.answers.workforce_return import hundredths
from pcn_des.contract.tables import every_value
from pcn_des.csv_text import csv_text
from pcn_des.display.html import NUMBERS, fragment, items, table, table_row
from pcn_des.display.paragraphs import WIDTH, each_filled, filled, listed
from pcn_des.display.phrases import network_named, receipt_text
from pcn_des.display.plain import heading_dict, receipt_dict
from pcn_des.display.plain_contract import term_dict
from pcn_des.display.terms import term_said
from pcn_des.draft_mark import draft_mark
from pcn_des.wording import in_words

if TYPE_CHECKING:
    from pcn_des.answers.workforce_return import DetailedRole, RoleReturn, WorkforceReturn

_HEADINGS: Final = ("Role", "FTE", "Contracted", "People", "Limit", "Record")
_WIDTHS: Final = (32, 15, 11, 7, 7, 8)
_EXPLAINED: Final = (
    "FTE is the time in the return, to the most that it may be where a name may be several roles; contracted is the "
    "part of it that is contracted services, who are not among the people. Limit is the contract's, in WTE or people "
    "of a network: 'none' where there is none, '?' where it is not established, '-' where the role was not "
    "reimbursable."
)
_NOT_TOLD: Final = "?"
COLUMNS: Final = (
    "pcn",
    "census",
    "role",
    "title",
    "fte",
    "staff",
    "contracted",
    "people",
    "at_least",
    "at_most",
    "reimbursable",
    "cap",
    "cap_standing",
    "on_record",
    "difference",
    "questions",
)


def return_text(found: WorkforceReturn, width: int = WIDTH) -> str:
    """The roles in a table, the questions, the names that are in no row of it, and what to know of the figures."""
    lines = [*each_filled(_title(found), width), ""]
    if found.roles:
        shown = _shown(found)
        lines += [_line(_HEADINGS[:shown]), *(line for role in found.roles for line in _lines(role, shown)), ""]
        lines += [*filled(_explained(found), width), ""]
    for title, told in _lists(found):
        lines += listed(title.upper(), told, width)
    return "\n".join([*lines, *filled(receipt_text(found.receipt), width)])


def return_html(found: WorkforceReturn) -> str:
    """The same as an HTML fragment, as notebooks show it."""
    title, *others = map(escape, _title(found))
    shown = _shown(found)
    rows = (_row(role, shown) for role in found.roles)
    body = table(_HEADINGS[:shown], rows, kind="numbers") + f"<p class=rule>{escape(_explained(found))}</p>"
    lists = "".join(f"<h3>{escape(name)}</h3>{items(told)}" for name, told in _lists(found) if told)
    return fragment(
        f"<h2>{title}</h2>{''.join(f'<p>{one}</p>' for one in others)}{body if found.roles else ''}{lists}"
        f"<p class=rule>{escape(receipt_text(found.receipt))}</p>",
        NUMBERS,
    )


def return_csv(found: WorkforceReturn) -> str:
    """The roles as CSV for spreadsheets, a row each."""
    rows = ([_csv_cell(row[column]) for column in COLUMNS] for row in role_rows(found))
    return csv_text(COLUMNS, rows)


def return_dict(found: WorkforceReturn) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "heading": heading_dict(found.heading),
        "receipt": receipt_dict(found.receipt),
        **draft_mark(found.draft_of),
        "file": found.file,
        "census": found.on.isoformat(),
        "registered": found.registered,
        "returned": found.returned,
        "unknown": found.unknown,
        "total": _text(found.total),
        "record": found.record,
        "record_unknown": found.record_unknown,
        "roles": [role_return_dict(role) for role in found.roles],
        "unsettled": [_detailed_dict(one) for one in found.unsettled],
        "outside": [_detailed_dict(one) for one in found.outside],
        "questions": list(found.questions),
        "caveats": list(found.caveats),
        "notes": list(found.notes),
    }


def role_return_text(role: RoleReturn, width: int = WIDTH) -> str:
    """A role alone: its row under the headings, its limit and its questions."""
    lines = [_line(_HEADINGS), *_lines(role)]
    said = f"Limit: {term_said(role.cap)}." if role.cap is not None else role.reason
    return "\n".join([*lines, *each_filled([said, *role.questions], width)])


def role_return_dict(role: RoleReturn) -> dict[str, Any]:
    """The same as plain values; null where nothing is known."""
    return {
        "role": role.role,
        "title": role.title,
        "fte": _text(role.fte),
        "staff": _text(role.staff),
        "contracted": _text(role.contracted),
        "people": role.people,
        "at_least": _text(role.at_least),
        "at_most": _text(role.at_most),
        "reimbursable": role.reimbursable,
        "reason": role.reason,
        "cap": None if role.cap is None else term_dict(role.cap),
        "on_record": _text(role.on_record),
        "difference": _text(role.difference),
        "questions": list(role.questions),
    }


def role_rows(found: WorkforceReturn) -> Iterator[dict[str, Any]]:
    """A row for each role, by the names of `COLUMNS`: what CSV and tables have."""
    for role in found.roles:
        cap = role.cap
        yield {
            **{name: value for name, value in role_return_dict(role).items() if name in COLUMNS},
            "pcn": found.heading.code,
            "census": found.on,
            "cap": None if cap is None else cap.in_words,
            "cap_standing": None if cap is None or cap.standing is None else cap.standing.value,
            "questions": " ".join(role.questions),
        }


def _title(found: WorkforceReturn) -> list[str]:
    named = network_named(found.heading) if found.heading.name else str(found.heading.code)
    beside = f" and {found.record}" if found.record else ""
    total = "" if found.total is None else f": {hundredths(found.total)} FTE in all"
    patients = "" if found.registered is None else f", for {found.registered:,} registered patients"
    return [
        named,
        f"Workforce return of {in_words(found.on)}{total}",
        f"Questions, no findings: beside the limits of the contract{beside}",
        f"From {found.file}{patients}",
    ]


def _explained(found: WorkforceReturn) -> str:
    record = f"Record: {found.record}, in WTE." if found.record else f"Nothing is compared: {found.record_unknown}."
    return f"{_EXPLAINED} {record}"


def _lists(found: WorkforceReturn) -> Iterator[tuple[str, list[str]]]:
    yield "No return", [f"{found.unknown}."] if found.unknown else []
    yield "Questions", list(found.questions)
    yield "Limits of the contract", list(_limits(found.roles))
    yield (
        "Names that may be several roles, or one without saying so",
        [_unsettled(one, found) for one in found.unsettled],
    )
    yield "Names of no role of the scheme on that day", [_named(one) for one in found.outside]
    yield "To know of this answer", list(found.notes)
    yield "To know of all such figures", list(found.caveats)


def _limits(roles: Iterable[RoleReturn]) -> Iterator[str]:
    """Each limit with how well it is established; the roles without one together."""
    without: dict[str, list[str]] = {}
    for role in roles:
        if role.cap is not None and role.cap.value == "unlimited":
            without.setdefault(role.cap.standing_in_words, []).append(role.title)
        elif role.cap is not None:
            note = f". {role.cap.note}" if role.cap.note and (role.cap.is_known or role.cap.is_bounded) else ""
            yield f"{role.title}: {term_said(role.cap)}{note}"
    for standing, titles in without.items():
        yield f"No limit [{standing}]: {'; '.join(titles)}"


def _named(one: DetailedRole) -> str:
    group = f" ({one.group})" if one.group else ""
    why = f": {one.because}" if one.because else ""
    return f"{one.name}{group}, {hundredths(one.fte)} FTE{why}."


def _unsettled(one: DetailedRole, found: WorkforceReturn) -> str:
    titles = "; ".join(role.title for role in found.roles if role.role in one.may_be)
    return f"{_named(one)} It may be: {titles}." if titles else _named(one)


def _line(cells: Iterable[str]) -> str:
    first, *others = zip(cells, _WIDTHS, strict=False)
    return (f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in others)).rstrip()


def _shown(found: WorkforceReturn) -> int:
    """How many columns are shown: where nothing is on record to compare, not the last."""
    return len(_HEADINGS) if found.record else len(_HEADINGS) - 1


def _lines(role: RoleReturn, shown: int = len(_HEADINGS)) -> Iterator[str]:
    """A row of the table; a long title goes on below."""
    title, *more = wrap(role.title, _WIDTHS[0] - 1, subsequent_indent="  ")
    yield _line((title, *_cells(role))[:shown])
    yield from more


def _cells(role: RoleReturn) -> tuple[str, ...]:
    return (
        _fte(role),
        "" if role.contracted == 0 else _cell(role.contracted) if role.fte is not None else "",
        "" if role.fte is None else _NOT_TOLD if role.people is None else str(role.people or ""),
        _limit(role),
        _cell(role.on_record),
    )


def _fte(role: RoleReturn) -> str:
    if role.at_least is None:
        return _NOT_TOLD
    if role.at_most is None:
        return f">={hundredths(role.at_least)}"
    if role.at_least == role.at_most:
        return hundredths(role.at_least)
    return f"{hundredths(role.at_least)} to {hundredths(role.at_most)}"


def _limit(role: RoleReturn) -> str:
    cap = role.cap
    if role.reimbursable is False:
        return "-"
    if cap is None or not (cap.is_known or cap.is_bounded):
        return _NOT_TOLD
    if cap.value == "unlimited":
        return "none"
    if cap.is_known:
        values = (_NOT_TOLD if value is None else str(value) for value in every_value(cap.value))
        return " or ".join(dict.fromkeys(values))
    return " to ".join(str(end) for end in (cap.at_least, cap.at_most) if end is not None)


def _cell(number: Decimal | None) -> str:
    return _NOT_TOLD if number is None else hundredths(number)


def _row(role: RoleReturn, shown: int) -> str:
    return table_row(*map(escape, (role.title, *_cells(role)[: shown - 1])))


def _detailed_dict(one: DetailedRole) -> dict[str, Any]:
    return {
        "name": one.name,
        "group": one.group,
        "fte": _text(one.fte),
        "contracted": _text(one.contracted),
        "may_be": list(one.may_be),
        "because": one.because,
        "listed": one.listed,
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _csv_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
