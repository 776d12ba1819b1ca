"""What is taken from last period's report, what is answered for, and what can't be smuggled in with either."""

import datetime
from typing import Any
from uuid import uuid4

import pytest

from reports.actions.carrying import Choices, Given, answer_as_kept, answer_earlier, start_from_earlier
from reports.actions.ledger import void_activity
from reports.actions.rectification import keep_promise
from reports.choices import ChapterKind, Outcome, ReportState
from reports.composing.carrying import Offer, offer_for
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import Answer, AuditEntry, Entry, NextStep, Problem, Report
from reports.queries.carrying import Question, questions_of
from tests.cast import Cast
from tests.factories import make_activity, make_chapter, make_entry, make_period, make_report, make_report_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier(cast: Cast) -> Report:
    """Last year's approved report: two work items, an open and a closed problem, two promises."""
    report = make_report(cast.bureau, period=make_period(year=2025), preamble="2025年，我局……", state="approved")
    work, problems, steps = report.chapters.all()
    make_entry(work, "压实责任", "签订责任书12份。")
    make_entry(work, "抓实教育", "上党课3次。")
    make_entry(
        problems,
        "台账不细",
        "两个股室台账缺项。",
        cause="人手少",
        measures="补人",
        responsible_leader="周明远",
        responsible_office="办公室",
        deadline=datetime.date(2026, 3, 31),
        rectification_state="in_progress",
        running=2,
    )
    make_entry(problems, "公示晚", "晚了两天。", rectification_state="closed")
    make_entry(steps, "补齐台账", "三月底前补齐。", responsible="办公室", deadline=datetime.date(2026, 3, 31))
    make_entry(steps, "", "继续抓好节前提醒。")
    return report


@pytest.fixture
def report(cast: Cast, earlier: Report) -> Report:
    return make_report(cast.bureau, by=cast.clerk, period=make_period(year=2026), report_type=earlier.report_type)


def offered(report: Report) -> Offer:
    offer = offer_for(report)
    assert offer is not None
    return offer


def headings(report: Report, related: str) -> list[tuple[str, str]]:
    return list(getattr(report, related).values_list("heading", "body"))


def asked(report: Report, heading: str) -> Question:
    return next(question for question in questions_of(report) if question.subject.heading == heading)


def say(report: Report, cast: Cast, heading: str, outcome: str, text: str = "", **more: object) -> None:
    given = Given(outcome=outcome, text=text, **more)  # type: ignore[arg-type]
    answer_earlier(report, {asked(report, heading).key: given}, by=cast.clerk, version=report.version)


def test_texts_are_offered_that_nobody_has_to_answer_for(report: Report, earlier: Report) -> None:
    offer = offered(report)

    assert (offer.earlier, offer.preamble) == (earlier, "2025年，我局……")
    assert [(part.into.heading, [entry.heading for entry in part.entries]) for part in offer.chapters] == [
        ("工作开展情况", ["压实责任", "抓实教育"])
    ]


def test_attachments_come_over_only_where_they_are_chosen(cast: Cast, report: Report, earlier: Report) -> None:
    attached = make_chapter(earlier, ChapterKind.ATTACHMENTS, "")
    figures, names = make_entry(attached, "数据表", "单位\t次数\n甲股\t4"), make_entry(attached, "名单", "张三")
    assert [entry.heading for entry in offered(report).chapters[-1].entries] == ["数据表", "名单"]

    start_from_earlier(report, Choices(preamble=True), by=cast.clerk, version=1)
    assert not report.chapters.filter(kind=ChapterKind.ATTACHMENTS).exists()

    start_from_earlier(report, Choices(texts=[str(figures.uuid)]), by=cast.clerk, version=2)
    start_from_earlier(report, Choices(texts=[str(names.uuid)]), by=cast.clerk, version=3)
    chapter = report.chapters.get(kind=ChapterKind.ATTACHMENTS)
    assert (chapter.own, chapter == report.chapters.last()) == (True, True)
    assert headings(report, "attachments") == [("数据表", "单位\t次数\n甲股\t4"), ("名单", "张三")]


def test_chosen_texts_come_over_word_for_word(cast: Cast, report: Report, earlier: Report) -> None:
    taught = earlier.workitems.get(heading="抓实教育")

    start_from_earlier(report, Choices(preamble=True, texts=[str(taught.uuid)]), by=cast.clerk, version=1)

    report.refresh_from_db()
    assert report.preamble == "2025年，我局……"
    assert headings(report, "workitems") == [("抓实教育", "上党课3次。")]
    assert report.version == 2


