"""The site on a free port of this machine, and what can be done to it: kill a worker, kill it whole, start it again."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from scripts.faults.place import ROOT, Place

START_SECONDS = 60
_TRACEBACK = "Traceback (most recent call last):"


class Server:
    """gunicorn with some workers; the address stays the same however often it starts.

    `more` are environment variables beside those of the place, `options` are gunicorn's; `program` is the module that
    runs it.
    """

    def __init__(
        self,
        place: Place,
        *,
        workers: int = 2,
        more: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
        program: str = "gunicorn",
    ) -> None:
        self.place, self.workers, self.more, self.options = place, workers, dict(more or {}), options
        self.program = program
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = place.folder / f"log-{self.port}"

    def start(self, more: Mapping[str, str] | None = None) -> None:
        """Serve, and return when the site answers; raises RuntimeError with the log where it doesn't.

        `more` are environment variables for this time.
        """
        command = [
            sys.executable,
            "-m",
            self.program,
            "--config",
            "scripts/demo_server.py",
            "--workers",
            str(self.workers),
        ]
        command += [*self.options, "--bind", f"127.0.0.1:{self.port}", "reportsite.wsgi"]
        environment = self.place.environment() | self.more | dict(more or {})
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        """Return at the first page; raises RuntimeError where none comes in time."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/sign-in/", timeout=5, trust_env=False).status_code == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError("the server did not start:\n" + self.log.read_text()[-5000:])

    def worker_pids(self) -> list[int]:
        """The processes that answer requests."""
        pid = self.process.pid
        with suppress(OSError):
            return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return []

    def kill_worker(self, chance: random.Random) -> None:
        """kill -9 one worker; the master starts another."""
        if pids := self.worker_pids():
            with suppress(ProcessLookupError):
                os.kill(chance.choice(pids), signal.SIGKILL)

    def kill(self) -> None:
        """kill -9 the master, then what it left behind, as a service manager does."""
        pids = self.worker_pids()
        self.process.kill()
        self.process.wait()
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        # The port is free when the last of them is gone.
        while any(_runs(pid, "gunicorn") for pid in pids):
            time.sleep(0.01)

    def stop(self) -> None:
        """End it in order, or for good where it won't."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()

    def memory(self) -> float:
        """Megabytes that master and workers hold, shared ones counted once."""
        return sum(_megabytes(pid) for pid in [self.process.pid, *self.worker_pids()])

    def errors(self) -> list[str]:
        """What ended each traceback of the log: errors that nobody expected."""
        return errors_in(self.log.read_text(errors="replace"))


@contextmanager
def serving(
    place: Place, *, workers: int = 2, more: Mapping[str, str] | None = None, program: str = "gunicorn"
) -> Iterator[Server]:
    """A server that answers, ended with the block; `more` are environment variables, `program` as `Server` has it."""
    server = Server(place, workers=workers, more=more, program=program)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def errors_in(log: str) -> list[str]:
    """The line after each traceback in a log, which names the error; of one that was cut off its first line."""
    found: list[str] = []
    inside = False
    for line in log.splitlines():
        if line == _TRACEBACK:
            found.append(line)
            inside = True
        elif inside and line and not line[0].isspace():
            found[-1] = line
            inside = False
    return found


def _runs(pid: int, name: str) -> bool:
    with suppress(OSError):
        return name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _megabytes(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
