"""The last sheet, Choices: every choice of every drop-down with its meaning, where the drop-downs read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from pcn_des.formats.workbook import looks
from pcn_des.formats.workbook.declaring import Column, Sheet
from pcn_des.formats.workbook.meanings import MEANINGS
from pcn_des.formats.workbook.sheets import CHOICES, SHEETS

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

ChoiceList = str | tuple[str, ...]  # a list of the contract by its name, or the choices of a column themselves


def write_choices(book: Workbook, rows: Mapping[ChoiceList, tuple[int, int]]) -> None:
    """The last sheet: every choice of every drop-down with its meaning."""
    from openpyxl.styles import Alignment

    sheet = book.create_sheet(CHOICES)
    columns = (
        Column(fields=(), heading="For", help="sheets and columns that offer it", width=34),
        Column(fields=(), heading="Choice", help="as it stands in the cell", width=42),
        Column(fields=(), heading="Meaning", help="", width=100),
    )
    for place, column in enumerate(columns, start=1):
        looks.column_look(sheet, place, column, None)
        looks.heading(sheet.cell(row=3, column=place), column.heading, needed=False)
    looks.title_row(sheet, CHOICES, "What the drop-down lists offer. Nothing to fill in.", len(columns))
    for listed, (first, _) in rows.items():
        used_by = _used_by(listed)
        for row, (choice, meaning) in enumerate(_choices(listed), start=first):
            for place, text in enumerate((used_by, choice, meaning), start=1):
                sheet.cell(row=row, column=place).value = text
                sheet.cell(row=row, column=place).alignment = Alignment(vertical="top", wrap_text=True)
            looks.data_height(sheet, row, {meaning: columns[2].width, used_by: columns[0].width})
    looks.finish(sheet, 3, len(columns), tab="lists")


def choice_rows() -> Mapping[ChoiceList, tuple[int, int]]:
    """The first and last row on the sheet Choices of every list that a column offers."""
    rows: dict[ChoiceList, tuple[int, int]] = {}
    first = 4
    for sheet, column in _every_column():
        listed = sheet.choices(column) or column.offers
        if listed and listed not in rows:
            last = first + len(_choices(listed)) - 1
            rows[listed] = (first, last)
            first = last + 1
    return rows


def _every_column() -> Iterator[tuple[Sheet, Column]]:
    for sheet in SHEETS:
        for column in sheet.columns:
            yield sheet, column


def _used_by(listed: ChoiceList) -> str:
    places = [
        f"{sheet.title}: {column.heading}"
        for sheet, column in _every_column()
        if listed in (sheet.choices(column), column.offers)
    ]
    return "; ".join(places)


def _choices(listed: ChoiceList) -> tuple[tuple[str, str], ...]:
    if isinstance(listed, tuple):
        return tuple((choice, MEANINGS[choice]) for choice in listed)
    return _FROM_THE_CONTRACT[listed]()


def _evidence() -> tuple[tuple[str, str], ...]:
    from pcn_des.contract.files import evidence_kinds

    return tuple((kind.key, f"{kind.what}. Usually in: {kind.where}") for kind in evidence_kinds().values())


def _roles() -> tuple[tuple[str, str], ...]:
    return _titles("roles")


def _conditions() -> tuple[tuple[str, str], ...]:
    from pcn_des.contract.role_terms import names_of_conditions

    return tuple(names_of_conditions().items())


def _payments() -> tuple[tuple[str, str], ...]:
    return _titles("payments")


def _judgements() -> tuple[tuple[str, str], ...]:
    """The duties of all contract years that are for a person to judge, each with what has to be decided."""
    from pcn_des.contract.files import load_year, years

    latest: dict[str, str] = {}
    for year in years():
        for key, versions in load_year(year).obligations.items():
            if versions[-1].judgement:
                latest[key] = f"{versions[-1].title}. {versions[-1].judgement.strip()}"
    return tuple(sorted(latest.items()))


def _titles(section: str) -> tuple[tuple[str, str], ...]:
    """The entries of all contract years, each with its latest title."""
    from pcn_des.contract.files import load_year, years

    latest: dict[str, str] = {}
    for year in years():
        versions: Mapping[str, Any] = getattr(load_year(year), section)
        latest.update({key: found[-1].title for key, found in versions.items()})
    return tuple(sorted(latest.items()))


_FROM_THE_CONTRACT: Final = {
    "Evidence": _evidence,
    "Roles": _roles,
    "Conditions": _conditions,
    "Payments": _payments,
    "Judgements": _judgements,
}
