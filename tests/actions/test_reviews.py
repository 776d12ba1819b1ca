"""Opening a snapshot and talking about its paragraphs: who may, when, and what is left in the audit."""

from collections.abc import Callable
from typing import Any

import pytest

from reports.actions import moves, reviews
from reports.choices import ReportState, Role, ThreadState
from reports.document import decode
from reports.errors import InvalidInput, NotAllowed, ReportError, StaleReport, WrongState
from reports.models import AuditEntry, Comment, Person, Report, Snapshot, Thread
from tests.cast import Cast
from tests.factories import give_role, make_person, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    return moves.submit_report(report, by=cast.clerk, version=report.version)


@pytest.fixture
def snapshot(report: Report, cast: Cast) -> Snapshot:
    return reviews.open_snapshot(report.snapshots.get(), by=cast.officer)


@pytest.fixture
def thread(snapshot: Snapshot, cast: Cast) -> Thread:
    return reviews.open_thread(snapshot, "preamble-1", "请写明时间。", by=cast.officer)


def give_back(report: Report, cast: Cast) -> Report:
    snapshot = report.snapshots.first()
    assert snapshot is not None
    return moves.return_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256), reason="请修改。")


def events(report: Report) -> list[str]:
    return list(AuditEntry.objects.filter(report=report).order_by("pk").values_list("event", flat=True))


def test_opening_ends_the_time_in_which_the_unit_may_withdraw(report: Report, snapshot: Snapshot, cast: Cast) -> None:
    assert (snapshot.opened_by, snapshot.opened_at is None) == (cast.officer, False)
    with pytest.raises(WrongState):
        moves.withdraw_report(report, by=cast.clerk, version=report.version)
    snapshot.refresh_from_db()
    assert snapshot.withdrawn_at is None


def test_a_second_officer_opens_nothing_anew(snapshot: Snapshot, cast: Cast) -> None:
    colleague = make_person("另一名审核员")
    give_role(colleague, Role.OFFICER, cast.county, with_subunits=True)

    reviews.open_snapshot(snapshot, by=colleague)

    assert snapshot.opened_by == cast.officer
    assert events(snapshot.report).count("snapshot.opened") == 1


def test_a_withdrawn_report_can_not_be_opened(report: Report, cast: Cast) -> None:
    seen = report.snapshots.get()
    moves.withdraw_report(report, by=cast.clerk, version=report.version)

    with pytest.raises(WrongState):
        reviews.open_snapshot(seen, by=cast.officer)

    seen.refresh_from_db()
    assert seen.opened_at is None


@pytest.mark.parametrize("who", ["clerk", "head", "outsider", "stranger_officer", "admin"])
def test_only_the_assigned_officer_opens_and_comments(who: str, report: Report, cast: Cast) -> None:
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        reviews.open_snapshot(report.snapshots.get(), by=person)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    with pytest.raises(NotAllowed):
        reviews.open_thread(report.snapshots.get(), "preamble-1", "请核实。", by=person)
    assert Thread.objects.count() == 0


def test_an_officer_who_wrote_on_the_report_does_not_review_it(report: Report, cast: Cast) -> None:
    Report.objects.filter(pk=report.pk).update(changed_by=cast.officer)
    report.refresh_from_db()
    with pytest.raises(NotAllowed):
        reviews.open_snapshot(report.snapshots.get(), by=cast.officer)


def test_an_officer_who_submitted_the_report_does_not_review_it(report: Report, cast: Cast) -> None:
    Snapshot.objects.update(created_by=cast.officer)
    with pytest.raises(NotAllowed):
        reviews.open_snapshot(report.snapshots.get(), by=cast.officer)


def test_a_comment_keeps_its_place_and_the_text_it_is_about(thread: Thread, snapshot: Snapshot, cast: Cast) -> None:
    assert (thread.anchor, thread.snapshot, thread.state) == ("preamble-1", snapshot, ThreadState.OPEN)
    assert thread.quote.startswith("今年以来")
    assert [(c.body, c.by) for c in thread.comments.all()] == [("请写明时间。", cast.officer)]
    assert events(snapshot.report) == ["report.submit", "snapshot.opened", "thread.opened"]


def test_a_comment_may_quote_a_part_but_nothing_else(snapshot: Snapshot, cast: Cast) -> None:
    part = reviews.open_thread(snapshot, "preamble-1", "哪些？", by=cast.officer, quote=" 主体责任 ")
    other = reviews.open_thread(snapshot, "preamble-1", "哪些？", by=cast.officer, quote="没有这句话")
    assert (part.quote, other.quote[:4]) == ("主体责任", "今年以来")


@pytest.mark.parametrize(
    ("anchor", "body", "field"),
    [
        ("preamble-9", "请核实。", "anchor"),
        ("preamble-1", "  \n ", "body"),
        ("preamble-1", "长" * (reviews.LONGEST_COMMENT + 1), "body"),
    ],
)
def test_a_comment_needs_a_place_and_some_words(
    anchor: str, body: str, field: str, snapshot: Snapshot, cast: Cast
) -> None:
    with pytest.raises(InvalidInput) as caught:
        reviews.open_thread(snapshot, anchor, body, by=cast.officer)
    assert caught.value.field == field
    assert (Thread.objects.count(), Comment.objects.count()) == (0, 0)


def test_nobody_comments_before_the_review_has_begun(report: Report, cast: Cast) -> None:
    with pytest.raises(WrongState):
        reviews.open_thread(report.snapshots.get(), "preamble-1", "请核实。", by=cast.officer)


