"""What is taken from last period's report, and what can't be smuggled in with it."""

import datetime
from uuid import uuid4

import pytest

from reports.actions.carrying import Choices, start_from_earlier
from reports.choices import ChapterKind, ReportState
from reports.composing.carrying import Offer, offer_for
from reports.errors import InvalidInput, NotAllowed, StaleReport, WrongState
from reports.models import AuditEntry, NextStep, Problem, Report
from tests.cast import Cast
from tests.factories import make_chapter, make_entry, make_period, make_report, make_report_type

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
        responsible_leader="周明远",
        responsible_office="办公室",
        deadline=datetime.date(2026, 3, 31),
        rectification_state="in_progress",
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


def test_everything_but_closed_problems_is_offered(report: Report, earlier: Report) -> None:
    offer = offered(report)

    assert (offer.earlier, offer.preamble) == (earlier, "2025年，我局……")
    assert [(part.into.heading, [entry.heading for entry in part.entries]) for part in offer.chapters] == [
        ("工作开展情况", ["压实责任", "抓实教育"]),
        ("下一步工作打算", ["补齐台账", ""]),
    ]
    assert [promise.heading for promise in offer.promises] == ["补齐台账", ""]
    assert [problem.heading for problem in offer.problems] == ["台账不细"]


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
    step = earlier.nextsteps.get(heading="补齐台账")

    start_from_earlier(
        report, Choices(preamble=True, texts=[str(taught.uuid), str(step.uuid)]), by=cast.clerk, version=1
    )

    report.refresh_from_db()
    assert report.preamble == "2025年，我局……"
    assert headings(report, "workitems") == [("抓实教育", "上党课3次。")]
    assert list(report.nextsteps.values_list("heading", "body", "responsible", "deadline")) == [
        ("补齐台账", "三月底前补齐。", "办公室", None)
    ]
    assert report.version == 2


@pytest.mark.parametrize(("quoted", "body"), [(False, ""), (True, "三月底前补齐。")])
def test_a_promise_becomes_work_to_report_on(
    quoted: bool, body: str, cast: Cast, report: Report, earlier: Report
) -> None:
    into = str(report.chapters.get(kind="work").uuid)
    promises = {str(promise.uuid): into for promise in earlier.nextsteps.all()}

    start_from_earlier(report, Choices(promises=promises, quoted=quoted), by=cast.clerk, version=1)

    # The promise without a heading always brings its words: an entry has to say something.
    assert headings(report, "workitems") == [("补齐台账", body), ("", "继续抓好节前提醒。")]
    assert [list(item.fulfils.all()) for item in report.workitems.all()] == [
        [earlier.nextsteps.get(heading="补齐台账")],
        [earlier.nextsteps.get(heading="")],
    ]


def test_a_promise_goes_into_the_chapter_that_was_chosen(cast: Cast, report: Report, earlier: Report) -> None:
    second = make_chapter(report, ChapterKind.WORK, "专项工作")
    promise = earlier.nextsteps.get(heading="补齐台账")

    start_from_earlier(report, Choices(promises={str(promise.uuid): str(second.uuid)}), by=cast.clerk, version=1)

    assert report.workitems.get().chapter == second


def test_an_open_problem_keeps_its_history(cast: Cast, report: Report, earlier: Report) -> None:
    problem = earlier.problems.get(heading="台账不细")

    start_from_earlier(report, Choices(problems=[str(problem.uuid)]), by=cast.clerk, version=1)

    carried = report.problems.get()
    assert carried.carried_from == problem
    kept = ("heading", "body", "cause", "responsible_leader", "responsible_office", "deadline", "rectification_state")
    assert [getattr(carried, name) for name in kept] == [getattr(problem, name) for name in kept]


def test_new_entries_stand_behind_those_that_are_there(cast: Cast, report: Report, earlier: Report) -> None:
    make_entry(report.chapters.get(kind="work"), "已写好的")

    start_from_earlier(report, Choices(texts=[str(earlier.workitems.all()[0].uuid)]), by=cast.clerk, version=1)

    assert [heading for heading, _ in headings(report, "workitems")] == ["已写好的", "压实责任"]


def test_what_was_taken_is_not_offered_again(cast: Cast, report: Report, earlier: Report) -> None:
    first = offered(report)
    into = str(report.chapters.get(kind="work").uuid)
    everything = Choices(
        preamble=True,
        texts=[str(entry.uuid) for part in first.chapters for entry in part.entries],
        promises={str(promise.uuid): into for promise in first.promises},
        problems=[str(problem.uuid) for problem in first.problems],
    )

    start_from_earlier(report, everything, by=cast.clerk, version=1)

    assert offered(Report.objects.get(pk=report.pk)).empty


def test_an_opening_text_is_taken_where_none_stands_yet(cast: Cast, report: Report, earlier: Report) -> None:
    old = earlier.chapters.get(kind="next_steps")
    old.lead = "下一步抓三件事。"
    old.save()

    start_from_earlier(report, Choices(texts=[str(old.uuid)]), by=cast.clerk, version=1)

    assert report.chapters.get(kind="next_steps").lead == "下一步抓三件事。"
    assert [part.lead for part in offered(report).chapters] == ["", ""]


