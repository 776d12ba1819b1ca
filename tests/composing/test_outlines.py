"""The preview of an outline: an empty report with its guidance where text will stand."""

import datetime

import pytest

from reports.choices import ChapterKind
from reports.composing import compose_outline, fill_pattern, pattern_words
from reports.document import Heading
from reports.models import OutlineChapter
from tests.factories import make_letterhead, make_period, make_report_type, make_unit

pytestmark = pytest.mark.django_db


def test_an_empty_report_shows_headings_and_guidance() -> None:
    report_type = make_report_type(
        title_pattern="{short}{period}汇报", recipient="{leading_body}", closing="特此报告。"
    )
    outline = report_type.outlines.get()
    OutlineChapter.objects.filter(outline=outline, order=1).update(guidance="写事。\n写数。")
    unit = make_unit("云岭县水利局", short_name="水利局", leading_body="party_committee")
    period = make_period(
        year=2026, due=datetime.date(2026, 12, 20), closes=datetime.date(2026, 12, 31), opens=datetime.date(2026, 11, 1)
    )

    document = compose_outline(outline, unit, period)

    assert (document.cover.title, document.cover.recipient) == ("水利局2026年度汇报", "党委")
    assert (document.cover.signature, document.cover.date) == ("云岭县水利局", datetime.date(2026, 12, 20))
    assert [block.number for block in document.body if isinstance(block, Heading)] == ["一、", "二、", "三、"]
    assert "［写事。 写数。］" in str(document.body)


@pytest.mark.parametrize(
    ("kind", "first_month", "words"),
    [("year", 1, "2026年度"), ("first_half", 1, "2026年上半年"), ("quarter", 7, "2026年第三季度")],
)
def test_each_kind_of_period_has_its_words(kind: str, first_month: int, words: str) -> None:
    period = make_period(year=2026, kind=kind, first_day=datetime.date(2026, first_month, 1))
    assert pattern_words(make_unit(), period)["period"] == words


def test_a_brace_that_means_nothing_stays() -> None:
    assert fill_pattern("{unit}{x}", {"unit": "局"}) == "局{x}"


def test_the_preview_shows_the_layout_and_where_attachments_stand() -> None:
    report_type = make_report_type(layout="letterhead", chapters=[(ChapterKind.ATTACHMENTS, "")])
    OutlineChapter.objects.update(guidance="附数据表。")
    unit, outline = make_unit("云岭县水利局"), report_type.outlines.get()

    document = compose_outline(outline, unit, make_period())
    assert document.cover.letterhead is not None
    assert document.cover.letterhead.organ == "云岭县水利局文件"
    assert [attachment.title for attachment in document.attachments] == ["［附件名称］"]

    make_letterhead(unit, organ="中共云岭县水利局党组文件", signing_bodies="水利局\n河长办")
    cover = compose_outline(outline, unit, make_period()).cover
    assert cover.letterhead is not None
    assert (cover.letterhead.organ, cover.signature) == ("中共云岭县水利局党组文件", "水利局\n河长办")
