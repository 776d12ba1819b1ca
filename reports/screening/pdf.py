"""PDF files: whole, not encrypted, and without anything that acts by itself or is a file of its own."""

import re
import signal
import zlib
from collections.abc import Iterator
from io import BytesIO
from types import FrameType

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from reports.errors import UnreadableFile
from reports.screening import formats
from reports.screening.marks import check_marks

HEADER = b"%PDF-"
_END = re.compile(rb"%%EOF[\x00\s]*\Z")
MOST_OBJECTS = 300_000
# A mark of secrecy is looked for so long; some pages of drawings would take minutes.
_READING_SECONDS = 3.0
# Names that may hide in objects that no table of the file mentions; long enough not to come up by chance.
_NAMED = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData)\b")
_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/XFA", "/RichMediaContent"}
# Kinds of actions (ISO 32000-2, 12.6.4), annotations and streams.
_VALUES = {"/JavaScript", "/Launch", "/ImportData", "/EmbeddedFile", "/RichMedia", "/FileAttachment"}
# What a program would do by itself as soon as the file is opened or a page turned: these lead to another computer.
_BY_ITSELF = ("/OpenAction", "/AA")
_OUTSIDE = {"/GoToR", "/GoToE", "/URI", "/SubmitForm"}
_TYPED = ("/S", "/Type", "/Subtype")
_FAULTS = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    NotImplementedError,
    OSError,
    zlib.error,
)


class _TooLong(Exception):
    """The text of the page takes too long."""


def check_pdf(data: bytes) -> None:
    """Raise UnreadableFile for what is no harmless PDF."""
    if not data.startswith(HEADER):
        raise UnreadableFile(formats.OTHER_CONTENT)
    if not _END.search(data, max(0, len(data) - 1024)):
        raise UnreadableFile(formats.DAMAGED)
    if _NAMED.search(data):
        raise UnreadableFile(formats.ACTIVE)
    try:
        reader = _opened(data)
        if reader.is_encrypted:
            raise UnreadableFile(formats.ENCRYPTED)
        for value in _objects(reader):
            _check_object(value)
        _check_opening(reader)
        if not reader.pages:
            raise UnreadableFile(formats.DAMAGED)
    except _FAULTS as error:
        raise UnreadableFile(formats.DAMAGED) from error
    check_marks(_first_lines(reader))


def _opened(data: bytes) -> PdfReader:
    try:
        return PdfReader(BytesIO(data), strict=False)
    except NotImplementedError as error:
        # pypdf knows one kind of lock; PDFs of publishers have others.
        raise UnreadableFile(formats.ENCRYPTED) from error


def _objects(reader: PdfReader) -> Iterator[PdfObject]:
    """Every object that the file's tables name; one that can't be read is nothing that a program could run."""
    yield reader.trailer
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MOST_OBJECTS:
        raise UnreadableFile(formats.TOO_PACKED)
    for number, generation in sorted(numbers):
        try:
            value = reader.get_object(IndirectObject(number, generation, reader))
        except _FAULTS:
            continue
        if value is not None:
            yield value


def _check_object(value: PdfObject) -> None:
    """Look at the object and at all that stands inside it; what it refers to has its own turn."""
    waiting: list[object] = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            if not _KEYS.isdisjoint(one) or any(str(one.raw_get(key)) in _VALUES for key in _TYPED if key in one):
                raise UnreadableFile(formats.ACTIVE)
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)


def _check_opening(reader: PdfReader) -> None:
    """Raise UnreadableFile where opening the file or a page of it leads to another computer."""
    for holder in (reader.root_object, *reader.pages):
        for key in _BY_ITSELF:
            found = _resolved(holder.get(key))
            actions = [found, *map(_resolved, found.values())] if isinstance(found, DictionaryObject) else []
            kinds = {str(_resolved(one.get("/S"))) for one in actions if isinstance(one, DictionaryObject)}
            if not _OUTSIDE.isdisjoint(kinds):
                raise UnreadableFile(formats.OUTSIDE)


def _resolved(value: object) -> object:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _first_lines(reader: PdfReader) -> list[str]:
    """The lines of the first page; none where they can't be read, or not in time."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _READING_SECONDS)
    try:
        return reader.pages[0].extract_text().splitlines()
    except (_TooLong, *_FAULTS):
        return []
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
