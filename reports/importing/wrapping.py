"""Text files whose paragraphs were broken into lines of one width (pasted from a PDF or a mail) are put together."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reports.importing.leftovers import cleaned
from reports.importing.lines import SourceLine
from reports.importing.numbers import number_at
from reports.importing.outcome import Note
from reports.importing.points import leading_point
from reports.importing.words import ENDS_CLOSED

_NARROWEST, _WIDEST = 20, 60
_RAGGED = 2
_FEWEST = 8


def unwrap(source: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Note]]:
    """Join each line to the one above it that it plainly continues, with a note.

    That is a line without number or indent below one that ends in 、 or ，, or, where most lines are equally long,
    below one of full width; one that ends a sentence there is the end of its paragraph unless paragraphs are indented.
    """
    width, joined, notes = _width(source), list[SourceLine](), list[Note]()
    indented = sum(line.text[:1].isspace() for line in source) >= _FEWEST // 2
    for above, line in pairwise([SourceLine(0, ""), *source]):
        full = bool(width) and len(above.text.rstrip()) >= width - _RAGGED
        plain = not (line.hint or above.hint)
        if plain and _may_continue(line.text) and _is_open(above.text.rstrip(), full=full, indented=indented):
            joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip() + cleaned(line.text))
            notes.append(Note("line_joined", line.number, cleaned(line.text)))
        else:
            joined.append(line)
    return joined, notes


def _width(source: Sequence[SourceLine]) -> int:
    """The width that most lines have; 0 where the text is not broken at one."""
    lengths = [len(line.text.rstrip()) for line in source if line.text.strip()]
    widest = max(lengths, default=0)
    full = sum(length >= widest - _RAGGED for length in lengths)
    return widest if _NARROWEST <= widest <= _WIDEST and full >= _FEWEST and full * 2 >= len(lengths) else 0


def _may_continue(text: str) -> bool:
    return bool(text.strip()) and not (text[0].isspace() or number_at(text) or leading_point(text))


def _is_open(above: str, *, full: bool, indented: bool) -> bool:
    """Whether the paragraph may go on below the line `above`, which has the common width or not."""
    if not above.strip():
        return False
    return above[-1] in "，、" or (full and (indented or not ENDS_CLOSED.search(above)))
