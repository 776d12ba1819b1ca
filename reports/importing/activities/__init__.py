"""Activities of the ledger as people type them: a quick line, rows copied from a spreadsheet; plain data in and out."""

from reports.importing.activities.book import Book, Kind, Office
from reports.importing.activities.faults import CLOSED_YEAR, MOST, Fault, day_faults, number_faults
from reports.importing.activities.lines import read_line
from reports.importing.activities.reading import Reading
from reports.importing.activities.rows import COLUMNS, Row, parts_of_rows, pasted_rows, read_row, read_rows

__all__ = [
    "CLOSED_YEAR",
    "COLUMNS",
    "MOST",
    "Book",
    "Fault",
    "Kind",
    "Office",
    "Reading",
    "Row",
    "day_faults",
    "number_faults",
    "parts_of_rows",
    "pasted_rows",
    "read_line",
    "read_row",
    "read_rows",
]
