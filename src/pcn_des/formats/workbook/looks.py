"""How the workbook looks: headings, widths, colours, drop-downs and print set-up."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from pcn_des.formats.lines import MOST_ROWS
from pcn_des.formats.workbook.declaring import Column, Sheet
from pcn_des.formats.workbook.fields import Field, Kind
from pcn_des.formats.workbook.sheets import CHOICES
from pcn_des.formats.workbook.storing import Stored, format_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NEEDED: Final = "1F4E79"  # fill of the headings of needed columns …
OPTIONAL: Final = "D6E4F0"  # … and of the others
EXPLAINED: Final = "F4F4F4"
GREY: Final = "595959"
FONT: Final = "Calibri"
TABS: Final[Mapping[str, str]] = {"guide": "FFC000", "records": "1F4E79", "lists": "A6A6A6"}
MOST_OWNERS: Final = 500  # practices, homes, … that a drop-down offers
_LINE: Final = 12.5  # points of a line of help …
_SMALL: Final = 1.15  # … of which more letters go into a column
_DATA_LINE: Final = 15  # points
_MOST_LINES: Final = 20
_YES_NO: Final = '"yes,no"'


class Styles:
    """The styles of one workbook's data cells, each made once: a style is slow to make and quick to copy."""

    def __init__(self, book: Workbook) -> None:
        self._scratch = book.create_sheet("(styles)")
        self._made: dict[tuple[str, bool, bool], Any] = {}

    def dress(self, cell: Any, stored: Stored, *, wrapped: bool) -> None:
        """Gives a cell the look of what is stored in it."""
        key = (stored.number_format, stored.quoted, wrapped)
        if key not in self._made:
            self._made[key] = self._style(*key)
        cell._style = copy(self._made[key])

    def _style(self, number_format: str, quoted: bool, wrapped: bool) -> Any:
        example = self._scratch.cell(row=len(self._made) + 1, column=1)
        example.number_format = number_format
        example.alignment = _alignment(number_format, wrapped=wrapped)
        example.quotePrefix = quoted
        return example._style

    def done(self, book: Workbook) -> None:
        """Removes what was only needed to make the styles."""
        book.remove(self._scratch)


def wraps(column: Column) -> bool:
    """Whether long texts of a column go on to another line."""
    return column.width >= 26


def title_row(sheet: Worksheet, title: str, purpose: str, width: int) -> None:
    """The first row: what the sheet is and what it is for."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Alignment

    cell = sheet.cell(row=1, column=1)
    large, plain = InlineFont(rFont=FONT, b=True, sz=14), InlineFont(rFont=FONT, sz=11)
    cell.value = CellRichText(TextBlock(large, f"{title}   "), TextBlock(plain, purpose))
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if width > 1:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    room = sum(sheet.column_dimensions[letter(place)].width for place in range(1, width + 1))
    sheet.row_dimensions[1].height = 8 + 17 * ceil((len(title) * 1.4 + len(purpose) + 6) / max(room - 4, 10))


def form_row(sheet: Worksheet, row: int, column: Column, field: Field) -> None:
    """A field of its own above the rows: its name, the cell to fill, and the help beside it."""
    from openpyxl.styles import Alignment, Border, Side

    heading(sheet.cell(row=row, column=1), column.heading, needed=field.needed)
    thin = Side(style="thin", color=GREY)
    value = sheet.cell(row=row, column=2)
    if value.value is None:
        value.number_format = format_of(field)
    value.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    value.alignment = Alignment(vertical="center", horizontal="left")
    help_cell = sheet.cell(row=row, column=3)
    help_cell.value = f"{'Needed: ' if field.needed else ''}{column.help}"
    help_cell.font = font(italic=True, color=GREY, sz=9)
    help_cell.alignment = Alignment(vertical="center")
    sheet.row_dimensions[row].height = 18


def help_row(sheet: Worksheet, row: int, helps: Mapping[int, tuple[str, bool]], widths: Mapping[int, int]) -> None:
    """The row above the headings: what to write in each column."""
    from openpyxl.styles import Alignment, PatternFill

    lines = 1
    for place, (text, needed) in helps.items():
        cell = sheet.cell(row=row, column=place)
        cell.value = f"Needed: {text}" if needed else text
        cell.font = font(italic=True, color=GREY, sz=9)
        cell.fill = PatternFill("solid", fgColor=EXPLAINED)
        cell.alignment = Alignment(vertical="bottom", wrap_text=True)
        lines = max(lines, _lines(str(cell.value), widths[place] * _SMALL))
    sheet.row_dimensions[row].height = 4 + lines * _LINE


def heading(cell: Any, text: str, *, needed: bool) -> None:
    """A heading: dark where every row needs the column."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    cell.value = text
    cell.font = font(bold=True, color="FFFFFF" if needed else "000000")
    cell.fill = PatternFill("solid", fgColor=NEEDED if needed else OPTIONAL)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = Border(bottom=Side(style="thin", color=GREY))


def column_look(sheet: Worksheet, place: int, column: Column, field: Field | None) -> None:
    """The width of a column, and the format of its cells that are still empty."""
    dimension = sheet.column_dimensions[letter(place)]
    dimension.width = column.width
    dimension.number_format = format_of(field)
    dimension.alignment = _alignment(format_of(field), wrapped=wraps(column))


