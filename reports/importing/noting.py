"""What there is to tell about the lines of a file once their parts are known."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from reports.choices import EntryStyle, LineKind, Numbering
from reports.document.building import CLOSERS
from reports.document.numbering import chapter_number, entry_number, point_number
from reports.importing.drafts import DraftChapter
from reports.importing.lines import Line
from reports.importing.numbers import Number, number_at
from reports.importing.outcome import Note
from reports.importing.points import is_disordered

SETTLED = (
    LineKind.ORGAN,
    LineKind.DOCUMENT_NUMBER,
    LineKind.SIGNER,
    LineKind.URGENCY,
    LineKind.NOTE,
    LineKind.COPY_TO,
    LineKind.PRINTED,
)


def settled_notes(lines: Iterable[Line]) -> Iterator[Note]:
    """What a draft doesn't take from a file, as settings say it: letterhead, note below the date, imprint."""
    return (Note("not_taken", line.number, line.text) for line in lines if line.kind in SETTLED)


def line_notes(lines: Sequence[Line]) -> list[Note]:
    """What was left out, and what is kept as text although it is counted or numbered."""
    notes, has_entries = list[Note](), False
    for line in lines:
        has_entries = line.kind in (LineKind.ENTRY, LineKind.POINT) or (has_entries and not line.chapter)
        if line.reason:
            notes.append(Note("left_out", line.number, line.text, (("reason", line.reason.label),)))
        elif line.kind is LineKind.PARAGRAPH:
            number = number_at(line.text)
            if number and number.style in ("part", "chapter"):
                notes.append(Note("plain_number", line.number, line.text))
            elif not has_entries and is_disordered([line.text]):
                notes.append(Note("points_out_of_order", line.number, line.text))
    return notes


def number_notes(chapters: Sequence[DraftChapter], numbering: Numbering) -> Iterator[Note]:
    """Where the printed number differs from the one in the file."""
    headed, numbers = count(1), count(1)
    for chapter in chapters:
        if numbering is Numbering.RESTART:
            numbers = count(1)
        if chapter.heading:
            place = next(headed)
            yield from _number_note(chapter.line, chapter.number, "chapter", place, chapter_number(place))
        for position, entry in enumerate(chapter.entries, 1):
            if chapter.counts_points:
                yield from _number_note(entry.line, entry.number, "point", position, point_number(position))
            else:
                place = next(numbers)
                yield from _number_note(entry.line, entry.number, "entry", place, entry_number(place))


def _number_note(line: Line, number: Number | None, style: str, value: int, printed: str) -> Iterator[Note]:
    if number is None:
        yield Note("numbered", line.number, line.text, (("printed", printed),))
    elif (number.style, number.value) != (style, value):
        yield Note("renumbered", line.number, line.text, (("read", number.text.strip()), ("printed", printed)))


def chapter_notes(chapters: Sequence[DraftChapter]) -> Iterator[Note]:
    """Where setting a chapter joins paragraphs or adds a full stop behind a heading."""
    for chapter in chapters:
        style = chapter.style
        if style is EntryStyle.INLINE and chapter.lead and not chapter.entries[0].line.runs_on:
            yield Note("lead_joined", chapter.entries[0].line.number, chapter.entries[0].line.text)
        for entry in chapter.entries:
            heading, body = entry.parts(style)
            bare = heading and body and style is not EntryStyle.OWN_LINE and heading == entry.heading
            if bare and heading[-1] not in CLOSERS:
                yield Note("full_stop_added", entry.line.number, entry.line.text)


def date_notes(dates: Sequence[Line], date: datetime.date | None) -> Iterator[Note]:
    """Where the date is printed otherwise than it stands, or is none."""
    for line in dates:
        if date is None:
            yield Note("no_date", line.number, line.text)
        elif line.text != (printed := f"{date.year}年{date.month}月{date.day}日"):
            yield Note("date_rewritten", line.number, line.text, (("printed", printed),))
