"""Evidence files in the browser's requests: added, listed, removed, brought back, downloaded; and the annex."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from reports import media
from reports.actions import moves, reviews
from reports.models import AuditEntry, Entry, Evidence, Report, Snapshot
from tests.cast import Cast
from tests.factories import make_evidence, make_report
from tests.hostile.files import pdf, picture

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True)


@pytest.fixture
def entry(report: Report) -> Entry:
    return report.workitems.get()


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def snapshot(report: Report, entry: Entry, cast: Cast) -> Snapshot:
    """A version under review with a picture and a document."""
    make_evidence(entry, "警示教育大会.jpg", data=picture())
    make_evidence(report.problems.get(), "整改方案.pdf")
    moves.submit_report(report, by=cast.clerk, version=report.version)
    return reviews.open_snapshot(report.snapshots.get(), by=cast.officer)


def address(report: Report, entry: Entry) -> str:
    return reverse("entry_evidence", args=[report.pk, entry.uuid])


def upload(client: Client, report: Report, entry: Entry, name: str, data: bytes, **more: Any) -> Any:
    return client.post(address(report, entry), {"file": SimpleUploadedFile(name, data)}, **more)


def test_a_file_is_added_without_a_script(clerk: Client, report: Report, entry: Entry) -> None:
    answer = upload(clerk, report, entry, "签到表.pdf", pdf())

    assert (answer.status_code, answer["Location"]) == (302, address(report, entry))
    page = clerk.get(address(report, entry)).content.decode()
    assert "签到表.pdf" in page
    assert f"/reports/{report.pk}/steps/chapter-{entry.chapter.uuid}/?field=entry-{entry.uuid}" in page


def test_a_script_gets_the_list_alone(clerk: Client, report: Report, entry: Entry) -> None:
    answer = upload(clerk, report, entry, "照片.jpg", picture(), headers=HTMX)

    text = answer.content.decode()
    assert (answer.status_code, "照片.jpg" in text, "<html" in text) == (200, True, False)
    assert reverse("evidence_thumbnail", args=[report.pk, Evidence.objects.get().uuid]) in text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("汇报.doc", b"\xd0\xcf\x11\xe0", "旧格式"),
        ("病毒.exe", b"MZ", "不能上传这种文件"),
        ("秘密.pdf", b"%PDF-", "涉密"),
        ("大.pdf", b"%PDF-" + bytes(20 * 1024 * 1024), "20 MB"),
        ("空.pdf", b"", "空的"),
    ],
)
def test_a_refusal_says_what_to_do(
    clerk: Client, report: Report, entry: Entry, name: str, data: bytes, words: str
) -> None:
    for headers, status in ((HTMX, 200), ({}, 400)):
        answer = upload(clerk, report, entry, name, data, headers=headers)
        assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert not Evidence.objects.exists()


def test_no_file_is_told(clerk: Client, report: Report, entry: Entry) -> None:
    assert clerk.post(address(report, entry)).status_code == 422


def test_removing_offers_the_way_back(clerk: Client, report: Report, entry: Entry) -> None:
    evidence = make_evidence(entry, "签到表.pdf")
    act = reverse("evidence_act", args=[report.pk, evidence.uuid])

    page = clerk.post(act, {"act": "remove"}, follow=True)
    assert "“签到表.pdf”" in page.content.decode()
    assert 'value="restore"' in page.content.decode()
    assert clerk.get(reverse("evidence_file", args=[report.pk, evidence.uuid])).status_code == 404

    answer = clerk.post(act, {"act": "restore"}, headers=HTMX)
    assert ("签到表.pdf" in answer.content.decode(), 'value="restore"' in answer.content.decode()) == (True, False)


def test_the_files_of_a_removed_entry_wait(clerk: Client, report: Report, entry: Entry) -> None:
    report.workitems.update(removed_at=report.changed_at)

    assert clerk.get(address(report, entry)).status_code == 409


def test_the_wizard_lists_the_files_and_leads_to_their_page(clerk: Client, report: Report, entry: Entry) -> None:
    make_evidence(entry, "签到表.pdf")
    step = reverse("report_step", args=[report.pk, f"chapter-{entry.chapter.uuid}"])

    assert "签到表.pdf" in clerk.get(step).content.decode()
    chapter = entry.chapter
    said = {"version": report.version, "heading": chapter.heading, "entry_style": chapter.entry_style}
    said |= {f"{entry.uuid}-heading": "新标题", f"{entry.uuid}-body": entry.body}
    answer = clerk.post(step, said | {"act": f"evidence:{entry.uuid}"})
    entry.refresh_from_db()
    assert (answer["Location"], entry.heading) == (address(report, entry), "新标题")


def test_a_download_can_do_nothing(clerk: Client, report: Report, entry: Entry) -> None:
    evidence = make_evidence(entry, "签到表.pdf", data=b"%PDF-x")

    answer = clerk.get(reverse("evidence_file", args=[report.pk, evidence.uuid]))

    assert answer.content == b"%PDF-x"
    assert {name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert AuditEntry.objects.filter(event="evidence.downloaded", report=report).count() == 1


def test_a_thumbnail_is_a_picture_of_our_own(clerk: Client, report: Report, entry: Entry) -> None:
    evidence = make_evidence(entry)

    answer = clerk.get(reverse("evidence_thumbnail", args=[report.pk, evidence.uuid]))
    assert (answer["Content-Type"], answer.content) == ("image/jpeg", b"small")
    other = make_evidence(entry, "签到表.pdf")
    assert clerk.get(reverse("evidence_thumbnail", args=[report.pk, other.uuid])).status_code == 404


def test_a_damaged_file_is_told_in_words(clerk: Client, report: Report, entry: Entry) -> None:
    file = make_evidence(entry).file
    media.content_place(file.unit_id, file.sha256).write_bytes(b"other")

    answer = clerk.get(reverse("evidence_file", args=[report.pk, Evidence.objects.get().uuid]))

    assert (answer.status_code, "已损坏" in answer.content.decode()) == (410, True)


def test_an_officer_reads_what_was_submitted(client: Client, cast: Cast, snapshot: Snapshot) -> None:
    report = snapshot.report
    frozen = snapshot.evidence.all()[0]
    client.force_login(cast.officer)

    for page in (reverse("review", args=[report.pk]), reverse("snapshot", args=[report.pk, 1])):
        text = client.get(page).content.decode()
        assert reverse("snapshot_evidence", args=[report.pk, 1, frozen.uuid]) in text
        assert f'href="#entry-{frozen.entry}"' in text
    assert client.get(reverse("snapshot_evidence", args=[report.pk, 1, frozen.uuid])).content == picture()
    assert client.get(reverse("evidence_file", args=[report.pk, frozen.uuid])).status_code == 404


@pytest.mark.parametrize("person", ["outsider", "stranger_officer", "admin"])
def test_nobody_else_reads_it(client: Client, cast: Cast, snapshot: Snapshot, person: str) -> None:
    client.force_login(getattr(cast, person))
    uuid = snapshot.evidence.all()[0].uuid

    assert client.get(reverse("snapshot_evidence", args=[snapshot.report_id, 1, uuid])).status_code == 404


def test_evidence_of_another_report_is_not_found_by_its_id(clerk: Client, cast: Cast, snapshot: Snapshot) -> None:
    other = make_report(cast.bureau, by=cast.clerk, filled=True)
    evidence = make_evidence(other.workitems.get())

    for name, more in (("snapshot_evidence", [1]), ("snapshot_thumbnail", [1]), ("evidence_file", [])):
        here = reverse(name, args=[snapshot.report_id, *more, evidence.uuid])
        assert clerk.get(here).status_code == 404
    act = reverse("evidence_act", args=[snapshot.report_id, evidence.uuid])
    assert clerk.post(act, {"act": "remove"}).status_code == 404


def test_an_entry_of_another_report_takes_no_file(clerk: Client, cast: Cast, report: Report) -> None:
    theirs = make_report(cast.other_bureau, by=cast.outsider, filled=True)
    for uuid in (theirs.workitems.get().uuid, uuid4()):
        here = reverse("entry_evidence", args=[report.pk, uuid])
        assert clerk.post(here, {"file": SimpleUploadedFile("签到表.pdf", pdf())}).status_code == 404
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_annex_lists_the_files_on_request(clerk: Client, cast: Cast, snapshot: Snapshot, kind: str) -> None:
    for here in (
        reverse("snapshot_file", args=[snapshot.report_id, 1, kind]),
        reverse("report_file", args=[snapshot.report_id, kind]),
    ):
        with_list, without = clerk.get(f"{here}?evidence=1").content, clerk.get(here).content
        texts = [_text(content) if kind == "docx" else content.decode() for content in (with_list, without)]
        assert ["整改方案.pdf" in text for text in texts] == [True, False]
        assert ["佐证材料目录" in text for text in texts] == [True, False]
        assert "图片（JPEG）" in texts[0]


def _text(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])
