"""A report as a file: who may take it, what it is called, and that it is what was approved."""

import datetime
from io import BytesIO
from pathlib import PurePath
from urllib.parse import unquote
from zipfile import ZipFile

import docx
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.utils import timezone

from reports.actions.reviews import open_snapshot
from reports.document import decode
from reports.importing.spreadsheets import read_spreadsheet
from reports.importing.word.reading import parse
from reports.models import AuditEntry, Comment, Person, Report, Snapshot, Thread
from reports.rendering import render_changes, render_page, render_word
from reports.views.downloads import CONTENT_TYPES
from tests.cast import Cast
from tests.factories import make_report, make_snapshot

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 12, 20)


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True, title="年度工作汇报", document_date=DAY)


def get(client: Client, person: Person, path: str) -> HttpResponse:
    client.force_login(person)
    answer: HttpResponse = client.get(path)  # type: ignore[assignment]
    return answer


def test_the_draft_comes_as_word_with_its_mark(client: Client, cast: Cast, report: Report) -> None:
    answer = get(client, cast.clerk, f"/reports/{report.pk}/draft.docx")

    assert (answer.status_code, answer["Content-Type"]) == (200, CONTENT_TYPES["docx"])
    section = docx.Document(BytesIO(answer.content)).sections[0]
    assert "草稿" in "".join(paragraph.text for paragraph in section.header.paragraphs)


def test_the_draft_comes_as_one_html_file_with_its_mark(client: Client, cast: Cast, report: Report) -> None:
    answer = get(client, cast.head, f"/reports/{report.pk}/draft.html")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert '<p class="paper-mark">草稿</p>' in answer.content.decode()


def test_a_file_is_saved_under_its_name_and_kept_nowhere(client: Client, cast: Cast, report: Report) -> None:
    answer = get(client, cast.clerk, f"/reports/{report.pk}/draft.docx")

    scheme, _, name = answer["Content-Disposition"].partition("''")
    assert scheme == "attachment; filename*=utf-8"
    assert unquote(name) == "云岭县应急管理局-年度工作汇报-2026-12-20-草稿.docx"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


def test_a_snapshot_is_the_frozen_document_whatever_the_rows_say_now(
    client: Client, cast: Cast, report: Report
) -> None:
    snapshot = make_snapshot(report)
    Report.objects.filter(pk=report.pk).update(title="后来改的题目")

    word = get(client, cast.clerk, f"/reports/{report.pk}/snapshots/1.docx")
    page = get(client, cast.clerk, f"/reports/{report.pk}/snapshots/1.html")

    document = decode(snapshot.document)
    assert word.content == render_word(document)
    assert page.content.decode() == render_page(document)
    assert "后来改的题目" not in unquote(word["Content-Disposition"])


@pytest.mark.parametrize(
    ("who", "draft", "snapshot"),
    [
        ("clerk", 200, 200),
        ("head", 200, 200),
        ("officer", 404, 200),
        ("outsider", 404, 404),
        ("stranger_officer", 404, 404),
        ("admin", 404, 404),
    ],
)
def test_who_gets_which_file(who: str, draft: int, snapshot: int, client: Client, cast: Cast, report: Report) -> None:
    make_snapshot(report, opened_by=cast.officer, opened_at=timezone.now())
    person = getattr(cast, who)

    assert get(client, person, f"/reports/{report.pk}/draft.docx").status_code == draft
    assert get(client, person, f"/reports/{report.pk}/snapshots/1.docx").status_code == snapshot


def test_there_is_no_other_kind_and_no_other_number(client: Client, cast: Cast, report: Report) -> None:
    make_snapshot(report)

    for path in ("draft.pdf", "draft.exe", "snapshots/1.json", "snapshots/2.docx"):
        assert get(client, cast.clerk, f"/reports/{report.pk}/{path}").status_code == 404
    assert client.post(f"/reports/{report.pk}/draft.docx").status_code == 405


