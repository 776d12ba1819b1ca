"""How problems of approved reports are put right and next steps kept: each act with its audit entry.

Every move raises NotAllowed for a person whom the table doesn't name, WrongState where the problem isn't in a state
that it leads from or is not kept in the register any more, StaleReport where somebody was quicker, and InvalidInput
for words or a day that say nothing.
"""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.access import writes_for
from reports.actions.audit import record
from reports.actions.sittings import clear_unsent
from reports.actions.storing import check
from reports.choices import RectificationState
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import Activity, NextStep, Person, Problem, RectificationMove, Report
from reports.queries.figures import printed_then
from reports.queries.ledger import kept_units
from reports.queries.rectification import answers_to_close, live_problems, live_promises
from reports.rectification import Way, way

# Fewer characters than this are no basis and no reason: 已完成 alone can't be verified.
SAYS_SOMETHING = 6


@transaction.atomic
def move_problem(
    problem: Problem, code: str, *, by: Person, seen: int, words: str, deadline: datetime.date | None = None
) -> RectificationMove:
    """Make the move `code`; `seen` is how many moves the person saw, `deadline` the new one where the move asks for it.

    Raises InvalidInput where the words say nothing that can be checked, or the new deadline is not a later one.
    """
    one = way(code)
    _check_may(one, problem, by=by)
    if len("".join(words.split())) < SAYS_SOMETHING:
        raise InvalidInput(_("Say it in a sentence that can be checked; a word or two are not enough."), field="words")
    if one.dated:
        _check_later(problem, deadline)
    clear_unsent(problem.report, f"problem-{problem.pk}-{code}", by=by)
    return _make(one, problem, by=by, seen=seen, words=words.strip(), deadline=deadline if one.dated else None)


@transaction.atomic
def close_answered(report: Report, *, by: Person) -> None:
    """Close out what the report, approved just now by the officer `by`, answers as done.

    The unit's answer is the basis, the approval the verification: two moves of the table, by those whose word it is. In
    the audit the officer makes both, since nobody else does anything now.
    """
    writer = report.snapshots.filter(withdrawn_at__isnull=True).order_by("-number").first()
    for answer in list(answers_to_close(report)):
        problem = answer.problem
        if problem is None:
            continue
        if problem.rectification_state != RectificationState.SUBMITTED and writer is not None:
            words = "\n".join(filter(None, [answer.text, *map(str, answer.work_items.all())]))
            _make(way("submit"), problem, by=by, said_by=writer.created_by, seen=problem.moves_made, words=words)
        words = _("Verified with the report “%(title)s”.") % {"title": report.title}
        _make(way("close"), problem, by=by, seen=problem.moves_made, words=words)


@transaction.atomic
def keep_promise(step: NextStep, *, by: Person, word: str, activities: Iterable[Activity] = ()) -> None:
    """Tick a next step of an approved report off, with a word or the activities that keep it; or change what was said.

    Raises NotAllowed for anybody but the unit's writers, WrongState for a promise that a later report has answered,
    InvalidInput without a word and activities, and for activities that are not of the unit or below it.
    """
    _check_keeper(step, by=by)
    chosen = list(activities)
    if not (word.strip() or chosen):
        raise InvalidInput(_("Say in a word how it was kept, or tick an activity."), field="word")
    if any(one.unit not in kept_units(by) or one.voided_at for one in chosen):
        raise InvalidInput(_("Some of what you chose is not offered any more; look at the page again."))
    step.kept_word = word.strip()
    step.kept_at = step.kept_at or timezone.now()
    check(step)
    step.save(update_fields=["kept_word", "kept_at"])
    step.activities.set(chosen)
    record(
        "next_step.kept",
        by=by,
        report=step.report,
        label=printed_then(step.report, str(step)),
        entry=str(step.uuid),
        activities=len(chosen),
    )


@transaction.atomic
def take_back_promise(step: NextStep, *, by: Person) -> None:
    """Take the tick away again; raises what `keep_promise` raises for persons and states."""
    _check_keeper(step, by=by)
    if step.kept_at is None:
        return
    step.kept_word, step.kept_at = "", None
    step.save(update_fields=["kept_word", "kept_at"])
    step.activities.clear()
    record(
        "next_step.taken_back",
        by=by,
        report=step.report,
        label=printed_then(step.report, str(step)),
        entry=str(step.uuid),
    )


def _check_keeper(step: NextStep, *, by: Person) -> None:
    if not writes_for(by, step.report.unit):
        raise NotAllowed(_("You do not write reports for this unit."))
    if not live_promises().filter(pk=step.pk).exists():
        raise WrongState(_("A later report has answered for this already, so nothing was changed."))


def _check_may(one: Way, problem: Problem, *, by: Person) -> None:
    if not one.may(by, problem.report.unit):
        raise NotAllowed(_("You may not do this with this problem."))
    if problem.rectification_state not in one.sources:
        raise WrongState(_overtaken(problem))
    if not live_problems().filter(pk=problem.pk).exists():
        raise WrongState(_("A later report has carried this problem on; it is put right there."))


def _check_later(problem: Problem, deadline: datetime.date | None) -> None:
    """The new deadline lies ahead, and behind the one there is."""
    if deadline is None:
        raise InvalidInput(_("Fill in the new deadline."), field="deadline")
    if deadline <= max(problem.deadline or datetime.date.min, timezone.localdate()):
        raise InvalidInput(_("The new deadline must be later than today and than the old one."), field="deadline")


def _make(
    one: Way,
    problem: Problem,
    *,
    by: Person,
    seen: int,
    words: str,
    deadline: datetime.date | None = None,
    said_by: Person | None = None,
) -> RectificationMove:
    """The conditional UPDATE, the row of the move and the audit entry; `said_by` where it isn't the word of `by`."""
    before = RectificationState(problem.rectification_state)
    after = one.leads_to(before)
    changes = {"deadline": deadline} if deadline else {}
    moved = Problem.objects.filter(pk=problem.pk, moves_made=seen, rectification_state=before).update(
        rectification_state=after,
        moves_made=F("moves_made") + 1,
        closed_at=timezone.now() if after is RectificationState.CLOSED else None,
        **changes,
    )
    problem.refresh_from_db(fields=["rectification_state", "moves_made", "closed_at", "deadline"])
    if not moved:
        raise StaleReport(_overtaken(problem))
    move = RectificationMove.objects.create(
        problem=problem,
        move=one.code,
        from_state=before,
        to_state=after,
        words=words,
        deadline=deadline,
        by=said_by or by,
    )
    record(
        f"problem.{one.code}",
        by=by,
        report=problem.report,
        label=printed_then(problem.report, str(problem)),
        entry=str(problem.uuid),
        reason=words,
        until=deadline.isoformat() if deadline else None,
        said_by=said_by.username if said_by else None,
    )
    return move


def _overtaken(problem: Problem) -> str:
    """Who was quicker, for the person whose move came second."""
    last = problem.moves.select_related("by").order_by("-pk").first()
    if last is None:
        return _("The problem is in another state by now; look at it again.")
    return _("%(person)s has brought the problem to “%(state)s” meanwhile; look at it again.") % {
        "person": last.by.full_name,
        "state": problem.get_rectification_state_display(),
    }
