"""Stage two of the importer: lines with their parts become a manuscript, whoever said which part they play."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reports.choices import ChapterKind, LineKind, Numbering
from reports.document import Chapter, Cover, Entry, Imprint, Letterhead, Manuscript
from reports.importing.drafts import Draft, DraftAttachment, DraftChapter, DraftEntry
from reports.importing.lines import Line
from reports.importing.noting import chapter_notes, date_notes, line_notes, number_notes
from reports.importing.numbers import Number, date_in, number_at
from reports.importing.outcome import Note
from reports.importing.points import leading_point
from reports.importing.words import ATTACHMENT_HEAD, COPY_TO, NOTE, POINT, PRINTED, SIGNER


def assemble(lines: Sequence[Line], numbering: Numbering | None = None) -> tuple[Manuscript, tuple[Note, ...]]:
    """Make a manuscript of `lines`, and notes on what is numbered anew, joined, changed or left out.

    Any sequence of lines will do; every kept character but chapter and entry numbers stands in the manuscript.
    `numbering` None takes over how the file itself numbers its entries.
    """
    draft = Draft(notes=line_notes(lines))
    for line in lines:
        if line.kept:
            # Tabs part the cells of a table and nothing else.
            text = line.text if line.kind is LineKind.TABLE else " ".join(line.text.split("\t"))
            _READERS[line.kind](draft, replace(line, text=text))
    numbering = numbering or _numbering(draft.chapters)
    cover = _cover(draft)
    chapters = (*map(_chapter, draft.chapters), *_attachments(draft))
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
    draft.attaching = False


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
    draft.attaching = False
    draft.last = entry.body


def _attachment(draft: Draft, line: Line) -> None:
    attachment = DraftAttachment("" if ATTACHMENT_HEAD.match(line.text) else line.text)
    draft.attachments.append(attachment)
    draft.attaching = True
    draft.last = attachment.body


def _table(draft: Draft, line: Line) -> None:
    """A row of a table, or its caption: it goes where a paragraph would, but never shares one.

    One that runs on stands behind an entry's heading that is no line of its own.
    """
    chapter = draft.chapters[-1] if draft.chapters else None
    if chapter is None or line.chapter or draft.attaching or not chapter.shares_paragraph:
        if line.runs_on and chapter and chapter.entries and not chapter.entries[-1].body:
            chapter.entries[-1].run_in = chapter.entries[-1].bare = True
        _paragraph(draft, replace(line, runs_on=False))
    elif not chapter.tables or line.number != draft.row + 1 or "\t" not in line.text:
        chapter.tables.append([line.text])
    else:
        chapter.tables[-1].append(line.text)
    draft.row = line.number


def _paragraph(draft: Draft, line: Line) -> None:
    if draft.attaching and not line.chapter:
        _add(draft, draft.attachments[-1].body, line)
        return
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
    draft.signature.append(line.text)


def _date(draft: Draft, line: Line) -> None:
    draft.dates.append(line)


def _organ(draft: Draft, line: Line) -> None:
    draft.organ.append(line.text)


def _document_number(draft: Draft, line: Line) -> None:
    draft.number.append(line.text)


def _signer(draft: Draft, line: Line) -> None:
    draft.signers += filter(None, re.split(r"[\s、，,]+", SIGNER.sub("", line.text)))


def _urgency(draft: Draft, line: Line) -> None:
    draft.urgency.append(line.text)


def _note(draft: Draft, line: Line) -> None:
    noted = NOTE.match(line.text)
    draft.note.append(noted[1] if noted else line.text)


def _copy_to(draft: Draft, line: Line) -> None:
    draft.copy_to.append(COPY_TO.sub("", line.text))


def _printed(draft: Draft, line: Line) -> None:
    draft.printed.append(line)


_READERS = {
    LineKind.ORGAN: _organ,
    LineKind.DOCUMENT_NUMBER: _document_number,
    LineKind.SIGNER: _signer,
    LineKind.URGENCY: _urgency,
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
    LineKind.NOTE: _note,
    LineKind.TABLE: _table,
    LineKind.ATTACHMENT: _attachment,
    LineKind.COPY_TO: _copy_to,
    LineKind.PRINTED: _printed,
}


def _cover(draft: Draft) -> Cover:
    """The cover; where the date is none the calendar has, signature and date go to the closing as they stand."""
    title, recipient = "".join(draft.title), draft.recipient.rstrip("：: ")
    found = date_in(draft.dates[0].text) if len(draft.dates) == 1 else None
    draft.notes += date_notes(draft.dates, found[0] if found else None)
    if not title:
        draft.notes.append(Note("no_title", 1, ""))
    cover = Cover(title, recipient, letterhead=_letterhead(draft), note="".join(draft.note), imprint=_imprint(draft))
    if draft.dates and not found:
        draft.closing += [*draft.signature, *(line.text for line in draft.dates)]
        return cover
    return replace(cover, signature="\n".join(draft.signature), date=found[0] if found else None)


def _letterhead(draft: Draft) -> Letterhead | None:
    parts = (draft.organ, draft.number, draft.signers, draft.urgency)
    if not any(parts):
        return None
    return Letterhead("".join(draft.organ), "".join(draft.number), tuple(draft.signers), "".join(draft.urgency))


def _imprint(draft: Draft) -> Imprint | None:
    if not draft.copy_to and not draft.printed:
        return None
    found = PRINTED.match(draft.printed[0].text) if len(draft.printed) == 1 else None
    date = date_in(found[2]) if found else None
    by = found[1].rstrip() if found and date else "".join(line.text for line in draft.printed)
    return Imprint("".join(draft.copy_to).rstrip("。."), by, date[0] if date else None)


def _attachments(draft: Draft) -> Iterator[Chapter]:
    """One chapter that holds them all; where there are none, none."""
    if draft.attachments:
        entries = (Entry(each.title, "\n".join(each.body)) for each in draft.attachments)
        yield Chapter(ChapterKind.ATTACHMENTS, "附件", entries=tuple(entries))


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
    for entry, body in zip(draft.entries, list(draft.bodies()), strict=True):
        entry.body = body
    entries = (entry.parts(style) for entry in draft.entries)
    return Chapter(
        kind=draft.kind,
        heading=draft.heading,
        lead="\n".join(draft.lead),
        style=style,
        entries=tuple(Entry(heading, "\n".join(body)) for heading, body in entries),
    )
