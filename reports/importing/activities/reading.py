"""What was read: the parts of one activity, what is doubtful and what is wrong."""

import datetime
from dataclasses import dataclass

from reports.importing.activities.faults import Fault


@dataclass(frozen=True, slots=True)
class Reading:
    """One activity as it was read from `text`; a part that wasn't found is None or "".

    `kind` and `office` are codes. `kind_words` are the words that stand for the kind, or that stood where it was looked
    for. The parts in `unsure` are guesses, and what no part took is told in `left`: a person should look at them.
    Nothing is recorded while there are `faults`.
    """

    text: str
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    kind: str = ""
    kind_words: str = ""
    title: str = ""
    office: str = ""
    attendance: int | None = None
    quantity: int | None = None
    document_number: str = ""
    people: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()
    left: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()
