"""A draft goes through the life its story tells, step by step through the actions, each on its own day."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from reports.access import is_admin, keeps_ledger, memberships, reviews_for, sign_off_needed, writes_for
from reports.actions.audit import Origin, origin
from reports.actions.checks import save_answers
from reports.actions.moves import (
    approve_report,
    archive_report,
    reopen_report,
    request_sign_off,
    return_report,
    submit_report,
)
from reports.actions.rectification import move_problem
from reports.actions.reviews import mark_answered, open_snapshot, open_thread, reply
from reports.choices import ReturnReason, Role
from reports.composing.checks import contradictions
from reports.management.demo.stories import HOURS, Remark, Step, Story
from reports.management.demo.writing import add_files, correct_report, entry_headed, write_report
from reports.models import (
    Comment,
    Decision,
    Evidence,
    Explanation,
    Person,
    Problem,
    RectificationMove,
    Report,
    Snapshot,
    StoredFile,
    Thread,
    Unit,
)
from reports.queries import latest_snapshot
from reports.rectification import way

# Every moment that the database itself writes down, and how its row finds the report.
MOMENTS = (
    (Decision, "report", "at"),
    (Snapshot, "report", "created_at"),
    (Snapshot, "report", "opened_at"),
    (Thread, "report", "opened_at"),
    (Comment, "thread__report", "at"),
    (RectificationMove, "problem__report", "at"),
    (Problem, "report", "closed_at"),
    (Explanation, "report", "at"),
    (Evidence, "report", "added_at"),
    (StoredFile, "evidence__report", "stored_at"),
    # Approving a report closes out what it answers as done: problems of the report before it.
    (RectificationMove, "problem__answers__report", "at"),
    (Problem, "answers__report", "closed_at"),
)
LONGER = datetime.timedelta(days=400)
OWN_MOMENTS = ("created_at", "changed_at", "state_since")


class People:
    """Who does what for a unit, found among the accounts of the demo county."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people

    def writer(self, unit: Unit, role: Role) -> Person:
        """The unit's clerk or head."""
        return next(person for person in self.people if writes_for(person, unit, role))

    def keeper(self, unit: Unit) -> Person:
        """The first who keeps the unit's ledger: its clerk, or that of the unit above."""
        return next(person for person in self.people if keeps_ledger(person, unit))

    def officer(self, unit: Unit) -> Person:
        """The officer whose assignment is closest to the unit."""
        officers = [person for person in self.people if reviews_for(person, unit)]
        return max(officers, key=lambda person: max(m.unit.depth for m in memberships(person) if m.unit))

    def admin(self) -> Person:
        """The first administrator."""
        return next(person for person in self.people if is_admin(person))


def live(story: Story, people: People, evidence: Path) -> Report:
    """Write the story's report and take every step of its life; `evidence` is the folder with all files of evidence."""
    unit = Unit.objects.get(code=story.unit)
    since = timezone.now()
    begun = _moment(Step("begin", story.begun))
    with _happening(begun):
        report = write_report(story, by=people.writer(unit, Role.CLERK))
        add_files(report, story, evidence, by=people.writer(unit, Role.CLERK))
        _explain(report, story, by=people.writer(unit, Role.CLERK))
        backdate(report, begun, since)
    for step in story.life:
        with _happening(_moment(step)):
            _take(step, report, story, people)
        backdate(report, _moment(step), since)
    for told in (entry for chapter in story.chapters for entry in chapter.get("entries", ()) if "moves" in entry):
        _put_right(report, told["heading"], told["moves"], people)
    return report


def _put_right(report: Report, heading: str, moves: Sequence[str], people: People) -> None:
    """Make the moves of one problem of an approved report, each told as its code, its day and its words."""
    problem = Problem.objects.get(report=report, heading=heading)
    for told in moves:
        code, day, words = told.split(maxsplit=2)
        since = timezone.now()
        one = way(code)
        by = people.writer(report.unit, Role.CLERK)
        if not one.may(by, report.unit):
            by = people.officer(report.unit)
        until = datetime.date.fromisoformat(day) + LONGER if one.dated else None
        moment = timezone.make_aware(datetime.datetime.combine(datetime.date.fromisoformat(day), HOURS["answer"]))
        with _happening(moment):
            move_problem(problem, code, by=by, seen=problem.moves_made, words=words, deadline=until)
        backdate(report, moment, since)


@contextmanager
def _happening(moment: datetime.datetime) -> Iterator[None]:
    """Let what is done in the block be on record as done at `moment`: nobody can change the record afterwards."""
    token = origin.set(Origin(at=moment))
    try:
        yield
    finally:
        origin.reset(token)


def backdate(report: Report, moment: datetime.datetime, since: datetime.datetime) -> None:
    """Tell whatever was written down about the report from `since` on as if it had happened at `moment`.

    The one place that changes rows without an action: the demo's past is invented, and no action can lie about time.
    """
    for model, path, name in MOMENTS:
        rows = model._default_manager.filter(**{path: report, f"{name}__gte": since})
        model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**{name: moment})
    report.refresh_from_db()
    own = {name: moment for name in OWN_MOMENTS if getattr(report, name) >= since}
    Report.objects.filter(pk=report.pk).update(**own)
    report.refresh_from_db()


def _moment(step: Step) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(step.day, HOURS[step.verb]))


def _take(step: Step, report: Report, story: Story, people: People) -> None:
    unit = report.unit
    match step.verb:
        case "submit":
            submit_report(report, by=people.writer(unit, Role.HEAD), version=report.version)
        case "request_sign_off" if sign_off_needed():
            request_sign_off(report, by=people.writer(unit, Role.CLERK), version=report.version)
        case "answer":
            _answer(report, story, by=people.writer(unit, Role.CLERK))
        case "reopen":
            reason = story.reasons["reopen"]
            reopen_report(report, by=people.admin(), version=report.version, reason=reason)
        case "open" | "return" | "approve" | "archive":
            _review(step, report, story, by=people.officer(unit))


def _review(step: Step, report: Report, story: Story, *, by: Person) -> None:
    snapshot = latest_snapshot(report)
    seen = (snapshot.number, snapshot.sha256)
    match step.verb:
        case "open":
            open_snapshot(snapshot, by=by)
        case "return":
            for remark in story.remarks:
                open_thread(snapshot, _anchor(report, remark), remark.says, by=by)
            categories = [ReturnReason(value) for value in story.return_for]
            return_report(report, by=by, seen=seen, reason=story.reasons.get("return", ""), categories=categories)
        case "approve":
            approve_report(report, by=by, seen=seen)
        case "archive":
            archive_report(report, by=by, version=report.version)


def _answer(report: Report, story: Story, *, by: Person) -> None:
    """The unit corrects the text and answers the remarks, in the order in which they were made."""
    correct_report(report, story, by=by)
    for thread, remark in zip(report.threads.order_by("pk"), story.remarks, strict=True):
        for answer in remark.answers:
            reply(thread, answer, by=by)
        if remark.settled:
            mark_answered(thread, by=by)


def _explain(report: Report, story: Story, *, by: Person) -> None:
    """The unit says why its figures are as they are, where a cross-check asks."""
    if story.explanations:
        found = contradictions(report)
        said = {one.id: story.explanations[one.rule.code] for one in found if one.rule.code in story.explanations}
        save_answers(report, said, {}, offered=found, by=by, version=report.version)


def _anchor(report: Report, remark: Remark) -> str:
    return "preamble-1" if remark.about == "preamble" else f"entry-{entry_headed(report, remark.about).uuid}"
