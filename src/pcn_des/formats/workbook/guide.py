"""The first sheet, How to use: how to fill the others, and what each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pcn_des.formats.workbook import looks
from pcn_des.formats.workbook.declaring import Sheet
from pcn_des.formats.workbook.sheets import CHOICES, COMPLETE_LISTS, HOW_TO_USE, SHEETS

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_RULES: Final = (
    (
        "What it is",
        "The records of one primary care network, kept by hand: who its members are, what was signed and sent, what "
        "was offered and paid. pcn_des reads this file as it is and says how the network stands under the Network "
        "Contract DES.",
    ),
    (
        "Where to begin",
        "Fill the sheets from left to right, as far as you can. A row is a record. A dark heading means that every row "
        "needs this cell; cells under light headings may stay empty. Above each heading stands what to write.",
    ),
    (
        "What you do not know",
        "Leave it empty. An empty cell or an empty sheet says 'not known', never 'no' and never 'none'. Nothing is "
        "guessed: what rests on it stays unknown, and the report says what is missing.",
    ),
    (
        "'This list is complete'",
        f"On the sheet {COMPLETE_LISTS}, say yes of a list if nothing is missing from it: what is not in it did not "
        "happen. An empty list with yes says that there was none. For a log that was kept for a time, write the days: "
        "2022-04-01 to 2023-03-31, or from 2022-04-01. With no, or without an answer, it may have gaps. For the lists "
        "of a single practice, agreement, session or home, the question is in the columns '… complete?' of its row.",
    ),
    (
        "Days and times",
        "Write days as 2022-10-01; a date of your spreadsheet will do, whatever way it is shown. 'From' and 'Until' "
        "both belong to the spell; without an 'Until' it goes on. Write times as 18:30, and a month as its first day.",
    ),
    ("Choices", f"Where only some values are possible, a list drops down. The sheet {CHOICES} explains every one."),
    (
        "No formulas",
        "Formulas are not calculated. If you copy from another file, paste the values only (Paste special, Values).",
    ),
    (
        "What you may change",
        "Sort, filter and format as you like; add columns to the right and sheets of your own, they are not read. Keep "
        "the names of the sheets and the headings.",
    ),
    (
        "If something is wrong",
        "Whoever reads the file is told every cell that can't be understood, with its place: Practices!C7 is the cell "
        "in column C and row 7 of the sheet Practices.",
    ),
)


def write_how_to_use(book: Workbook) -> None:
    """The first sheet: how to fill the others, what each is for, and what its rows need."""
    sheet = book.create_sheet(HOW_TO_USE)
    for place, width in enumerate((26, 70, 50), start=1):
        sheet.column_dimensions[looks.letter(place)].width = width
    looks.title_row(sheet, "Records of a primary care network", "How to use this workbook", 3)
    row = 3
    for title, text in _RULES:
        _rule(sheet, row, title, text)
        row += 1
    row += 1
    for place, text in enumerate(("Sheet", "What it is for", "What every row needs"), start=1):
        looks.heading(sheet.cell(row=row, column=place), text, needed=True)
    for declared in SHEETS:
        row += 1
        _row(sheet, row, declared.title, declared.purpose, _needs(declared))
    _row(sheet, row + 1, COMPLETE_LISTS, "Whether each list has everything: yes, no, or empty for not known.", "")
    _row(sheet, row + 2, CHOICES, "What the drop-down lists offer, explained. Nothing to fill in.", "")
    looks.printed(sheet, tab="guide")
    sheet.print_options.gridLines = False
    sheet.sheet_view.showGridLines = False


def _rule(sheet: Worksheet, row: int, title: str, text: str) -> None:
    from openpyxl.styles import Alignment

    sheet.cell(row=row, column=1).value = title
    sheet.cell(row=row, column=1).font = looks.font(bold=True)
    sheet.cell(row=row, column=1).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.cell(row=row, column=2).value = text
    sheet.cell(row=row, column=2).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=3)
    sheet.row_dimensions[row].height = 6 + 15 * -(-len(text) // 125)


def _row(sheet: Worksheet, row: int, title: str, purpose: str, needs: str) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.hyperlink import Hyperlink

    for place, text in enumerate((title, purpose, needs), start=1):
        cell = sheet.cell(row=row, column=place)
        cell.value = text
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    link: Any = sheet.cell(row=row, column=1)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{title}'!A1")
    link.font = looks.font(color="0563C1", underline="single")
    sheet.row_dimensions[row].height = 2 + 15 * max(-(-len(purpose) // 68), -(-len(needs) // 48), 1)


def _needs(sheet: Sheet) -> str:
    needed = [column.heading for column in sheet.columns if sheet.needed(column)]
    own = [column.heading for column in sheet.form[:2]]
    return f"{', '.join(needed)}; above them {' and '.join(own)}" if own else ", ".join(needed)
