"""A clerk takes what the ledger has of the period into the text, without writing a number."""

import pytest
from playwright.sync_api import Page, expect

from reports.choices import ChapterKind, Computation
from reports.models import Report
from tests.cast import Cast, make_cast
from tests.factories import make_activity, make_indicator, make_kind, make_period, make_report
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, period=make_period("2026", year=2026))
    kind = make_kind("谈心谈话", code="talk", sentence="开展谈心谈话{attendance}人次")
    make_indicator("talk_heart", kind, computation=Computation.ATTENDANCE, name="谈心谈话", unit_word="人次")
    for day, title in (("2026-03-02", "与新任股长谈话"), ("2026-04-02", "与窗口人员谈话")):
        make_activity(cast.bureau, kind, day, title=title, attendance=9)
    return report


def test_ticked_activities_become_sentences(page: Page, cast: Cast, report: Report) -> None:
    chapter = report.chapters.get(kind=ChapterKind.WORK)
    sign_in(page, cast.clerk)
    page.goto(f"/reports/{report.pk}/steps/chapter-{chapter.uuid}/")
    page.locator("#done > summary").press("Enter")
    expect(page.get_by_text("开展谈心谈话18人次。")).to_be_visible()
    expect(page.locator("#done > summary")).to_be_focused()
    assert_accessible(page)

    page.get_by_role("button", name="逐项选择").click()
    page.get_by_label("与窗口人员谈话").check()
    assert_accessible(page)
    page.get_by_role("button", name="放入并保存").click()
    expect(page.get_by_label("正文")).to_have_value("开展谈心谈话9人次。")

    page.locator("#done > summary").click()
    page.get_by_role("checkbox", name="谈心谈话").check()
    page.locator("#done-into").select_option(index=1)
    page.get_by_role("button", name="放入并保存").click()
    expect(page.get_by_label("正文")).to_have_value("开展谈心谈话9人次。开展谈心谈话［谈心谈话 18人次］。")