def test_an_officer_opens_the_version_before_taking_its_file(client: Client, cast: Cast, report: Report) -> None:
    snapshot = make_snapshot(report)
    Report.objects.filter(pk=report.pk).update(state="submitted")

    assert get(client, cast.clerk, f"/reports/{report.pk}/snapshots/1.docx").status_code == 200
    assert get(client, cast.officer, f"/reports/{report.pk}/snapshots/1.docx").status_code == 409
    open_snapshot(Snapshot.objects.get(pk=snapshot.pk), by=cast.officer)
    assert get(client, cast.officer, f"/reports/{report.pk}/snapshots/1.docx").status_code == 200


def test_each_download_is_written_down(client: Client, cast: Cast, report: Report) -> None:
    make_snapshot(report)
    get(client, cast.clerk, f"/reports/{report.pk}/draft.html")
    get(client, cast.clerk, f"/reports/{report.pk}/snapshots/1.docx")
    get(client, cast.outsider, f"/reports/{report.pk}/draft.html")

    entries = AuditEntry.objects.filter(event="report.downloaded").order_by("pk")
    assert [(entry.person, entry.detail) for entry in entries] == [
        (cast.clerk, {"kind": "html", "snapshot": None}),
        (cast.clerk, {"kind": "docx", "snapshot": 1}),
    ]


def make_thread(snapshot: Snapshot, anchor: str, body: str, *, by: Person, quote: str = "") -> Thread:
    thread = Thread.objects.create(report=snapshot.report, snapshot=snapshot, anchor=anchor, quote=quote, opened_by=by)
    Comment.objects.create(thread=thread, body=body, by=by)
    return thread


def said(report: Report, cast: Cast) -> None:
    """Two drafts, and on the first a comment with an answer, and a resolved one whose paragraph is gone."""
    first = make_snapshot(report, opened_by=cast.officer, opened_at=timezone.now())
    report.preamble = "今年情况如下，共三个方面。"
    report.save(update_fields=["preamble"])
    make_snapshot(report, opened_by=cast.officer, opened_at=timezone.now())
    asked = make_thread(first, "preamble-1", "写清时间。", by=cast.officer, quote="情况如下")
    Comment.objects.create(thread=asked, body="已补充。", by=cast.clerk)
    for anchor in ("closing-9", "title"):
        settled = make_thread(first, anchor, "这句删去。", by=cast.officer, quote="特此报告。")
        Thread.objects.filter(pk=settled.pk).update(state="resolved")


def test_a_snapshot_comes_with_its_comments(client: Client, cast: Cast, report: Report) -> None:
    said(report, cast)

    answer = get(client, cast.officer, f"/reports/{report.pk}/snapshots/2/review.docx")

    assert (answer.status_code, answer["Content-Type"]) == (200, CONTENT_TYPES["docx"])
    assert unquote(answer["Content-Disposition"]).endswith("云岭县应急管理局-年度工作汇报-2026-12-20-审阅.docx")
    asked, answered = parse(answer.content).comments
    assert (asked.author, asked.text) == (cast.officer.full_name, "「情况如下」\n写清时间。")
    assert (answered.author, answered.text, answered.answers) == (cast.clerk.full_name, "已补充。", asked.name)


def test_an_older_snapshot_comes_without_later_comments(client: Client, cast: Cast, report: Report) -> None:
    said(report, cast)
    make_thread(report.snapshots.get(number=2), "title", "题目太长。", by=cast.officer)

    texts = {
        number: [
            one.text
            for one in parse(
                get(client, cast.head, f"/reports/{report.pk}/snapshots/{number}/review.docx").content
            ).comments
        ]
        for number in (1, 2)
    }
    assert ("题目太长。" in texts[1], "题目太长。" in texts[2]) == (False, True)


def test_two_snapshots_come_as_tracked_changes_of_the_unit(client: Client, cast: Cast, report: Report) -> None:
    said(report, cast)
    newer = report.snapshots.get(number=2)

    answer = get(client, cast.clerk, f"/reports/{report.pk}/differences/1/2.docx")

    assert unquote(answer["Content-Disposition"]).endswith("云岭县应急管理局-年度工作汇报-2026-12-20-改动对照.docx")
    at = timezone.localtime(newer.created_at)
    older = decode(report.snapshots.get(number=1).document)
    assert answer.content == render_changes(older, decode(newer.document), author="云岭县应急管理局", at=at)


