"""The wizard's step that answers the last report, and the panel in which the officer reads the answers."""

from typing import Any

import pytest
from django.test import Client

from reports.actions.moves import submit_report
from reports.actions.rectification import keep_promise
from reports.actions.reviews import open_snapshot
from reports.choices import ChapterKind
from reports.composing.findings import findings
from reports.models import NextStep, Problem, Report
from reports.queries.carrying import questions_of
from tests.cast import Cast
from tests.factories import fill, make_activity, make_entry, make_period, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    """A written report; the last one has a problem that was carried once before, and a promise."""
    earlier = make_report(cast.bureau, period=make_period(year=2025), state="approved")
    make_entry(earlier.chapters.get(kind=ChapterKind.PROBLEMS), "台账不细", "两个股室台账缺项。", running=2)
    make_entry(earlier.chapters.get(kind=ChapterKind.NEXT_STEPS), "补齐台账", "三月底前补齐。")
    report = make_report(cast.bureau, by=cast.clerk, period=make_period(year=2026), report_type=earlier.report_type)
    fill(report)
    return report


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def address(report: Report) -> str:
    return f"/reports/{report.pk}/steps/earlier/"


def keys(report: Report) -> list[str]:
    return [question.key for question in questions_of(report)]


def said(report: Report, **more: Any) -> dict[str, Any]:
    """Both answered: the problem goes on, the promise is done."""
    problem, step = keys(report)
    return {
        "version": report.version,
        f"{problem}-outcome": "going_on",
        f"{problem}-text": "还差一个股室。",
        f"{step}-outcome": "done",
        f"{step}-text": "三月底已补齐。",
        **more,
    }


def test_the_step_stands_before_the_chapters_and_says_how_much_is_answered(clerk: Client, report: Report) -> None:
    steps = clerk.get(address(report)).context["steps"]

    assert [step.key for step in steps][:3] == ["cover", "preamble", "earlier"]
    assert (steps[2].state, steps[2].note) == ("missing", "已答复 0／2 项")
    clerk.post(address(report), said(report))
    steps = clerk.get(address(report)).context["steps"]
    assert (steps[2].state, steps[2].note) == ("complete", "已答复 2／2 项")


def test_a_report_without_an_earlier_one_has_no_such_step(clerk: Client, cast: Cast) -> None:
    assert clerk.get(address(make_report(cast.bureau, by=cast.clerk))).status_code == 404


def test_the_last_reports_words_and_how_often_they_were_said_stand_beside_the_answer(
    clerk: Client, report: Report
) -> None:
    page = clerk.get(address(report)).content.decode()
    assert "两个股室台账缺项。" in page
    assert "连续2期" in page


def test_answers_are_saved_as_they_stand(clerk: Client, report: Report) -> None:
    problem, _step = keys(report)

    answer = clerk.post(address(report), {"version": 1, f"{problem}-outcome": "", f"{problem}-text": "正在核"})

    assert answer.status_code == 302
    assert [(one.outcome, one.text) for one in questions_of(report)] == [("", "正在核"), ("", "")]


def test_one_press_answers_a_promise_as_it_was_ticked_off(clerk: Client, cast: Cast, report: Report) -> None:
    problem, step = keys(report)
    assert 'value="kept:' not in clerk.get(address(report)).content.decode()
    keep_promise(NextStep.objects.get(uuid=step), by=cast.clerk, word="三月底补齐，股室互查一遍。")
    page = clerk.get(address(report)).content.decode()
    assert f'value="kept:{step}"' in page
    assert f'value="kept:{problem}"' not in page

    answer = clerk.post(address(report), {"version": 1, f"{problem}-text": "正在核", "act": f"kept:{step}"})

    assert answer["Location"] == f"{address(report)}?field=id_{step}-text"
    assert [(one.outcome, one.text) for one in questions_of(report)] == [
        ("", "正在核"),
        ("done", "三月底补齐，股室互查一遍。"),
    ]
    assert 'value="kept:' not in clerk.get(address(report)).content.decode()


