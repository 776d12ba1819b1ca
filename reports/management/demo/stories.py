"""Stories: one file a report, with its text and what happened to it, read into plain values; no rows here."""

import datetime
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# At which hour of its day each step of a report's life is told to have happened (Asia/Shanghai).
HOURS = {
    "begin": datetime.time(9, 10),
    "answer": datetime.time(10, 5),
    "submit": datetime.time(16, 20),
    "request_sign_off": datetime.time(17, 0),
    "open": datetime.time(9, 40),
    "return": datetime.time(11, 15),
    "approve": datetime.time(15, 30),
    "archive": datetime.time(16, 0),
    "reopen": datetime.time(10, 30),
}
DAYS_OF_WRITING = datetime.timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a report's life: a verb of `HOURS` and the day."""

    verb: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Remark:
    """An officer's comment on an entry (named by its heading) or on the preamble, and how the unit answers it."""

    about: str
    says: str
    answers: Sequence[str] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A report and its life.

    Chapters are as in the file: `heading`, `lead` and `entries`, each optional; attachments have a heading and a body.
    `answers` say what became of problems and next steps (`about` their headings) of the last report, where no entry
    keeps them (`fulfils`) or carries them on (`carried_from`). A problem may have `moves`, each with its day and words.
    An entry's `evidence` has files of the folder `evidence`, each by the name that people see.
    `explanations` say by the code of a cross-check why its figures are as they are.
    """

    name: str
    unit: str
    period: str
    report_type: str
    life: tuple[Step, ...]
    preamble: str
    date: datetime.date | None = None
    serial: int | None = None
    urgency: str = ""
    chapters: Sequence[Mapping[str, Any]] = ()
    attachments: Sequence[Mapping[str, Any]] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    return_for: Sequence[str] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    answers: Sequence[Mapping[str, str]] = ()

    @property
    def begun(self) -> datetime.date:
        """The day the unit began to write: as told, or some days before it submitted."""
        first = self.life[0]
        return first.day if first.verb == "begin" else first.day - DAYS_OF_WRITING


def read_stories(folder: Path) -> list[Story]:
    """All stories of a folder, in the order in which they began."""
    return sorted((read_story(path) for path in folder.glob("*.toml")), key=lambda story: (story.begun, story.name))


def read_story(path: Path) -> Story:
    """The story in one file; raises KeyError or TypeError where the file lacks something or has too much."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Story(
        name=path.stem,
        report_type=told.pop("type"),
        life=tuple(_step(text) for text in told.pop("life")),
        remarks=tuple(Remark(**remark) for remark in told.pop("threads", ())),
        **told,
    )


def _step(text: str) -> Step:
    verb, day = text.split()
    if verb not in HOURS:
        raise KeyError(verb)
    return Step(verb, datetime.date.fromisoformat(day))
