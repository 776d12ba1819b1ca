"""What is done in a review before it is decided: opening a snapshot, and the comments on its paragraphs.

Decisions themselves are moves of the report's life: `actions.moves`. Every act on a comment raises NotAllowed for a
person whose it isn't, WrongState where it is not that person's turn or the comment has been dealt with meanwhile, and
InvalidInput for a text that is empty or too long.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.access import may_review, writes_for
from reports.actions.audit import record
from reports.actions.sittings import clear_unsent
from reports.choices import ReportState, ThreadState
from reports.composing.edits import Proposal
from reports.document import anchors, decode, text_at
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.importing.word.edited import FileComment
from reports.importing.word.edited_body import Touch
from reports.models import Comment, Person, Report, Snapshot, Thread
from reports.queries import latest_snapshot, withdrawn
from reports.workflow import WRITABLE

LONGEST_COMMENT = 2000
UNSETTLED = (ThreadState.OPEN.value, ThreadState.ANSWERED.value)


@transaction.atomic
def open_snapshot(snapshot: Snapshot, *, by: Person) -> Snapshot:
    """Begin to read a submitted report; from now on the unit can't withdraw it.

    A snapshot that a colleague has opened already stays as it is. Raises NotAllowed for anybody but an assigned
    officer, WrongState where the unit has withdrawn it.
    """
    _check_reviewer(snapshot.report, by)
    opened = Snapshot.objects.filter(pk=snapshot.pk, opened_at__isnull=True, withdrawn_at__isnull=True).update(
        opened_by=by, opened_at=timezone.now()
    )
    snapshot.refresh_from_db(fields=["opened_by", "opened_at", "withdrawn_at"])
    if snapshot.withdrawn_at is not None:
        raise withdrawn()
    if opened:
        record("snapshot.opened", by=by, report=snapshot.report, snapshot=snapshot.number, sha256=snapshot.sha256)
    return snapshot


@transaction.atomic
def open_thread(snapshot: Snapshot, anchor: str, body: str, *, by: Person, quote: str = "") -> Thread:
    """Comment on the place `anchor` of the snapshot under review.

    `quote` is the selected part of the text there; without one, or where it isn't from there, the comment is about
    the whole paragraph. Raises InvalidInput for an empty comment or a place that the document doesn't have,
    StaleReport where a newer snapshot lies there by now.
    """
    hold_for_comments(snapshot, by=by)
    thread = _start(snapshot, anchor, by, quote=quote)
    _add_comment(thread, body, by)
    return thread


@transaction.atomic
def propose(snapshot: Snapshot, proposal: Proposal, *, by: Person) -> Thread | None:
    """Propose other words for a paragraph of the snapshot under review, as an edited file has them.

    None where the same is proposed there already. Raises what `open_thread` raises.
    """
    hold_for_comments(snapshot, by=by)
    what = {"field": proposal.field, "against": proposal.old, "proposed": proposal.new}
    if Thread.objects.filter(snapshot=snapshot, anchor=proposal.anchor, **what).exists():
        return None
    thread = _start(snapshot, proposal.anchor, by, quote=proposal.old, **what)
    touch = proposal.touches[-1] if proposal.touches else Touch("", "")
    _add_comment(thread, _("Changed in the Word file."), by, touch)
    return thread


def hold_for_comments(snapshot: Snapshot, *, by: Person) -> None:
    """Keep the report under review, and the snapshot the one that is read, until the transaction ends.

    Raises NotAllowed, WrongState or StaleReport where it can't be commented on.
    """
    report = snapshot.report
    _check_reviewer(report, by)
    _hold_for_review(report)
    if latest_snapshot(report).pk != snapshot.pk:
        raise StaleReport(_("The unit has submitted a newer version meanwhile. Read it before you decide."))
    if snapshot.opened_at is None:
        raise WrongState(_("Start the review before you comment."))


def _start(snapshot: Snapshot, anchor: str, by: Person, *, quote: str, **what: str) -> Thread:
    document = decode(snapshot.document)
    if anchor not in anchors(document):
        raise InvalidInput(_("This paragraph is not in the report. Choose another one."), field="anchor")
    text = text_at(document, anchor)
    quote = quote.strip()
    thread = Thread.objects.create(
        report=snapshot.report,
        snapshot=snapshot,
        anchor=anchor,
        quote=quote if quote and quote in text else text,
        opened_by=by,
        **what,
    )
    record("thread.opened", by=by, report=snapshot.report, thread=thread.pk, anchor=anchor, snapshot=snapshot.number)
    return thread


@transaction.atomic
def comment_from_word(
    snapshot: Snapshot, anchor: str, comment: FileComment, *, by: Person, answers: Thread | None = None
) -> Thread:
    """Take a comment of an edited file over, as a new thread at `anchor` or into the one it answers.

    A resolved thread is opened again. Raises what `open_thread` raises.
    """
    hold_for_comments(snapshot, by=by)
    said = Touch(comment.author, comment.at)
    if answers is None:
        thread = _start(snapshot, anchor, by, quote=comment.quote)
        _add_comment(thread, comment.text, by, said)
        return thread
    if answers.state == ThreadState.RESOLVED:
        _turn(answers, (ThreadState.RESOLVED,), ThreadState.OPEN, by=by)
    written = _add_comment(answers, comment.text, by, said)
    record("comment.written", by=by, report=snapshot.report, thread=answers.pk, comment=written.pk)
    return answers


@transaction.atomic
def reply(thread: Thread, body: str, *, by: Person) -> Comment:
    """Say something more in a thread: officers while they review, the unit while it writes."""
    _hold_for(thread.report, by)
    if thread.state == ThreadState.RESOLVED:
        raise WrongState(_("This comment is resolved. Reopen it to go on."))
    comment = _add_comment(thread, body, by)
    record("comment.written", by=by, report=thread.report, thread=thread.pk, comment=comment.pk)
    return comment


@transaction.atomic
def mark_answered(thread: Thread, *, by: Person, body: str = "", outcome: str = "") -> Thread:
    """The unit says that it has done what the comment asks, with a word about how if it likes.

    `outcome` "taken" or "declined" says what became of words that were proposed.
    """
    if not writes_for(by, thread.report.unit):
        raise NotAllowed(_("You may not do this with this report."))
    _hold(thread.report, WRITABLE)
    said = {"taken": _("Taken over."), "declined": _("Not taken over.")}.get(outcome, "")
    if said or body.strip():
        _add_comment(thread, f"{said}{body.strip()}", by)
    return _turn(thread, (ThreadState.OPEN,), ThreadState.ANSWERED, by=by, event=outcome)


@transaction.atomic
def resolve_thread(thread: Thread, *, by: Person) -> Thread:
    """The officer is satisfied: the comment is closed."""
    _check_reviewer(thread.report, by)
    _hold_for_review(thread.report)
    return _turn(thread, (ThreadState.OPEN, ThreadState.ANSWERED), ThreadState.RESOLVED, by=by)


@transaction.atomic
def reopen_thread(thread: Thread, body: str, *, by: Person) -> Thread:
    """The officer is not satisfied and says what is missing: the comment waits for the unit again."""
    _check_reviewer(thread.report, by)
    _hold_for_review(thread.report)
    _turn(thread, (ThreadState.ANSWERED, ThreadState.RESOLVED), ThreadState.OPEN, by=by)
    _add_comment(thread, body, by)
    return thread


def settle_threads(report: Report, *, by: Person) -> int:
    """Resolve every comment that isn't resolved yet, as part of an approval; says how many there were."""
    threads = Thread.objects.filter(report=report, state__in=UNSETTLED)
    pks = list(threads.values_list("pk", flat=True))
    if pks:
        threads.update(state=ThreadState.RESOLVED.value)
        record("thread.settled", by=by, report=report, threads=pks)
    return len(pks)


