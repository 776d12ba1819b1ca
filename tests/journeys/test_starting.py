"""A report begins in a real browser: from a file whose structure is put right, and from last year's report."""

import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reports.models import ImportedFile, Report
from tests.cast import Cast, make_cast
from tests.factories import make_entry, make_period, make_report, make_report_type
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey

SAMPLE = Path(__file__).parent.parent / "samples" / "advertising.txt"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    make_period("2026", year=2026)
    make_report_type("annual")
    return make_cast(sign_in=True)


def upload(page: Page, cast: Cast) -> None:
    sign_in(page, cast.clerk)
    page.goto("/reports/start/")
    page.get_by_label("从文件导入").set_input_files(SAMPLE)
    page.get_by_role("button", name="上传并识别").click()
    page.wait_for_url("**/imports/**")


def test_a_file_is_put_right_beside_its_paper_and_becomes_a_draft(page: Page, cast: Cast) -> None:
    upload(page, cast)
    assert_accessible(page)
    paper = page.locator("#paper")
    expect(paper).not_to_contain_text("发布时间")

    # A line that was left out is taken in, and at once stands on the paper.
    line = page.locator(".line", has_text="发布时间")
    line.get_by_role("combobox").select_option("preamble")
    expect(paper).to_contain_text("发布时间")

    # Then it is left out again, and a heading is cut from a longer line.
    page.locator(".line", has_text="发布时间").get_by_role("combobox").select_option("left_out")
    expect(paper).not_to_contain_text("发布时间")
    preamble = page.locator(".part-preamble")
    expect(preamble).to_have_count(1)
    preamble.get_by_text("拆分").click()
    text = preamble.get_by_role("textbox").input_value()
    preamble.get_by_role("textbox").fill(text.replace("，现汇报", "，\n现汇报"))
    preamble.get_by_role("button", name="在换行处拆开").click()
    expect(page.locator(".part-preamble")).to_have_count(2)
    assert_accessible(page)

    # And joined again.
    page.locator(".part-preamble").nth(1).get_by_role("button", name="并入上一行").click()
    expect(page.locator(".part-preamble")).to_have_count(1)

    page.get_by_role("button", name="确认并生成草稿").click()
    page.wait_for_url("**/steps/**")
    report = Report.objects.get()
    assert report.preamble == text
    assert (report.workitems.count(), report.problems.count(), report.nextsteps.count()) == (3, 2, 2)
    assert not ImportedFile.objects.exists()


def test_other_words_in_a_cut_are_refused_and_stay_on_the_screen(page: Page, cast: Cast) -> None:
    upload(page, cast)
    preamble = page.locator(".part-preamble")
    preamble.get_by_text("拆分").click()
    preamble.get_by_role("textbox").fill("别的\n文字")
    preamble.get_by_role("button", name="在换行处拆开").click()

    expect(page.get_by_role("alert")).to_contain_text("这里只能设置换行")
    expect(page.locator(".part-preamble").get_by_role("textbox")).to_have_value("别的\n文字")


def test_giving_up_leads_back_to_the_beginning(page: Page, cast: Cast) -> None:
    upload(page, cast)

    page.get_by_role("button", name="放弃导入").click()

    page.wait_for_url("**/reports/start/**")
    expect(page.get_by_role("status")).to_contain_text("未生成草稿")
    assert not Report.objects.exists()


@pytest.fixture
def earlier(cast: Cast) -> Report:
    """Last year's approved report with a promise, an open problem and a text."""
    report = make_report(
        cast.bureau,
        period=make_period(
            "2025",
            year=2025,
            opens=datetime.date(2025, 1, 1),
            due=datetime.date(2025, 12, 1),
            closes=datetime.date(2025, 12, 31),
        ),
        report_type=make_report_type("carried"),
        state="approved",
    )
    work, problems, steps = report.chapters.all()
    make_entry(work, "压实责任", "2025年签订责任书12份。")
    make_entry(work, "抓实教育", "上党课3次。")
    make_entry(problems, "台账不细", "两个股室台账缺项。", cause="人手少", rectification_state="in_progress")
    make_entry(steps, "补齐台账", "三月底前补齐。")
    return report


def test_a_report_starts_from_last_years(page: Page, cast: Cast, earlier: Report) -> None:
    sign_in(page, cast.clerk)
    page.goto("/reports/start/?period=2026&report_type=carried")
    assert_accessible(page)
    page.get_by_role("button", name="从上期开始").click()

    # Of the texts one is taken; what was named and promised is answered one by one; all by keyboard.
    assert_accessible(page)
    expect(page.get_by_text("提到 2025 年")).to_have_count(1)
    page.get_by_label("抓实教育").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("已选 1 项")).to_be_visible()
    page.get_by_role("button", name="取用所选内容").press("Enter")

    page.wait_for_url("**/steps/earlier/")
    assert_accessible(page)
    first, second = page.locator(".answer").all()
    first.get_by_label("落实情况").select_option("继续推进")
    first.get_by_label("怎样完成、依据是什么").fill("还差一个股室，六月底前补齐。")
    expect(first.get_by_label("由哪一条接着写")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("已答复 1／2 项").first).to_be_visible()
    # The next one to answer is open by now.
    second.get_by_label("落实情况").select_option("已完成")
    expect(second.get_by_label("由哪一条接着写")).to_be_hidden()
    second.get_by_label("作为佐证的本期工作").get_by_label("抓实教育").or_(
        second.get_by_label("抓实教育")
    ).first.check()
    second.get_by_label("在这一章新写一条工作").select_option("工作开展情况")
    assert_accessible(page)
    page.keyboard.press("Control+s")
    expect(page.get_by_text("已答复 2／2 项").first).to_be_visible()

    report = Report.objects.get(period__code="2026")
    assert list(report.workitems.values_list("heading", "body")) == [("抓实教育", "上党课3次。"), ("补齐台账", "")]
    done = report.answers.get(next_step=earlier.nextsteps.get())
    assert [item.heading for item in done.work_items.all()] == ["抓实教育", "补齐台账"]
    carried = report.problems.get()
    assert (carried.carried_from, carried.running, carried.cause) == (earlier.problems.get(), 2, "人手少")


def test_choosing_another_type_shows_what_there_is_for_it(page: Page, cast: Cast, earlier: Report) -> None:
    make_report(cast.bureau, by=cast.clerk, period=make_period("2027", year=2027), report_type=earlier.report_type)
    sign_in(page, cast.clerk)
    page.goto("/reports/start/?period=2026")

    page.get_by_label("2027年").check()
    page.get_by_role("radio", name=earlier.report_type.name).last.check()
    expect(page.get_by_role("heading", name="这份报告已经有了")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="作废空草稿").click()
    expect(page.get_by_role("button", name="从提纲开始")).to_be_visible()
