"""What a person puts right between the importer's two stages: the part a line plays, and where it begins and ends.

Only boundaries and parts change here; no character of the text but white space ever does.
"""

from collections.abc import Sequence
from dataclasses import replace

from reports.choices import ChapterKind, LeftOutReason, LineKind
from reports.errors import InvalidInput
from reports.importing.lines import Line
from reports.marking import mark as _

Lines = tuple[Line, ...]

# The parts that may go on with the paragraph above.
FLOWING = (LineKind.PREAMBLE, LineKind.PARAGRAPH, LineKind.POINT)


WORDS_CHANGED = _("Only line breaks can be set here; the words can be changed in the draft.")


def part_of(line: Line) -> str:
    """The part that a line plays as one word: `chapter.problems`, `paragraph`, `paragraph+` (goes on), `left_out`."""
    opens = f".{line.chapter.value}" if line.chapter else ""
    return f"{line.kind.value}{opens}{'+' if line.runs_on and line.kind in FLOWING else ''}"


def with_part(line: Line, part: str) -> Line:
    """The line in another part, as `part_of` names it; raises ValueError for a word that names none."""
    name, plus, rest = part.partition("+")
    kind, dot, chapter = name.partition(".")
    if rest or (dot and not chapter):
        raise ValueError(part)
    return replace(
        line,
        kind=LineKind(kind),
        chapter=ChapterKind(chapter) if chapter else None,
        runs_on=bool(plus),
        reason=(line.reason or LeftOutReason.PERSON) if kind == LineKind.LEFT_OUT else None,
    )


def split(lines: Sequence[Line], place: int, text: str) -> Lines:
    """Cut the line at `place` where `text`, its words again, has line breaks; the later pieces go on as paragraphs.

    Raises InvalidInput where anything but white space was changed.
    """
    line = lines[place]
    pieces = [piece for piece in (part.strip() for part in text.splitlines()) if piece]
    if "".join(text.split()) != "".join(line.text.split()):
        raise InvalidInput(WORDS_CHANGED)
    if len(pieces) < 2:
        return tuple(lines)
    first = replace(line, text=pieces[0])
    later = _later(line)
    return (*lines[:place], first, *(replace(later, text=piece) for piece in pieces[1:]), *lines[place + 1 :])


def _later(line: Line) -> Line:
    """What a piece cut off from `line` is: text that runs on behind a heading, else a paragraph of the same part."""
    if line.kind in (LineKind.CHAPTER, LineKind.ENTRY, LineKind.POINT):
        return replace(line, kind=LineKind.PARAGRAPH, chapter=None, runs_on=line.kind is not LineKind.CHAPTER)
    return replace(line, chapter=None, runs_on=False)


def join(lines: Sequence[Line], place: int) -> Lines:
    """Put the line at `place` behind the words of the one before it; the first line stays where it is."""
    if not 0 < place < len(lines):
        return tuple(lines)
    before, line = lines[place - 1 : place + 1]
    return (*lines[: place - 1], replace(before, text=before.text + line.text), *lines[place + 1 :])