def test_nobody_comments_on_an_older_snapshot(report: Report, thread: Thread, cast: Cast) -> None:
    old = thread.snapshot
    give_back(report, cast)
    reviews.mark_answered(Thread.objects.get(), by=cast.clerk)
    moves.submit_report(report, by=cast.clerk, version=report.version)
    with pytest.raises(StaleReport):
        reviews.open_thread(old, "preamble-1", "请核实。", by=cast.officer)


def test_the_unit_answers_while_it_writes_and_the_officer_settles_it(
    report: Report, thread: Thread, cast: Cast
) -> None:
    give_back(report, cast)
    thread = Thread.objects.get()
    reviews.reply(thread, "哪一处时间？", by=cast.clerk)
    reviews.mark_answered(thread, by=cast.head, body="已写明。")
    assert Thread.objects.get().state == ThreadState.ANSWERED
    moves.submit_report(report, by=cast.clerk, version=report.version)
    thread = Thread.objects.get()
    reviews.reopen_thread(thread, "只写了月份。", by=cast.officer)
    assert Thread.objects.get().state == ThreadState.OPEN
    reviews.resolve_thread(thread, by=cast.officer)
    assert Thread.objects.get().state == ThreadState.RESOLVED
    bodies = list(Comment.objects.order_by("pk").values_list("body", "by__username"))
    assert bodies == [
        ("请写明时间。", "officer"),
        ("哪一处时间？", "clerk"),
        ("已写明。", "head"),
        ("只写了月份。", "officer"),
    ]
    assert events(report)[3:] == [
        "report.return",
        "comment.written",
        "thread.answered",
        "report.submit",
        "thread.reopened",
        "thread.resolved",
    ]


Act = Callable[[Thread, Person], Any]
ACTS: dict[str, Act] = {
    "reply": lambda thread, by: reviews.reply(thread, "好的。", by=by),
    "mark_answered": lambda thread, by: reviews.mark_answered(thread, by=by),
    "resolve_thread": lambda thread, by: reviews.resolve_thread(thread, by=by),
    "reopen_thread": lambda thread, by: reviews.reopen_thread(thread, "还差一点。", by=by),
}
PEOPLE = ["clerk", "head", "officer", "outsider", "stranger_officer", "admin"]
WHILE_REVIEWED = {("reply", "officer"), ("resolve_thread", "officer")}
WHILE_WRITTEN = {("reply", "clerk"), ("reply", "head"), ("mark_answered", "clerk"), ("mark_answered", "head")}


@pytest.mark.parametrize("returned", [False, True], ids=["submitted", "returned"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("act", sorted(ACTS))
def test_each_has_a_turn(act: str, who: str, returned: bool, report: Report, thread: Thread, cast: Cast) -> None:
    """The thread is open; reopening it is never anybody's turn."""
    if returned:
        give_back(report, cast)
    thread = Thread.objects.get()
    before = (thread.state, Comment.objects.count(), AuditEntry.objects.count())
    if (act, who) in (WHILE_WRITTEN if returned else WHILE_REVIEWED):
        ACTS[act](thread, getattr(cast, who))
        return
    with pytest.raises((NotAllowed, WrongState)):
        ACTS[act](thread, getattr(cast, who))
    assert (Thread.objects.get().state, Comment.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize("state", [ReportState.APPROVED, ReportState.ARCHIVED, ReportState.FOR_SIGN_OFF])
def test_nothing_is_said_when_it_is_nobodys_turn(state: ReportState, thread: Thread, cast: Cast) -> None:
    Report.objects.update(state=state.value)
    for act in ACTS.values():
        for who in PEOPLE:
            with pytest.raises((NotAllowed, WrongState)):
                act(Thread.objects.get(), getattr(cast, who))
    assert Comment.objects.count() == 1


def test_of_two_who_settle_a_thread_one_is_told(thread: Thread, cast: Cast) -> None:
    seen_by_both = Thread.objects.get()
    reviews.resolve_thread(thread, by=cast.officer)
    with pytest.raises(WrongState, match=r"."):
        reviews.resolve_thread(seen_by_both, by=cast.officer)
    assert AuditEntry.objects.filter(event="thread.resolved").count() == 1


def test_a_resolved_thread_takes_no_more_answers(thread: Thread, cast: Cast) -> None:
    reviews.resolve_thread(thread, by=cast.officer)
    with pytest.raises(WrongState):
        reviews.reply(thread, "还有一点。", by=cast.officer)


def test_a_comment_that_comes_after_a_colleagues_decision_is_refused(
    report: Report, snapshot: Snapshot, cast: Cast
) -> None:
    """The officer's page was loaded before; the row in memory still says submitted."""
    give_back(Report.objects.get(), cast)
    assert snapshot.report.state == ReportState.SUBMITTED
    with pytest.raises(WrongState):
        reviews.open_thread(snapshot, "preamble-1", "请核实。", by=cast.officer)
    assert Report.objects.get().state == ReportState.RETURNED


def test_a_reopened_thread_says_what_is_missing(thread: Thread, cast: Cast) -> None:
    reviews.resolve_thread(thread, by=cast.officer)
    with pytest.raises(ReportError):
        reviews.reopen_thread(thread, " ", by=cast.officer)
    assert Thread.objects.get().state == ThreadState.RESOLVED


def test_every_anchor_of_the_document_takes_a_comment(snapshot: Snapshot, cast: Cast) -> None:
    for block in decode(snapshot.document).body:
        reviews.open_thread(snapshot, block.anchor, "请核实。", by=cast.officer)
    assert Thread.objects.count() == len(decode(snapshot.document).body)
