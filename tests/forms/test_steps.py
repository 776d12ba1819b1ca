"""The steps of a report, and where each anchor is written."""

import uuid

import pytest

from reports.choices import ChapterKind
from reports.composing import read_rows
from reports.composing.findings import findings
from reports.forms.steps import Target, chapter_key, field_url, report_steps, target_of
from reports.models import Report, Thread
from tests.factories import make_chapter, make_entry, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return make_report()


def test_an_empty_report_misses_its_parts(report: Report) -> None:
    rows = read_rows(report)
    steps = report_steps(report, rows, findings(report, rows))
    assert [(step.title, step.state, step.note) for step in steps] == [
        ("封面", "complete", ""),
        ("导语", "missing", ""),
        ("工作开展情况", "missing", ""),
        ("存在的主要问题", "missing", ""),
        ("下一步工作打算", "missing", ""),
        ("校核", "", "4 处"),
        ("预览与提交", "", ""),
    ]
    assert steps[0].url == f"/reports/{report.pk}/steps/cover/"


def test_a_filled_report_is_complete(report: Report) -> None:
    filled = make_report(filled=True)
    rows = read_rows(filled)
    steps = report_steps(filled, rows, findings(filled, rows))
    assert [step.state for step in steps] == ["complete"] * 5 + ["", ""]
    assert [step.note for step in steps[2:5]] == ["1 条"] * 3


def test_what_is_not_asked_for_is_empty_rather_than_missing(report: Report) -> None:
    report.chapters.update(required=False, heading="")
    report.outline.preamble_required = False
    rows = read_rows(report)
    steps = report_steps(report, rows, findings(report, rows))
    assert [step.state for step in steps[1:5]] == ["empty"] * 4
    assert steps[3].title == "存在的问题（无标题）"


def test_comments_count_at_the_step_they_are_about(report: Report) -> None:
    work = report.chapters.get(kind=ChapterKind.WORK)
    entry = make_entry(work)
    anchors = ["title", f"entry-{entry.uuid}", f"entry-{entry.uuid}-2", f"chapter-{work.uuid}", f"entry-{uuid.uuid4()}"]
    threads = [Thread(report=report, anchor=anchor) for anchor in anchors]
    steps = report_steps(report, read_rows(report), (), threads)
    assert [step.comments for step in steps] == [1, 0, 3, 0, 0, 1, 0]


def test_every_anchor_leads_to_its_field(report: Report) -> None:
    work = report.chapters.get(kind=ChapterKind.WORK)
    entry = make_entry(work)
    rows, key = read_rows(report), chapter_key(work)
    places = {
        "title": Target("cover", "id_title"),
        "recipient": Target("cover", "id_recipient"),
        "signature": Target("cover", "id_signature"),
        "date": Target("cover", "id_document_date"),
        "closing-1": Target("cover", "id_closing"),
        "preamble-3": Target("preamble", "id_preamble"),
        f"chapter-{work.uuid}": Target(key, "id_heading"),
        f"chapter-{work.uuid}-1": Target(key, "id_lead"),
        f"entry-{entry.uuid}": Target(key, f"id_{entry.uuid}-body"),
        f"entry-{entry.uuid}-2": Target(key, f"id_{entry.uuid}-body"),
    }
    assert {anchor: target_of(anchor, rows) for anchor in places} == places
    assert target_of(f"entry-{entry.uuid}", rows, "heading") == Target(key, f"id_{entry.uuid}-heading")
    assert field_url(report, places["title"]) == f"/reports/{report.pk}/steps/cover/?field=id_title"


def test_an_attachment_has_its_title_apart_from_its_text(report: Report) -> None:
    chapter = make_chapter(report, ChapterKind.ATTACHMENTS, "")
    entry = make_entry(chapter)
    rows, key = read_rows(report), chapter_key(chapter)
    assert target_of(f"entry-{entry.uuid}", rows) == Target(key, f"id_{entry.uuid}-heading")
    assert target_of(f"entry-{entry.uuid}-3", rows) == Target(key, f"id_{entry.uuid}-body")
    assert target_of("number", rows) == Target("cover", "id_serial")
    assert target_of("urgency", rows) == Target("cover", "id_urgency")
    assert [step.title for step in report_steps(report, rows) if step.chapter == chapter] == ["附件"]


GONE = uuid.UUID(int=1)


@pytest.mark.parametrize(
    "anchor",
    [
        "",
        "organ",
        "signers",
        "note",
        "copies",
        "printed",
        "chapter-2",
        "entry-2.1",
        f"entry-{GONE}",
        f"chapter-{GONE}-1",
    ],
)
def test_an_anchor_that_is_gone_leads_nowhere(report: Report, anchor: str) -> None:
    assert target_of(anchor, read_rows(report)) is None
