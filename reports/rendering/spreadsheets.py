"""Rows of text become an Excel file in which nothing is ever a formula."""

from collections.abc import Sequence
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

WIDEST_COLUMN = 40
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def render_spreadsheet(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx file with one sheet: `heads` in bold, then `rows`; every cell is text, also one that begins with =.

    Long texts are wrapped, and it prints on A4 across, as wide as a page, with the heads on each.
    """
    book = Workbook()
    sheet = cast(Worksheet, book.active)
    table = [list(heads), *rows]
    for number, row in enumerate(table, 1):
        for column, text in enumerate(row, 1):
            if text:
                _write(cast(Cell, sheet.cell(number, column)), text)
    for column in range(len(heads)):
        sheet.cell(1, column + 1).font = Font(bold=True)
        longest = max(len(row[column]) for row in table)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(2 * longest + 2, WIDEST_COLUMN)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Cell, text: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    # As if typed with a leading apostrophe: it stays text when somebody edits the cell.
    cell.quotePrefix = True
