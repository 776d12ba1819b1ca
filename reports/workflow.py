"""The one table of a report's life; buttons, checks and docs/workflow.md are read from it.

Nothing is changed here: `actions.moves` makes the moves.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from reports.access import is_admin, may_review, sign_off_needed, writes_for
from reports.choices import ReportState, Role
from reports.models import Person, Report


def _clerk_or_head(person: Person, report: Report) -> bool:
    return writes_for(person, report.unit)


def _head(person: Person, report: Report) -> bool:
    return writes_for(person, report.unit, Role.HEAD)


def _submitter(person: Person, report: Report) -> bool:
    """Where a sign-off is needed only the head submits, else anybody who writes the report."""
    return _head(person, report) if sign_off_needed() else writes_for(person, report.unit)


def _anyone_admin(person: Person, report: Report) -> bool:
    return is_admin(person)


def _with_sign_off(report: Report) -> bool:
    return sign_off_needed()


def _unopened(report: Report) -> bool:
    """The latest snapshot has not been opened by an officer."""
    latest = report.snapshots.order_by("-number").first()
    return latest is not None and latest.opened_at is None


def _always(report: Report) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Move:
    """One way from some states to another: who may go it, when, and what must be said.

    `label` is the button, `actors` and `condition` the words for the docs; `needs_reason` asks for a text (returning
    also takes an open comment instead); `freezes` makes a snapshot; `decides` names the snapshot that was read;
    `confirmed` asks for the password again where it was typed too long ago.
    """

    code: str
    label: str
    sources: tuple[ReportState, ...]
    target: ReportState
    may: Callable[[Person, Report], bool]
    actors: str
    when: Callable[[Report], bool] = _always
    condition: str = ""
    needs_reason: bool = False
    freezes: bool = False
    decides: bool = False
    confirmed: bool = False


_S = ReportState
WRITABLE = (_S.DRAFT, _S.RETURNED)

MOVES: tuple[Move, ...] = (
    Move(
        "request_sign_off",
        _("Send to the head for sign-off"),
        WRITABLE,
        _S.FOR_SIGN_OFF,
        _clerk_or_head,
        "clerk, head",
        when=_with_sign_off,
        condition="the head's sign-off is needed",
    ),
    Move(
        "hand_back",
        _("Back to writing"),
        (_S.FOR_SIGN_OFF,),
        _S.DRAFT,
        _clerk_or_head,
        "clerk, head",
    ),
    Move(
        "submit",
        _("Submit for review"),
        (*WRITABLE, _S.FOR_SIGN_OFF),
        _S.SUBMITTED,
        _submitter,
        "clerk, head; only the head where sign-off is needed",
        freezes=True,
    ),
    Move(
        "withdraw",
        _("Withdraw"),
        (_S.SUBMITTED,),
        _S.DRAFT,
        _clerk_or_head,
        "clerk, head",
        when=_unopened,
        condition="no officer has opened it",
    ),
    Move(
        "return",
        _("Return for changes"),
        (_S.SUBMITTED,),
        _S.RETURNED,
        may_review,
        "assigned officer",
        needs_reason=True,
        decides=True,
    ),
    Move(
        "approve",
        _("Approve"),
        (_S.SUBMITTED,),
        _S.APPROVED,
        may_review,
        "assigned officer",
        decides=True,
        confirmed=True,
    ),
    Move("archive", _("Archive"), (_S.APPROVED,), _S.ARCHIVED, may_review, "assigned officer"),
    Move(
        "reopen",
        _("Reopen"),
        (_S.APPROVED, _S.ARCHIVED),
        _S.DRAFT,
        _anyone_admin,
        "administrator",
        needs_reason=True,
        confirmed=True,
    ),
)


def move(code: str) -> Move:
    """The move named `code`; raises KeyError where there is none."""
    return {candidate.code: candidate for candidate in MOVES}[code]


def possible_moves(person: Person, report: Report) -> list[Move]:
    """The moves this person may make with this report now, in the table's order."""
    return [m for m in MOVES if report.state in m.sources and m.may(person, report) and m.when(report)]


def may_write(person: Person, report: Report) -> bool:
    """Whether the person may change the report's text now."""
    return report.state in WRITABLE and writes_for(person, report.unit)


def turn(person: Person, report: Report) -> str:
    """Whose turn it is to talk about comments, if it is this person's: "officer", "unit" or ""."""
    if report.state == ReportState.SUBMITTED and may_review(person, report):
        return "officer"
    return "unit" if may_write(person, report) else ""