def finish(sheet: Worksheet, heading_row: int, width: int, *, tab: str) -> None:
    """Frozen headings, filters, the colour of the tab, and print on landscape pages as wide as the sheet."""
    sheet.freeze_panes = sheet.cell(row=heading_row + 1, column=1).coordinate
    sheet.auto_filter.ref = f"A{heading_row}:{letter(width)}{max(sheet.max_row, heading_row + 1)}"
    sheet.row_dimensions[heading_row].height = 32
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    printed(sheet, tab=tab)


def printed(sheet: Worksheet, *, tab: str) -> None:
    """The colour of the tab, and print on landscape A4 pages as wide as the sheet."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.tabColor = TABS[tab]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = int(sheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.gridLines = True
    footer: Any = sheet.oddFooter
    footer.left.text, footer.center.text, footer.right.text = "&F", "&A", "&P of &N"


def offer_yes_no(sheet: Worksheet, cells: str) -> None:
    """A drop-down with yes and no."""
    _validate(sheet, cells, "list", _YES_NO, "Write yes or no, or leave the cell empty if you do not know.")


def offer_completeness(sheet: Worksheet, cells: str) -> None:
    """A drop-down with yes and no, beside which the days may be written for which a list is complete."""
    advice = "Write yes or no, or the days as 2022-04-01 to 2023-03-31; leave the cell empty if you do not know."
    _validate(sheet, cells, "list", _YES_NO, advice, stop=False)


def offer(sheet: Worksheet, cells: str, rows: tuple[int, int], *, only: bool) -> None:
    """A drop-down with choices from the sheet Choices; `only` says that nothing else may be written."""
    source = f"{CHOICES}!$B${rows[0]}:$B${rows[1]}"
    advice = f"Choose from the list; the sheet {CHOICES} explains it."
    _validate(sheet, cells, "list", source, advice, stop=only)


def offer_owners(sheet: Worksheet, cells: str, owners: Sheet, place: int) -> None:
    """A drop-down with what stands in a column of another sheet, which must be filled first."""
    first = owners.heading_row + 1
    source = f"'{owners.title}'!${letter(place)}${first}:${letter(place)}${first + MOST_OWNERS - 1}"
    _validate(sheet, cells, "list", source, f"Add it to the sheet {owners.title} first.", stop=False)


def expect(sheet: Worksheet, cells: str, field: Field) -> None:
    """Lets a spreadsheet refuse what is no day, time or number."""
    match field.kind:
        case Kind.DAY:
            _validate(sheet, cells, "date", "1", "Write a day, such as 2022-10-01.", operator="greaterThan")
        case Kind.TIME:
            _validate(sheet, cells, "time", "0", "Write a time of day, such as 18:30.", operator="greaterThanOrEqual")
        case Kind.WHOLE | Kind.NUMBER:
            kind = "whole" if field.kind is Kind.WHOLE else "decimal"
            least = -(10**15) if field.limits.least is None else field.limits.least
            operator = "greaterThan" if field.limits.beyond else "greaterThanOrEqual"
            advice = "Write a whole number, such as 90." if kind == "whole" else "Write a number, such as 13,296.42."
            if field.limits.most is None:
                _validate(sheet, cells, kind, str(least), advice, operator=operator)
            else:
                advice = f"Write a number from {least} to {field.limits.most}, such as 0.5."
                _validate(sheet, cells, kind, str(least), advice, operator="between", most=str(field.limits.most))
        case Kind.YES_NO:
            offer_yes_no(sheet, cells)
        case _:
            pass  # any text will do


def below(heading_row: int, place: int) -> str:
    """The cells of a column that hold data."""
    return f"{letter(place)}{heading_row + 1}:{letter(place)}{MOST_ROWS}"


def _validate(
    sheet: Worksheet,
    cells: str,
    kind: Any,
    source: str,
    advice: str,
    *,
    operator: Any = None,
    most: str | None = None,
    stop: bool = True,
) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type=kind, formula1=source, formula2=most, operator=operator, allow_blank=True)
    rule.showErrorMessage = True
    rule.errorStyle = "stop" if stop else "warning"
    rule.errorTitle, rule.error = "Please check this cell", advice
    rule.add(cells)
    sheet.add_data_validation(rule)


def letter(place: int) -> str:
    """The letter of a column."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(place)


def _alignment(number_format: str, *, wrapped: bool) -> Any:
    from openpyxl.styles import Alignment

    centred = number_format[0] in "yh"  # days and times
    return Alignment(vertical="top", horizontal="center" if centred else None, wrap_text=wrapped)


def font(**style: Any) -> Any:
    """The font of the workbook, as small, bold or coloured as asked."""
    from openpyxl.styles import Font

    return Font(**{"name": FONT, "sz": 11, **style})


def data_height(sheet: Worksheet, row: int, texts: Mapping[str, int]) -> None:
    """Makes a row as high as its longest text, given with the widths of their columns."""
    lines = max((_lines(text, width) for text, width in texts.items()), default=1)
    if lines > 1:
        sheet.row_dimensions[row].height = _DATA_LINE * min(lines, _MOST_LINES)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, as far as one can tell without its font."""
    return sum(_lines_of_paragraph(paragraph, width) for paragraph in text.splitlines())


def _lines_of_paragraph(text: str, width: float) -> int:
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1 + int(len(word) // (width + 1)), len(word)
        else:
            used += len(word) + (1 if used else 0)
    return lines
