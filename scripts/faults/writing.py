"""Somebody who writes a report without a break and remembers what was acknowledged, and whether it still stands.

Every save writes a number into heading and body of an entry, one higher each time, with a text made from the number: so
what stands there says which save it is, and whether it is whole. After each answer that didn't come the writer reads
the page again, and finds the last acknowledged save or the one after it, whole; anything else is a loss.
"""

import hashlib
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from scripts.faults.client import Browser, Step, Unknown

# How long a writer waits before trying again after no answer came.
AGAIN_SECONDS = 0.1
# No fault keeps all writers from writing for so long.
PATIENCE_SECONDS = 60
# Room for evidence at one entry.
MOST_FILES = 25
_NUMBER = re.compile(r"第(\d+)次")


def heading_of(number: int) -> str:
    """The heading that the save with this number writes."""
    return f"第{number}次要点"


def body_of(number: int) -> str:
    """The text that the save with this number writes: about 2,000 characters of its own."""
    return f"第{number}次：" + "，".join(f"落实第{number * 7 + i}项任务" for i in range(200)) + "。"


def number_in(heading: str, body: str) -> int:
    """Which save stands there; -1 where it isn't one save as a whole."""
    found = _NUMBER.match(heading)
    number = int(found[1]) if found else 0
    return number if not found or (heading, body) == (heading_of(number), body_of(number)) else -1


def picture(number: int, room: int = 0) -> bytes:
    """A small PDF that no other number has; with `room` it is so much larger."""
    content = f"%PDF-1.4\n%{number}{'x' * room}\n".encode()
    places = []
    for index, body in enumerate(
        (
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ),
        1,
    ):
        places.append(len(content))
        content += f"{index} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = (
        f"xref\n0 4\n0000000000 65535 f \n{table}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    )
    return content + tail.encode()


@dataclass
class Writer:
    """One clerk with one report; nobody else writes in it."""

    browser: Browser
    report: int
    steps: Mapping[str, str]
    chance: random.Random
    acknowledged: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)
    submitted: list[int] = field(default_factory=list)
    uploaded: list[str] = field(default_factory=list)
    number: int = 0
    last: int = 0
    open: Step | None = None
    files: int = 0
    may_stand: bool = False
    sent: str = ""

    @property
    def step(self) -> str:
        """The step with the entry that takes the numbers: the first."""
        return next(iter(self.steps))

    @property
    def entry(self) -> str:
        """The entry that takes the numbers."""
        return self.steps[self.step]

    def act(self) -> None:
        """Do one thing as a clerk does; what it came to is counted."""
        act = self.chance.choices((self.autosave, self.save, self.hand_in, self.upload), (70, 20, 5, 5))[0]
        self.sent = ""
        try:
            act()
        except Unknown:
            # A page that didn't come is no write.
            if self.sent:
                self.unknown[self.sent] += 1
            self.open = None
            time.sleep(AGAIN_SECONDS)

    def look_again(self) -> Step:
        """The step as it stands, compared with what was acknowledged."""
        self.take_back()
        step = self.browser.open_step(self.report, self.step)
        stands = number_in(
            step.values[f"{self.entry}-heading"], step.values[f"{self.entry}-body"].replace("\r\n", "\n")
        )
        if stands not in (self.last, *((self.number,) if self.may_stand else ())):
            self.losses.append(f"report {self.report}: save {self.last} was acknowledged, {stands} stands there")
        self.last, self.may_stand, self.open = max(stands, self.last), False, step
        return step

    def autosave(self) -> None:
        """Type, as the page sends it by itself."""
        step = self.open or self.look_again()
        self._note("autosave", self.browser.autosave(step, self._next("autosave")), 200)
        if not self.open or self.last != self.number:
            self.open = None

    def save(self) -> None:
        """Type and press the button; the next page is another."""
        step = self.open or self.look_again()
        self._note("save", self.browser.save(step, self._next("save")), 302)
        self.open = None

    def hand_in(self) -> None:
        """Submit the report as it stands, and take it back."""
        self.look_again()
        page = self.browser.page(f"/reports/{self.report}/steps/finish/")
        self.open = None
        self.sent = "submit"
        status = self.browser.move(self.report, "submit", page)
        self.sent = ""
        if status == 302:
            self.acknowledged["submit"] += 1
            self.submitted.append(self.last)
        else:
            self.refused[f"submit {status}"] += 1
        self.take_back()

    def take_back(self) -> None:
        """Withdraw the report where it was submitted, with or without an answer."""
        if self.open is not None:
            return
        page = self.browser.page(f"/reports/{self.report}/")
        self.sent = "withdraw"
        if self.browser.move(self.report, "withdraw", page) == 302:
            self.acknowledged["withdraw"] += 1
        self.sent = ""

    def upload(self) -> None:
        """Add a file to an entry while there is room."""
        step = self.open or self.look_again()
        entries = list(self.steps.values())
        if self.files >= MOST_FILES * len(entries):
            return self.autosave()
        self.files += 1
        data = picture(self.report * 1_000_000 + self.files)
        entry, token = entries[self.files % len(entries)], step.values["csrfmiddlewaretoken"]
        self.sent = "upload"
        status = self.browser.upload(self.report, entry, token, f"签到表{self.files}.pdf", data)
        if status == 302:
            self.acknowledged["upload"] += 1
            self.uploaded.append(hashlib.sha256(data).hexdigest())
        else:
            self.refused[f"upload {status}"] += 1
        return None

    def _next(self, what: str) -> dict[str, str]:
        self.number, self.sent = self.number + 1, what
        self.may_stand = True
        return {f"{self.entry}-heading": heading_of(self.number), f"{self.entry}-body": body_of(self.number)}

    def _note(self, what: str, status: int, right: int) -> None:
        if status == right:
            self.acknowledged[what] += 1
            self.last, self.may_stand = self.number, False
        else:
            self.refused[f"{what} {status}"] += 1
            self.may_stand = False


