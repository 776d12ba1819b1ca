"""Steps whose button means something that isn't there any more: what is typed is saved, and what happened is said."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from reports.choices import ChapterKind, ReportState, ThreadState
from reports.models import Chapter, Comment, Report, Thread
from tests.cast import Cast
from tests.factories import make_chapter, make_report, make_snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def address(report: Report, step: str) -> str:
    return f"/reports/{report.pk}/steps/{step}/"


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_the_way_to_a_chapter_that_a_colleague_removed_ends_at_the_step_and_says_so(
    clerk: Client, report: Report
) -> None:
    gone = make_chapter(report)
    key = f"chapter-{gone.uuid}"
    gone.delete()

    answer = clerk.post(address(report, "preamble"), {"version": 1, "preamble": "写好的", "go": key}, follow=True)

    assert answer.redirect_chain == [(address(report, "preamble"), 302)]
    assert said(answer) == ["您要去的部分已不在报告中；本步骤填写的内容已保存。"]
    assert Report.objects.get().preamble == "写好的"


def test_the_address_of_a_chapter_that_was_removed_leads_on_in_the_report(clerk: Client, report: Report) -> None:
    gone = make_chapter(report)
    Report.objects.update(last_step="preamble")
    gone.delete()

    answer = clerk.get(address(report, f"chapter-{gone.uuid}"), follow=True)

    assert answer.redirect_chain == [(address(report, "preamble"), 302)]
    assert said(answer) == ["报告中没有这一章，可能已被同事删除。"]


def resolved(cast: Cast, report: Report) -> Thread:
    """A comment that an officer has resolved since the page was loaded."""
    snapshot = make_snapshot(report)
    Report.objects.update(state=ReportState.RETURNED)
    thread = Thread.objects.create(
        report=report, snapshot=snapshot, anchor="preamble-1", opened_by=cast.officer, state=ThreadState.RESOLVED
    )
    Comment.objects.create(thread=thread, body="写清次数", by=cast.officer)
    return thread


@pytest.mark.parametrize(
    ("button", "status", "words"),
    [
        ({"act": "reply:{pk}"}, 409, "这条意见已不在这里，您的答复没有发出；本步骤填写的内容已保存。"),
        ({"act": "answered:{pk}"}, 409, "这条意见已不在这里，您的答复没有发出；本步骤填写的内容已保存。"),
        ({"go": "cover"}, 422, "有一条意见已不在这里，您的答复没有发出，文字保留在本页，可以复制。"),
        ({"save": "1"}, 422, "有一条意见已不在这里，您的答复没有发出，文字保留在本页，可以复制。"),
    ],
)
def test_an_answer_to_a_comment_that_is_not_there_any_more_is_given_back(
    clerk: Client, cast: Cast, report: Report, button: dict[str, str], status: int, words: str
) -> None:
    thread = resolved(cast, report)
    typing = {"version": 1, "preamble": "写好的", f"answer-{thread.pk}": "已核对<次数>"}
    pressed = {name: value.format(pk=thread.pk) for name, value in button.items()}

    answer = clerk.post(address(report, "preamble"), typing | pressed)

    page = answer.content.decode()
    assert (answer.status_code, said(answer)) == (status, [words])
    assert "已核对&lt;次数&gt;</textarea>" in page
    assert "没有改动" not in page
    assert (Report.objects.get().preamble, thread.comments.count()) == ("写好的", 1)


def test_an_answer_that_was_given_back_stays_where_the_step_is_refused_or_stale(
    clerk: Client, cast: Cast, report: Report
) -> None:
    thread = resolved(cast, report)
    typing = {"version": 1, f"answer-{thread.pk}": "已核对次数", "act": f"reply:{thread.pk}"}

    refused = clerk.post(address(report, "cover"), typing | {"title": "标题", "document_date": "昨天"})
    stale = clerk.post(address(report, "cover"), typing | {"version": 9, "title": "标题"})

    assert [answer.status_code for answer in (refused, stale)] == [422, 409]
    assert all("已核对次数</textarea>" in answer.content.decode() for answer in (refused, stale))


@pytest.mark.parametrize(
    "act", ["up:x", "remove:", "add", "draft", "chapter_up", "remove_chapter", "restore:" + "0" * 36, "unknown"]
)
def test_an_act_that_means_nothing_here_is_told_with_what_was_saved(clerk: Client, report: Report, act: str) -> None:
    answer = clerk.post(address(report, "preamble"), {"version": 1, "preamble": "写好的", "act": act})

    assert answer.status_code == 409
    assert said(answer) == ["这里已不能这样做；本步骤填写的内容已保存。"]
    assert Report.objects.get().preamble == "写好的"
    assert report.chapters.count() == 3


@pytest.mark.parametrize("act", ["single", "find"])
def test_a_long_word_is_no_address_that_is_too_long(clerk: Client, report: Report, act: str) -> None:
    chapter = Chapter.objects.get(kind=ChapterKind.WORK)
    long = "谈" * 20_000
    sent: dict[str, Any] = {
        "version": 1,
        "heading": chapter.heading,
        "entry_style": chapter.entry_style,
        "lead": "写好的",
    }

    sent |= {"act": f"{act}:{long}", f"{long}-find": long}
    step = address(report, f"chapter-{chapter.uuid}")
    answer = clerk.post(step, urlencode(sent), "application/x-www-form-urlencoded")

    assert answer.status_code == 302
    assert clerk.get(answer["Location"]).status_code == 200
    assert Chapter.objects.get(pk=chapter.pk).lead == "写好的"


@pytest.mark.parametrize("step", ["figures", "earlier"])
def test_what_was_typed_in_a_part_that_went_meanwhile_is_given_back(clerk: Client, report: Report, step: str) -> None:
    answer = clerk.post(address(report, step), {"version": 1, "talk-reason": "台账尚未补录"})

    page = answer.content.decode()
    assert (answer.status_code, "报告中已没有这一部分，所以没有保存。" in page) == (409, True)
    assert "台账尚未补录</textarea>" in page
