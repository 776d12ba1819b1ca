"""Stored lines become a manuscript again, and signs of the wrong file are told."""

import datetime

import pytest
from django.utils.translation import override

from reports.choices import LineKind
from reports.composing.uploads import decode_notes, doubts, encode_notes, read_upload
from reports.document import Cover, Manuscript, plain_text
from reports.errors import WrongState
from reports.importing import Line, Note, encode_lines
from reports.models import ImportedFile, TypographySettings
from tests.cast import Cast
from tests.factories import make_letterhead, make_period, make_report_type

pytestmark = pytest.mark.django_db

NOTE = Note("controls_removed", 2, "甲", (("count", "3"),))


@pytest.fixture
def imported(cast: Cast) -> ImportedFile:
    lines = (
        Line(1, "某局汇报", LineKind.TITLE),
        Line(2, "一、工作开展情况", LineKind.CHAPTER),
        Line(3, "广告", LineKind.LEFT_OUT),
    )
    return ImportedFile.objects.create(
        unit=cast.bureau,
        period=make_period(year=2026),
        report_type=make_report_type(),
        name="汇报.txt",
        lines=encode_lines(lines),
        notes=encode_notes([NOTE]),
        uploaded_by=cast.clerk,
    )


def test_notes_are_stored_and_read_again() -> None:
    assert decode_notes(encode_notes([NOTE])) == [NOTE]


def test_lines_become_the_draft_that_would_be_made(imported: ImportedFile) -> None:
    upload = read_upload(imported)

    assert (upload.document.cover.title, upload.document.cover.signature) == ("某局汇报", "云岭县应急管理局")
    assert [plain_text(block) for block in upload.document.body] == [
        "一、工作开展情况",
        "二、存在的主要问题",
        "三、下一步工作打算",
    ]
    assert [part.missing for part in upload.fitted] == [False, True, True]


def test_the_draft_has_the_letterhead_and_the_typography_that_it_will_be_printed_with(imported: ImportedFile) -> None:
    imported.report_type.outlines.update(layout="letterhead")
    make_letterhead(imported.unit, signing_bodies="甲局\n乙局")
    TypographySettings.objects.create(pk=1, faces="windows")

    document = read_upload(imported).document

    assert document.cover.letterhead is not None
    assert (document.cover.letterhead.organ, document.cover.signature) == ("云岭县应急管理局文件", "甲局\n乙局")
    assert document.typography.faces == "windows"


def test_the_readers_notes_stand_among_those_of_the_structure(imported: ImportedFile) -> None:
    assert [(note.code, note.line) for note in read_upload(imported).notes] == [
        ("controls_removed", 2),
        ("left_out", 3),
    ]


@pytest.mark.parametrize(
    ("manuscript", "told"),
    [
        (Manuscript(Cover("2026年度汇报")), []),
        (Manuscript(Cover("汇报", date=datetime.date(2027, 1, 5))), []),
        (Manuscript(Cover("2025年度汇报")), ["The file speaks of 2025, but the period that you chose is in 2026."]),
        (
            Manuscript(Cover("汇报"), "2024年，我局"),
            ["The file speaks of 2024, but the period that you chose is in 2026."],
        ),
        (Manuscript(Cover("2025至2026年汇报")), []),
        (
            Manuscript(Cover("汇报", date=datetime.date(2025, 12, 1))),
            ["The file is dated 2025, but the period that you chose is in 2026."],
        ),
        (Manuscript(Cover("云岭县应急管理局汇报", signature="云岭县应急管理局")), []),
        (Manuscript(Cover("汇报", signature="县应急管理局")), []),
        (Manuscript(Cover("汇报", signature="中共云岭县应急管理局党组")), []),
        (
            Manuscript(Cover("汇报", signature="云岭县教育局")),
            ["The file names 云岭县教育局, but you are importing it for 云岭县应急管理局."],
        ),
        (
            Manuscript(Cover("汇报", signature="某市某局")),
            ["The file names 某市某局, but you are importing it for 云岭县应急管理局."],
        ),
        (
            Manuscript(Cover("云岭县教育局汇报")),
            ["The file names 云岭县教育局, but you are importing it for 云岭县应急管理局."],
        ),
        (Manuscript(Cover("云岭县工作汇报")), []),
        (Manuscript(Cover("廉政建设情况报告")), []),
        (Manuscript(Cover("廉政建设意见")), []),
        (
            Manuscript(Cover("关于通报整改情况的工作要点")),
            ["The file calls itself a 要点, but you are importing it as “年度党风廉政建设工作汇报”."],
        ),
    ],
)
def test_another_year_unit_and_type_are_told(manuscript: Manuscript, told: list[str], imported: ImportedFile) -> None:
    with override("en"):
        assert list(doubts(imported, manuscript)) == told


def test_a_type_without_a_published_outline_makes_no_draft(imported: ImportedFile) -> None:
    imported.report_type.outlines.update(published_at=None)

    with pytest.raises(WrongState):
        read_upload(imported)
