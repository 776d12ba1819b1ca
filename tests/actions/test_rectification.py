"""How problems of approved reports are put right, by whom, and what can't be done to them."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from reports.actions.carrying import Given, answer_earlier
from reports.actions.moves import approve_report, return_report, submit_report
from reports.actions.rectification import close_answered, keep_promise, move_problem, take_back_promise
from reports.actions.reviews import open_snapshot
from reports.choices import ChapterKind, Outcome
from reports.choices import RectificationState as S
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, NextStep, Problem, RectificationMove, Report
from reports.queries.carrying import questions_of
from reports.queries.rectification import Wanted, is_live, register
from reports.rectification import WAYS, possible_ways
from tests.cast import Cast
from tests.factories import make_activity, make_entry, make_period, make_report

pytestmark = pytest.mark.django_db

WORDS = "两个股室的台账已逐页补齐。"


@pytest.fixture
def approved(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, period=make_period(year=2025), filled=True, state="approved")


@pytest.fixture
def problem(approved: Report) -> Problem:
    return approved.problems.get()


@pytest.fixture
def step(approved: Report) -> NextStep:
    return approved.nextsteps.get()


def go(problem: Problem, code: str, cast: Cast, words: str = WORDS, **more: object) -> RectificationMove:
    """Make the move as the one whose turn it is, having seen the problem as it stands."""
    by = cast.clerk if code in ("begin", "progress", "submit") else cast.officer
    given = {"by": by, "seen": problem.moves_made, "words": words, **more}
    return move_problem(problem, code, **given)  # type: ignore[arg-type]


def test_a_problem_goes_its_way_to_being_closed_out_sent_back_once(cast: Cast, problem: Problem) -> None:
    for code in ("begin", "progress", "submit", "send_back", "submit", "close"):
        go(problem, code, cast)

    told = list(problem.moves.values_list("move", "from_state", "to_state", "by__username"))
    assert told == [
        ("begin", "open", "in_progress", "clerk"),
        ("progress", "in_progress", "in_progress", "clerk"),
        ("submit", "in_progress", "submitted", "clerk"),
        ("send_back", "submitted", "sent_back", "officer"),
        ("submit", "sent_back", "submitted", "clerk"),
        ("close", "submitted", "closed", "officer"),
    ]
    problem.refresh_from_db()
    assert (problem.rectification_state, problem.moves_made) == ("closed", 6)
    assert problem.closed_at is not None
    entry = AuditEntry.objects.get(event="problem.close")
    assert (entry.person, entry.report, entry.detail["reason"]) == (cast.officer, problem.report, WORDS)


def test_what_was_closed_out_can_be_opened_again(cast: Cast, problem: Problem) -> None:
    for code in ("submit", "close", "reopen"):
        go(problem, code, cast)

    assert (problem.rectification_state, problem.closed_at) == ("open", None)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.code)
def test_each_move_leads_from_its_sources_and_from_nowhere_else(way: object, cast: Cast, problem: Problem) -> None:
    for state in S:
        closed_at = timezone.now() if state is S.CLOSED else None
        Problem.objects.filter(pk=problem.pk).update(rectification_state=state, closed_at=closed_at)
        problem.refresh_from_db()
        deadline = timezone.localdate() + datetime.timedelta(days=problem.moves_made + 1)
        if state in way.sources:  # type: ignore[attr-defined]
            move = go(problem, way.code, cast, deadline=deadline)  # type: ignore[attr-defined]
            assert move.to_state == way.leads_to(state)  # type: ignore[attr-defined]
        else:
            with pytest.raises(WrongState):
                go(problem, way.code, cast, deadline=deadline)  # type: ignore[attr-defined]


def test_only_whom_the_table_names_may_move(cast: Cast, problem: Problem) -> None:
    assert [way.code for way in possible_ways(cast.clerk, problem)] == ["begin", "submit"]
    assert [way.code for way in possible_ways(cast.officer, problem)] == ["extend", "make_long_term"]
    for person in (cast.outsider, cast.stranger_officer, cast.admin):
        assert possible_ways(person, problem) == []
        with pytest.raises(NotAllowed):
            go(problem, "submit", cast, by=person)
    go(problem, "submit", cast)
    with pytest.raises(NotAllowed):
        go(problem, "close", cast, by=cast.clerk)


def test_of_two_who_move_at_once_one_is_told_who_was_quicker(cast: Cast, problem: Problem) -> None:
    other = Problem.objects.get(pk=problem.pk)
    go(problem, "begin", cast, by=cast.head)

    with pytest.raises(StaleReport, match="周明远"):
        go(other, "begin", cast)
    assert problem.moves.count() == 1


@pytest.mark.parametrize("words", ["", "已完成", "已 完 成 。"])
def test_words_that_say_nothing_are_refused(words: str, cast: Cast, problem: Problem) -> None:
    with pytest.raises(InvalidInput) as caught:
        go(problem, "submit", cast, words)
    assert (caught.value.field, problem.moves.count()) == ("words", 0)


def test_a_deadline_is_moved_ahead_only(cast: Cast, problem: Problem) -> None:
    today = timezone.localdate()
    Problem.objects.update(deadline=today + datetime.timedelta(days=9))
    problem.refresh_from_db()
    for day in (None, today, today + datetime.timedelta(days=9)):
        with pytest.raises(InvalidInput) as caught:
            go(problem, "extend", cast, deadline=day)
        assert caught.value.field == "deadline"

    go(problem, "extend", cast, deadline=today + datetime.timedelta(days=10))

    problem.refresh_from_db()
    assert (problem.rectification_state, problem.deadline) == ("extended", today + datetime.timedelta(days=10))


def later(cast: Cast, approved: Report, state: str = "draft") -> Report:
    return make_report(
        cast.bureau, by=cast.clerk, period=make_period(year=2026), report_type=approved.report_type, state=state
    )


def test_what_a_later_approved_report_carries_on_or_drops_is_moved_there(cast: Cast, problem: Problem) -> None:
    report = later(cast, problem.report)
    carried = make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), carried_from=problem, running=2)
    assert (is_live(problem), is_live(carried)) == (True, False)  # type: ignore[arg-type]
    Report.objects.filter(pk=report.pk).update(state="approved")
    assert (is_live(problem), is_live(carried)) == (False, True)  # type: ignore[arg-type]
    assert [one.pk for one in register(cast.clerk, Wanted()) if one.pk in (problem.pk, carried.pk)] == [carried.pk]
    with pytest.raises(WrongState):
        go(problem, "begin", cast)

    Problem.objects.filter(pk=carried.pk).update(removed_at=timezone.now())
    assert is_live(problem)
    report.answers.create(problem=problem, outcome=Outcome.DROPPED, text="已由县里统一办理。")
    assert not is_live(problem)


def test_problems_of_a_draft_are_not_moved(cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    with pytest.raises(WrongState):
        go(report.problems.get(), "begin", cast)


def answered(cast: Cast, approved: Report) -> Report:
    """The next report, submitted: the problem is done, the promise goes on."""
    report = later(cast, approved)
    report.preamble = "今年以来，我局认真落实主体责任，现将情况汇报如下："
    report.save()
    for chapter in report.chapters.all():
        make_entry(chapter, f"{chapter.heading}之一", f"围绕{chapter.heading}逐条细化，明确到岗到人。")
    questions = {type(one.subject): one.key for one in questions_of(report)}
    given = {
        questions[Problem]: Given(outcome=Outcome.DONE, text=WORDS),
        questions[NextStep]: Given(outcome=Outcome.GOING_ON, text="还差一个股室。"),
    }
    answer_earlier(report, given, by=cast.clerk, version=report.version)
    submit_report(report, by=cast.head, version=report.version)
    open_snapshot(report.snapshots.get(), by=cast.officer)
    return report


def test_approving_a_report_closes_out_what_it_answers_as_done(cast: Cast, approved: Report, problem: Problem) -> None:
    report = answered(cast, approved)
    snapshot = report.snapshots.get()
    problem.refresh_from_db()
    assert problem.rectification_state == "open"

    approve_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256))

    problem.refresh_from_db()
    assert list(problem.moves.values_list("move", "by__username")) == [("submit", "head"), ("close", "officer")]
    assert (problem.rectification_state, problem.closed_at is not None) == ("closed", True)
    noted = AuditEntry.objects.filter(event__in=("problem.submit", "problem.close")).order_by("pk")
    assert [(one.event, one.person, one.detail.get("said_by")) for one in noted] == [
        ("problem.submit", cast.officer, "head"),
        ("problem.close", cast.officer, None),
    ]


def test_who_approves_reads_how_many_are_closed_out_with_it(
    client: Client, cast: Cast, approved: Report, problem: Problem
) -> None:
    report = answered(cast, approved)
    client.force_login(cast.officer)

    def page() -> str:
        return client.get(f"/reports/{report.pk}/review/").content.decode()

    assert "“已完成”的 1 个上期问题，随通过一并销号" in page()
    Problem.objects.filter(pk=problem.pk).update(rectification_state="closed", closed_at=timezone.now())
    assert "随通过一并销号" not in page()


def test_what_is_done_is_submitted_and_closed_out_at_once(cast: Cast, approved: Report, problem: Problem) -> None:
    close_answered(answered(cast, approved), by=cast.officer)

    assert list(problem.moves.values_list("to_state", flat=True)) == ["submitted", "closed"]


def test_the_answers_are_frozen_with_the_snapshot(cast: Cast, approved: Report, problem: Problem) -> None:
    report = answered(cast, approved)
    frozen = report.snapshots.get().answers
    assert [(one["heading"], one["outcome"], one["text"]) for one in frozen] == [
        (problem.heading, "done", WORDS),
        (approved.nextsteps.get().heading, "going_on", "还差一个股室。"),
    ]
    assert frozen[1]["anchor"] == f"entry-{report.nextsteps.get(carried_from__isnull=False).uuid}"

    report.answers.update(text="改过的")
    Problem.objects.filter(pk=problem.pk).update(body="改过的")

    assert report.snapshots.get().answers == frozen


def test_a_changed_answer_is_a_change_though_nothing_of_it_is_printed(cast: Cast, approved: Report) -> None:
    report = answered(cast, approved)
    snapshot = report.snapshots.get()
    return_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256), reason="依据不清。")
    with pytest.raises(InvalidInput):
        submit_report(report, by=cast.head, version=report.version)

    key = questions_of(report)[0].key
    answer_earlier(report, {key: Given(Outcome.DONE, "已补齐，附核对记录。")}, by=cast.clerk, version=report.version)
    submit_report(report, by=cast.head, version=report.version)

    assert [one.answers[0]["text"] for one in report.snapshots.order_by("number")] == [WORDS, "已补齐，附核对记录。"]


def test_nothing_is_submitted_before_all_is_answered(cast: Cast, approved: Report) -> None:
    report = later(cast, approved)
    report.preamble = "今年以来，我局认真落实主体责任，现将情况汇报如下："
    report.save()
    for chapter in report.chapters.all():
        make_entry(chapter, f"{chapter.heading}之一", f"围绕{chapter.heading}逐条细化，明确到岗到人。")

    with pytest.raises(InvalidInput, match=approved.problems.get().heading):
        submit_report(report, by=cast.head, version=report.version)


# Promises


def test_a_promise_is_ticked_off_by_a_word_or_by_activities(cast: Cast, step: NextStep) -> None:
    meeting = make_activity(cast.bureau)
    keep_promise(step, by=cast.clerk, word="", activities=[meeting])
    first = step.kept_at
    assert first is not None
    assert list(step.activities.all()) == [meeting]

    keep_promise(step, by=cast.head, word="三月底补齐。")
    step.refresh_from_db()
    assert (step.kept_word, step.kept_at, step.activities.count()) == ("三月底补齐。", first, 0)

    take_back_promise(step, by=cast.clerk)
    take_back_promise(step, by=cast.clerk)
    step.refresh_from_db()
    assert (step.kept_word, step.kept_at) == ("", None)
    assert list(AuditEntry.objects.filter(event__startswith="next_step").values_list("event", flat=True)) == [
        "next_step.taken_back",
        "next_step.kept",
        "next_step.kept",
    ]


def test_a_promise_is_not_ticked_off_by_nothing_by_strangers_or_with_their_activities(
    cast: Cast, step: NextStep
) -> None:
    with pytest.raises(InvalidInput):
        keep_promise(step, by=cast.clerk, word=" ")
    with pytest.raises(InvalidInput):
        keep_promise(step, by=cast.clerk, word="", activities=[make_activity(cast.other_bureau)])
    for person in (cast.outsider, cast.officer):
        with pytest.raises(NotAllowed):
            keep_promise(step, by=person, word="三月底补齐。")
    report = later(cast, step.report, "approved")
    report.answers.create(next_step=step, outcome=Outcome.DROPPED, text="已由县里统一办理。")
    with pytest.raises(WrongState):
        keep_promise(step, by=cast.clerk, word="三月底补齐。")