def test_an_own_preamble_stays(cast: Cast, report: Report, earlier: Report) -> None:
    Report.objects.filter(pk=report.pk).update(preamble="今年……")
    report.refresh_from_db()

    start_from_earlier(report, Choices(preamble=True), by=cast.clerk, version=1)

    report.refresh_from_db()
    assert report.preamble == "今年……"


def foreign_ids(cast: Cast, report: Report, earlier: Report) -> list[Choices]:
    other = make_report(cast.other_bureau, filled=True, state="approved", report_type=earlier.report_type)
    into = str(report.chapters.get(kind="work").uuid)
    foreign_chapter = str(other.chapters.get(kind="work").uuid)
    promise = str(earlier.nextsteps.all()[0].uuid)
    return [
        Choices(texts=[str(other.workitems.get().uuid)]),
        Choices(texts=[str(earlier.problems.get(heading="公示晚").uuid)]),
        Choices(texts=[str(uuid4())]),
        Choices(promises={str(other.nextsteps.get().uuid): into}),
        Choices(promises={promise: foreign_chapter}),
        Choices(promises={promise: str(report.chapters.get(kind="problems").uuid)}),
        Choices(problems=[str(other.problems.get().uuid)]),
        Choices(problems=[str(earlier.problems.get(heading="公示晚").uuid)]),
        Choices(problems=["'; drop table"]),
    ]


def test_what_is_not_offered_is_refused_whole(cast: Cast, report: Report, earlier: Report) -> None:
    for choices in foreign_ids(cast, report, earlier):
        with pytest.raises(InvalidInput):
            start_from_earlier(report, choices, by=cast.clerk, version=1)
        report.refresh_from_db()
        assert (report.version, report.workitems.count(), report.problems.count()) == (1, 0, 0)


def test_an_outsider_an_old_version_and_a_finished_report_are_refused(cast: Cast, report: Report) -> None:
    with pytest.raises(NotAllowed):
        start_from_earlier(report, Choices(), by=cast.outsider, version=1)
    with pytest.raises(StaleReport):
        start_from_earlier(report, Choices(), by=cast.clerk, version=7)
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED.value)
    with pytest.raises(WrongState):
        start_from_earlier(report, Choices(), by=cast.clerk, version=1)


def test_without_an_earlier_report_there_is_nothing_to_start_from(cast: Cast) -> None:
    first = make_report(cast.bureau, by=cast.clerk)

    assert offer_for(first) is None
    with pytest.raises(WrongState):
        start_from_earlier(first, Choices(), by=cast.clerk, version=1)


def test_a_plan_without_a_work_chapter_offers_no_promises(cast: Cast) -> None:
    plan = make_report_type(chapters=((ChapterKind.NEXT_STEPS, "压实责任"),))
    old = make_report(cast.bureau, period=make_period(year=2025), report_type=plan, state="approved", filled=True)
    new = make_report(cast.bureau, period=make_period(year=2026), report_type=plan)

    assert (offered(new).promises, offered(new).problems, offered(new).problems_into) == ((), (), None)
    assert [part.into.heading for part in offered(new).chapters] == ["压实责任"]
    assert offered(new).earlier == old


def test_the_queries_do_not_grow_with_the_report(
    report: Report, earlier: Report, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(5):
        make_entry(earlier.chapters.get(kind="work"), f"工作{number}")
        make_entry(earlier.chapters.get(kind="next_steps"), f"打算{number}")

    with django_assert_num_queries(13):  # type: ignore[operator]
        offer_for(report)


def test_taking_over_is_written_down(cast: Cast, report: Report, earlier: Report) -> None:
    problem = earlier.problems.get(heading="台账不细")

    start_from_earlier(report, Choices(problems=[str(problem.uuid)]), by=cast.clerk, version=1)

    entry = AuditEntry.objects.get(event="report.started_from_earlier")
    assert (entry.person, entry.report) == (cast.clerk, report)
    assert entry.detail == {"earlier": earlier.pk, "texts": 0, "promises": 0, "problems": 1}
    assert (NextStep.objects.count(), Problem.objects.count()) == (2, 3)


def test_a_chapter_that_has_none_like_it_goes_into_the_first_of_its_kind(report: Report, earlier: Report) -> None:
    added = make_chapter(earlier, ChapterKind.WORK, "巡察整改专题")
    make_entry(added, "完成整改", "十二项全部完成。")

    assert [(part.chapter, part.into.heading) for part in offered(report).chapters][-1] == (added, "工作开展情况")


def test_texts_are_not_offered_where_the_report_has_no_chapter_of_their_kind(report: Report, earlier: Report) -> None:
    report.chapters.filter(kind=ChapterKind.NEXT_STEPS).delete()

    assert [part.chapter.kind for part in offered(report).chapters] == [ChapterKind.WORK]