def test_new_entries_stand_behind_those_that_are_there(cast: Cast, report: Report, earlier: Report) -> None:
    make_entry(report.chapters.get(kind="work"), "已写好的")

    start_from_earlier(report, Choices(texts=[str(earlier.workitems.all()[0].uuid)]), by=cast.clerk, version=1)

    assert [heading for heading, _ in headings(report, "workitems")] == ["已写好的", "压实责任"]


def test_what_was_taken_is_not_offered_again(cast: Cast, report: Report, earlier: Report) -> None:
    texts = [str(entry.uuid) for part in offered(report).chapters for entry in part.entries]

    start_from_earlier(report, Choices(preamble=True, texts=texts), by=cast.clerk, version=1)

    assert offered(Report.objects.get(pk=report.pk)).empty


def test_an_opening_text_is_taken_where_none_stands_yet(cast: Cast, report: Report, earlier: Report) -> None:
    old = earlier.chapters.get(kind="next_steps")
    old.lead = "下一步抓三件事。"
    old.save()

    start_from_earlier(report, Choices(texts=[str(old.uuid)]), by=cast.clerk, version=1)

    assert report.chapters.get(kind="next_steps").lead == "下一步抓三件事。"
    assert [part.lead for part in offered(report).chapters] == [""]


def test_an_own_preamble_stays(cast: Cast, report: Report, earlier: Report) -> None:
    Report.objects.filter(pk=report.pk).update(preamble="今年……")
    report.refresh_from_db()

    start_from_earlier(report, Choices(preamble=True), by=cast.clerk, version=1)

    report.refresh_from_db()
    assert report.preamble == "今年……"


def test_what_is_not_offered_is_refused_whole(cast: Cast, report: Report, earlier: Report) -> None:
    other = make_report(cast.other_bureau, filled=True, state="approved", report_type=earlier.report_type)
    foreign = (other.workitems.get().uuid, earlier.nextsteps.all()[0].uuid, earlier.problems.all()[0].uuid, uuid4())
    for text in (*map(str, foreign), "'; drop table"):
        with pytest.raises(InvalidInput):
            start_from_earlier(report, Choices(texts=[text]), by=cast.clerk, version=1)
        report.refresh_from_db()
        assert (report.version, report.workitems.count(), report.problems.count()) == (1, 0, 0)


def test_an_outsider_an_old_version_and_a_finished_report_are_refused(cast: Cast, report: Report) -> None:
    key = asked(report, "台账不细").key
    said = {key: Given(outcome=Outcome.DROPPED, text="不再需要了。")}
    with pytest.raises(NotAllowed):
        start_from_earlier(report, Choices(), by=cast.outsider, version=1)
    with pytest.raises(NotAllowed):
        answer_earlier(report, said, by=cast.outsider, version=1)
    with pytest.raises(StaleReport):
        start_from_earlier(report, Choices(), by=cast.clerk, version=7)
    with pytest.raises(StaleReport):
        answer_earlier(report, said, by=cast.clerk, version=7)
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED.value)
    with pytest.raises(WrongState):
        start_from_earlier(report, Choices(), by=cast.clerk, version=1)
    with pytest.raises(WrongState):
        answer_earlier(report, said, by=cast.clerk, version=1)
    assert not Answer.objects.exists()


def test_without_an_earlier_report_there_is_nothing_to_start_from(cast: Cast) -> None:
    first = make_report(cast.bureau, by=cast.clerk)

    assert (offer_for(first), questions_of(first)) == (None, [])
    with pytest.raises(WrongState):
        start_from_earlier(first, Choices(), by=cast.clerk, version=1)


def test_a_plan_answers_for_nothing_and_takes_its_points_over(cast: Cast) -> None:
    plan = make_report_type(chapters=((ChapterKind.NEXT_STEPS, "压实责任"),))
    old = make_report(cast.bureau, period=make_period(year=2025), report_type=plan, state="approved", filled=True)
    new = make_report(cast.bureau, period=make_period(year=2026), report_type=plan)

    assert questions_of(new) == []
    assert [entry for part in offered(new).chapters for entry in part.entries] == [old.nextsteps.get()]


