"""Choosing the reader for a file, by what it holds rather than by what it is called."""

from collections.abc import Callable
from pathlib import PurePath

from reports.choices import Numbering
from reports.errors import UnreadableFile
from reports.importing.outcome import Outcome
from reports.importing.text import NOT_TEXT, check_size, decoded, read_text
from reports.importing.word import read_word
from reports.importing.word.package import NOT_WORD, OLE_HEADER, ZIP_HEADER

READABLE = (".docx", ".txt")
_OTHER_PACKAGES = (".docm", ".dotm")


def read_file(name: str, data: bytes, numbering: Numbering | None = None) -> Outcome:
    """Read the file called `name`, Word or text.

    `numbering` None takes over how the file numbers its entries. Raises UnreadableFile, with
    what to do instead, for whatever is neither.
    """
    return _reader(name, data)(data, numbering)


def text_of_file(name: str, data: bytes) -> str:
    """The text of the file called `name` as its reader gets it; raises UnreadableFile as `read_file` does.

    Of a text file the decoded characters, of a Word file its paragraphs, a line each, with tabs between the cells of a
    row of a table.
    """
    read = _reader(name, data)
    outcome = read(data, None)
    return decoded(data) if read is read_text else "\n".join(line.text for line in outcome.source)


def _reader(name: str, data: bytes) -> Callable[[bytes, Numbering | None], Outcome]:
    check_size(data)
    ending = PurePath(name).suffix.lower()
    if data.startswith((ZIP_HEADER, OLE_HEADER)) or ending in _OTHER_PACKAGES:
        return read_word
    if ending == ".docx":
        raise UnreadableFile(NOT_WORD)
    if ending not in ("", ".txt"):
        raise UnreadableFile(NOT_TEXT)
    return read_text
