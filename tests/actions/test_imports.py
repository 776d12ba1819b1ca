"""An uploaded file until it becomes a draft: what is kept, corrected, confirmed, given up and swept."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from reports.actions.imports import (
    MOST_PIECES,
    confirm_upload,
    correct_upload,
    give_up_upload,
    keep_upload,
    shown_name,
    sweep_uploads,
)
from reports.choices import LineKind
from reports.errors import InvalidInput, NotAllowed, StaleReport, UnreadableFile, WrongState
from reports.importing import decode_lines
from reports.importing.correcting import with_part
from reports.models import AuditEntry, ImportedFile, Period, Report, ReportType
from tests.cast import Cast
from tests.factories import make_period, make_report, make_report_type

pytestmark = pytest.mark.django_db

TEXT = """某局2026年度汇报
现汇报如下：
一、工作开展情况
（一）压实责任。签订责任书。
二、存在的问题
（一）台账不细。缺项。
"""


@pytest.fixture
def period() -> Period:
    return make_period(year=2026)


@pytest.fixture
def report_type() -> ReportType:
    return make_report_type()


@pytest.fixture
def imported(cast: Cast, period: Period, report_type: ReportType) -> ImportedFile:
    return keep_upload(
        "汇报.txt", TEXT.encode(), unit=cast.bureau, period=period, report_type=report_type, by=cast.clerk
    )


def test_a_file_is_read_and_kept_but_no_report_is_made(imported: ImportedFile, cast: Cast) -> None:
    assert [line.kind for line in decode_lines(imported.lines)][:5] == [
        LineKind.TITLE,
        LineKind.PREAMBLE,
        LineKind.CHAPTER,
        LineKind.ENTRY,
        LineKind.PARAGRAPH,
    ]
    assert (imported.name, imported.uploaded_by, imported.version) == ("汇报.txt", cast.clerk, 1)
    assert not Report.objects.exists()


def test_the_upload_is_written_down_with_its_digest(imported: ImportedFile) -> None:
    entry = AuditEntry.objects.get(event="import.uploaded")

    assert entry.detail["size"] == len(TEXT.encode())
    assert len(entry.detail["sha256"]) == 64


def test_only_notes_that_cannot_be_told_again_are_kept(cast: Cast, period: Period, report_type: ReportType) -> None:
    data = TEXT.replace("缺项", "缺\x07项").encode()

    imported = keep_upload("a.txt", data, unit=cast.bureau, period=period, report_type=report_type, by=cast.clerk)

    assert [note["code"] for note in imported.notes] == ["controls_removed"]


def test_a_correction_counts_and_an_older_one_is_refused(imported: ImportedFile, cast: Cast) -> None:
    first, *rest = decode_lines(imported.lines)
    lines = (with_part(first, "left_out"), *rest)

    correct_upload(imported, lines, by=cast.clerk, version=1)

    assert imported.version == 2
    assert decode_lines(ImportedFile.objects.get().lines) == lines
    with pytest.raises(StaleReport):
        correct_upload(imported, (first, *rest), by=cast.clerk, version=1)
    with pytest.raises(StaleReport):
        correct_upload(imported, (first, *rest), by=cast.head, version=2)


def test_confirming_makes_an_ordinary_draft_and_forgets_the_file(imported: ImportedFile, cast: Cast) -> None:
    report = confirm_upload(imported, by=cast.clerk, version=1)

    assert (report.title, report.preamble, report.state) == ("某局2026年度汇报", "现汇报如下：", "draft")
    assert [item.heading for item in report.workitems.all()] == ["压实责任"]
    assert [problem.body for problem in report.problems.all()] == ["缺项。"]
    assert not ImportedFile.objects.exists()
    assert AuditEntry.objects.filter(event="import.confirmed", report=report).count() == 1


def test_confirming_what_was_corrected_since_is_refused(imported: ImportedFile, cast: Cast) -> None:
    correct_upload(imported, decode_lines(imported.lines), by=cast.clerk, version=1)

    with pytest.raises(StaleReport):
        confirm_upload(imported, by=cast.clerk, version=1)
    assert not Report.objects.exists()


def test_a_report_made_meanwhile_is_not_overwritten_and_the_file_is_kept(imported: ImportedFile, cast: Cast) -> None:
    make_report(cast.bureau, period=imported.period, report_type=imported.report_type)

    with pytest.raises(WrongState):
        confirm_upload(imported, by=cast.clerk, version=1)
    assert (Report.objects.count(), ImportedFile.objects.count()) == (1, 1)


def test_giving_up_leaves_nothing_but_the_audit(imported: ImportedFile, cast: Cast) -> None:
    give_up_upload(imported, by=cast.clerk)

    assert (Report.objects.count(), ImportedFile.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(event="import.given_up", person=cast.clerk).count() == 1


def test_what_nobody_confirmed_for_a_day_is_swept(imported: ImportedFile) -> None:
    assert sweep_uploads() == 0
    ImportedFile.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    assert sweep_uploads() == 1
    assert not ImportedFile.objects.exists()


def refused(cast: Cast, period: Period, report_type: ReportType, **values: object) -> type[Exception]:
    given = {"unit": cast.bureau, "period": period, "report_type": report_type, "by": cast.clerk, **values}
    with pytest.raises((NotAllowed, InvalidInput, WrongState)) as refusal:
        keep_upload("a.txt", TEXT.encode(), **given)  # type: ignore[arg-type]
    assert not ImportedFile.objects.exists()
    return refusal.type


def test_what_could_not_be_started_is_refused_before_the_file_is_read(
    cast: Cast, period: Period, report_type: ReportType
) -> None:
    closed = make_period(year=2024, opens=date(2024, 1, 1), due=date(2024, 12, 1), closes=date(2024, 12, 31))
    half_year = make_period(kind="first_half")

    assert refused(cast, period, report_type, by=cast.outsider) is NotAllowed
    assert refused(cast, closed, report_type) is InvalidInput
    assert refused(cast, half_year, report_type) is InvalidInput
    make_report(cast.bureau, period=period, report_type=report_type)
    assert refused(cast, period, report_type) is WrongState
    cast.bureau.active = False
    assert refused(cast, period, report_type) is InvalidInput


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""),
        ("a.txt", b"   \n\n"),
        ("a.docx", b"PK\x03\x04 no package"),
        ("a.docx", b"plain text"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.txt", b"\x00\x01\x02"),
        ("a.txt", "一段话。\n".encode() * (MOST_PIECES + 1)),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    name: str, data: bytes, cast: Cast, period: Period, report_type: ReportType
) -> None:
    with pytest.raises(UnreadableFile):
        keep_upload(name, data, unit=cast.bureau, period=period, report_type=report_type, by=cast.clerk)
    assert not ImportedFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("汇报.txt", "汇报.txt"),
        ("C:\\fakepath\\汇报.docx", "汇报.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.txt\x00", "afdp.txt"),
        ("é.txt", "é.txt"),
        ("长" * 200 + ".txt", "长" * 116 + ".txt"),
        ("\u200b", "file"),
    ],
)
def test_a_name_is_shown_without_tricks(name: str, shown: str, settings: pytest.FixtureRequest) -> None:
    settings.LANGUAGE_CODE = "en"  # type: ignore[attr-defined]
    assert shown_name(name) == shown
