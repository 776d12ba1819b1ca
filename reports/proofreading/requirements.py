"""What the report's type asks for and what its rows know beside the printed text."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded with a problem or next step: who is responsible, a deadline, links between the two.

    For a problem, `linked` says that some next step answers it; for a next step, that it answers some problem.
    `running` counts the reports that named it one after the other.
    """

    responsible: bool = False
    deadline: bool = False
    linked: bool = False
    running: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A problem or next step of the last report, by its key and name, and what the unit answers.

    `based` says that the answer names work items or activities, `continued` that an entry carries the subject on.
    """

    key: str
    name: str
    outcome: str = ""
    text: str = ""
    based: bool = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Requirements:
    """Which parts must not be empty: the preamble, and the chapters with these keys; and the facts by entry key.

    `letterhead` says that the type is printed with one, `signers` that it names who signs; `contact` is whom to ask, in
    words or "". `same_number` is the title of another report with the same document number, or "".
    `asked` is what the last report left to be answered, `zero_report` the sentence that all parts of a zero report say.
    `year` is that of the report's period, 0 where it isn't known.
    """

    preamble: bool = False
    chapters: frozenset[str] = frozenset()
    facts: Mapping[str, Facts] = field(default_factory=dict)
    letterhead: bool = False
    signers: bool = False
    contact: str = ""
    same_number: str = ""
    asked: tuple[Asked, ...] = ()
    zero_report: str = ""
    year: int = 0
