"""The wizard where a report is printed with a letterhead, or has attachments."""

from typing import Any

import pytest
from django.test import Client

from reports.choices import ChapterKind, Layout
from reports.forms.drafting import CoverForm
from reports.models import Attachment, Chapter, Comment, Outline, Report, Thread
from tests.cast import Cast
from tests.factories import make_chapter, make_entry, make_letterhead, make_report, make_snapshot

pytestmark = pytest.mark.django_db
COVER = {"version": 1, "title": "题", "recipient": "县委", "signature": "甲局\r\n乙局", "document_date": "2026-12-01"}


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def lettered(cast: Cast, report: Report) -> Report:
    """The report as one of a type with letterhead, in a unit that has one."""
    Outline.objects.update(layout=Layout.LETTERHEAD)
    make_letterhead(cast.bureau)
    return Report.objects.get(pk=report.pk)


@pytest.fixture
def attached(report: Report) -> Chapter:
    return make_chapter(report, ChapterKind.ATTACHMENTS, "")


def address(report: Report, step: str | Chapter) -> str:
    return f"/reports/{report.pk}/steps/{f'chapter-{step.uuid}' if isinstance(step, Chapter) else step}/"


def sent(*entries: Any, **more: Any) -> dict[str, Any]:
    """What the browser sends for a chapter of attachments: nothing of the chapter itself."""
    texts = {f"{entry.uuid}-{name}": getattr(entry, name) for entry in entries for name in ("heading", "body")}
    return {"version": 1, **texts, **more}


def test_number_and_urgency_are_asked_only_where_they_are_printed(clerk: Client, report: Report) -> None:
    fields = clerk.get(address(report, "cover")).context["form"].fields
    assert "serial" not in fields
    Outline.objects.update(layout=Layout.LETTER)
    fields = clerk.get(address(report, "cover")).context["form"].fields
    assert {"serial", "urgency"} <= fields.keys()


def test_number_and_urgency_are_saved_with_the_cover(clerk: Client, lettered: Report) -> None:
    clerk.post(address(lettered, "cover"), COVER | {"serial": "１2", "urgency": "特急"})
    stored = Report.objects.get()
    assert (stored.serial, stored.urgency, stored.signature) == (12, "特急", "甲局\n乙局")


def test_what_is_not_asked_for_stays_as_it_is(clerk: Client, lettered: Report) -> None:
    Outline.objects.update(layout=Layout.PLAIN)
    Report.objects.update(serial=5, urgency="加急")
    clerk.post(address(lettered, "cover"), COVER)
    assert Report.objects.values_list("title", "serial", "urgency").get() == ("题", 5, "加急")


@pytest.mark.parametrize("serial", ["3号", "0", "-1", "10000", "第三"])
def test_what_is_no_number_is_refused_and_stays_on_the_screen(clerk: Client, lettered: Report, serial: str) -> None:
    answer = clerk.post(address(lettered, "cover"), COVER | {"serial": serial})
    assert answer.status_code == 422
    assert f'value="{serial}"' in answer.content.decode()
    assert Report.objects.get().version == 1


@pytest.mark.parametrize(("serial", "day", "kept"), [("8", "2026-12-01", 8), ("八", "昨天", 3), ("", "", None)])
def test_the_printed_cover_follows_what_is_typed(lettered: Report, serial: str, day: str, kept: int | None) -> None:
    lettered.serial = 3
    typed = CoverForm(lettered, COVER | {"serial": serial, "document_date": day}).changed_report()
    assert (typed.title, typed.signature, typed.serial) == ("题", "甲局\n乙局", kept)
    assert (lettered.serial, lettered.title == "题") == (3, False)


def test_the_check_says_that_the_letterhead_is_missing_and_whom_to_ask(clerk: Client, lettered: Report) -> None:
    lettered.unit.letterhead.delete()
    page = clerk.get(address(lettered, "check")).content.decode()
    assert "本单位的红头还没有设置" in page
    assert "请管理员" in page