def _check_reviewer(report: Report, person: Person) -> None:
    if not may_review(person, report):
        raise NotAllowed(_("Only an officer who reviews this unit, and did not write the report, may do this."))


def _hold_for(report: Report, person: Person) -> None:
    """Whose turn it is: the officer's while under review, the unit's while it can be written."""
    if may_review(person, report):
        _hold_for_review(report)
    elif writes_for(person, report.unit):
        _hold(report, WRITABLE)
    else:
        raise NotAllowed(_("You may not do this with this report."))


def _hold_for_review(report: Report) -> None:
    _hold(report, (ReportState.SUBMITTED,))


def _hold(report: Report, states: tuple[ReportState, ...]) -> None:
    """Keep the report's row in one of these states until the transaction ends, so that no decision overtakes it."""
    values = [state.value for state in states]
    if not Report.objects.filter(pk=report.pk, state__in=values).update(state=F("state")):
        raise WrongState(_("The report is in another state by now; look at it again."))


def _turn(
    thread: Thread, sources: tuple[ThreadState, ...], target: ThreadState, *, by: Person, event: str = ""
) -> Thread:
    turned = Thread.objects.filter(pk=thread.pk, state__in=[state.value for state in sources]).update(
        state=target.value
    )
    if not turned:
        raise WrongState(_("Somebody has dealt with this comment meanwhile; look at it again."))
    thread.refresh_from_db(fields=["state"])
    event = event or ("reopened" if target is ThreadState.OPEN else target.value)
    record(f"thread.{event}", by=by, report=thread.report, thread=thread.pk)
    return thread


def _add_comment(thread: Thread, body: str, by: Person, said: Touch | None = None) -> Comment:
    """`said` is who wrote it in Word, and when."""
    body = body.strip()
    if not body:
        raise InvalidInput(_("Write a comment first."), field="body")
    if len(body) > LONGEST_COMMENT:
        raise InvalidInput(
            _("The comment is too long: at most %(n)s characters.") % {"n": LONGEST_COMMENT}, field="body"
        )
    word = {"word_author": said.author, "word_time": said.at} if said else {}
    clear_unsent(thread.report, f"thread-{thread.pk}", f"comment-{thread.anchor}", by=by)
    newest = latest_snapshot(thread.report)
    return Comment.objects.create(thread=thread, body=body, by=by, snapshot_number=newest.number, **word)
