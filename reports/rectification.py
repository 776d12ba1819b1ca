"""The one table of how a problem of an approved report is put right; buttons and docs are read from it.

Nothing is changed here: `actions.rectification` makes the moves.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from reports.access import verifies_for, writes_for
from reports.choices import RectificationState
from reports.models import Person, Problem, Unit

_S = RectificationState
# Where the unit is at work; what waits for an officer, or is done, is not.
AT_WORK = (_S.OPEN, _S.IN_PROGRESS, _S.SENT_BACK, _S.EXTENDED, _S.LONG_TERM)
WAITING = (_S.SUBMITTED,)


@dataclass(frozen=True, slots=True)
class Way:
    """One way from some states to another: who may go it, and the words that it needs.

    `label` is the button, `asks` what the words say, `actors` the words for the docs. A `target` of None leaves the
    problem where it is. `dated` asks for a new deadline as well.
    """

    code: str
    label: str
    asks: str
    sources: tuple[RectificationState, ...]
    target: RectificationState | None
    may: Callable[[Person, Unit], bool]
    actors: str
    dated: bool = False

    def leads_to(self, state: RectificationState) -> RectificationState:
        """The state after this move from `state`."""
        return self.target or state


WAYS: tuple[Way, ...] = (
    Way(
        "begin",
        _("Begin to put it right"),
        _("What is done first"),
        (_S.OPEN, _S.SENT_BACK),
        _S.IN_PROGRESS,
        writes_for,
        "clerk, head",
    ),
    Way(
        "progress",
        _("Note the progress"),
        _("How far it is"),
        (_S.IN_PROGRESS, _S.EXTENDED, _S.LONG_TERM),
        None,
        writes_for,
        "clerk, head",
    ),
    Way(
        "submit",
        _("Submit for closing"),
        _("On what basis: what was done, and how one sees that it works"),
        AT_WORK,
        _S.SUBMITTED,
        writes_for,
        "clerk, head",
    ),
    Way(
        "close",
        _("Verified: close it out"),
        _("What was verified, and how"),
        WAITING,
        _S.CLOSED,
        verifies_for,
        "assigned officer",
    ),
    Way(
        "send_back",
        _("Send back"),
        _("What is still missing"),
        WAITING,
        _S.SENT_BACK,
        verifies_for,
        "assigned officer",
    ),
    Way(
        "extend",
        _("Extend the deadline"),
        _("Why it takes longer"),
        (*AT_WORK, *WAITING),
        _S.EXTENDED,
        verifies_for,
        "assigned officer",
        dated=True,
    ),
    Way(
        "make_long_term",
        _("Keep as long-term"),
        _("Why it can't be finished by a day"),
        (_S.OPEN, _S.IN_PROGRESS, _S.SENT_BACK, _S.EXTENDED, *WAITING),
        _S.LONG_TERM,
        verifies_for,
        "assigned officer",
    ),
    Way(
        "reopen",
        _("Open it again"),
        _("Why it is open again"),
        (_S.CLOSED,),
        _S.OPEN,
        verifies_for,
        "assigned officer",
    ),
)


def way(code: str) -> Way:
    """The way named `code`; raises KeyError where there is none."""
    return {candidate.code: candidate for candidate in WAYS}[code]


def possible_ways(person: Person, problem: Problem) -> list[Way]:
    """The moves that this person may make with this problem now, in the table's order."""
    unit = problem.report.unit
    return [one for one in WAYS if problem.rectification_state in one.sources and one.may(person, unit)]