def test_a_chapter_of_attachments_asks_for_titles_and_texts_only(
    clerk: Client, report: Report, attached: Chapter
) -> None:
    entry = make_entry(attached, "", "")
    answer = clerk.get(address(report, attached))
    page = answer.content.decode()
    assert (answer.status_code, answer.context["form"].fields) == (200, {})
    assert 'name="heading"' not in page
    assert "附件名称" in page

    table = "\t次数\r\n水利股\t4"
    clerk.post(address(report, attached), sent(entry) | {f"{entry.uuid}-heading": "表", f"{entry.uuid}-body": table})
    assert Attachment.objects.values_list("heading", "body").get() == ("表", "\t次数\n水利股\t4")


def test_attachments_are_previewed_as_they_are_typed(clerk: Client, report: Report, attached: Chapter) -> None:
    entry = make_entry(attached, "名单", "张三")
    preview = f"{address(report, attached)}preview/"
    page = clerk.post(preview, sent(entry) | {f"{entry.uuid}-body": "甲\t乙\n丙\t丁"}).content.decode()
    assert "名单" in page
    assert "<td" in page


def test_an_attachment_without_a_title_keeps_the_report_and_leads_to_the_field(
    clerk: Client, report: Report, attached: Chapter
) -> None:
    entry = make_entry(attached, "", "张三")
    answer = clerk.get(address(report, "check"))
    (row,) = [row for row in answer.context["findings"] if row.what == "有附件没有名称。"]
    assert (row.severity, row.place) == ("block", "附件")
    assert row.url == f"{address(report, attached)}?field=id_{entry.uuid}-heading"


def test_a_comment_on_an_attachment_stands_at_its_field(
    clerk: Client, cast: Cast, report: Report, attached: Chapter
) -> None:
    entry = make_entry(attached, "名单", "张三\n李四")
    snapshot = make_snapshot(report)
    for anchor in (f"entry-{entry.uuid}", f"entry-{entry.uuid}-3"):
        Thread.objects.create(report=report, snapshot=snapshot, anchor=anchor, opened_by=cast.officer)
    threads = clerk.get(address(report, attached)).context["page"].threads
    assert threads.keys() == {f"id_{entry.uuid}-heading", f"id_{entry.uuid}-body"}


def test_comments_on_letterhead_and_imprint_stand_at_their_field_or_at_the_check(
    clerk: Client, cast: Cast, lettered: Report
) -> None:
    snapshot = make_snapshot(lettered)
    for anchor, text in (("number", "号不对。"), ("organ", "名称不全。"), ("entry-9", "这段删去。")):
        thread = Thread.objects.create(report=lettered, snapshot=snapshot, anchor=anchor, opened_by=cast.officer)
        Comment.objects.create(thread=thread, body=text, by=cast.officer)
    assert "号不对。" in clerk.get(address(lettered, "cover")).content.decode()
    answer = clerk.get(address(lettered, "check"))
    settled, lost = answer.content.decode().split("所在段落已删除的意见")
    assert "由管理员为本单位统一设置" in settled
    assert ("名称不全。" in settled, "这段删去。" in lost) == (True, True)


def test_attachments_are_added_without_a_heading_and_taken_out_again(clerk: Client, report: Report) -> None:
    last = report.chapters.last()
    wanted = {"new_kind": "attachments", "new_heading": "", "new_after": last and last.uuid}
    clerk.post(address(report, "preamble"), {"version": 1, "act": "add_chapter", **wanted})
    chapter = report.chapters.get(kind=ChapterKind.ATTACHMENTS)
    assert chapter.heading == ""
    assert "本报告不要附件" in clerk.get(address(report, chapter)).content.decode()
    clerk.post(address(report, chapter), {"version": 2, "act": "remove_chapter"})
    assert not report.chapters.filter(kind=ChapterKind.ATTACHMENTS).exists()


def test_another_chapter_of_its_own_still_needs_a_heading(clerk: Client, report: Report) -> None:
    wanted = {"new_kind": "work", "new_heading": " ", "new_after": "first"}
    clerk.post(address(report, "preamble"), {"version": 1, "act": "add_chapter", **wanted})
    assert report.chapters.count() == 3