def test_what_keeps_the_report_leads_to_its_field(clerk: Client, report: Report) -> None:
    problem, step = keys(report)
    page = clerk.get(f"/reports/{report.pk}/steps/check/").content.decode()
    for key in (problem, step):
        assert f"/steps/earlier/?field=id_{key}-outcome" in page

    clerk.post(address(report), said(report, **{f"{step}-text": "已完成"}))

    assert [f.rule.code for f in findings(report) if f.anchor == f"entry-{step}"] == ["no_basis"]
    listed = clerk.get(address(report))
    assert listed.context["steps"][2].note == "已答复 1／2 项"
    assert [[row.what for row in card.lacks] for card in listed.context["answers"]] == [
        [],
        ["“补齐台账”答复为已完成，但没有写依据。"],
    ]
    assert "请用一句话写明怎样完成的" in listed.content.decode()
    opened = clerk.get(f"{address(report)}?field=id_{step}-text").content.decode()
    assert f'id="id_{step}-text"' in opened
    assert "autofocus" in opened


def test_a_stale_save_keeps_the_typed_answer(clerk: Client, report: Report) -> None:
    sent = said(report)
    Report.objects.filter(pk=report.pk).update(version=5)

    answer = clerk.post(address(report), sent)

    assert (answer.status_code, "三月底已补齐。" in answer.content.decode()) == (409, True)
    assert not report.answers.exists()
    assert clerk.post(address(report), sent | {"mine": 5}).status_code == 302
    assert report.answers.count() == 2


def test_activities_are_found_by_words_and_stay_ticked(clerk: Client, cast: Cast, report: Report) -> None:
    _problem, step = keys(report)
    found = make_activity(cast.bureau, day="2026-03-20", title="台账核对会")
    make_activity(cast.bureau, day="2026-03-21", title="支部学习")
    make_activity(cast.other_bureau, day="2026-03-22", title="别人的台账会")

    answer = clerk.post(address(report), said(report, act=f"find:{step}", **{f"{step}-find": "台账"}))
    page = clerk.get(answer["Location"]).content.decode()
    assert ["台账核对会" in page, "支部学习" in page, "别人的台账会" in page] == [True, False, False]

    report.refresh_from_db()
    clerk.post(address(report), said(report, **{f"{step}-activities": [found.pk]}))
    assert questions_of(report)[1].basis == ["台账核对会"]
    assert "台账核对会" in clerk.get(address(report)).content.decode()


def test_a_problem_named_three_times_is_marked_for_the_clerk_and_the_officer(
    clerk: Client, cast: Cast, report: Report
) -> None:
    clerk.post(address(report), said(report))
    report.refresh_from_db()
    carried = Problem.objects.get(report=report, running=3)
    page = clerk.get(f"/reports/{report.pk}/steps/chapter-{carried.chapter.uuid}/").content.decode()
    assert "连续3期" in page
    submit_report(report, by=cast.head, version=report.version)
    open_snapshot(report.snapshots.get(), by=cast.officer)
    clerk.force_login(cast.officer)

    review = clerk.get(f"/reports/{report.pk}/review/").content.decode()

    assert "已连续3期写到这个问题或打算" in review
    # The answer beside the last report's words, with the way to the entry that carries it on.
    for words in ("两个股室台账缺项。", "还差一个股室。", f'href="#entry-{carried.uuid}"', "三月底已补齐。"):
        assert words in review


def test_the_queries_do_not_grow_with_what_is_asked(
    clerk: Client, report: Report, django_assert_max_num_queries: Any
) -> None:
    clerk.get(address(report))
    with django_assert_max_num_queries(24):
        clerk.get(address(report))
    earlier = questions_of(report)[0].earlier
    for number in range(5):
        make_entry(earlier.chapters.get(kind=ChapterKind.PROBLEMS), f"第{number}个")
    with django_assert_max_num_queries(24):
        clerk.get(address(report))
