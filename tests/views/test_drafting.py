"""The panel in a chapter of work: what the ledger has of the period, ticked into the text."""

import pytest
from django.test import Client
from django.utils import timezone

from reports.choices import ChapterKind, Computation, Role
from reports.models import Activity, Chapter, Outline, Problem, Report, WorkItem
from tests.factories import (
    give_role,
    make_activity,
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_person,
    make_report,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    report = make_report(period=make_period(year=2026), filled=True)
    kind = make_kind("谈心谈话", code="talk", sentence="开展谈心谈话{attendance}人次")
    make_indicator("talk_heart", kind, computation=Computation.ATTENDANCE, name="谈心谈话", unit_word="人次")
    make_activity(report.unit, kind, "2026-05-24", title="与新任股长谈话", attendance=9)
    make_activity(report.unit, kind, "2026-06-24", title="与窗口人员谈话", attendance=2)
    return report


@pytest.fixture
def clerk(report: Report) -> Client:
    person = make_person("林小雨")
    give_role(person, Role.CLERK, report.unit)
    client = Client()
    client.force_login(person)
    return client


def step(report: Report, kind: ChapterKind = ChapterKind.WORK) -> str:
    chapter: Chapter = report.chapters.get(kind=kind)
    return f"/reports/{report.pk}/steps/chapter-{chapter.uuid}/"


def typed(report: Report, **values: object) -> dict[str, object]:
    """What the browser sends of the chapter without a change."""
    chapter = report.chapters.get(kind=ChapterKind.WORK)
    entries = WorkItem.objects.filter(chapter=chapter)
    texts = {f"{one.uuid}-{name}": getattr(one, name) for one in entries for name in ("heading", "body")}
    own = {name: getattr(chapter, name) for name in ("heading", "lead", "entry_style")}
    return {"version": report.version, **own, **texts, **values}


def test_only_a_chapter_of_work_lists_what_was_done(clerk: Client, report: Report) -> None:
    closed = clerk.get(step(report)).content.decode()
    page = clerk.get(step(report), {"done": ""}).content.decode()

    assert 'id="done"' in closed
    assert "开展谈心谈话11人次。" not in closed
    assert "开展谈心谈话11人次。" in page
    assert "与新任股长谈话" not in page
    assert 'id="done"' not in clerk.get(step(report, ChapterKind.PROBLEMS), {"done": ""}).content.decode()


def test_nothing_is_offered_where_nothing_was_done(clerk: Client, report: Report) -> None:
    Activity.objects.all().delete()

    assert 'id="done"' not in clerk.get(step(report)).content.decode()


def test_a_ticked_kind_becomes_a_new_entry_with_a_figure(clerk: Client, report: Report) -> None:
    answer = clerk.post(step(report), typed(report, done_kind="talk", done_into="", act="draft"))

    entry = WorkItem.objects.last()
    assert entry is not None
    assert entry.body == "开展谈心谈话{{talk_heart}}。"
    assert answer.url.endswith(f"?field=id_{entry.uuid}-body")  # type: ignore[attr-defined]
    page = clerk.get(answer.url + "&done=").content.decode()  # type: ignore[attr-defined]
    assert "［谈心谈话 11人次］" in page
    assert "报告里已有：工作开展情况（二）" in page


def test_single_activities_are_listed_when_asked_for_and_what_was_typed_is_saved(clerk: Client, report: Report) -> None:
    entry = make_entry(report.chapters.get(kind=ChapterKind.WORK), body="老话。")
    said = typed(report, **{f"{entry.uuid}-body": "新话。"})
    answer = clerk.post(step(report), {**said, "act": "single:talk"})
    page = clerk.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "与新任股长谈话" in page
    entry.refresh_from_db()
    assert entry.body == "新话。"

    report.refresh_from_db()
    one = Activity.objects.get(title="与新任股长谈话")
    clerk.post(step(report), typed(report, done_activity=one.uuid, done_into=entry.uuid, act="draft"))
    entry.refresh_from_db()
    assert entry.body == "新话。开展谈心谈话9人次。"


@pytest.mark.parametrize("values", [{}, {"done_activity": "x"}, {"done_kind": "unknown"}])
def test_without_a_tick_it_says_so_and_keeps_what_was_typed(
    clerk: Client, report: Report, values: dict[str, str]
) -> None:
    answer = clerk.post(step(report), typed(report, lead="新的开头。", act="draft", **values))

    assert answer.status_code == 422
    assert "新的开头。" in answer.content.decode()


def test_no_other_chapter_takes_them(clerk: Client, report: Report) -> None:
    Problem.objects.all().delete()
    own = {"version": report.version, "heading": "存在的问题", "lead": "", "entry_style": "titled"}

    answer = clerk.post(step(report, ChapterKind.PROBLEMS), {**own, "done_kind": "talk", "act": "draft"})

    assert answer.status_code == 409
    assert not WorkItem.objects.filter(body__contains="talk_heart").exists()
    assert not Problem.objects.exists()


def test_who_saw_an_older_state_is_told_and_nothing_is_put_in(clerk: Client, report: Report) -> None:
    said = typed(report, done_kind="talk", act="draft")
    Report.objects.filter(pk=report.pk).update(version=report.version + 1)

    assert clerk.post(step(report), said).status_code == 409
    assert not WorkItem.objects.filter(body__contains="talk_heart").exists()


def test_the_first_step_of_an_empty_report_offers_a_zero_report_where_the_type_takes_one(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(discarded_at=timezone.now())
    empty = make_report(report.unit, period=report.period, report_type=report.report_type)
    person = make_person()
    give_role(person, Role.CLERK, report.unit)
    client = Client()
    client.force_login(person)
    cover = f"/reports/{empty.pk}/steps/cover/"
    assert 'value="zero"' not in client.get(cover).content.decode()

    Outline.objects.update(zero_report="{year}年没有需要报告的事项。")
    assert "2026年没有需要报告的事项。" in client.get(cover).content.decode()
    said = {
        "version": empty.version,
        "title": "标题",
        "recipient": "",
        "signature": "某局",
        "closing": "",
        "act": "zero",
    }
    answer = client.post(cover, said)
    assert answer.url.endswith("/steps/check/")  # type: ignore[attr-defined]
    empty.refresh_from_db()
    assert (empty.title, empty.preamble) == ("标题", "2026年没有需要报告的事项。")

    assert 'value="zero"' not in client.get(cover).content.decode()
    answer = client.post(cover, said | {"version": empty.version})
    assert answer.status_code == 409


def test_a_report_is_started_as_a_zero_report(clerk: Client, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(discarded_at=timezone.now())
    Outline.objects.update(zero_report="{year}年没有需要报告的事项。")
    chosen = {"unit": report.unit.code, "period": report.period.code, "report_type": report.report_type.code}
    assert "2026年没有需要报告的事项。" in clerk.get("/reports/start/", chosen).content.decode()

    clerk.post("/reports/start/", {**chosen, "how": "zero"})
    assert Report.objects.get(discarded_at=None).preamble == "2026年没有需要报告的事项。"
