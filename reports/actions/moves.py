"""The moves of a report's life: each one a conditional UPDATE, a decision and an audit entry in one transaction.

Every move raises NotAllowed for a person whom the table doesn't name, WrongState where the report isn't in a state that
it leads from, and StaleReport where it moved since it was seen; its own docstring names what comes on top.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.actions.audit import record
from reports.actions.freezing import Reading, freeze, read, refuse_unready, same_as
from reports.actions.rectification import close_answered
from reports.actions.reviews import open_snapshot, settle_threads
from reports.actions.sittings import clear_unsent, end_sittings
from reports.choices import ReturnReason, ThreadState
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import Decision, Person, Report, Snapshot
from reports.queries import is_open, latest_snapshot, open_threads
from reports.workflow import Move, move


@transaction.atomic
def request_sign_off(report: Report, *, by: Person, version: int) -> Report:
    """Hand the report to the head of the unit, who submits it or hands it back.

    Raises StaleReport when the rows moved since `version`, InvalidInput when a required part is empty or a cross-check
    is neither right nor answered.
    """
    _check_may(move("request_sign_off"), report, by=by)
    _check_in_time(report)
    refuse_unready(read(report))
    return _make(move("request_sign_off"), report, by=by, version=version)


@transaction.atomic
def hand_back(report: Report, *, by: Person, version: int, reason: str = "") -> Report:
    """Take the report from the head's desk back to writing."""
    return _make(move("hand_back"), report, by=by, version=version, reason=reason)


@transaction.atomic
def submit_report(report: Report, *, by: Person, version: int) -> Report:
    """Freeze the report as a snapshot and send it to the officers of its unit.

    Raises StaleReport when the rows moved since `version`, InvalidInput when a required part is empty, a
    cross-check is neither right nor answered, or nothing changed since the report came back and no comment was
    answered either.
    """
    way = move("submit")
    # Who presses the button twice is told what happened, not that nothing has changed: the row is locked until it is
    # decided (SQLite's transactions exclude one another anyway).
    locked = Report.objects.select_for_update(of=("self",), no_key=True)
    report.refresh_from_db(fields=["state", "version"], from_queryset=locked)
    _check_may(way, report, by=by)
    _check_in_time(report)
    reading = read(report)
    refuse_unready(reading)
    before = report.snapshots.filter(withdrawn_at__isnull=True, edition=report.edition).order_by("-number").first()
    answered = report.threads.filter(state=ThreadState.ANSWERED.value).exists()
    if before and not answered and same_as(before, reading):
        raise InvalidInput(_("Nothing has changed since the report came back. Change it, or answer a comment."))
    return _make(way, report, by=by, version=version, reading=reading)


@transaction.atomic
def withdraw_report(report: Report, *, by: Person, version: int) -> Report:
    """Take a submitted report back; raises WrongState too where an officer has opened it."""
    way = move("withdraw")
    _check_may(way, report, by=by)
    latest = latest_snapshot(report)
    taken = Snapshot.objects.filter(pk=latest.pk, opened_at__isnull=True).update(withdrawn_at=timezone.now())
    if not taken:
        raise WrongState(_("An officer has already opened the report; ask for it to be returned."))
    return _make(way, report, by=by, version=version, snapshot=latest)


@transaction.atomic
def return_report(
    report: Report, *, by: Person, seen: tuple[int, str], reason: str = "", categories: Sequence[ReturnReason] = ()
) -> Report:
    """Send the report back to its unit; needs a reason or an open comment made in this round of the review.

    `seen` is number and hash of the snapshot that the officer read. Raises InvalidInput where there is neither.
    """
    way = move("return")
    snapshot = _decided_snapshot(way, report, by=by, seen=seen)
    if not (reason.strip() or open_threads(snapshot).exists()):
        raise InvalidInput(_("Say why: write a reason or comment on a paragraph."), field="reason")
    return _make(
        way,
        report,
        by=by,
        version=report.version,
        reason=reason.strip(),
        categories=categories,
        snapshot=snapshot,
    )


@transaction.atomic
def approve_report(
    report: Report, *, by: Person, seen: tuple[int, str], reason: str = "", settle: bool = False
) -> Report:
    """Approve exactly the snapshot that the officer read: `seen` is its number and hash.

    Approving accepts the unit's answers, so answered comments are resolved with it. A comment still open asks for a
    change that the approved text doesn't have: that contradiction is refused, unless the officer says by `settle`
    that the open comments are settled too (InvalidInput). Problems that the report answers as done are closed out.
    """
    way = move("approve")
    snapshot = _decided_snapshot(way, report, by=by, seen=seen)
    still_open = report.threads.filter(state=ThreadState.OPEN.value).count()
    if still_open and not settle:
        raise InvalidInput(
            ngettext(
                "%(n)s comment is still open. Resolve it, or say that it is settled.",
                "%(n)s comments are still open. Resolve them, or say that they are settled.",
                still_open,
            )
            % {"n": still_open},
            field="settle",
        )
    _make(way, report, by=by, version=report.version, reason=reason.strip(), snapshot=snapshot)
    settle_threads(report, by=by)
    close_answered(report, by=by)
    return report


