"""What keeps a part of an activity from being recorded, in words for the person; the actions refuse by the same."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reports.marking import mark as _

FUTURE = _("This day has not come yet. Record it when it has happened.")
CLOSED_YEAR = _("No period of %(year)s is open, so nothing is recorded for that year. Look at the year.")
REVERSED = _("It ends before it begins. Exchange the two days.")
NO_SUCH_DAY = _("There is no day “%(words)s”. Write it like 5月24日 or 2026-05-24.")
VAGUE_DAY = _("“%(words)s” names no single day. Write it like 5月24日.")
NO_DAY = _("The date is missing. Write it like 5月24日 or 2026-05-24.")
BELOW_ONE = _("Write a number from 1 on, or leave it empty.")
MOST = 999_999
TOO_MANY = _("“%(words)s” is more than a record takes; at most 999,999. Write the right number.")
NO_NUMBER = _("“%(words)s” is no number. Write digits alone, or leave it empty.")
UNKNOWN_KIND = _("No kind of activity is called “%(words)s”. Choose one from the list.")
NO_KIND = _("The kind of activity is missing. Choose one from the list.")
UNKNOWN_OFFICE = _("There is no unit “%(words)s” in your ledger. Choose one from the list.")
NO_TITLE = _("The title is missing. Say in a few words what was done.")
# What a line says besides, and no field takes: the person looks at it, nothing is refused.
SECOND_NUMBER = _(
    "“%(words)s” is a second number and stays in the title: a record has room for one. Look which is right."
)
TIMES = _("“%(words)s” stays in the title: a record counts as one. Record each by itself, so that all are counted.")
NO_SUCH_QUANTITY = _("“%(words)s” stays in the title: this kind of activity keeps no such number.")
NO_WORD = _("“%(words)s” stays in the title: it doesn't say what it counts. Write it like 120人.")
TOO_LONG = _("The text has more than %(most)s characters. Shorten it.")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a part (a field of the activity) can't be taken: a message id, and what stands in it."""

    part: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)


def day_faults(
    first: datetime.date | None, last: datetime.date | None, *, today: datetime.date, years: frozenset[int]
) -> Iterator[Fault]:
    """What is wrong with the days of an activity; `years` are those in which one may lie, none of them: any."""
    if first and first > today:
        yield Fault("first_day", FUTURE)
    elif first and years and first.year not in years:
        yield Fault("first_day", CLOSED_YEAR, {"year": str(first.year)})
    elif first and last and last < first:
        yield Fault("last_day", REVERSED)
    elif last and last > today:
        yield Fault("last_day", FUTURE)


def number_faults(attendance: int | None, quantity: int | None) -> Iterator[Fault]:
    """What is wrong with the numbers of an activity."""
    for part, number in (("attendance", attendance), ("quantity", quantity)):
        if number is not None and number < 1:
            yield Fault(part, BELOW_ONE)
        elif number is not None and number > MOST:
            yield Fault(part, TOO_MANY, {"words": str(number)})
