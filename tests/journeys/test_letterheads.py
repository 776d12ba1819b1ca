"""From a unit's letterhead to the printed cover, and from a spreadsheet to an attachment."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from reports.choices import Layout
from reports.models import Attachment, LetterheadSettings, Outline, Report
from tests.cast import Cast, make_cast
from tests.factories import make_report
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey

# What the longest choice of a list leaves free beside its arrow, which takes 28 pixels.
ROOM_LEFT = """list => {
    const style = getComputedStyle(list);
    const pen = Object.assign(document.createElement("canvas").getContext("2d"), {font: style.font});
    const longest = Math.max(...[...list.options].map(option => pen.measureText(option.text).width));
    return list.clientWidth - parseFloat(style.paddingLeft) - Math.max(28, parseFloat(style.paddingRight)) - longest;
}"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    Outline.objects.update(layout=Layout.LETTERHEAD)
    return report


def test_a_letterhead_is_seen_while_it_is_typed_and_printed_on_the_cover(
    page: Page, cast: Cast, report: Report
) -> None:
    sign_in(page, cast.admin)
    page.goto(reverse("unit", args=[cast.bureau.pk]))
    page.get_by_role("link", name="去设置").click()
    picture = page.get_by_role("region", name="印出来的样子")
    page.get_by_label("机关代字").fill("云应急")
    page.keyboard.press("Tab")
    page.keyboard.type("周明远")
    expect(picture).to_contain_text("云应急〔")
    expect(picture).to_contain_text("签发人：周明远")
    page.get_by_label("示例显示").select_option("letter")
    expect(picture).not_to_contain_text("签发人")
    assert page.get_by_label("示例显示").evaluate(ROOM_LEFT) >= 0
    assert_accessible(page)
    page.get_by_role("button", name="保存").press("Enter")
    expect(page.get_by_text("已保存。还在填写的报告立即按此打印。")).to_be_visible()
    assert LetterheadSettings.objects.get().signers == "周明远"

    page.context.clear_cookies()
    sign_in(page, cast.clerk)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(reverse("report_step", args=[report.pk, "cover"]))
    page.get_by_label("发文字号").fill("12")
    page.get_by_label("紧急程度").select_option("特急")
    expect(page.locator("#preview")).to_contain_text("12号")
    expect(page.locator("#preview")).to_contain_text("特急")


def test_a_table_is_pasted_into_an_attachment(page: Page, cast: Cast, report: Report) -> None:
    sign_in(page, cast.clerk)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(reverse("report_step", args=[report.pk, "preamble"]))
    page.get_by_text("添加一章").click()
    page.get_by_label("这一章写什么").select_option("attachments")
    page.get_by_role("button", name="添加", exact=True).click()
    page.get_by_role("button", name="添加附件").click()
    page.get_by_label("附件名称").fill("检查情况表")
    body = page.get_by_label("正文或表格")
    body.focus()
    # What a browser gets from a spreadsheet: cells parted by tabs, rows by line breaks.
    page.evaluate("text => document.execCommand('insertText', false, text)", "股室\t次数\t问题\n水利股\t4\t17")
    expect(page.locator("#preview td").first).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Control+S")
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    page.wait_for_load_state()
    assert Attachment.objects.get().body == "股室\t次数\t问题\n水利股\t4\t17"