def test_comments_and_changes_wait_for_the_review_to_begin(client: Client, cast: Cast, report: Report) -> None:
    make_snapshot(report)
    make_snapshot(report)
    for path in ("snapshots/1/review.docx", "differences/1/2.docx"):
        assert get(client, cast.officer, f"/reports/{report.pk}/{path}").status_code == 409
        assert get(client, cast.clerk, f"/reports/{report.pk}/{path}").status_code == 200
        assert get(client, cast.stranger_officer, f"/reports/{report.pk}/{path}").status_code == 404


def test_taking_comments_and_changes_is_written_down(client: Client, cast: Cast, report: Report) -> None:
    said(report, cast)
    get(client, cast.officer, f"/reports/{report.pk}/snapshots/2/review.docx")
    get(client, cast.officer, f"/reports/{report.pk}/differences/1/2.docx")

    review, changes = AuditEntry.objects.filter(person=cast.officer).order_by("pk")
    assert (review.event, review.report, review.detail) == ("report.review_downloaded", report, {"snapshot": 2})
    assert (changes.event, changes.report, changes.detail) == (
        "report.changes_downloaded",
        report,
        {"snapshot": 2, "since": 1},
    )


def archive(client: Client, person: Person, report: Report, kind: str) -> ZipFile:
    client.force_login(person)
    answer = client.get("/board/files.zip", {"period": report.period.code, "kind": kind})
    assert isinstance(answer, StreamingHttpResponse)
    return ZipFile(BytesIO(b"".join(answer)))


@pytest.mark.parametrize(
    ("kind", "endings"),
    [("docx", [".docx", ".xlsx"]), ("html", [".html", ".xlsx"]), ("both", [".docx", ".html", ".xlsx"])],
)
def test_a_period_comes_as_one_archive(
    kind: str, endings: list[str], client: Client, cast: Cast, report: Report
) -> None:
    snapshot = make_snapshot(report, opened_by=cast.officer, opened_at=timezone.now())

    files = archive(client, cast.officer, report, kind)

    assert [PurePath(name).suffix for name in files.namelist()] == endings
    stem = "云岭县应急管理局-年度工作汇报-2026-12-20"
    if kind != "html":
        assert files.read(f"{stem}.docx") == render_word(decode(snapshot.document))
    ((_line, row),) = read_spreadsheet(files.read("清单.xlsx"))[1:]
    assert row == ["云岭县应急管理局", report.report_type.name, "草稿", "1", stem, snapshot.sha256]


def test_what_nobody_opened_is_listed_and_not_given(client: Client, cast: Cast, report: Report) -> None:
    make_snapshot(report, opened_by=cast.officer, opened_at=timezone.now())
    make_snapshot(report)

    files = archive(client, cast.officer, report, "docx")

    assert files.namelist() == ["清单.xlsx"]
    assert "未纳入" in read_spreadsheet(files.read("清单.xlsx"))[1][1][4]
    assert AuditEntry.objects.filter(event="report.downloaded").count() == 0


def test_each_report_of_the_archive_is_written_down(client: Client, cast: Cast, report: Report) -> None:
    make_snapshot(report, opened_by=cast.officer, opened_at=timezone.now())
    archive(client, cast.officer, report, "both")

    entry = AuditEntry.objects.get(event="report.downloaded")
    assert (entry.person, entry.report, entry.detail) == (cast.officer, report, {"kind": "docx+html", "snapshot": 1})


def test_there_is_no_archive_of_another_kind_or_period(client: Client, cast: Cast, report: Report) -> None:
    assert get(client, cast.officer, f"/board/files.zip?period={report.period.code}&kind=exe").status_code == 404
    assert get(client, cast.officer, "/board/files.zip?period=1987").status_code == 404
    assert get(client, cast.officer, "/board/files.zip").status_code == 404
