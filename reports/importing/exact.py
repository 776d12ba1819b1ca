"""Files that this program wrote and nobody saved since: their styles say what every line is, and nothing is guessed."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from reports.choices import ChapterKind, LeftOutReason, LineKind
from reports.importing.covers import mark_closing
from reports.importing.headings import chapter_kind, closing_kind, is_plan
from reports.importing.leftovers import cleaned
from reports.importing.lines import Line, SourceLine
from reports.importing.numbers import number_at, without_number
from reports.importing.points import leading_point
from reports.importing.words import ATTACHMENT_HEAD, SIGNER, URGENCY

_COUNTED = (LineKind.ENTRY, LineKind.POINT)


def classify_exactly(source: Sequence[SourceLine]) -> tuple[Line, ...]:
    """Cut `source` into pieces and say of each what it is, as `classify` does, by its marks alone."""
    lines = [piece for line in source if line.left_out or line.text.strip() for piece in _pieces(line)]
    attachments = [place for place, line in enumerate(lines) if line.kind is LineKind.ATTACHMENT]
    for place in attachments:
        # The label 附件1 is written anew; it stands for a title only where none follows.
        if place + 1 in attachments and ATTACHMENT_HEAD.fullmatch(lines[place].text):
            lines[place] = replace(lines[place], kind=LineKind.LEFT_OUT, reason=LeftOutReason.WRITTEN)
    start = attachments[0] if attachments else len(lines)
    body = mark_closing(lines[:start])
    headed = {line.number for line in source if line.counted}
    marked = list(_with_tails(list(_opened(body, headed))))
    kinds = {line.chapter for line in marked}
    if ChapterKind.PROBLEMS not in kinds and is_plan(line.text for line in [line for line in body if line.kept][:3]):
        # In a work plan all chapters are tasks.
        marked = [replace(line, chapter=line.chapter and ChapterKind.NEXT_STEPS) for line in marked]
    return (*marked, *lines[start:])


def _pieces(line: SourceLine) -> Iterator[Line]:
    if line.left_out:
        yield Line(line.number, cleaned(line.text), LineKind.LEFT_OUT, reason=line.left_out)
    elif line.hint is LineKind.TABLE:
        yield Line(line.number, "\t".join(map(cleaned, line.text.split("\t"))), LineKind.TABLE)
    elif line.hint is LineKind.DOCUMENT_NUMBER:
        yield from _numbered(line)
    elif line.hint is LineKind.SIGNATURE:
        for name in filter(str.strip, line.text.split("\t")):
            yield Line(line.number, cleaned(name), LineKind.SIGNATURE)
    elif line.hint is LineKind.CHAPTER:
        yield Line(line.number, cleaned(line.text), LineKind.CHAPTER, chapter_kind(line.text))
    elif line.counted:
        yield from _counted(line)
    else:
        yield Line(line.number, cleaned(line.text), line.hint or LineKind.PARAGRAPH)


def _numbered(line: SourceLine) -> Iterator[Line]:
    """A row between organ mark and title: urgency, number, and the names of signers with or without 签发人 before."""
    names: list[str] = []
    for text in filter(str.strip, line.text.split("\t")):
        if URGENCY.match(text):
            yield Line(line.number, text, LineKind.URGENCY)
        elif names or SIGNER.match(f"{text}人") or "号" not in text:
            names.append(text)
        else:
            yield Line(line.number, cleaned(text), LineKind.DOCUMENT_NUMBER)
    if names:
        yield Line(line.number, cleaned(" ".join(names)), LineKind.SIGNER)


def _counted(line: SourceLine) -> Iterator[Line]:
    """A paragraph cut at the numbers and headings of its entries."""
    place, begun = 0, False
    for start, end in (*line.counted, (len(line.text), len(line.text))):
        if text := cleaned(line.text[place:start]):
            yield Line(line.number, text, LineKind.PARAGRAPH, runs_on=begun)
            begun = True
        if text := cleaned(line.text[start:end]):
            point = leading_point(text) > 0
            yield Line(line.number, text, LineKind.POINT if point else LineKind.ENTRY, runs_on=begun and point)
            begun = True
        place = end


def _opened(lines: Sequence[Line], headed: Set[int]) -> Iterator[Line]:
    """The lines, those marked that open a chapter without a heading: entries of another sort, or counted anew.

    `headed` has the numbers of paragraphs with an entry's heading that isn't a line of its own.
    """
    counting: LineKind | None = None
    alone: bool | None = None
    kind, begun, led = ChapterKind.WORK, False, False
    for place, line in enumerate(lines):
        if line.kind is LineKind.CHAPTER:
            kind, counting, alone, begun, led = line.chapter or kind, None, None, True, False
        elif line.kind in (LineKind.ENTRY, LineKind.POINT):
            stands = _stands_alone(line, headed)
            switched = None not in (alone, stands) and alone is not stands
            anew = counting is not None and (line.kind is not counting or switched or _value(line) == 1)
            # Points that share a paragraph would go on behind a text above them.
            joined = led and not line.runs_on and _shares(lines, place)
            if (anew and not line.runs_on) or joined or not begun:
                line, alone = replace(line, chapter=kind), None
            counting, alone, begun, led = line.kind, alone if stands is None else stands, True, False
        elif line.kind is LineKind.PARAGRAPH and not line.runs_on:
            told = closing_kind(line.text, kind if begun else None)
            if _shares(lines, place) and (counting is not None or not begun or (led and told)):
                kind = told or kind
                line = replace(line, chapter=kind)
                counting, begun = None, True
            elif not begun:
                line = replace(line, kind=LineKind.PREAMBLE)
            led = True
        elif line.kind is LineKind.TABLE:
            led = False
            # Behind a heading that shares a line with the text, not on one of its own.
            line = replace(line, runs_on=place > 0 and lines[place - 1].number in headed)
        yield line


def _stands_alone(line: Line, headed: Set[int]) -> bool | None:
    """Whether an entry's heading is a line of its own; None for an entry without heading, and for a point."""
    if line.kind is LineKind.POINT or not without_number(line.text).strip():
        return None
    return line.number not in headed


def _shares(lines: Sequence[Line], place: int) -> bool:
    """Whether a point goes on in the paragraph of the line at `place`."""
    number = lines[place].number
    later = takewhile(lambda line: line.number == number, lines[place + 1 :])
    return any(line.kind is LineKind.POINT and line.runs_on for line in later)


def _with_tails(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with what unheaded paragraphs at the end say of problems and next steps."""
    kinds = [line.chapter for line in lines if line.kind is LineKind.CHAPTER or line.chapter]
    last = max((place for place, line in enumerate(lines) if line.chapter or line.kind in _COUNTED), default=0)
    kind = kinds[-1] if kinds else None
    for place, line in enumerate(lines):
        opened = None
        if kinds and place > last + 1 and line.kind is LineKind.PARAGRAPH and not line.runs_on:
            opened = closing_kind(line.text, kind)
        kind = opened or kind
        yield replace(line, chapter=opened) if opened else line


def _value(line: Line) -> int:
    number = number_at(line.text)
    return number.value if number else leading_point(line.text)
