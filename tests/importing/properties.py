"""What must hold for every file that is read, written as functions the tests share."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reports.choices import LineKind
from reports.document import Block, Document, Heading, Lead, Paragraph, build_document, plain_text
from reports.importing import Line, Outcome
from reports.importing.leftovers import cleaned
from reports.importing.numbers import without_number
from reports.importing.words import POINT

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


def printed(document: Document) -> str:
    """All characters of the document in reading order, without white space and without numbers of its own making."""
    cover = document.cover
    date = f"{cover.date.year}年{cover.date.month}月{cover.date.day}日" if cover.date else ""
    return squeezed(
        "".join([cover.title, cover.recipient, *map(_unnumbered, document.body), cover.signature, date]),
    )


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
    if line.kind is LineKind.POINT:
        return POINT.sub("", line.text, count=1) if POINT.match(line.text) else line.text
    return line.text.rstrip("：: ") if line.kind is LineKind.RECIPIENT else line.text


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
    assert is_subsequence(promised(kept), printed(build_document(outcome.manuscript)))
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
