"""Excel files become rows of text; what the rows mean is not known here."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from reports.errors import UnreadableFile
from reports.marking import mark as _

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_CONTENT = 50 * 1024 * 1024
MOST_MEMBERS = 200
MOST_ROWS = 6_000
MOST_COLUMNS = 50


NO_EXCEL = _("The file is no Excel file (.xlsx). Save it as .xlsx and choose it again.")
TOO_LARGE = _("The file is too large. Keep only the sheet with the table and choose it again.")
TOO_MANY_ROWS = _("The table has more than 6,000 rows. Divide it into several files.")
EMPTY = _("The first sheet of the file is empty.")


def read_spreadsheet(data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that hold anything, each with its number; cells as stripped text.

    Raises UnreadableFile for another kind of file, one that is too large, and one without any text.
    """
    _check(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        table: list[tuple[int, list[str]]] = []
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
            if number > MOST_ROWS + 1:
                raise UnreadableFile(TOO_MANY_ROWS)
            cells = [_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                table.append((number, cells))
    except UnreadableFile:
        raise
    except (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError, SyntaxError, OSError) as error:
        raise UnreadableFile(NO_EXCEL) from error
    if not table:
        raise UnreadableFile(EMPTY)
    return table


def _check(data: bytes) -> None:
    """Refuse what would be costly or dangerous to open, by what the archive really holds."""
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(TOO_LARGE)
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_CONTENT:
                raise UnreadableFile(TOO_LARGE)
            for member in members:
                if b"<!DOCTYPE" in archive.read(member).upper():
                    raise UnreadableFile(NO_EXCEL)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        # ZipFile lets through what its own reading meets: places before the beginning, and damaged streams.
        raise UnreadableFile(NO_EXCEL) from error


def _text(value: object) -> str:
    """A cell as a person reads it: whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\0", "").strip()
