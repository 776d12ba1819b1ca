"""What stands around the body follows from the type, the unit's settings and the report."""

import datetime
from typing import Any

import pytest

from reports.choices import FaceSet, Genre, LatinFace, Layout, LinePitch
from reports.composing import compose
from reports.document import Cover, Imprint, Letterhead, Typography, decode, encode
from reports.models import Report, TypographySettings
from tests.factories import make_letterhead, make_report, make_report_type, make_unit

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 20)


def composed(layout: Layout, genre: Genre = Genre.REPORT, *, settled: bool = True, **values: Any) -> Cover:
    """The cover of a report of such a type; its unit has a letterhead unless nothing is `settled`."""
    report_type = make_report_type(layout=layout.value, genre=genre.value)
    unit = make_unit("云岭县应急管理局")
    if settled:
        make_letterhead(unit)
    return compose(make_report(unit, report_type=report_type, **{"document_date": DAY, **values})).cover


def test_a_report_to_a_body_above_has_everything() -> None:
    cover = composed(Layout.LETTERHEAD, serial=12, urgency="加急")

    assert cover.letterhead == Letterhead(
        "云岭县应急管理局文件", "云应急〔2026〕12号", ("林小雨", "周明远"), "加急", Layout.LETTERHEAD
    )
    assert (cover.sealed, cover.note) == (True, "联系人：林小雨，电话：0871-5550100")
    assert cover.imprint == Imprint("县委办公室，县政府办公室", "云岭县应急管理局", DAY)


@pytest.mark.parametrize(
    ("genre", "upward"),
    [(Genre.REPORT, True), (Genre.BRIEFING, True), (Genre.BULLETIN, False), (Genre.WORK_POINTS, False)],
)
def test_only_documents_to_a_body_above_name_signers_and_contact(genre: Genre, upward: bool) -> None:
    cover = composed(Layout.LETTERHEAD, genre)
    assert cover.letterhead is not None
    assert (bool(cover.letterhead.signers), bool(cover.note)) == (upward, upward)


def test_a_letter_has_the_bare_mark_and_an_imprint_without_printer_and_day() -> None:
    cover = composed(Layout.LETTER)
    assert cover.letterhead is not None
    assert (cover.letterhead.organ, cover.letterhead.signers) == ("云岭县应急管理局", ())
    assert cover.imprint == Imprint("县委办公室，县政府办公室")


@pytest.mark.parametrize(
    ("layout", "settled"), [(Layout.PLAIN, True), (Layout.LETTERHEAD, False), (Layout.LETTER, False)]
)
def test_without_layout_or_settings_it_is_printed_plainly(layout: Layout, settled: bool) -> None:
    cover = composed(layout, settled=settled, serial=3, urgency="特急", title="题", signature="局")
    assert cover == Cover("题", "", "局", DAY)


@pytest.mark.parametrize(
    ("day", "serial", "number"),
    [
        (DAY, None, "云应急〔2026〕\u3000号"),
        (None, None, "云应急〔\u3000\u3000〕\u3000号"),
        (None, 7, "云应急〔\u3000\u3000〕7号"),
    ],
)
def test_what_the_number_lacks_is_a_gap(day: datetime.date | None, serial: int | None, number: str) -> None:
    cover = composed(Layout.LETTERHEAD, document_date=day, serial=serial)
    assert cover.letterhead is not None
    assert cover.letterhead.number == number


def test_a_frozen_document_keeps_letterhead_and_typography() -> None:
    report = make_report(make_unit(), report_type=make_report_type(layout="letterhead"))
    letterhead = make_letterhead(report.unit)
    assert compose(report).typography == Typography()
    TypographySettings.objects.create(pk=1, line_pitch="28", latin="chinese", faces="windows")
    frozen = encode(compose(report))

    letterhead.delete()
    TypographySettings.objects.all().delete()

    assert decode(frozen).typography == Typography(LinePitch.PT_28, LatinFace.CHINESE, FaceSet.WINDOWS)
    assert decode(frozen).cover.letterhead is not None
    assert compose(Report.objects.get(pk=report.pk)).cover.letterhead is None
