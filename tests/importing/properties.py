"""What must hold for every file that is read, written as functions the tests share."""

import datetime
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.choices import LineKind
from reports.document import (
    Block,
    Document,
    Heading,
    Imprint,
    Lead,
    Letterhead,
    Paragraph,
    build_document,
    plain_text,
)
from reports.importing import Line, Outcome
from reports.importing.leftovers import cleaned
from reports.importing.numbers import without_number
from reports.importing.words import ATTACHMENT_HEAD, COPY_TO, POINT, SIGNER

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
_CHECKOUT = Path(__file__).parent.parent.parent
SEEDS_FOLDER = Path(os.environ.get("LIANBAO_SEEDS", _CHECKOUT.parent / "shared" / "seeds"))
SEEDS = sorted(SEEDS_FOLDER.glob("*.txt"))


def sample(name: str) -> bytes:
    """The own test report of that name."""
    return next(path for path in SAMPLES if path.stem == name).read_bytes()


def seed(number: str) -> bytes:
    """The seed whose name begins with `number`."""
    return next(path for path in SEEDS if path.name.startswith(number)).read_bytes()


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


# What is printed around the text, at places of its own.
FRAME = (
    LineKind.ORGAN,
    LineKind.DOCUMENT_NUMBER,
    LineKind.SIGNER,
    LineKind.URGENCY,
    LineKind.NOTE,
    LineKind.COPY_TO,
    LineKind.PRINTED,
)


def printed(document: Document) -> str:
    """All characters of the document in reading order, without white space and without numbers of its own making."""
    cover = document.cover
    body = [cover.title, cover.recipient, *map(_unnumbered, document.body), cover.signature, _day(cover.date)]
    attached = [text for each in document.attachments for text in (each.title, *map(plain_text, each.body))]
    return squeezed("".join([*body, *attached]))


def framed(document: Document) -> str:
    """All characters of letterhead, note and imprint."""
    cover = document.cover
    head, foot = cover.letterhead or Letterhead(""), cover.imprint or Imprint()
    above = [head.organ, head.number, *head.signers, head.urgency]
    return squeezed("".join([*above, cover.note, foot.copy_to, foot.printed_by, _day(foot.printed_on)]))


def _day(date: datetime.date | None) -> str:
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def _unnumbered(block: Block) -> str:
    match block:
        case Heading(level=1 | 2, text=text):
            return text
        case Paragraph(inlines=(Lead(number=number, text=text), *_)) if number.startswith("（"):
            return plain_text(block).removeprefix(number)
        case _:
            return plain_text(block)


def promised(lines: Sequence[Line]) -> str:
    """The characters that the lines promise to keep: what is not left out, without chapter and entry numbers."""
    return squeezed("".join(_promised(line) for line in lines if line.kept))


def _promised(line: Line) -> str:
    if line.kind in (LineKind.CHAPTER, LineKind.ENTRY):
        return without_number(line.text)
    if line.kind is LineKind.ATTACHMENT and ATTACHMENT_HEAD.match(line.text):
        return ""
    if line.kind is LineKind.POINT:
        return POINT.sub("", line.text, count=1) if POINT.match(line.text) else line.text
    return line.text.rstrip("：: ") if line.kind is LineKind.RECIPIENT else line.text


def assert_framed(lines: Sequence[Line], document: Document) -> None:
    """What letterhead, note and imprint are made of stands in them, without the words that the writers set."""
    whole = framed(document)
    for line in lines:
        if line.kind in FRAME:
            text = SIGNER.sub("", COPY_TO.sub("", line.text)) if line.kind is not LineKind.NOTE else line.text
            bare = re.sub(r"印发[。.]?$", "", text) if line.kind is LineKind.PRINTED else text
            assert is_subsequence(squeezed(re.sub("[、，,（）()。]", "", bare)), whole)


def is_subsequence(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in the same order."""
    rest: Iterator[str] = iter(whole)
    return all(character in rest for character in part)


def assert_nothing_lost(outcome: Outcome) -> None:
    """The lines are the source, piece by piece, and the document prints all of them that are kept, in order."""
    source = "".join(cleaned(line.text) for line in outcome.source)
    assert squeezed("".join(line.text for line in outcome.lines)) == squeezed(source)
    rewritten = {note.line for note in outcome.notes if note.code == "date_rewritten"}
    kept = [line for line in outcome.lines if line.kind is not LineKind.DATE or line.number not in rewritten]
    document = build_document(outcome.manuscript)
    assert is_subsequence(promised([line for line in kept if line.kind not in FRAME]), printed(document))
    assert_framed(kept, document)
    left_out = [(line.number, line.text) for line in outcome.lines if not line.kept]
    assert [(note.line, note.quote) for note in outcome.notes if note.code == "left_out"] == left_out


def shape(outcome: Outcome) -> list[tuple[str, str, str, int]]:
    """Kind, style, heading and number of entries of each chapter."""
    return [
        (chapter.kind.value, chapter.style.value, chapter.heading, len(chapter.entries))
        for chapter in outcome.manuscript.chapters
    ]


def notes_of(outcome: Outcome, code: str) -> list[tuple[int, str]]:
    """Line and first value, or else the quoted words, of each note with that code."""
    return [
        (note.line, note.values[0][1] if note.values else note.quote) for note in outcome.notes if note.code == code
    ]
