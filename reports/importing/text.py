"""Plain text files: their encoding is found out, and their lines become an outcome."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reports.choices import LineKind, Numbering
from reports.errors import UnreadableFile
from reports.importing.assembling import assemble
from reports.importing.classifying import classify
from reports.importing.leftovers import cleaned
from reports.importing.lines import Line, SourceLine
from reports.importing.outcome import Note, Outcome
from reports.importing.words import CLASSIFIED, CONTROLS
from reports.importing.wrapping import unwrap
from reports.marking import mark as _

LARGEST_FILE = 20 * 1024 * 1024
MOST_LINES = 5_000
MOST_CHARACTERS = 1_000_000
# A mark of secrecy stands above the title, or is set apart from the text (in a box, in the header).
MARKED_LINES = 12


EMPTY = _("The file is empty; choose the file with the report.")
TOO_LARGE = _("The file is larger than 20 MB; a report is a few pages: remove pictures or save the text alone.")
TOO_MANY_LINES = _("The file has more than 5,000 lines; divide it and import the report alone.")
TOO_LONG = _("The file has more than 1,000,000 characters; divide it and import the report alone.")
NOT_TEXT = _("The file is neither text nor a Word document (.docx); save it as .docx or .txt and choose it again.")
NO_TEXT = _("The file has no text; choose the file with the report.")
CLASSIFIED_FILE = _("The file is marked as classified (秘密 or above); this system is not for classified papers.")


def read_text(data: bytes, numbering: Numbering | None = None) -> Outcome:
    """Read a text file: UTF-8 with or without byte order mark, UTF-16 with one, or GB18030.

    `numbering` None takes over how the file numbers its entries. Raises UnreadableFile where the
    file is empty, too large, or no text.
    """
    check_size(data)
    lines = list(_with_tables(decoded(data).splitlines()))
    joined, notes = unwrap(lines)
    return replace(read_lines(joined, numbering, notes), source=tuple(lines))


Classifier = Callable[[Sequence[SourceLine]], tuple[Line, ...]]


def read_lines(
    source: Sequence[SourceLine],
    numbering: Numbering | None,
    notes: Sequence[Note] = (),
    classifier: Classifier = classify,
) -> Outcome:
    """Take `source` through both stages; `notes` are the reader's own."""
    check_lines(source)
    lines = classifier(source)
    manuscript, made = assemble(lines, numbering)
    every = sorted((*notes, *_control_notes(source), *made), key=lambda note: note.line)
    return Outcome(manuscript, tuple(every), lines, tuple(source))


def check_size(data: bytes) -> None:
    """Raise UnreadableFile for an empty file and for one above 20 MB."""
    if not data:
        raise UnreadableFile(EMPTY)
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(TOO_LARGE)


def check_lines(source: Sequence[SourceLine]) -> None:
    """Raise UnreadableFile for no text, for more lines or text than any report has, and for a mark of secrecy."""
    if sum(len(line.text) for line in source) > MOST_CHARACTERS:
        raise UnreadableFile(TOO_LONG)
    filled = [line for line in source if cleaned(line.text)]
    if not filled:
        raise UnreadableFile(NO_TEXT)
    if len(filled) > MOST_LINES:
        raise UnreadableFile(TOO_MANY_LINES)
    marked = [*filled[:MARKED_LINES], *(line for line in filled if line.left_out)]
    if any(CLASSIFIED.match("".join(line.text.split())) for line in marked):
        raise UnreadableFile(CLASSIFIED_FILE)


def _with_tables(texts: Sequence[str]) -> Iterator[SourceLine]:
    """The lines with their numbers; several below each other that tabs part into cells are rows of a table."""
    number = 0
    for tabbed, group in groupby(texts, key=lambda text: "\t" in text.strip()):
        rows = list(group)
        for text in rows:
            number += 1
            yield SourceLine(number, text, LineKind.TABLE if tabbed and len(rows) > 1 else None)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without byte order mark, UTF-16 with one, or GB18030, else UnreadableFile."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, (encoding,))
    return _strictly(data, ("utf-8", "gb18030"))


def _strictly(data: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(NOT_TEXT)


def _control_notes(source: Sequence[SourceLine]) -> list[Note]:
    return [
        Note("controls_removed", line.number, cleaned(line.text), (("count", str(count)),))
        for line in source
        if (count := len(CONTROLS.findall(line.text)))
    ]
