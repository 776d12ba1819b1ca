"""Word files are parsed in a process of their own, which may take only so much memory and time.

Parsers are where a hostile file does its harm: whatever happens to the child, the site goes on and the person gets a
sentence. The child gets the file's bytes and gives back plain data; it has no settings, no secrets and no database.
"""

import json
import logging
import resource
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reports.errors import UnreadableFile
from reports.importing.outcome import Reading, decode_reading
from reports.importing.word.edited import EditedWord, decode_edited, parse_edited
from reports.importing.word.package import NOT_WORD, check_signature
from reports.importing.word.reading import parse
from reports.marking import mark as _

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
# As long as CPU time allows on a machine that is busy with something else.
WALL_SECONDS = 20.0
# So many at once in each of the server's processes; who comes later waits.
_PLACES = threading.BoundedSemaphore(2)
_FOLDER = Path(__file__).parents[3]
# -E, -s: neither the caller's environment nor a home folder changes what is imported.
_COMMAND = (sys.executable, "-E", "-s", "-m", "reports.importing.word")
# The child's argument for a file that was edited; without one it reads a file to be imported.
_EDITED = "edited"
_OUT_OF_MEMORY = 3
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)

logger = logging.getLogger(__name__)


TOO_HEAVY = _("The file takes more memory than any report; copy the text into a new document and choose that.")
TOO_SLOW = _("Reading the file takes too long; try once more, or copy the text into a new document and choose that.")


def parse_apart(data: bytes) -> Reading:
    """Parse a Word file in a child process; raises UnreadableFile where the file, or what it takes, is refused."""
    return decode_reading(_told_by_child(data))


def parse_edited_apart(data: bytes) -> EditedWord:
    """Parse a Word file that somebody edited, as `parse_apart` parses one to be imported."""
    check_signature(data)
    return decode_edited(_told_by_child(data, _EDITED))


def _told_by_child(data: bytes, *arguments: str) -> dict[str, Any]:
    try:
        with _PLACES:
            child = subprocess.run(  # noqa: S603
                (*_COMMAND, *arguments),
                input=data,
                capture_output=True,
                cwd=_FOLDER,
                env={},
                timeout=WALL_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOO_SLOW) from error
    if child.returncode in _OUT_OF_TIME:
        raise UnreadableFile(TOO_SLOW)
    if child.returncode == _OUT_OF_MEMORY:
        raise UnreadableFile(TOO_HEAVY)
    if child.returncode:
        logger.error("the parser stopped with %s: %s", child.returncode, child.stderr[-2_000:].decode(errors="replace"))
        raise UnreadableFile(NOT_WORD)
    answer: dict[str, Any] = json.loads(child.stdout)
    if refused := answer.get("refused"):
        raise UnreadableFile(refused)
    return answer


def serve() -> int:
    """The child's whole life: limits, bytes from standard input, JSON to standard output; gives its exit status."""
    _limit()
    try:
        answer = json.dumps(_answer(sys.stdin.buffer.read(), *sys.argv[1:]))
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.write(answer)
    return 0


def _answer(data: bytes, wanted: str = "") -> dict[str, object]:
    try:
        return asdict(parse_edited(data) if wanted == _EDITED else parse(data))
    except UnreadableFile as error:
        return {"refused": str(error)}


def _limit() -> None:
    """Limit this process; it keeps running, but can neither grow, write a file nor start another process."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
