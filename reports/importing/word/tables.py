"""Tables of a Word file as rows of text, merged cells spelled out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from reports.importing.word.content import Content
from reports.importing.word.ooxml import MC, W, attribute, child, chosen, is_on, whole

MOST_COLUMNS = 100
_GROUPS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag")


@dataclass
class Grid:
    """A table's rows of as many cells each, the codes of what there is to tell of it, and what its cells hold.

    `contents` has the row, from 0, of each paragraph.
    """

    rows: list[list[str]] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
    contents: list[tuple[int, Content]] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)


def read_table(table: etree._Element, read: Callable[[etree._Element], Content]) -> Grid:
    """The table's grid; `read` reads a paragraph. Rows that a tracked change deleted are left out.

    The words of a merged cell stand in each row it spans; across columns in the first of them, and in all where it is
    a head over several columns.
    """
    grid = Grid()
    above: list[str] = []
    for number, row in enumerate(_rows(table)):
        if child(row, "trPr/del") is not None:
            grid.codes.add("row_deleted")
            continue
        cells = list(_cells(row, grid, read, above, head=number == 0))
        if any(cell.strip() for cell in cells):
            grid.rows.append(cells)
        above = cells
    width = grid.columns
    for row_cells in grid.rows:
        row_cells += [""] * (width - len(row_cells))
    return grid


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return _inside(table, f"{W}tr")


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also inside content controls."""
    for inner in element:
        if inner.tag == wanted:
            yield inner
        elif inner.tag in _GROUPS:
            yield from _inside(inner, wanted)


def _cells(
    row: etree._Element, grid: Grid, read: Callable[[etree._Element], Content], above: list[str], *, head: bool
) -> Iterator[str]:
    place = 0
    before = whole(attribute(child(row, "trPr/gridBefore")), 0)
    for _empty in range(min(before, MOST_COLUMNS)):
        place += 1
        yield ""
    for cell in _inside(row, f"{W}tc"):
        text = _cell_text(cell, grid, read)
        span = min(max(1, whole(attribute(child(cell, "tcPr/gridSpan")), 1)), MOST_COLUMNS)
        merged = child(cell, "tcPr/vMerge")
        if merged is not None and attribute(merged) in ("", "continue") and place < len(above):
            text = text or above[place]
        if span > 1 or merged is not None:
            grid.codes.add("cells_merged")
        for index in range(span):
            place += 1
            yield text if head or index == 0 else ""


def _cell_text(cell: etree._Element, grid: Grid, read: Callable[[etree._Element], Content]) -> str:
    """The cell's paragraphs on one line, without tabs; a table inside is flattened."""
    texts = []
    for block in blocks(cell):
        if block.tag == f"{W}tbl":
            inner = read_table(block, read)
            grid.codes |= {*inner.codes, "table_nested"}
            grid.contents += ((len(grid.rows), content) for _row, content in inner.contents)
            texts += [" ".join(filter(None, row)) for row in inner.rows]
        else:
            content = read(block)
            grid.contents.append((len(grid.rows), content))
            texts.append(" ".join(content.text.split()))
    filled = list(filter(None, texts))
    if len(filled) > 1:
        grid.codes.add("cell_joined")
    return " ".join(filled)


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables and embedded documents of a body or cell in order, also inside content controls."""
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk", f"{W}subDoc"):
            yield element
        elif element.tag == f"{W}sdt":
            yield from _controlled(element)
        elif element.tag in (f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}sdtContent", f"{W}smartTag"):
            yield from blocks(element)
        elif element.tag == f"{MC}AlternateContent":
            for inner in chosen(element):
                yield from [inner] if inner.tag in (f"{W}p", f"{W}tbl") else blocks(inner)


def _controlled(control: etree._Element) -> Iterator[etree._Element]:
    """The blocks of a content control; a placeholder and a table of contents come as the control itself."""
    gallery = attribute(child(control, "sdtPr/docPartObj/docPartGallery"))
    inside = child(control, "sdtContent")
    if gallery == "Table of Contents" or is_on(child(control, "sdtPr/showingPlcHdr")):
        yield control
    elif inside is not None:
        yield from blocks(inside)
