"""Rows of text become lines of a CSV file in which Excel and WPS take nothing for a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

# Without it Excel takes UTF-8 for the Windows code page.
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# Also the full-width twins, which some programs normalise.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The file line by line; a text that a spreadsheet might compute begins with an apostrophe."""
    line = StringIO()
    writer = csv.writer(line)
    line.write(BYTE_ORDER_MARK)
    for row in rows:
        writer.writerow([f"'{text}" if text.startswith(FORMULA) else text for text in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
