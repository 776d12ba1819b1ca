"""Excel files become rows of text, in a process of their own; what the rows mean is not known here."""

import re
import sys
import zlib
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from reports.errors import UnreadableFile
from reports.importing import apart
from reports.marking import mark as _

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_CONTENT = 50 * 1024 * 1024
MOST_MEMBERS = 200
# A table of the largest size has 300,000 cells, of four tags each.
MOST_TAGS = 2_000_000
MOST_ROWS = 6_000
MOST_COLUMNS = 50


NO_EXCEL = _("The file is no Excel file (.xlsx). Save it as .xlsx and choose it again.")
TOO_LARGE = _("The file is too large. Keep only the sheet with the table and choose it again.")
TOO_MANY_ROWS = _("The table has more than 6,000 rows. Divide it into several files.")
EMPTY = _("The first sheet of the file is empty.")

Table = list[tuple[int, list[str]]]
_MODULE = "reports.importing.spreadsheets"
_WORDS = {apart.TOO_HEAVY: TOO_LARGE, apart.TOO_SLOW: TOO_LARGE}
# In every encoding that an XML parser finds out by itself (XML 1.0, appendix F): zeros stand between the letters.
_DOCTYPE = re.compile(rb"<\0*!\0*D\0*O\0*C\0*T\0*Y\0*P\0*E", re.IGNORECASE)
# What openpyxl raises for a file that is another than it expects.
_FAULTS = (
    InvalidFileException,
    BadZipFile,
    LookupError,
    ValueError,
    ArithmeticError,
    AttributeError,
    TypeError,
    SyntaxError,
    OSError,
    RecursionError,
)


def read_spreadsheet(data: bytes) -> Table:
    """The rows of the first sheet that hold anything, each with its number; cells as stripped text.

    Raises UnreadableFile for another kind of file, one that is too large, and one without any text.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(TOO_LARGE)
    try:
        told = apart.told_by_child(_MODULE, data, damaged=NO_EXCEL)
    except UnreadableFile as error:
        raise UnreadableFile(_WORDS.get(str(error), str(error))) from error
    return [(number, cells) for number, cells in told["rows"]]


def parse_spreadsheet(data: bytes) -> Table:
    """What `read_spreadsheet` gives, read here and not in a child process."""
    _check(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        table: Table = []
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
    except _FAULTS as error:
        raise UnreadableFile(NO_EXCEL) from error
    if not table:
        raise UnreadableFile(EMPTY)
    return table


def answer(data: bytes) -> dict[str, Any]:
    """What the child tells about an Excel file; raises UnreadableFile."""
    return {"rows": parse_spreadsheet(data)}


def _check(data: bytes) -> None:
    """Refuse what would be costly or dangerous to open, by what the archive really holds."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_CONTENT:
                raise UnreadableFile(TOO_LARGE)
            tags = 0
            for member in members:
                content = archive.read(member)
                if _DOCTYPE.search(content):
                    raise UnreadableFile(NO_EXCEL)
                tags += content.count(b"<")
            if tags > MOST_TAGS:
                raise UnreadableFile(TOO_LARGE)
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


if __name__ == "__main__":
    sys.exit(apart.serve(answer))
