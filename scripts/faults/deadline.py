"""The day on which all reports are due: many write at once, look at pages, take Word files, and then all sign in.

Everybody who writes is saved every 30 seconds and opens a page every 15, as the wizard and its people do. The drafts
are as large as a county's: fifteen entries with figures, a ledger, and last year's problems and promises to answer for.
"""

import random
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scripts.faults.client import Browser, Taken, Unknown
from scripts.faults.county import County
from scripts.faults.figures import Line, none_of, percentile
from scripts.faults.place import Place
from scripts.faults.server import Server, serving
from scripts.faults.writing import Writer, losses

AUTOSAVE_EVERY, PAGE_EVERY, WORD_EVERY = 30.0, 15.0, 300.0
# People who write, for how many seconds; then sign-ins, in how many seconds.
SIZES = {"tiny": (4, 20, 4, 5), "short": (30, 45, 15, 30), "long": (150, 900, 300, 600)}
# The goal holds for the long form, on two processors with the load on the same machine.
GOAL_SECONDS = 1.5
# Memory may grow by so much from the first quarter to the end.
GROWTH = 1.1


@dataclass
class Day:
    """Somebody's day: the writer with its browser, and when each act comes next."""

    writer: Writer
    chance: random.Random
    problems: list[str] = field(default_factory=list)

    def live(self, end: float) -> None:
        """Write, read and download until the time has come; nobody begins at the same moment as another."""
        due = {
            act: time.monotonic() + self.chance.random() * every
            for act, every in ((self.save, AUTOSAVE_EVERY), (self.read, PAGE_EVERY), (self.download, WORD_EVERY))
        }
        every = {self.save: AUTOSAVE_EVERY, self.read: PAGE_EVERY, self.download: WORD_EVERY}
        while True:
            act = min(due, key=lambda one: due[one])
            if due[act] >= end:
                return
            time.sleep(max(due[act] - time.monotonic(), 0))
            due[act] += every[act]
            try:
                act()
            except (Unknown, RuntimeError) as error:
                self.problems.append(str(error))
                self.writer.open = None

    def save(self) -> None:
        """What was typed in the last half minute."""
        self.writer.autosave()

    def read(self) -> None:
        """One of the pages that a clerk looks at: the desk, the report, the chapter that is written in, the check."""
        report = f"/reports/{self.writer.report}/"
        steps = (f"{report}steps/{step}/" for step in (self.writer.step, "check"))
        self.writer.browser.page(self.chance.choice(("/", report, *steps)))

    def download(self) -> None:
        """The draft as a Word file."""
        answer = self.writer.browser.ask("GET", f"/reports/{self.writer.report}/draft.docx", "Word")
        if answer.status_code != 200:
            raise RuntimeError(f"Word answered {answer.status_code}")


def run(place: Place, county: County, size: str) -> Iterator[Line]:
    """The day first, then the burst of sign-ins while the others write on."""
    number, seconds, signing, signing_seconds = SIZES[size]
    desks = county.take(number)
    place.inside("furnish", *(str(desk["report"]["pk"]) for desk in desks))
    with serving(place, workers=2) as server:
        days = [_begin(server.url, desk) for desk in desks]
        for day in days:
            day.writer.browser.taken.clear()
        heads = [desk["head"] for desk in desks]
        newcomers = [heads[place % len(heads)] for place in range(signing)]
        memory = [server.memory()]
        burst = _live(server, days, seconds, newcomers, signing_seconds, memory)
        errors = server.errors()
    people = [day.writer for day in days]
    taken = [one for writer in people for one in writer.browser.taken]
    yield Line("people who write; seconds; sign-ins, in seconds", f"{number}; {seconds}; {signing}, {signing_seconds}")
    yield from _times(taken, burst, promised=size == "long")
    yield none_of("errors", [*(problem for day in days for problem in day.problems), *_errors([*taken, *burst])])
    yield none_of("lost saves", losses(people, place.inside("look")))
    yield Line(
        "memory of the servers, MB: begin, first quarter, end",
        ", ".join(f"{one:.0f}" for one in memory),
        memory[-1] <= memory[1] * GROWTH if size == "long" else None,
    )
    yield none_of("unexpected errors in the server's log", errors)


def _begin(url: str, desk: Mapping[str, Any]) -> Day:
    browser = Browser(url, **desk["clerk"])
    browser.sign_in()
    report = desk["report"]
    chance = random.Random(report["pk"])
    writer = Writer(browser, report["pk"], report["steps"], chance)
    writer.look_again()
    return Day(writer, chance)


def _live(
    server: Server,
    days: Sequence[Day],
    seconds: float,
    newcomers: Sequence[Mapping[str, Any]],
    signing_seconds: float,
    memory: list[float],
) -> list[Taken]:
    """Let everybody live; what the newcomers' requests took. `memory` gets the first quarter's and the last."""
    begin = time.monotonic()
    end = begin + seconds + signing_seconds
    threads = [threading.Thread(target=day.live, args=(end,)) for day in days]
    for thread in threads:
        thread.start()
    time.sleep(seconds / 4)
    memory.append(server.memory())
    time.sleep(max(begin + seconds - time.monotonic(), 0))
    burst: list[Taken] = []
    arrivals = [
        threading.Timer(place * signing_seconds / len(newcomers), _arrive, (server.url, account, burst))
        for place, account in enumerate(newcomers)
    ]
    for arrival in arrivals:
        arrival.start()
    for thread in [*arrivals, *threads]:
        thread.join()
    memory.append(server.memory())
    return burst


def _arrive(url: str, account: Mapping[str, Any], burst: list[Taken]) -> None:
    """Sign in and look at the desk."""
    browser = Browser(url, **account)
    try:
        browser.sign_in()
        browser.page("/")
    except (Unknown, RuntimeError) as error:
        burst.append(Taken(str(error), 0.0, 599, time.monotonic()))
    finally:
        burst += browser.taken
        browser.close()


def _times(taken: Sequence[Taken], burst: Sequence[Taken], *, promised: bool) -> Iterator[Line]:
    kinds = {
        "pages": [one.seconds for one in [*taken, *burst] if one.what == "page"],
        "saves": [one.seconds for one in taken if one.what == "autosave"],
        "Word files": [one.seconds for one in taken if one.what == "Word"],
        "sign-ins": [one.seconds for one in burst if one.what == "sign-in"],
    }
    for kind, seconds in kinds.items():
        middle, high = percentile(seconds, 0.5), percentile(seconds, 0.99)
        right = high < GOAL_SECONDS if promised and kind in ("pages", "saves") else None
        yield Line(f"{kind}: number, p50, p99", f"{len(seconds)}, {middle * 1000:.0f} ms, {high * 1000:.0f} ms", right)


def _errors(taken: Sequence[Taken]) -> list[str]:
    return [f"{one.what} {one.status}" for one in taken if one.status == 0 or one.status >= 400]