@transaction.atomic
def archive_report(report: Report, *, by: Person, version: int) -> Report:
    """Put an approved report into the archive."""
    return _make(move("archive"), report, by=by, version=version, snapshot=latest_snapshot(report))


@transaction.atomic
def reopen_report(report: Report, *, by: Person, version: int, reason: str) -> Report:
    """Start a new edition of an approved report; the approved snapshot stays what it is.

    Raises InvalidInput without a reason.
    """
    if not reason.strip():
        raise InvalidInput(_("Say why the report is opened again."), field="reason")
    _make(move("reopen"), report, by=by, version=version, reason=reason.strip(), snapshot=latest_snapshot(report))
    Report.objects.filter(pk=report.pk).update(edition=F("edition") + 1)
    report.refresh_from_db()
    return report


def _check_may(way: Move, report: Report, *, by: Person) -> None:
    if not way.may(by, report):
        raise NotAllowed(_("You may not do this with this report."))
    if report.state not in way.sources:
        raise WrongState(_overtaken(report))


def _check_in_time(report: Report) -> None:
    """A first submission needs an open period; what officers have had before may always come again."""
    if closed := closed_words(report):
        raise InvalidInput(closed)


def closed_words(report: Report) -> str:
    """Why the report can't be submitted for the first time any more, and what to do; "" where it can."""
    if is_open(report.unit, report.period) or report.snapshots.exists():
        return ""
    return _("The period is closed. Your text is kept; ask the administrator for an extension, then submit it.")


def _decided_snapshot(way: Move, report: Report, *, by: Person, seen: tuple[int, str]) -> Snapshot:
    """The snapshot that a decision is about: the latest one, and the one that was read."""
    _check_may(way, report, by=by)
    latest = latest_snapshot(report)
    if (latest.number, latest.sha256) != seen:
        raise StaleReport(_("The unit has submitted a newer version meanwhile. Read it before you decide."))
    open_snapshot(latest, by=by)
    return latest


def _overtaken(report: Report) -> str:
    """Who was quicker, for the person whose move came second."""
    last = report.decisions.select_related("by").order_by("-pk").first()
    if last is None:
        return _("The report is in another state by now; look at it again.")
    return _("%(person)s has changed the state of the report to “%(state)s” meanwhile; look at it again.") % {
        "person": last.by.full_name,
        "state": last.get_to_state_display(),
    }


def _make(
    way: Move,
    report: Report,
    *,
    by: Person,
    version: int,
    reason: str = "",
    categories: Sequence[ReturnReason] = (),
    snapshot: Snapshot | None = None,
    reading: Reading | None = None,
) -> Report:
    """Make one move: the check of right and state, the conditional UPDATE, snapshot, decision and audit entry.

    A move that freezes takes what was read for it, the others the snapshot that they are about.
    """
    seen_state = report.state
    _check_may(way, report, by=by)
    if not (snapshot or way.when(report)):
        raise WrongState(_("The report is in another state by now; look at it again."))
    _take(way, report, version)
    end_sittings(report)
    clear_unsent(report, way.code, by=by)
    if reading:
        snapshot = freeze(reading, by=by)
    decision = Decision.objects.create(
        report=report,
        snapshot=snapshot,
        move=way.code,
        from_state=seen_state,
        to_state=way.target,
        reason=reason,
        categories=[str(category) for category in categories],
        by=by,
    )
    read = {"snapshot": snapshot.number, "sha256": snapshot.sha256} if snapshot else {"snapshot": None, "sha256": None}
    report.refresh_from_db()
    record(f"report.{way.code}", by=by, report=report, decision=decision.pk, **read)
    return report


def _take(way: Move, report: Report, version: int) -> None:
    """The conditional UPDATE: of two who move at once one gets the row, the other hears who was quicker."""
    moved = Report.objects.filter(pk=report.pk, state=report.state, version=version).update(
        state=way.target, version=F("version") + 1, state_since=timezone.now()
    )
    if moved:
        return
    if Report.objects.filter(pk=report.pk, state=report.state).exists():
        raise StaleReport(_("Somebody changed the report meanwhile; look at it again."))
    raise StaleReport(_overtaken(report))
