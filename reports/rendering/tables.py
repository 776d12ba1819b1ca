"""How a table is set, alike in every writer: which columns hold numbers, how wide they are, whether it needs the page
turned."""

import re
from functools import lru_cache
from itertools import zip_longest

from reports.document import Table
from reports.rendering.house_style import HOUSE_STYLE, points
from reports.rendering.placing import width

_STYLE = HOUSE_STYLE
_NUMBER = re.compile(r"[-+－−±]?[\d０-９][\d０-９,，.．]*\s*[%％‰]?")
_NO_NUMBER = {"", "-", "－", "—", "——", "/", "／", "无"}  # what stands where there is none
_SHORT = 6.0  # a longer cell may take several lines before the table needs more room
_PADDING = 1.0  # what a column takes beside its text


def numeric_columns(table: Table) -> tuple[bool, ...]:
    """For each column whether its cells are numbers, which then stand below each other on the right.

    A first column that only counts the rows is none.
    """
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    return tuple(
        _is_numeric(cells) and not (place == 0 and list(cells) == [str(row) for row in range(1, len(cells) + 1)])
        for place, cells in enumerate(columns)
    )


def _is_numeric(cells: tuple[str, ...]) -> bool:
    written = [cell.strip() for cell in cells if cell.strip() not in _NO_NUMBER]
    return bool(written) and all(map(_NUMBER.fullmatch, written))


def is_wide(table: Table) -> bool:
    """Whether the table needs a page of its own that is turned (横排表格, clause 8).

    It does where the text's width leaves its columns less than six characters each, or their longest cell.
    """
    return sum(min(longest, _SHORT) + _PADDING for longest in _longest_cells(table)) > _characters(_STYLE.text_width_mm)


def column_shares(table: Table) -> tuple[float, ...]:
    """Each column's part of the table's width, in all 1: by its longest cell where all have room on their lines.

    Else the short ones get what they need, and the long ones share what is left, so that a day or a number isn't cut
    for the sake of a sentence that takes several lines anyway.
    """
    shares = [longest + 2 * _PADDING for longest in _longest_cells(table)]
    left = _characters(_STYLE.text_height_mm if is_wide(table) else _STYLE.text_width_mm)
    if sum(shares) > left:
        ascending = sorted(range(len(shares)), key=lambda place: shares[place])
        for waiting, place in zip(range(len(shares), 0, -1), ascending, strict=True):
            shares[place] = min(shares[place], left / waiting)
            left -= shares[place]
    return tuple(share / sum(shares) for share in shares)


def _characters(mm: float) -> float:
    """How many characters of a table's size stand on a line of this length."""
    return points(mm) / _STYLE.table_pt


@lru_cache(maxsize=64)
def _longest_cells(table: Table) -> tuple[float, ...]:
    columns = zip_longest(table.columns, *table.rows, fillvalue="")
    return tuple(max(map(width, column)) for column in columns)
