"""Stage two of the importer: lines with their parts become a manuscript, whoever said which part they play."""

from collections.abc import Sequence
from itertools import pairwise

from reports.choices import ChapterKind, LineKind, Numbering
from reports.document import Chapter, Cover, Entry, Manuscript
from reports.importing.drafts import Draft, DraftChapter, DraftEntry
from reports.importing.lines import Line
from reports.importing.noting import chapter_notes, date_notes, line_notes, number_notes
from reports.importing.numbers import Number, date_in, number_at
from reports.importing.outcome import Note
from reports.importing.points import leading_point
from reports.importing.words import POINT


def assemble(lines: Sequence[Line], numbering: Numbering | None = None) -> tuple[Manuscript, tuple[Note, ...]]:
    """Make a manuscript of `lines`, and notes on what is numbered anew, joined, changed or left out.

    Any sequence of lines will do; every kept character but chapter and entry numbers stands in the manuscript.
    `numbering` None takes over how the file itself numbers its entries.
    """
    draft = Draft(notes=line_notes(lines))
    for line in lines:
        if line.kept:
            _READERS[line.kind](draft, line)
    numbering = numbering or _numbering(draft.chapters)
    cover = _cover(draft)
    chapters = tuple(_chapter(chapter) for chapter in draft.chapters)
    manuscript = Manuscript(cover, "\n".join(draft.preamble), chapters, "\n".join(draft.closing), numbering)
    notes = [*draft.notes, *number_notes(draft.chapters, numbering), *chapter_notes(draft.chapters)]
    return manuscript, tuple(sorted(notes, key=lambda note: note.line))


def _title(draft: Draft, line: Line) -> None:
    if draft.preamble or draft.chapters:
        draft.notes.append(Note("moved", line.number, line.text))
    elif draft.title:
        draft.notes.append(Note("title_joined", line.number, line.text))
    draft.title.append(line.text)


def _recipient(draft: Draft, line: Line) -> None:
    if draft.recipient or draft.chapters or draft.preamble:
        _paragraph(draft, line)
    else:
        draft.recipient = line.text


def _preamble(draft: Draft, line: Line) -> None:
    if draft.chapters or draft.ended:
        _paragraph(draft, line)
    else:
        _add(draft, draft.preamble, line)


def _chapter_heading(draft: Draft, line: Line) -> None:
    number = number_at(line.text)
    heading = line.text[len(number.text) :] if number else line.text
    chapter = DraftChapter(line.chapter or ChapterKind.WORK, line, heading.strip(), number)
    _open(draft, chapter)
    draft.last = []


def _open(draft: Draft, chapter: DraftChapter) -> None:
    if draft.ended:
        draft.notes.append(Note("moved", chapter.line.number, chapter.line.text))
    draft.chapters.append(chapter)


def _entry(draft: Draft, line: Line) -> None:
    number = number_at(line.text)
    heading = line.text[len(number.text) :].strip() if number else line.text
    _add_entry(draft, line, DraftEntry(line, heading, number), points=False)


def _point(draft: Draft, line: Line) -> None:
    match = POINT.match(line.text)
    number = Number("point", leading_point(line.text), match.group()) if match else None
    heading = line.text[match.end() :].strip() if match else line.text
    _add_entry(draft, line, DraftEntry(line, heading, number), points=True)


def _add_entry(draft: Draft, line: Line, entry: DraftEntry, *, points: bool) -> None:
    """Add an entry to the open chapter; one of another sort than those before it opens a chapter without heading."""
    chapter = draft.chapters[-1] if draft.chapters else None
    mixed = chapter is not None and bool(chapter.entries) and chapter.counts_points is not points
    if chapter is None or line.chapter or mixed:
        chapter = DraftChapter(line.chapter or (chapter.kind if chapter else ChapterKind.WORK), line)
        _open(draft, chapter)
    chapter.entries.append(entry)
    draft.last = entry.body


def _paragraph(draft: Draft, line: Line) -> None:
    chapter = draft.chapters[-1] if draft.chapters else None
    if draft.ended and not line.runs_on and not line.chapter:
        draft.notes.append(Note("moved", line.number, line.text))
    if line.chapter:
        chapter = DraftChapter(line.chapter, line)
        _open(draft, chapter)
    elif chapter and not line.runs_on and chapter.shares_paragraph:
        chapter = DraftChapter(chapter.kind, line)
        _open(draft, chapter)
    if chapter is None:
        _add(draft, draft.preamble, line)
    elif chapter.entries:
        chapter.entries[-1].run_in |= line.runs_on and not chapter.entries[-1].body
        _add(draft, chapter.entries[-1].body, line)
    else:
        _add(draft, chapter.lead, line)


def _add(draft: Draft, target: list[str], line: Line) -> None:
    """Begin a new paragraph of `target`, or go on with its last one."""
    if line.runs_on and target and draft.last is target:
        target[-1] += line.text
    else:
        target.append(line.text)
    draft.last = target


def _closing(draft: Draft, line: Line) -> None:
    _add(draft, draft.closing, line)


def _signature(draft: Draft, line: Line) -> None:
    if draft.signature:
        draft.notes.append(Note("signature_joined", line.number, line.text))
    draft.signature.append(line.text)


def _date(draft: Draft, line: Line) -> None:
    draft.dates.append(line)


_READERS = {
    LineKind.TITLE: _title,
    LineKind.RECIPIENT: _recipient,
    LineKind.PREAMBLE: _preamble,
    LineKind.CHAPTER: _chapter_heading,
    LineKind.ENTRY: _entry,
    LineKind.POINT: _point,
    LineKind.PARAGRAPH: _paragraph,
    LineKind.CLOSING: _closing,
    LineKind.SIGNATURE: _signature,
    LineKind.DATE: _date,
}


def _cover(draft: Draft) -> Cover:
    """The cover; where the date is none the calendar has, signature and date go to the closing as they stand."""
    title, recipient = "".join(draft.title), draft.recipient.rstrip("：: ")
    found = date_in(draft.dates[0].text) if len(draft.dates) == 1 else None
    draft.notes += date_notes(draft.dates, found[0] if found else None)
    if not title:
        draft.notes.append(Note("no_title", 1, ""))
    if draft.dates and not found:
        draft.closing += [*draft.signature, *(line.text for line in draft.dates)]
        return Cover(title, recipient)
    return Cover(title, recipient, "　".join(draft.signature), found[0] if found else None)


def _numbering(chapters: Sequence[DraftChapter]) -> Numbering:
    """Continuous where the entries of at least two chapters are counted on from one to the next."""
    runs = [
        [entry.number.value for entry in chapter.entries if entry.number]
        for chapter in chapters
        if not chapter.counts_points
    ]
    runs = [run for run in runs if run]
    onward = sum(later[0] == earlier[-1] + 1 for earlier, later in pairwise(runs))
    return Numbering.CONTINUOUS if onward * 2 > max(0, len(runs) - 1) else Numbering.RESTART


def _chapter(draft: DraftChapter) -> Chapter:
    style = draft.style
    entries = (entry.parts(style) for entry in draft.entries)
    return Chapter(
        kind=draft.kind,
        heading=draft.heading,
        lead="\n".join(draft.lead),
        style=style,
        entries=tuple(Entry(heading, "\n".join(body)) for heading, body in entries),
    )
