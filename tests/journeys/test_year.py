"""A unit's year in one go: the ledger through the year, the report that counts it, its review, and the ledger after."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports.actions.moves import submit_report
from reports.choices import ChapterKind, CheckSeverity, Computation, ReportState
from reports.document import Reference
from reports.models import Activity, Report, ReportType
from reports.rendering.spreadsheets import render_spreadsheet
from tests.cast import Cast, make_cast
from tests.factories import (
    make_entry,
    make_indicator,
    make_kind,
    make_period,
    make_report,
    make_report_type,
    make_rule,
)
from tests.journeys.steps import assert_accessible, begin_review, sign_in

pytestmark = pytest.mark.journey

YEAR = timezone.localdate().year
LAST_YEARS_FILE = f"""云岭县应急管理局{YEAR - 1}年度党风廉政建设工作汇报
县委、县纪委监委：
今年以来，我局认真落实全面从严治党主体责任，层层压实责任，现将有关情况汇报如下：
一、工作开展情况
（一）压实责任。层层签订责任书**份，把任务落到股室和站所，做到人人肩上有担子。
（二）严格教育。召开警示教育会**次，开展集体廉政谈话**人次，教育干部知敬畏、守底线。
二、存在的主要问题
（一）台账不够规范。两个股室的台账有缺项，登记不及时，没有逐月核对。
三、下一步工作打算
（一）补齐台账。由办公室牵头，逐页补签，每月底核对一次，确保账实相符。
云岭县应急管理局
{YEAR}年1月4日
"""


def day(back: int) -> datetime.date:
    """A day of this year, so early in January perhaps today."""
    today = timezone.localdate()
    return max(today - datetime.timedelta(days=back), today.replace(month=1, day=1))


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = make_cast(sign_in=True)
    report_type = make_report_type("annual", recipient="县委、县纪委监委")
    talk = make_kind("集体廉政谈话", order=1)
    letter = make_kind("签订责任书", with_attendance=False, quantity_word="份", order=2)
    meeting = make_kind("警示教育会", order=3)
    talks = make_indicator(
        "talks", talk, computation=Computation.ATTENDANCE, name="集体廉政谈话", unit_word="人次", order=1
    )
    letters = make_indicator(
        "letters",
        letter,
        computation=Computation.QUANTITY,
        name="责任书签订",
        words=["责任书"],
        unit_word="份",
        order=2,
    )
    meetings = make_indicator("meetings", meeting, name="警示教育会", unit_word="次", order=3)
    for indicator in (talks, letters, meetings):
        indicator.wanted_by.add(report_type)
    make_rule("meetings >= 2", name="警示教育不少于两次", message="警示教育会不足两次。")
    make_rule(
        "letters <= talks",
        severity=CheckSeverity.HARD.value,
        name="责任书不多于谈话人次",
        message="责任书比谈话人次还多。",
    )
    last_years_report(cast, report_type.pk)
    make_period(f"{YEAR}", year=YEAR)
    return cast


def last_years_report(cast: Cast, report_type: int) -> None:
    """Approved, with a problem that is still open and a plan."""
    report = make_report(
        cast.bureau,
        by=cast.clerk,
        period=make_period(f"{YEAR - 1}", year=YEAR - 1),
        report_type=ReportType.objects.get(pk=report_type),
        filled=True,
    )
    make_entry(report.chapters.get(kind=ChapterKind.PROBLEMS), "公示不够及时", "三个站所的公示栏半年未换。")
    submit_report(report, by=cast.clerk, version=report.version)
    Report.objects.filter(pk=report.pk).update(state=ReportState.APPROVED)


def change_hands(page: Page, cast: Cast, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, getattr(cast, name))


def activities_through_the_year(page: Page) -> None:
    """One by the quick line, one pasted, one from a file."""
    page.goto("/")
    # Enter comes before the preview: the reading keeps the focus all the same.
    page.locator("#quick-line").fill(f"{day(9).month}月{day(9).day}日 集体廉政谈话 9人")
    page.keyboard.press("Enter")
    expect(page.locator(".reading .btn-primary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已登记：")

    page.goto("/ledger/rows/")
    page.locator("textarea[name=text]").fill(f"日期\t类别\t内容\t数量\n{day(8)}\t签订责任书\t层层签订责任书\t42")
    take_all_rows(page)

    page.goto("/ledger/rows/")
    sheet = render_spreadsheet(
        ["时间", "活动类别", "活动内容", "参加人数"], [[day(7).isoformat(), "警示教育会", "全局警示教育大会", "60"]]
    )
    page.locator("input[type=file]").set_input_files(
        {"name": "台账.xlsx", "mimeType": "application/octet-stream", "buffer": sheet}
    )
    take_all_rows(page)
    assert Activity.objects.count() == 3


def take_all_rows(page: Page) -> None:
    page.get_by_role("button", name="看读得对不对").click()
    page.get_by_role("button", name="全部登记").click()
    expect(page.get_by_role("status")).to_contain_text("登记了 1 条活动")


def last_years_file_becomes_the_draft(page: Page) -> Report:
    page.goto("/reports/start/")
    page.get_by_label("从文件导入").set_input_files(
        {"name": "去年.txt", "mimeType": "text/plain", "buffer": LAST_YEARS_FILE.encode()}
    )
    page.get_by_role("button", name="上传并识别").click()
    page.wait_for_url("**/imports/**")
    page.get_by_role("button", name="确认并生成草稿").click()
    page.wait_for_url("**/reports/**")
    return Report.objects.get(state=ReportState.DRAFT)


def blanks_take_their_figures(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/blanks/")
    expect(page.locator(".gap")).to_have_count(3)
    assert_accessible(page)
    page.locator(".gap").nth(2).get_by_role("link", name="手工填写").click()
    page.wait_for_url("**/steps/**")
    chosen = "field => [field.selectionStart, field.value.slice(0, field.selectionEnd)]"
    start, before = page.locator("textarea:focus").evaluate(chosen)
    assert (before[start:], before.count("**")) == ("**", 2)
    page.goto(f"/reports/{report.pk}/blanks/")
    if page.locator("button[name=all]").count():
        page.locator("button[name=all]").click()
    for name in ("责任书签订", "警示教育会", "集体廉政谈话"):
        waiting = page.locator(".gap").get_by_role("button", name=name)
        if waiting.count():
            waiting.first.click()
    expect(page.get_by_text("没有空缺。")).to_be_visible()
    texts = "".join(report.workitems.values_list("body", flat=True))
    for code in ("letters", "meetings", "talks"):
        assert Reference(code).token in texts


def a_figure_is_picked_by_keyboard(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    field = page.locator("#id_preamble")
    field.focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("全年签订【")
    expect(page.get_by_label("按名称查找")).to_be_focused()
    page.keyboard.insert_text("责任书")
    expect(page.locator("[data-chip]")).to_have_count(1)
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile("全年签订［责任书签订 42份］$"))
    with page.expect_navigation():
        page.locator("button[data-save]").click()
    expect(page.locator("mark.figure-chip")).to_have_text("［责任书签订 42份］")
    report.refresh_from_db()
    assert report.preamble.endswith("全年签订{{letters}}")


def one_value_is_typed_instead(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/steps/figures/")
    row = page.locator("tr", has_text="集体廉政谈话")
    expect(row).to_contain_text("9 人次")
    row.locator("summary").press("Enter")
    row.get_by_label("数值").fill("12")
    row.get_by_label("原因或来源").fill("十二月的一次三人未及登记")
    assert_accessible(page)
    page.locator("button[data-save]").click()
    expect(row).to_contain_text("台账为9")


def last_report_is_answered(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/steps/earlier/")
    assert_accessible(page)
    cards = page.locator(".answer")
    for place in range(cards.count()):
        card = cards.nth(place)
        if card.locator("details").get_attribute("open") is None:
            card.locator("summary").first.click()
        card.get_by_label("落实情况").select_option(label="已完成")
        card.locator("textarea").first.fill("已在六月底前办结，办公室逐项核对，附核对表。")
    page.locator("button[data-save]").click()
    expect(page.locator(".step[aria-current]")).not_to_contain_text("缺")


def a_rule_is_explained(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/steps/check/")
    checks = page.locator(".cross-checks > ul > li")
    expect(checks).to_have_count(2)
    assert_accessible(page)
    explained = checks.filter(has_text="警示教育会不足两次")
    explained.locator("textarea").fill("核实无误")
    page.locator("button[data-save]").click()
    expect(explained).to_contain_text("这句话放在哪里都合适")
    explained.locator("textarea").fill("下半年的一次因抗旱改在一月补开，列入下一期。")
    page.locator("button[data-save]").click()
    expect(explained).to_contain_text("已说明")


def the_head_waives_the_other_and_submits(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/steps/check/")
    waived = page.locator(".cross-checks > ul > li").filter(has_text="责任书比谈话人次还多")
    # To waive is a decision, so typing doesn't do it; but what was typed waits for the button.
    with page.expect_response("**/unsent/"):
        waived.locator("textarea").fill("责任书签到个人，谈话只谈新任干部，两个数本不相干。")
    page.goto("/")
    page.goto(f"/reports/{report.pk}/steps/check/")
    expect(waived.locator("textarea")).to_have_value("责任书签到个人，谈话只谈新任干部，两个数本不相干。")
    waived.get_by_role("button", name="放行", exact=True).click()
    expect(waived).to_contain_text("已放行")
    expect(waived.locator("textarea")).to_have_value("责任书签到个人，谈话只谈新任干部，两个数本不相干。")
    page.goto(f"/reports/{report.pk}/steps/finish/")
    page.locator("button[form=move-submit]").click()
    expect(page.locator(".note.success")).to_be_visible()


def the_officer_opens_a_figure_and_approves(page: Page, report: Report) -> None:
    begin_review(page, report)
    assert_accessible(page)
    page.locator(".review-paper a.paper-figure", has_text="42份").first.click()
    expect(page.get_by_role("row", name="层层签订责任书")).to_be_visible()
    assert_accessible(page)
    page.go_back()
    page.locator(".review-paper a.paper-figure", has_text="12人次").click()
    expect(page.locator("p.note")).to_contain_text("林小雨")
    expect(page.locator("p.note")).to_contain_text("十二月的一次三人未及登记")
    page.goto(f"/reports/{report.pk}/review/")
    expect(page.locator("body")).to_contain_text("下半年的一次因抗旱改在一月补开")
    page.locator("#approve > summary").click()
    page.locator("#approve form button").click()
    expect(page.locator(".note.success")).to_be_visible()


def the_ledger_goes_on_and_the_snapshot_stays(page: Page, report: Report) -> None:
    activity = Activity.objects.get(quantity=42)
    page.goto(f"/ledger/{activity.uuid}/")
    page.get_by_label("数量").fill("44")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".history")).to_contain_text("42 → 44")
    page.goto(f"/reports/{report.pk}/snapshots/1/")
    page.locator("a.paper-figure", has_text="42份").first.click()
    expect(page.locator("p.note")).to_contain_text("现为44，报送时为42")
    snapshot = report.snapshots.get()
    assert "42份" in snapshot.document
    assert snapshot.figures.get(key="letters").value == 42


def test_a_year_in_one_go(page: Page, cast: Cast) -> None:
    sign_in(page, cast.clerk)
    activities_through_the_year(page)
    report = last_years_file_becomes_the_draft(page)
    blanks_take_their_figures(page, report)
    a_figure_is_picked_by_keyboard(page, report)
    one_value_is_typed_instead(page, report)
    last_report_is_answered(page, report)
    a_rule_is_explained(page, report)

    change_hands(page, cast, "head")
    the_head_waives_the_other_and_submits(page, report)

    change_hands(page, cast, "officer")
    the_officer_opens_a_figure_and_approves(page, report)
    report.refresh_from_db()
    assert report.state == ReportState.APPROVED

    change_hands(page, cast, "clerk")
    the_ledger_goes_on_and_the_snapshot_stays(page, report)
