"""Evidence files on disk: each is there whole or not at all, under a name that the server makes of unit and content.

A file is written, synchronised and renamed before a row names it, so a row never names half a file. What no row names
is swept away after a day (`actions.tending`).
"""

import hashlib
import logging
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils.translation import gettext as _

from reports.errors import NoSpace

# Where files are written before they get their names: on the same file system, so that renaming is one step.
_NEW = "new"
_NAME = re.compile(r"([0-9]+)/[0-9a-f]{2}/([0-9a-f]{64})(\.jpg)?")

logger = logging.getLogger(__name__)


def content_place(unit: int, sha256: str) -> Path:
    """Where the bytes with this hash lie that the unit with this key stored."""
    return _root() / str(unit) / sha256[:2] / sha256


def thumbnail_place(unit: int, sha256: str) -> Path:
    """Where the small picture of these bytes lies, a JPEG."""
    return content_place(unit, sha256).with_suffix(".jpg")


def write(place: Path, data: bytes) -> None:
    """Put `data` at `place`, whatever is there: after this it survives a power cut.

    Raises NoSpace where the server can't keep it; then nothing is left of it.
    """
    try:
        _make(place.parent)
        _make(_root() / _NEW)
        with NamedTemporaryFile(dir=_root() / _NEW, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(place)
            except OSError:
                Path(file.name).unlink(missing_ok=True)
                raise
        _synchronise(place.parent)
    except OSError as error:
        logger.exception("%s could not be written", place)
        raise NoSpace(
            _("The server has no room for files just now; nothing was stored. Tell the administrator, then try again.")
        ) from error


def read(place: Path, sha256: str) -> bytes | None:
    """The bytes at `place`; None where there are none any more or others than were stored."""
    try:
        data = place.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def stored() -> Iterator[tuple[int, str, Path]]:
    """Every file with the key of its unit and the hash in its name; a small picture has the hash of its content."""
    for place in sorted(_root().glob("*/??/*")):
        if match := _NAME.fullmatch(place.relative_to(_root()).as_posix()):
            yield int(match[1]), match[2], place


def sweep(place: Path, *, older_than: float) -> bool:
    """Remove a file that no row names, unless it is younger than so many seconds; whether it is gone.

    It is moved aside first: a file that is stored there at this moment is a younger one, and comes back.
    """
    aside = _root() / _NEW / f"swept-{os.getpid()}-{place.name}"
    with suppress(FileNotFoundError):
        _make(aside.parent)
        place.replace(aside)
        if time.time() - aside.stat().st_mtime >= older_than:
            aside.unlink()
            return True
        with suppress(FileExistsError):
            os.link(aside, place)
        aside.unlink()
    return False


def sweep_unfinished(*, older_than: float) -> int:
    """Remove what a server left that stopped while it wrote; says how many."""
    gone = 0
    for place in (_root() / _NEW).glob("*"):
        with suppress(FileNotFoundError):
            if time.time() - place.stat().st_mtime >= older_than:
                place.unlink()
                gone += 1
    return gone


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _make(folder: Path) -> None:
    """Make a folder that survives a power cut, and those above it."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _synchronise(folder.parent)


def _synchronise(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
