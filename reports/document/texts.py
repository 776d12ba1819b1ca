"""Plain text: which characters it may hold, and the paragraphs, headings and tables that it is made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

# C0 and C1 controls, lone surrogates, and the two non-characters that XML 1.0 forbids; tabs and line breaks stay.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CAPTION = re.compile(r"表[ 　]?\d+(?:[-－.]\d+)?(?=[ 　:：]|$).{0,40}(?<![。；;])")
_HEADING = re.compile(r"(?P<third>\d{1,2}[.．])(?!\d)|(?P<fourth>[（(]\d{1,2}[)）])")
_LONGEST_HEADING = 30
_ENDS = "。；：！？…，、,.;:!?"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A paragraph; `level` 3 or 4 is a heading whose `number` was typed, 0 is any other text, with number ""."""

    text: str
    number: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A table: a caption or "", and rows of as many cells each, of which the first heads the columns."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


Piece = TextPiece | TablePiece


def printable(text: str) -> str:
    """`text` without the characters that no page and no file can show; tabs and line breaks stay."""
    return _UNPRINTABLE.sub("", text)


def pieces(text: str) -> Iterator[Piece]:
    """What `text` is made of, in order.

    Two or more lines with tabs that follow each other are a table: tabs part the cells, short rows are filled up. A
    caption is a line 表1 …, without a full stop, above it. A short line that opens with 1. or （1） and doesn't end a
    sentence is a heading of the third or fourth level (GB/T 9704-2012, 7.3.3).
    """
    waiting: list[str] = []
    for tabbed, group in groupby(filter(str.strip, text.splitlines()), key=lambda line: "\t" in line):
        lines = list(group)
        if not tabbed or len(lines) < 2:
            waiting += map(str.strip, lines)
            continue
        caption = waiting.pop() if waiting and _CAPTION.fullmatch(waiting[-1]) else ""
        yield from map(_piece, waiting)
        waiting = []
        yield TablePiece(caption, _rows(lines))
    yield from map(_piece, waiting)


def table_text(caption: str, rows: tuple[tuple[str, ...], ...]) -> str:
    """A table as the lines that `pieces` reads back."""
    lines = ["\t".join(row) for row in rows]
    return "\n".join([caption, *lines] if caption else lines)


def _piece(line: str) -> TextPiece:
    found = _HEADING.match(line)
    rest = line[found.end() :].strip() if found else ""
    if found is None or not rest or len(line) > _LONGEST_HEADING or line[-1] in _ENDS:
        return TextPiece(line)
    return TextPiece(rest, found.group(), 3 if found["third"] else 4)


def _rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    columns = max(map(len, rows))
    return tuple((*row, *[""] * (columns - len(row))) for row in rows)