def test_the_queries_do_not_grow_with_the_report(
    report: Report, earlier: Report, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(5):
        make_entry(earlier.chapters.get(kind="work"), f"工作{number}")
        step = make_entry(earlier.chapters.get(kind="next_steps"), f"打算{number}")
        answer = Answer.objects.create(report=report, next_step=step, outcome="done")  # type: ignore[misc]
        answer.work_items.add(make_entry(report.chapters.get(kind="work")))  # type: ignore[arg-type]

    with django_assert_num_queries(11):  # type: ignore[operator]
        offer_for(report)
    with django_assert_num_queries(9):  # type: ignore[operator]
        [question.basis for question in questions_of(report)]


def test_promises_with_figures_are_printed_in_one_query_more(
    report: Report, earlier: Report, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        make_entry(earlier.chapters.get(kind="next_steps"), f"打算{number}", "谈话{{talk_heart}}。")

    with django_assert_num_queries(8):
        assert sum("谈话" in question.heading + question.body for question in questions_of(report)) == 5


def test_taking_over_is_written_down(cast: Cast, report: Report, earlier: Report) -> None:
    start_from_earlier(report, Choices(texts=[str(earlier.workitems.all()[0].uuid)]), by=cast.clerk, version=1)

    entry = AuditEntry.objects.get(event="report.started_from_earlier")
    assert (entry.person, entry.report) == (cast.clerk, report)
    assert entry.detail == {"earlier": earlier.pk, "texts": 1}


def test_a_chapter_that_has_none_like_it_goes_into_the_first_of_its_kind(report: Report, earlier: Report) -> None:
    added = make_chapter(earlier, ChapterKind.WORK, "巡察整改专题")
    make_entry(added, "完成整改", "十二项全部完成。")

    assert [(part.chapter, part.into.heading) for part in offered(report).chapters][-1] == (added, "工作开展情况")


# What must be answered


def test_every_problem_not_closed_and_every_promise_is_asked(report: Report) -> None:
    assert [(str(one.subject), one.about_problem, one.outcome) for one in questions_of(report)] == [
        ("台账不细", True, ""),
        ("补齐台账", False, ""),
        ("继续抓好节前提醒。", False, ""),
    ]


def test_what_is_done_rests_on_words_work_and_activities(cast: Cast, report: Report) -> None:
    item = make_entry(report.chapters.get(kind="work"), "补齐了台账")
    activity = make_activity(cast.bureau, day="2026-03-20", title="台账核对会")

    say(report, cast, "补齐台账", "done", "三月底补齐。", work_items=[item], activities=[activity])

    question = asked(report, "补齐台账")
    assert (question.outcome, question.text, question.basis) == ("done", "三月底补齐。", ["补齐了台账", "台账核对会"])
    assert (report.version, question.continued) == (2, None)
    assert AuditEntry.objects.get(event="report.earlier_answered").detail == {"entries": [question.key]}


@pytest.mark.parametrize(("heading", "body"), [("补齐台账", ""), ("", "继续抓好节前提醒。")])
def test_a_new_piece_of_work_is_written_where_it_is_asked_for(
    heading: str, body: str, cast: Cast, report: Report
) -> None:
    work = report.chapters.get(kind="work")

    say(report, cast, heading, "done", written_in=work)

    # A promise without a heading brings its words: an entry has to say something.
    assert headings(report, "workitems") == [(heading, body)]
    assert asked(report, heading).basis == [heading or body]


def test_what_goes_on_begins_again_in_the_new_report(cast: Cast, report: Report, earlier: Report) -> None:
    say(report, cast, "台账不细", "going_on", "还差一个股室。")

    carried, problem = report.problems.get(), earlier.problems.get(heading="台账不细")
    kept = ("heading", "body", "cause", "measures", "responsible_leader", "responsible_office")
    assert [getattr(carried, name) for name in kept] == [getattr(problem, name) for name in kept]
    assert (carried.carried_from, carried.running, carried.rectification_state, carried.deadline) == (
        problem,
        3,
        "open",
        None,
    )
    assert asked(report, "台账不细").continued == carried


def test_a_promise_goes_on_with_who_answers_for_it(cast: Cast, report: Report, earlier: Report) -> None:
    say(report, cast, "补齐台账", "going_on")

    step = report.nextsteps.get()
    assert (step.heading, step.responsible, step.deadline, step.running) == ("补齐台账", "办公室", None, 2)
    assert step.carried_from == earlier.nextsteps.get(heading="补齐台账")


def test_an_entry_that_is_there_can_carry_a_problem_on_and_another_later(cast: Cast, report: Report) -> None:
    one, two = (make_entry(report.chapters.get(kind="problems"), name) for name in "甲乙")

    say(report, cast, "台账不细", "going_on", continues_in=one)
    assert asked(report, "台账不细").continued == one
    say(report, cast, "台账不细", "going_on", continues_in=two)

    assert list(report.problems.values_list("heading", "running", "carried_from__heading")) == [
        ("甲", 1, None),
        ("乙", 3, "台账不细"),
    ]


def test_what_goes_on_comes_back_when_it_was_removed(cast: Cast, report: Report) -> None:
    say(report, cast, "台账不细", "going_on")
    report.problems.update(removed_at="2026-01-01T00:00Z", body="改过的")
    assert asked(report, "台账不细").continued is None

    say(report, cast, "台账不细", "going_on")

    assert headings(report, "problems") == [("台账不细", "改过的")]
    assert asked(report, "台账不细").continued == report.problems.get()


def test_a_report_without_a_chapter_for_it_keeps_the_answer(cast: Cast, report: Report) -> None:
    report.chapters.filter(kind=ChapterKind.PROBLEMS).delete()

    say(report, cast, "台账不细", "going_on", "还差一个。")
    say(report, cast, "台账不细", "going_on", "还差一个。")

    assert (asked(report, "台账不细").continued, report.version) == (None, 2)


def test_an_answer_that_says_the_same_changes_nothing(cast: Cast, report: Report) -> None:
    say(report, cast, "台账不细", "dropped", "已由县里统一办理。")
    say(report, cast, "台账不细", "dropped", "已由县里统一办理。")
    say(report, cast, "补齐台账", "")

    assert (report.version, report.answers.count()) == (2, 1)


def foreign_rows(cast: Cast, earlier: Report) -> list[dict[str, Any]]:
    other = make_report(cast.other_bureau, filled=True, report_type=earlier.report_type)
    carried: Entry = make_entry(other.chapters.get(kind="problems"), "别人的")
    return [
        {"work_items": [other.workitems.get()]},
        {"activities": [make_activity(cast.other_bureau)]},
        {"continues_in": carried},
    ]


def test_links_to_what_is_not_the_units_are_refused_whole(cast: Cast, report: Report, earlier: Report) -> None:
    for links in foreign_rows(cast, earlier):
        with pytest.raises(InvalidInput):
            say(report, cast, "台账不细", "going_on", **links)
        report.refresh_from_db()
        assert (report.version, Answer.objects.count()) == (1, 0)


def test_an_entry_carries_one_thing_on(cast: Cast, report: Report) -> None:
    mine = make_entry(report.chapters.get(kind="next_steps"), "新的打算")
    say(report, cast, "补齐台账", "going_on", continues_in=mine)

    mine.refresh_from_db()
    with pytest.raises(InvalidInput):
        say(report, cast, "", "going_on", continues_in=mine)
    assert NextStep.objects.get(pk=mine.pk).carried_from == asked(report, "补齐台账").subject


def test_what_was_closed_out_after_it_was_answered_stays_answered(cast: Cast, report: Report, earlier: Report) -> None:
    say(report, cast, "台账不细", "done", "三月底补齐。")

    Problem.objects.filter(heading="台账不细").update(rectification_state="closed", closed_at="2026-11-01T00:00Z")

    assert asked(report, "台账不细").outcome == "done"


def test_a_promise_that_was_ticked_off_is_answered_with_what_was_said_then(cast: Cast, report: Report) -> None:
    promise = NextStep.objects.get(heading="补齐台账")
    held, voided = (make_activity(cast.bureau, title=title) for title in ("补登台账", "重复登记"))
    keep_promise(promise, by=cast.clerk, word="三月底补齐，股室互查一遍。", activities=[held, voided])
    void_activity(voided, by=cast.clerk, version=voided.version, reason="重复登记")
    other = next(one for one in questions_of(report) if one.subject != promise)
    for key in (other.key, str(uuid4())):
        with pytest.raises(WrongState):
            answer_as_kept(report, key, by=cast.clerk, version=report.version)

    answer_as_kept(report, str(promise.uuid), by=cast.clerk, version=report.version)

    [answer] = Answer.objects.all()
    assert (answer.outcome, answer.text, list(answer.activities.all())) == (
        Outcome.DONE,
        "三月底补齐，股室互查一遍。",
        [held],
    )
    with pytest.raises(WrongState):
        answer_as_kept(report, str(promise.uuid), by=cast.clerk, version=report.version)


def test_the_work_that_is_written_about_a_kept_promise_says_how_it_was_kept(cast: Cast, report: Report) -> None:
    promise = NextStep.objects.get(heading="补齐台账")
    keep_promise(promise, by=cast.clerk, word="三月底补齐，股室互查一遍。")
    given = Given(outcome=Outcome.DONE, text="已补齐。", written_in=report.chapters.all()[0])

    answer_earlier(report, {str(promise.uuid): given}, by=cast.clerk, version=report.version)

    assert headings(report, "workitems") == [("补齐台账", "三月底补齐，股室互查一遍。")]
