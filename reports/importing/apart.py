"""Files are parsed in a process of their own, which may take only so much memory and time.

Parsers are where a hostile file does its harm: whatever happens to the child, the site goes on and the person gets a
sentence. The child gets the file's bytes and gives back plain data; it has no settings, no secrets and no database.
"""

import json
import logging
import resource
import signal
import subprocess  # each call is looked at  # nosec B404
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reports.errors import UnreadableFile
from reports.marking import mark as _

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
# As long as CPU time allows on a machine that is busy with something else.
WALL_SECONDS = 20.0
# So many at once in each of the server's processes; who comes later waits.
_PLACES = threading.BoundedSemaphore(2)
_FOLDER = Path(__file__).parents[2]
# -E, -s: neither the caller's environment nor a home folder changes what is imported.
_COMMAND = (sys.executable, "-E", "-s", "-m")
_OUT_OF_MEMORY = 3
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)

logger = logging.getLogger(__name__)


TOO_HEAVY = _("The file takes more memory than any report; copy the text into a new document and choose that.")
TOO_SLOW = _("Reading the file takes too long; try once more, or copy the text into a new document and choose that.")


def told_by_child(module: str, data: bytes, *arguments: str, damaged: str) -> dict[str, Any]:
    """What `python -m MODULE ARGUMENTS`, whose life is `serve`, tells about the file.

    Raises UnreadableFile with its refusal, or with `damaged` where it stopped without one.
    """
    try:
        with _PLACES:
            child = subprocess.run(  # noqa: S603  # our own interpreter and module  # nosec B603
                (*_COMMAND, module, *arguments),
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
        raise UnreadableFile(damaged)
    answer: dict[str, Any] = json.loads(child.stdout)
    if refused := answer.get("refused"):
        raise UnreadableFile(refused)
    return answer


def serve(answer: Callable[..., dict[str, Any]]) -> int:
    """The child's whole life: limits, bytes from standard input, JSON to standard output; gives its exit status.

    `answer` gets the bytes and the arguments; the UnreadableFile that it raises is told too.
    """
    _limit()
    try:
        told = json.dumps(_told(answer))
    except MemoryError:
        return _OUT_OF_MEMORY
    sys.stdout.write(told)
    return 0


def _told(answer: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    try:
        return answer(sys.stdin.buffer.read(), *sys.argv[1:])
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
