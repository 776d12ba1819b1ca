"""What the commands that read or write report files have in common: endings, refusals (exit 2), the reader's notes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext

from reports.document import Document
from reports.errors import ReportError
from reports.importing import Note
from reports.rendering import ENDINGS, render_file


def ending_of(target: Path) -> str:
    """The ending that says as what a report is written to `target`; raises CommandError for any other."""
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise CommandError(f"{target}: OUT must end in {', '.join(ENDINGS)}", returncode=2)
    return ending


def write_report(document: Document, target: Path, *, mark: str = "") -> None:
    """Write the document as the ending of `target` asks; raises CommandError where the file can't be written."""
    try:
        target.write_bytes(render_file(document, ending_of(target), mark=mark))
    except OSError as error:
        raise unusable(target, error) from error


def unusable(path: Path, error: OSError | ReportError) -> CommandError:
    """The CommandError that says why the file at `path` can't be used."""
    words = error.strerror if isinstance(error, OSError) else gettext(str(error))
    return CommandError(f"{path}: {words}", returncode=2)


def told(path: Path, notes: Iterable[Note]) -> Iterator[str]:
    """A line for each note of the importer about the file at `path`: where, what, and the words it is about."""
    for note in notes:
        yield ": ".join(filter(None, (f"{path}:{note.line}", note.message(gettext), note.quote)))
