"""Word files are parsed in a child process (`importing.apart`)."""

from dataclasses import asdict
from typing import Any

from reports.importing.apart import told_by_child
from reports.importing.outcome import Reading, decode_reading
from reports.importing.word.edited import EditedWord, decode_edited, parse_edited
from reports.importing.word.package import NOT_WORD, check_signature
from reports.importing.word.reading import parse

_MODULE = "reports.importing.word"
# The child's argument for a file that was edited; without one it reads a file to be imported.
_EDITED = "edited"


def parse_apart(data: bytes) -> Reading:
    """Parse a Word file in a child process; raises UnreadableFile where the file, or what it takes, is refused."""
    return decode_reading(told_by_child(_MODULE, data, damaged=NOT_WORD))


def parse_edited_apart(data: bytes) -> EditedWord:
    """Parse a Word file that somebody edited, as `parse_apart` parses one to be imported."""
    check_signature(data)
    return decode_edited(told_by_child(_MODULE, data, _EDITED, damaged=NOT_WORD))


def answer(data: bytes, wanted: str = "") -> dict[str, Any]:
    """What the child tells about a Word file; raises UnreadableFile."""
    return asdict(parse_edited(data) if wanted == _EDITED else parse(data))
