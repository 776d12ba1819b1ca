"""A report written from scratch in a real browser, from the empty desk to the submitted version."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from reports.document import decode, plain_text
from reports.models import Report
from tests.cast import Cast, make_cast
from tests.factories import make_period, make_report_type
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey

PREAMBLE = "2026年，我局把廉洁要求落到每一次值班、每一笔采购上，现将全年工作汇报如下："
ENTRIES = {
    "work": ("救灾物资账实相符", "全年盘点仓库6次，发现账实不符3处，均在当月补登。"),
    "problems": ("夜间值班记录补写", "抽查40份值班记录，有5份是次日补写的。"),
    "next_steps": ("值班记录当班签名", "自2027年1月起，值班记录由交接双方当班签名。"),
}


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    make_period("2026", year=2026)
    make_report_type("annual", recipient="县纪委监委", closing="特此报告。")
    return make_cast(sign_in=True)


def start(page: Page) -> Report:
    """The desk is empty and says what to do."""
    page.get_by_role("main").get_by_role("link", name="新建报告").first.click()
    page.locator("button[name=how][value=outline]").click()
    page.wait_for_url("**/steps/**")
    return Report.objects.get()


def go_on(page: Page, title: str) -> None:
    page.get_by_role("button", name="下一步", exact=True).click()
    expect(page.get_by_role("heading", level=1).first).to_have_text(title)


def write_entry(page: Page, report: Report, kind: str) -> None:
    heading, body = ENTRIES[kind]
    page.locator("#id_add").click()
    card = page.locator("[data-entries] > li").first
    card.get_by_label("标题").fill(heading)
    card.get_by_label("正文").fill(body)
    expect(page.locator("#preview")).to_contain_text(heading)


def finish_problem(page: Page) -> None:
    page.get_by_label("原因").fill("交接班制度没有规定签名。")
    page.get_by_label("责任领导").fill("周明远")
    page.get_by_label("责任股室").fill("应急指挥股")
    page.get_by_label("整改期限").fill("2027-01-31")


def test_a_report_is_written_from_scratch_and_submitted(page: Page, cast: Cast) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    sign_in(page, cast.clerk)
    report = start(page)

    page.get_by_label("成文日期").fill("2026-12-20")
    go_on(page, "导语")
    page.locator("#id_preamble").fill(PREAMBLE)
    go_on(page, "工作开展情况")
    write_entry(page, report, "work")
    go_on(page, "存在的主要问题")
    write_entry(page, report, "problems")
    finish_problem(page)
    go_on(page, "下一步工作打算")

    # An empty required chapter blocks; the finding leads to where the text is missing.
    go_on(page, "校核")
    page.get_by_role("link", name="去修改 : “下一步工作打算”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("下一步工作打算")
    write_entry(page, report, "next_steps")
    page.get_by_label("责任人或股室").fill("应急指挥股")
    page.get_by_label("完成时限").fill("2027-01-31")
    page.get_by_label("夜间值班记录补写").check()
    go_on(page, "校核")
    expect(page.get_by_role("link", name="去修改")).to_have_count(0)
    assert_accessible(page)

    go_on(page, "预览与提交")
    expect(page.locator("article.paper")).to_contain_text("一、工作开展情况")
    page.get_by_role("button", name="提交审核").click()
    page.wait_for_url(f"**/reports/{report.pk}/")
    expect(page.locator(".strip .chip")).to_have_text("已提交")

    report.refresh_from_db()
    document = decode(report.snapshots.get().document)
    assert document.cover.date == datetime.date(2026, 12, 20)
    assert [plain_text(block) for block in document.body] == [
        PREAMBLE,
        "一、工作开展情况",
        "（一）{}。{}".format(*ENTRIES["work"]),
        "二、存在的主要问题",
        "（一）{}。{}".format(*ENTRIES["problems"]),
        "三、下一步工作打算",
        "（一）{}。{}".format(*ENTRIES["next_steps"]),
        "特此报告。",
    ]
    problem = report.problems.get()
    assert (problem.responsible_leader, problem.deadline) == ("周明远", datetime.date(2027, 1, 31))
    assert list(report.nextsteps.get().addresses.all()) == [problem]
