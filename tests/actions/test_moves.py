"""Every move from every state by everybody: exactly what the table says happens, and a refusal changes nothing."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.actions import moves, reviews
from reports.choices import Layout, LinePitch, ReportState, ReturnReason, Role, ThreadState
from reports.composing import compose
from reports.document import encode
from reports.errors import InvalidInput, NotAllowed, ReportError, StaleReport, WrongState
from reports.models import (
    AuditEntry,
    Decision,
    Extension,
    Outline,
    Period,
    Person,
    Report,
    Snapshot,
    Thread,
    TypographySettings,
)
from reports.queries import latest_snapshot
from reports.workflow import MOVES
from tests.cast import Cast
from tests.factories import give_role, make_letterhead, make_period, make_person, make_report, make_snapshot

pytestmark = pytest.mark.django_db

S = ReportState


def seen(report: Report) -> tuple[int, str]:
    snapshot = latest_snapshot(report)
    return snapshot.number, snapshot.sha256


def versioned(action: Callable[..., Report], **more: Any) -> Callable[[Report, Person], Report]:
    return lambda report, by: action(report, by=by, version=report.version, **more)


def decided(action: Callable[..., Report], **more: Any) -> Callable[[Report, Person], Report]:
    return lambda report, by: action(report, by=by, seen=seen(report), **more)


ACTIONS: dict[str, Callable[[Report, Person], Report]] = {
    "request_sign_off": versioned(moves.request_sign_off),
    "hand_back": versioned(moves.hand_back),
    "submit": versioned(moves.submit_report),
    "withdraw": versioned(moves.withdraw_report),
    "return": decided(moves.return_report, reason="第二部分请写具体。"),
    "approve": decided(moves.approve_report),
    "archive": versioned(moves.archive_report),
    "reopen": versioned(moves.reopen_report, reason="数字有误。"),
}
PEOPLE = ["clerk", "head", "officer", "outsider", "stranger_officer", "admin"]
# move: (people, from, to) without the head's sign-off; the same with it where it differs
TABLE: dict[str, tuple[set[str], set[S], S]] = {
    "request_sign_off": (set(), set(), S.FOR_SIGN_OFF),
    "hand_back": ({"clerk", "head"}, {S.FOR_SIGN_OFF}, S.DRAFT),
    "submit": ({"clerk", "head"}, {S.DRAFT, S.RETURNED, S.FOR_SIGN_OFF}, S.SUBMITTED),
    "withdraw": ({"clerk", "head"}, {S.SUBMITTED}, S.DRAFT),
    "return": ({"officer"}, {S.SUBMITTED}, S.RETURNED),
    "approve": ({"officer"}, {S.SUBMITTED}, S.APPROVED),
    "archive": ({"officer"}, {S.APPROVED}, S.ARCHIVED),
    "reopen": ({"admin"}, {S.APPROVED, S.ARCHIVED}, S.DRAFT),
}
TABLE_WITH_SIGN_OFF = TABLE | {
    "request_sign_off": ({"clerk", "head"}, {S.DRAFT, S.RETURNED}, S.FOR_SIGN_OFF),
    "submit": ({"head"}, {S.DRAFT, S.RETURNED, S.FOR_SIGN_OFF}, S.SUBMITTED),
}


def report_in(state: ReportState, cast: Cast) -> Report:
    """A report that came into `state` by the moves themselves."""
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    if state in (S.DRAFT, S.FOR_SIGN_OFF):
        Report.objects.filter(pk=report.pk).update(state=state.value)
        report.refresh_from_db()
        return report
    moves.submit_report(report, by=cast.head, version=report.version)
    if state is S.RETURNED:
        ACTIONS["return"](report, cast.officer)
        Report.objects.filter(pk=report.pk).update(preamble="今年以来，共召开会议4次。")
    if state in (S.APPROVED, S.ARCHIVED):
        ACTIONS["approve"](report, cast.officer)
    if state is S.ARCHIVED:
        ACTIONS["archive"](report, cast.officer)
    report.refresh_from_db()
    return report


def traces() -> tuple[int, int, int]:
    return Decision.objects.count(), AuditEntry.objects.count(), Snapshot.objects.count()


def test_the_table_here_has_every_move() -> None:
    assert list(TABLE) == [move.code for move in MOVES]
    assert list(ACTIONS) == list(TABLE)


@pytest.mark.parametrize("sign_off", [False, True], ids=["alone", "with_sign_off"])
@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("code", list(TABLE))
def test_a_move_is_made_by_those_in_the_table_and_by_nobody_else(
    code: str, state: ReportState, sign_off: bool, cast: Cast, settings: Settings
) -> None:
    settings.REQUIRE_SIGN_OFF = sign_off
    people, sources, target = (TABLE_WITH_SIGN_OFF if sign_off else TABLE)[code]
    report = report_in(state, cast)
    before = (state.value, report.version, *traces())
    for who in PEOPLE:
        if who in people and state in sources:
            continue
        with pytest.raises((NotAllowed, WrongState)):
            ACTIONS[code](Report.objects.get(pk=report.pk), getattr(cast, who))
        now = Report.objects.get(pk=report.pk)
        assert (now.state, now.version, *traces()) == before
    if state in sources:
        moved = ACTIONS[code](report, getattr(cast, sorted(people)[0]))
        assert (moved.state, moved.version) == (target.value, before[1] + 1)
        last = Decision.objects.filter(report=report, move=code).latest("pk")
        assert (last.from_state, last.to_state) == (state.value, target.value)


@pytest.mark.parametrize("code", ["hand_back", "submit", "withdraw", "archive", "reopen"])
def test_an_old_version_moves_nothing(code: str, cast: Cast) -> None:
    people, sources, _ = TABLE[code]
    report = report_in(min(sources), cast)
    old = Report.objects.get(pk=report.pk)
    Report.objects.filter(pk=report.pk).update(version=report.version + 1)
    before = traces()
    with pytest.raises(StaleReport, match="刚刚被他人修改"):
        ACTIONS[code](old, getattr(cast, min(people)))
    assert (Report.objects.get(pk=report.pk).state, traces()) == (min(sources).value, before)
    assert not Snapshot.objects.filter(withdrawn_at__isnull=False).exists()


def test_who_read_the_row_before_another_move_is_told_whatever_version_they_name(cast: Cast) -> None:
    report = report_in(S.APPROVED, cast)
    moves.archive_report(Report.objects.get(), by=cast.officer, version=report.version)
    with pytest.raises(StaleReport):
        moves.archive_report(report, by=cast.officer, version=report.version + 1)
    assert Decision.objects.filter(move="archive").count() == 1


@pytest.mark.parametrize(("first", "second"), [("return", "approve"), ("approve", "return")])
def test_of_two_officers_one_decides_and_the_other_is_told_who(first: str, second: str, cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    colleague = make_person("第二审核员")
    give_role(colleague, Role.OFFICER, cast.county, with_subunits=True)
    ACTIONS[first](Report.objects.get(), colleague)
    state, before = Report.objects.get().state, traces()

    # One whose page was loaded before, and one whose request read the row before the other's commit.
    with pytest.raises(WrongState, match="第二审核员"):
        ACTIONS[second](Report.objects.get(), cast.officer)
    with pytest.raises(StaleReport, match="第二审核员"):
        ACTIONS[second](report, cast.officer)

    assert (Report.objects.get().state, traces()) == (state, before)


@pytest.mark.parametrize("code", ["return", "approve"])
@pytest.mark.parametrize("wrong", [(2, None), (1, "0" * 64)], ids=["number", "hash"])
def test_a_decision_names_the_snapshot_by_number_and_hash(code: str, wrong: tuple[int, str | None], cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    number, sha256 = seen(report)
    actions: dict[str, Callable[..., object]] = {"return": moves.return_report, "approve": moves.approve_report}
    with pytest.raises(StaleReport):
        actions[code](report, by=cast.officer, seen=(wrong[0], wrong[1] or sha256), reason="好。")
    assert Report.objects.get().state == S.SUBMITTED
    assert number == 1


def test_nobody_approves_what_was_submitted_after_the_page_was_read(cast: Cast) -> None:
    report = report_in(S.RETURNED, cast)
    old = seen(report)
    moves.submit_report(report, by=cast.clerk, version=report.version)
    with pytest.raises(StaleReport):
        moves.approve_report(report, by=cast.officer, seen=old)


def test_a_decision_about_an_unopened_snapshot_opens_it(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    ACTIONS["approve"](report, cast.officer)
    assert report.snapshots.get().opened_by == cast.officer


def test_the_decision_keeps_reason_and_categories(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    moves.return_report(
        report, by=cast.officer, seen=seen(report), reason=" 数字不一致。 ", categories=[ReturnReason.UNTRUE_DATA]
    )
    decision = Decision.objects.get(move="return")
    assert (decision.reason, decision.categories) == ("数字不一致。", ["untrue_data"])
    assert (decision.snapshot, decision.by) == (report.snapshots.get(), cast.officer)


def comment(report: Report, cast: Cast) -> Thread:
    snapshot = reviews.open_snapshot(latest_snapshot(report), by=cast.officer)
    return reviews.open_thread(snapshot, "preamble-1", "请写明时间。", by=cast.officer)


def send_back(report: Report, cast: Cast) -> Report:
    return moves.return_report(report, by=cast.officer, seen=seen(report))


def test_a_return_needs_a_reason_or_a_comment(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    with pytest.raises(InvalidInput) as caught:
        send_back(report, cast)
    assert caught.value.field == "reason"
    comment(report, cast)
    assert send_back(report, cast).state == S.RETURNED


def returned_and_resubmitted(cast: Cast) -> Report:
    report = report_in(S.SUBMITTED, cast)
    comment(report, cast)
    send_back(report, cast)
    Report.objects.update(preamble="今年以来，共召开会议4次。")
    return moves.submit_report(Report.objects.get(), by=cast.clerk, version=report.version)


def test_a_comment_of_the_last_round_is_no_reason_to_return_again(cast: Cast) -> None:
    report = returned_and_resubmitted(cast)
    with pytest.raises(InvalidInput):
        send_back(report, cast)


def test_a_comment_taken_up_again_is_one(cast: Cast) -> None:
    report = returned_and_resubmitted(cast)
    reviews.reply(Thread.objects.get(), "仍未写明。", by=cast.officer)
    assert send_back(report, cast).state == S.RETURNED


@pytest.mark.parametrize("ahead", [0, 1])
def test_what_was_said_since_a_version_came_goes_by_no_clock(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    """A clock that was ten years ahead when the version came, or only when the comment of before was written."""
    now, report = timezone.now(), report_in(S.SUBMITTED, cast)
    clocks = [now.replace(year=now.year + 10, day=1), now]
    monkeypatch.setattr(timezone, "now", lambda: clocks[1 - ahead])
    comment(report, cast)
    send_back(report, cast)
    monkeypatch.setattr(timezone, "now", lambda: clocks[ahead])
    Report.objects.update(preamble="今年以来，共召开会议4次。")
    report = moves.submit_report(Report.objects.get(), by=cast.clerk, version=report.version)
    monkeypatch.setattr(timezone, "now", lambda: now)
    with pytest.raises(InvalidInput):
        send_back(report, cast)
    reviews.reply(Thread.objects.get(), "仍未写明。", by=cast.officer)
    assert send_back(report, cast).state == S.RETURNED


def test_an_approval_asks_what_becomes_of_open_comments(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    comment(report, cast)
    with pytest.raises(InvalidInput) as caught:
        ACTIONS["approve"](report, cast.officer)
    assert (caught.value.field, Report.objects.get().state) == ("settle", S.SUBMITTED)

    moves.approve_report(report, by=cast.officer, seen=seen(report), settle=True)

    assert Thread.objects.get().state == ThreadState.RESOLVED
    assert AuditEntry.objects.get(event="thread.settled").detail == {"threads": [Thread.objects.get().pk]}


def test_an_approval_accepts_answered_comments(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    comment(report, cast)
    send_back(report, cast)
    reviews.mark_answered(Thread.objects.get(), by=cast.clerk)
    moves.submit_report(report, by=cast.clerk, version=report.version)
    assert ACTIONS["approve"](report, cast.officer).state == S.APPROVED
    assert Thread.objects.get().state == ThreadState.RESOLVED


def test_a_report_that_came_back_is_not_submitted_unchanged(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    ACTIONS["return"](report, cast.officer)
    with pytest.raises(InvalidInput):
        moves.submit_report(report, by=cast.clerk, version=report.version)
    assert (Report.objects.get().state, Snapshot.objects.count()) == (S.RETURNED, 1)


def test_a_comment_without_an_answer_is_no_change(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    comment(report, cast)
    send_back(report, cast)
    with pytest.raises(InvalidInput):
        moves.submit_report(report, by=cast.clerk, version=report.version)


def test_other_settings_alone_are_no_change_and_a_number_is_one(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    Outline.objects.update(layout=Layout.LETTERHEAD)
    ACTIONS["return"](report, cast.officer)
    make_letterhead(report.unit)
    TypographySettings.objects.create(line_pitch=LinePitch.PT_28)
    report = Report.objects.get()
    with pytest.raises(InvalidInput):
        moves.submit_report(report, by=cast.clerk, version=report.version)

    Snapshot.objects.update(document=encode(compose(report)))
    report.unit.letterhead.organ = "云岭县应急管理局办公室文件"
    report.unit.letterhead.save()
    with pytest.raises(InvalidInput):
        moves.submit_report(Report.objects.get(), by=cast.clerk, version=report.version)
    Report.objects.update(serial=5)
    assert moves.submit_report(Report.objects.get(), by=cast.clerk, version=report.version).state == S.SUBMITTED


def test_a_withdrawn_report_may_be_submitted_unchanged(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    ACTIONS["withdraw"](report, cast.clerk)
    assert moves.submit_report(report, by=cast.clerk, version=report.version).state == S.SUBMITTED
    assert [(snapshot.number, snapshot.withdrawn_at is None) for snapshot in report.snapshots.all()] == [
        (2, True),
        (1, False),
    ]


def test_an_officer_does_not_decide_on_the_own_text(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    Report.objects.update(created_by=cast.officer)
    for code in ("return", "approve"):
        with pytest.raises(NotAllowed):
            ACTIONS[code](Report.objects.get(), cast.officer)
    assert report.decisions.count() == 1


def test_reopening_needs_a_reason_and_keeps_what_was_approved(cast: Cast) -> None:
    report = report_in(S.APPROVED, cast)
    with pytest.raises(ReportError):
        moves.reopen_report(report, by=cast.admin, version=report.version, reason="  ")
    ACTIONS["reopen"](report, cast.admin)
    assert (report.edition, report.state, report.snapshots.get().edition) == (2, S.DRAFT, 1)
    assert Decision.objects.get(move="approve").snapshot == report.snapshots.get()


def closed_period() -> Period:
    long_ago = timezone.localdate() - datetime.timedelta(days=20)
    return make_period(opens=long_ago, due=long_ago, closes=long_ago)


def test_a_closed_period_takes_no_first_submission_until_it_is_extended(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, period=closed_period(), filled=True)
    with pytest.raises(InvalidInput, match="延期"):
        moves.submit_report(report, by=cast.clerk, version=report.version)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT

    Extension.objects.create(
        period=report.period, unit=cast.bureau, until=timezone.localdate(), reason="防汛抢险", granted_by=cast.admin
    )
    moves.submit_report(report, by=cast.clerk, version=report.version)
    assert report.state == ReportState.SUBMITTED


def test_what_came_back_may_be_submitted_after_the_period_closed(cast: Cast) -> None:
    report = make_report(
        cast.bureau, by=cast.clerk, period=closed_period(), filled=True, state=ReportState.RETURNED.value
    )
    make_snapshot(report)
    Report.objects.filter(pk=report.pk).update(preamble="今年以来召开会议4次，现将情况汇报如下：")
    report.refresh_from_db()
    moves.submit_report(report, by=cast.clerk, version=report.version)
    assert report.state == ReportState.SUBMITTED


def test_an_approval_settles_what_is_not_settled_yet(cast: Cast) -> None:
    report = report_in(S.SUBMITTED, cast)
    settled, left = comment(report, cast), comment(report, cast)
    reviews.resolve_thread(settled, by=cast.officer)
    moves.approve_report(report, by=cast.officer, seen=seen(report), settle=True)
    assert AuditEntry.objects.get(event="thread.settled").detail["threads"] == [left.pk]
