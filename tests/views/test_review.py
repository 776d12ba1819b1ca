"""The officer's pages: the cover before reading, the paper with comments, versions and their differences."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from reports.actions import moves, reviews
from reports.choices import ChapterKind, Layout, ReportState, ThreadState
from reports.document import Chapter, Cover, Entry, Manuscript, build_document
from reports.models import AuditEntry, Comment, Outline, Person, Report, Snapshot, Thread
from reports.views.review import outline
from tests.cast import Cast
from tests.factories import make_period, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    return moves.submit_report(report, by=cast.clerk, version=report.version)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seen(report: Report) -> dict[str, str]:
    snapshot = report.snapshots.latest("number")
    return {"number": str(snapshot.number), "sha256": snapshot.sha256}


def commented(report: Report, cast: Cast, anchor: str = "preamble-1") -> Thread:
    snapshot = reviews.open_snapshot(report.snapshots.latest("number"), by=cast.officer)
    return reviews.open_thread(snapshot, anchor, "请写明时间。", by=cast.officer)


def resubmitted(report: Report, cast: Cast) -> Report:
    commented(report, cast)
    snapshot = report.snapshots.get()
    moves.return_report(report, by=cast.officer, seen=(snapshot.number, snapshot.sha256))
    reviews.mark_answered(Thread.objects.get(), by=cast.clerk, body="已写明。")
    Report.objects.filter(pk=report.pk).update(preamble="今年以来，我局召开专题会议4次，现将工作情况汇报如下：")
    report.refresh_from_db()
    return moves.submit_report(report, by=cast.clerk, version=report.version)


def test_before_reading_there_is_only_a_cover(report: Report, cast: Cast) -> None:
    page = signed_in(cast.officer).get(f"/reports/{report.pk}/review/").content.decode()
    assert "开始审核" in page
    assert 'class="paper"' not in page
    assert report.snapshots.get().opened_at is None


def test_each_report_has_its_own_review(report: Report, cast: Cast) -> None:
    later = make_report(cast.bureau, by=cast.clerk, period=make_period(year=report.period.year + 1), filled=True)
    moves.submit_report(later, by=cast.clerk, version=later.version)
    client = signed_in(cast.officer)
    for one in (report, later):
        assert client.get(f"/reports/{one.pk}/review/").context["report"] == one


def test_only_of_the_report_itself_an_officer_is_told_that_it_was_withdrawn(report: Report, cast: Cast) -> None:
    moves.withdraw_report(report, by=cast.clerk, version=report.version)
    draft = make_report(cast.bureau, by=cast.clerk, period=make_period(year=report.period.year + 1), filled=True)
    client = signed_in(cast.officer)
    assert client.get(f"/reports/{report.pk}/review/").status_code == 409
    assert client.get(f"/reports/{draft.pk}/review/").status_code == 404


def test_starting_opens_the_snapshot_and_shows_the_paper(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    answer = client.post(f"/reports/{report.pk}/review/open/", {"number": "1"}, follow=True)
    assert answer.redirect_chain == [(f"/reports/{report.pk}/review/", 302)]
    assert 'data-anchor="preamble-1"' in answer.content.decode()
    assert report.snapshots.get().opened_by == cast.officer


def test_a_number_that_is_none_opens_nothing(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    assert client.post(f"/reports/{report.pk}/review/open/", {"number": "2"}).status_code == 404
    assert report.snapshots.get().opened_at is None


def test_who_begins_to_read_just_after_it_was_withdrawn_is_told(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    moves.withdraw_report(report, by=cast.clerk, version=report.version)

    answer = client.post(f"/reports/{report.pk}/review/open/", {"number": "1"})

    assert answer.status_code == 409
    assert "该单位已撤回报告" in answer.content.decode()
    assert client.get(f"/reports/{report.pk}/review/").status_code == 409
    assert report.snapshots.get().opened_at is None


def test_an_officer_who_wrote_the_report_may_not_open_it(report: Report, cast: Cast) -> None:
    Report.objects.update(created_by=cast.officer)
    client = signed_in(cast.officer)
    assert "开始审核" not in client.get(f"/reports/{report.pk}/review/").content.decode()
    assert client.post(f"/reports/{report.pk}/review/open/", {"number": "1"}).status_code == 403


def test_a_comment_stands_on_the_page_it_was_made_on(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    answer = client.post(
        f"/reports/{report.pk}/snapshots/1/comment/", {"anchor": "preamble-1", "body": "请<b>写明</b>。"}
    )
    thread = Thread.objects.get()
    assert answer["Location"] == f"/reports/{report.pk}/review/#thread-{thread.pk}"
    page = client.get(f"/reports/{report.pk}/review/").content.decode()
    assert "请&lt;b&gt;写明&lt;/b&gt;。" in page
    assert f'id="thread-{thread.pk}" data-thread-anchor="preamble-1" data-quote="' in page


def test_an_empty_comment_is_asked_for_again_with_its_paragraph(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    address = f"/reports/{report.pk}/snapshots/1/comment/"
    assert "今年以来" in client.get(address, {"anchor": "preamble-1"}).content.decode()
    answer = client.post(address, {"anchor": "preamble-1", "body": " "})
    assert (answer.status_code, Thread.objects.count()) == (422, 0)
    assert client.post(address, {"anchor": "nowhere", "body": "请核实。"}).status_code == 422


@pytest.mark.parametrize("part", [slice(None), slice(1, -1)])
def test_a_paragraph_of_any_length_is_commented_on(cast: Cast, part: slice) -> None:
    text = "今年以来我局认真开展谈心谈话" * 2_000
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    report.preamble = text
    report.save()
    moves.submit_report(report, by=cast.clerk, version=report.version)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    said = {"anchor": "preamble-1", "quote": text[part], "body": "请精简。"}

    answer = signed_in(cast.officer).post(f"/reports/{report.pk}/snapshots/1/comment/", said)

    assert (answer.status_code, Thread.objects.get().quote) == (302, text[part])


@pytest.mark.parametrize("anchor", ["", "nowhere", "x" * 81])
def test_a_comment_on_no_paragraph_is_refused_in_words_and_stays(report: Report, cast: Cast, anchor: str) -> None:
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)

    answer = signed_in(cast.officer).post(
        f"/reports/{report.pk}/snapshots/1/comment/", {"anchor": anchor, "body": "请核实。"}
    )

    page = answer.content.decode().partition("<main")[2]
    assert answer.status_code == 422
    # The page with the composer shows the first paragraph of the answer.
    assert "报告中没有这一段" in page.partition("<p")[2].partition("</p>")[0]
    assert "请核实。</textarea>" in page


@pytest.mark.parametrize(
    ("act", "state", "comments"),
    [("reply", ThreadState.OPEN, 2), ("resolve", ThreadState.RESOLVED, 1)],
)
def test_the_officer_goes_on_with_a_thread(
    act: str, state: ThreadState, comments: int, report: Report, cast: Cast
) -> None:
    thread = commented(report, cast)
    answer = signed_in(cast.officer).post(f"/threads/{thread.pk}/", {"act": act, "body": "补充一点。", "next": "/x/"})
    assert answer["Location"] == f"/x/#thread-{thread.pk}"
    assert (Thread.objects.get().state, Comment.objects.count()) == (state, comments)


def test_the_unit_marks_a_comment_as_corrected(report: Report, cast: Cast) -> None:
    thread = commented(report, cast)
    snapshot = report.snapshots.get()
    moves.return_report(report, by=cast.officer, seen=(1, snapshot.sha256))
    signed_in(cast.clerk).post(f"/threads/{thread.pk}/", {"act": "answer", "body": ""})
    assert Thread.objects.get().state == ThreadState.ANSWERED


@pytest.mark.parametrize(
    ("values", "status"), [({"act": "burn"}, 422), ({}, 422), ({"act": "answer"}, 403), ({"act": "reopen"}, 409)]
)
def test_what_can_not_be_done_with_a_thread_changes_nothing(
    values: dict[str, str], status: int, report: Report, cast: Cast
) -> None:
    thread = commented(report, cast)
    acts = AuditEntry.objects.exclude(event="access.refused")
    before = acts.count()
    answer = signed_in(cast.officer).post(f"/threads/{thread.pk}/", {"body": "好。", **values})
    assert answer.status_code == status
    assert (Thread.objects.get().state, Comment.objects.count(), acts.count()) == ("open", 1, before)


@pytest.mark.parametrize("act", ["reply", "reopen"])
def test_an_answer_without_words_is_refused_in_words(act: str, report: Report, cast: Cast) -> None:
    thread = commented(report, cast)
    state = {"reply": ThreadState.OPEN, "reopen": ThreadState.ANSWERED}[act]
    Thread.objects.update(state=state)
    client = signed_in(cast.officer)
    sent = {"act": act, "body": " ", "next": f"/reports/{report.pk}/review/"}
    boosted = {"HX-Request": "true", "HX-Boosted": "true"}

    answer = client.post(f"/threads/{thread.pk}/", sent, headers=boosted)
    assert (answer.status_code, "请先填写意见。" in answer.content.decode()) == (422, True)

    plain = client.post(f"/threads/{thread.pk}/", sent, follow=True)
    assert "请先填写意见。" in plain.content.decode().partition("<main")[0]
    assert (Thread.objects.get().state, Comment.objects.count()) == (state, 1)


def test_the_address_to_come_back_to_is_never_elsewhere(report: Report, cast: Cast) -> None:
    thread = commented(report, cast)
    client = signed_in(cast.officer)
    answer = client.post(f"/threads/{thread.pk}/", {"act": "resolve", "next": "//evil.example/"})
    assert answer["Location"] == f"/#thread-{thread.pk}"


def test_after_a_return_the_officer_sees_what_changed_and_what_was_answered(report: Report, cast: Cast) -> None:
    resubmitted(report, cast)
    client = signed_in(cast.officer)
    client.post(f"/reports/{report.pk}/review/open/", {"number": "2"})
    page = client.get(f"/reports/{report.pk}/review/").content.decode()
    assert 'data-change="changed" data-change-anchor="preamble-1"' in page
    assert "1 条已答复" in page
    assert "已写明。" in page


def test_a_thread_whose_paragraph_is_gone_is_still_shown(report: Report, cast: Cast) -> None:
    commented(report, cast)
    Thread.objects.update(anchor="entry-00000000-0000-4000-8000-000000000000")
    page = signed_in(cast.officer).get(f"/reports/{report.pk}/review/").content.decode()
    assert "原段落已删除" in page


def test_the_outline_counts_characters_and_comments(report: Report, cast: Cast) -> None:
    entry = report.workitems.get()
    commented(report, cast, f"entry-{entry.uuid}")
    page = signed_in(cast.officer).get(f"/reports/{report.pk}/review/").content.decode()
    rows = re.findall(r'<li class="level-(\d)">.*?</li>', page, re.DOTALL)
    assert rows == ["1", "2", "1", "2", "1", "2"]
    assert page.count('<span class="count"') == 2


def test_returning_and_approving_by_the_page(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    values = seen(report) | {"reason": "请写具体。", "categories": ["wording"]}
    assert client.post(f"/reports/{report.pk}/moves/return/", values)["Location"] == "/"
    assert Report.objects.get().state == ReportState.RETURNED
    Report.objects.update(preamble="今年以来，召开会议4次。")
    report.refresh_from_db()
    moves.submit_report(report, by=cast.clerk, version=report.version)
    client.post(f"/reports/{report.pk}/moves/approve/", seen(report))
    assert Report.objects.get().state == ReportState.APPROVED


def test_a_return_without_a_word_comes_back_to_the_page_and_says_so(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    here = f"/reports/{report.pk}/review/"
    answer = client.post(f"/reports/{report.pk}/moves/return/", {**seen(report), "next": here}, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert 'class="note error"' in answer.content.decode()


def test_a_decision_about_an_older_draft_shows_the_way_to_the_newer_one(report: Report, cast: Cast) -> None:
    old = seen(report)
    resubmitted(report, cast)
    reviews.open_snapshot(report.snapshots.get(number=2), by=cast.officer)
    answer = signed_in(cast.officer).post(f"/reports/{report.pk}/moves/approve/", old)
    assert answer.status_code == 409
    assert f"/reports/{report.pk}/differences/1/2/" in answer.content.decode()
    assert Report.objects.get().state == ReportState.SUBMITTED


def test_a_move_that_the_table_does_not_know_is_no_address(report: Report, cast: Cast) -> None:
    assert signed_in(cast.clerk).post(f"/reports/{report.pk}/moves/burn/").status_code == 404


def test_an_old_version_is_refused_and_nonsense_too(report: Report, cast: Cast) -> None:
    client = signed_in(cast.clerk)
    assert client.post(f"/reports/{report.pk}/moves/withdraw/", {"version": "1"}).status_code == 409
    assert client.post(f"/reports/{report.pk}/moves/withdraw/", {"version": "x"}).status_code == 422
    assert Report.objects.get().state == ReportState.SUBMITTED


def test_an_administrator_reopens_what_nobody_else_shows(report: Report, cast: Cast) -> None:
    client = signed_in(cast.admin)
    values = {"version": str(report.version), "reason": "数字有误。"}
    assert client.post(f"/reports/{report.pk}/moves/reopen/", values).status_code == 404
    moves.approve_report(report, by=cast.officer, seen=(1, report.snapshots.get().sha256))
    values["version"] = str(report.version)
    assert client.post(f"/reports/{report.pk}/moves/reopen/", values).status_code == 302
    assert Report.objects.get().edition == 2


def test_writers_read_their_versions_and_the_differences(report: Report, cast: Cast) -> None:
    resubmitted(report, cast)
    client = signed_in(cast.clerk)
    assert "召开专题会议4次" in client.get(f"/reports/{report.pk}/snapshots/2/").content.decode()
    page = client.get(f"/reports/{report.pk}/differences/1/2/").content.decode()
    assert "<ins>召开专题会议4次</ins>" in page
    assert "段未改…" in page


def test_an_officer_reads_no_version_that_nobody_opened(report: Report, cast: Cast) -> None:
    client = signed_in(cast.officer)
    assert client.get(f"/reports/{report.pk}/snapshots/1/").status_code == 409
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    assert client.get(f"/reports/{report.pk}/snapshots/1/").status_code == 200


def test_the_review_page_asks_the_same_number_of_questions_whatever_was_said(
    report: Report, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, settings: Settings
) -> None:
    client = signed_in(cast.officer)
    # The first look of a sitting is noted in the audit.
    commented(report, cast, "preamble-1")
    client.get(f"/reports/{report.pk}/review/")
    counts = []
    for anchors in (["preamble-1"], ["title", "signature"]):
        for anchor in anchors:
            commented(report, cast, anchor)
        with django_assert_max_num_queries(27) as queries:
            client.get(f"/reports/{report.pk}/review/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert Snapshot.objects.count() == 1


def test_the_officer_sees_what_the_checks_found_while_it_is_under_review(report: Report, cast: Cast) -> None:
    Report.objects.update(document_date=None)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    client = signed_in(cast.officer)
    page = client.get(f"/reports/{report.pk}/review/").content.decode()
    assert '<a href="#date">' in page
    Outline.objects.update(layout=Layout.LETTERHEAD)
    page = client.get(f"/reports/{report.pk}/review/").content.decode()
    assert "本单位的红头还没有设置" in page
    assert 'href="#letterhead"' not in page
    Report.objects.update(state=ReportState.RETURNED.value)
    assert "panel-found" not in client.get(f"/reports/{report.pk}/review/").content.decode()


@pytest.mark.parametrize(
    ("code", "said", "kept"),
    [
        ("return", {"categories": ["wording"], "reason": "  "}, 'id="category-wording" checked'),
        ("approve", {"reason": "写得具体，同意。"}, "写得具体，同意。</textarea>"),
    ],
)
def test_a_refused_decision_keeps_what_was_typed(
    report: Report, cast: Cast, code: str, said: dict[str, object], kept: str
) -> None:
    if code == "approve":
        commented(report, cast)
    else:
        reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    answer = signed_in(cast.officer).post(f"/reports/{report.pk}/moves/{code}/", {**seen(report), **said})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert kept in page
    assert f'id="{code}" open' in page
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_a_remark_on_a_version_that_is_old_by_now_can_be_copied(report: Report, cast: Cast) -> None:
    old = seen(report)
    resubmitted(report, cast)
    answer = signed_in(cast.officer).post(f"/reports/{report.pk}/moves/approve/", {**old, "reason": "同意，请归档。"})
    assert answer.status_code == 409
    assert "同意，请归档。</textarea>" in answer.content.decode()


def test_a_decision_after_a_colleagues_keeps_the_remark_and_says_how_the_report_stands(
    report: Report, cast: Cast
) -> None:
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    read = seen(report)
    moves.return_report(report, by=cast.officer, seen=(int(read["number"]), read["sha256"]), reason="请写具体。")
    answer = signed_in(cast.officer).post(f"/reports/{report.pk}/moves/approve/", {**read, "reason": "同意，请归档。"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "同意，请归档。</textarea>" in page
    assert "已退回</span>" in page
    assert f'href="/reports/{report.pk}/review/"' in page
    assert "更新的稿次" not in page


def test_an_answer_that_comes_too_late_can_be_copied(report: Report, cast: Cast) -> None:
    thread = commented(report, cast)
    answer = signed_in(cast.clerk).post(f"/threads/{thread.pk}/", {"act": "answer", "body": "已写明时间。"})
    assert answer.status_code == 409
    assert "已写明时间。</textarea>" in answer.content.decode()


def test_the_outline_lists_attachments_and_no_headings_inside_a_text() -> None:
    entry = Entry("压实责任", "开会4次。\n1. 会议记录\n逐次归档。", "a")
    attached = (Entry("名单", "张三", "b"), Entry("数据", "一\t二\n三\t四", "d"))
    chapters = (
        Chapter(ChapterKind.WORK, "工作", entries=(entry,), key="c"),
        Chapter(ChapterKind.ATTACHMENTS, "", entries=attached),
    )
    document = build_document(Manuscript(Cover(), "", chapters))
    threads = [Thread(anchor=anchor) for anchor in ("entry-b", "entry-b-2", "entry-a-2")]
    rows = [(row.level, row.number, row.text, row.characters, row.threads) for row in outline(document, threads)]
    assert rows == [
        (1, "一、", "工作", 28, 1),
        (2, "（一）", "压实责任。", 24, 1),
        (1, "附件1 ", "名单", 2, 2),
        (1, "附件2 ", "数据", 7, 0),
    ]
