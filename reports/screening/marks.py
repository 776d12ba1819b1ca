"""Marks of secrecy in the text of a file."""

from collections.abc import Iterable
from itertools import islice

from reports.errors import UnreadableFile
from reports.importing.text import MARKED_LINES
from reports.importing.words import CLASSIFIED
from reports.screening import formats


def check_marks(lines: Iterable[str]) -> None:
    """Raise UnreadableFile where one of the first lines that hold anything is a mark of secrecy."""
    filled = (packed for line in lines if (packed := "".join(line.split())))
    if any(CLASSIFIED.match(line) for line in islice(filled, MARKED_LINES)):
        raise UnreadableFile(formats.CLASSIFIED)
