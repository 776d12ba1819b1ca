"""Runs tests with one place taken out: in processes that have collected all tests once and fork for each trial."""

import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import Queue
from typing import Any, Self

import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django.plugin import blocking_manager_key

from scripts.mutations import places
from scripts.mutations.switch import State

CHOSEN = ("--only", "database", "-m", "not journey and not office and not faults", "tests")
# A new database, which no fork takes away at its end.
OPTIONS = ("--quiet", "--tb=no", "--capture=no", "-p", "no:cacheprovider", "--create-db", "--reuse-db", *CHOSEN)
# Longer than any test takes, on a busy machine too.
ENDLESS = 300


@dataclass(frozen=True, slots=True)
class Trial:
    """Tests to run in this order, with the place `out` taken out, until one fails or `seconds` have gone by."""

    tests: tuple[str, ...]
    seconds: float
    out: str = ""


@dataclass(slots=True)
class Outcome:
    """Which test failed, how long each took and which places it met; `killed` when one of them never came to an end."""

    failed: str = ""
    took: dict[str, float] = field(default_factory=dict)
    met: dict[str, list[str]] = field(default_factory=dict)
    killed: bool = False


class Tester:
    """A pytest plugin that runs trials, each in a fork of its own, instead of everything that was collected."""

    def __init__(self, line: Connection) -> None:
        self.line = line
        # Whether a trial was killed that may have left something in the database.
        self.doubtful = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Say which tests there are, then take trials until there is none."""
        if session.testsfailed:
            sys.exit("Tests could not be collected.")
        self.items = {item.nodeid: item for item in session.items}
        # One test here makes the database, so that the forks find it made. What it needs alone is torn down after it,
        # as the next one may be anywhere below the session.
        first = session.items[0]
        first.config.hook.pytest_runtest_protocol(item=first, nextitem=session)
        connections.close_all()
        self.line.send(list(self.items))
        for trial in iter(self.line.recv, None):
            self.line.send(self.attempt(session, trial))
        return True

    def attempt(self, session: pytest.Session, trial: Trial) -> Outcome:
        """Run a trial in a fork."""
        receiver, sender = multiprocessing.Pipe(duplex=False)
        child = os.fork()
        if not child:
            os.setsid()
            if self.doubtful:
                with session.config.stash[blocking_manager_key].unblock():
                    call_command("flush", interactive=False)
            try:
                sender.send(self.run(session, trial))
            except BaseException:
                # For the log: nobody else will see it.
                traceback.print_exc()
            finally:
                os._exit(0)
        sender.close()
        outcome = Outcome(killed=True)
        # Nothing is said on the line meanwhile: it becomes ready when nobody waits for an answer any more.
        ready = wait([receiver, self.line], trial.seconds + ENDLESS)
        if receiver in ready:
            outcome = receiver.recv()
        receiver.close()
        if outcome.killed:
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self.doubtful = outcome.killed
        return outcome

    def run(self, session: pytest.Session, trial: Trial) -> Outcome:
        """Run a trial here."""
        State.out = trial.out
        outcome = Outcome()
        chosen = [self.items[name] for name in trial.tests]
        end = time.monotonic() + trial.seconds
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            State.met, began = set(), time.monotonic()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            outcome.took[item.nodeid] = round(time.monotonic() - began, 3)
            outcome.met[item.nodeid] = sorted(State.met)
            if session.testsfailed:
                outcome.failed = item.nodeid
            if session.testsfailed or time.monotonic() > end:
                break
        return outcome


def serve(number: int, folder: Path, line: Connection) -> None:
    """What each process does: collect the tests with the switches in, and run trials."""
    own = folder / f"job-{number}"
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["LIANBAO_VAR"] = str(own)
    if url := os.environ.get("DATABASE_URL", ""):
        os.environ["DATABASE_URL"] = f"{url.rpartition('/')[0]}/mutations{number}"
    os.chdir(places.ROOT)
    with (own / "log").open("wb") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    places.install()
    pytest.main([*OPTIONS], plugins=[Tester(line)])


class Crew:
    """Processes that run trials side by side; `tests` are all there are."""

    def __init__(self, jobs: int, folder: Path) -> None:
        self.jobs, self.folder = jobs, folder
        self.free: Queue[Connection] = Queue()
        spawning = multiprocessing.get_context("spawn")
        self.lines: list[Connection] = []
        for number in range(jobs):
            ours, theirs = spawning.Pipe()
            spawning.Process(target=serve, args=(number, folder, theirs)).start()
            theirs.close()
            self.lines.append(ours)
        for line in self.lines:
            self.tests: list[str] = self.heard(line)
            self.free.put(line)

    def heard(self, line: Connection) -> Any:
        """What a process says; it may have ended instead."""
        try:
            return line.recv()
        except EOFError:
            last = "\n".join(path.read_text()[-2000:] for path in self.folder.glob("job-*/log"))
            sys.exit(f"pytest could not run:\n{last}")

    def attempt(self, trial: Trial) -> Outcome:
        """Let the next free process run a trial; one without tests is over at once."""
        if not trial.tests:
            return Outcome()
        line = self.free.get()
        line.send(trial)
        outcome: Outcome = self.heard(line)
        self.free.put(line)
        return outcome

    def each(self, trials: Iterable[Trial]) -> Iterator[Outcome]:
        """The outcomes of trials, in their order."""
        with ThreadPoolExecutor(self.jobs) as pool:
            yield from pool.map(self.attempt, trials)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Let the processes end."""
        for line in self.lines:
            with suppress(BrokenPipeError):
                line.send(None)