def writers(url: str, desks: Sequence[Mapping[str, Any]], seed: int = 1) -> list[Writer]:
    """A writer for each desk that `inside.fill` made, signed in."""
    made = []
    for desk in desks:
        browser = Browser(url, **desk["clerk"])
        browser.sign_in()
        report = desk["report"]
        made.append(Writer(browser, report["pk"], report["steps"], random.Random(seed * 1000 + report["pk"])))
    return made


@contextmanager
def at_work(people: Sequence[Writer], pause: float = 0.0) -> Iterator[None]:
    """All write at once, each in a thread, until the block ends; what breaks in a thread is raised then."""
    over = threading.Event()
    broken: list[Exception] = []

    def work(writer: Writer) -> None:
        try:
            while not over.is_set():
                writer.act()
                time.sleep(pause)
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=work, args=(writer,)) for writer in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
    if broken:
        raise broken[0]


def wait_for_more(people: Sequence[Writer], more: int) -> None:
    """Return when so many more writes were acknowledged; raises TimeoutError where they never come."""
    wanted = total(people, "acknowledged").total() + more
    end = time.monotonic() + PATIENCE_SECONDS
    while total(people, "acknowledged").total() < wanted:
        if time.monotonic() > end:
            raise TimeoutError("the server takes no writes any more")
        time.sleep(0.02)


def total(people: Sequence[Writer], what: str) -> Counter[str]:
    """The writers' counters of that name, added up."""
    counts: Counter[str] = Counter()
    for writer in people:
        counts.update(dict(getattr(writer, what)))
    return counts


def losses(people: Sequence[Writer], stored: Mapping[str, Any]) -> list[str]:
    """What `inside.look` finds amiss of all that was acknowledged, in words; nothing where it all stands whole."""
    found = [loss for writer in people for loss in writer.losses]
    found += [f"audit: {stored['audit']}"] if stored["audit"] else []
    found += [f"snapshot {pk} was changed" for pk in stored["broken_snapshots"]]
    found += [f"file {pk} is not what was stored" for pk in stored["broken_files"]]
    for writer in people:
        found += _losses(writer, stored["reports"][str(writer.report)])
    return found


def _losses(writer: Writer, row: Mapping[str, Any]) -> Iterator[str]:
    name = f"report {writer.report}"
    stands = number_in(*row["entries"][writer.entry])
    if stands != writer.last and not (writer.may_stand and stands == writer.number):
        yield f"{name}: save {writer.last} was acknowledged, {stands} stands there"
    frozen = [int(found[1]) if (found := _NUMBER.search(document)) else 0 for document in row["snapshots"]]
    for missing in Counter(writer.submitted) - Counter(frozen):
        yield f"{name}: save {missing} was submitted, but no version has it"
    if row["decisions"].get("submit", 0) != len(frozen) or row["audit"].get("report.submit", 0) != len(frozen):
        yield f"{name}: {len(frozen)} versions, but decisions {row['decisions']} and audit {row['audit']}"
    if len(frozen) > writer.acknowledged["submit"] + writer.unknown["submit"]:
        yield f"{name}: {len(frozen)} versions, but {len(writer.submitted)} submitted"
    for sha256 in set(writer.uploaded) - set(row["evidence"]):
        yield f"{name}: the file {sha256[:12]} was taken and is not there"
    for event, what in (("report.chapter_saved", "save"), ("evidence.added", "upload")):
        known, maybe = writer.acknowledged[what], writer.unknown[what]
        if not known <= row["audit"].get(event, 0) <= known + maybe:
            yield f"{name}: {known} of {what} acknowledged, {maybe} unknown, {row['audit'].get(event, 0)} in the audit"
