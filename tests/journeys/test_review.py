"""An officer reviews in a real browser: comments by keyboard, return, what changed, approval."""

import pytest
from playwright.sync_api import Page, expect

from reports.actions import moves, reviews
from reports.choices import ChapterKind, Layout, ReportState, ThreadState
from reports.models import Outline, Report, Thread
from tests.cast import Cast, make_cast
from tests.factories import make_chapter, make_entry, make_letterhead, make_report, make_snapshot
from tests.journeys.steps import assert_accessible, expect_review, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True, recipient="县纪委监委")
    return moves.submit_report(report, by=cast.clerk, version=report.version)


def test_a_turned_sheet_has_room_beside_the_comments(page: Page, cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True, recipient="县纪委监委")
    table = "\n".join("\t".join(f"{name}{column}" for column in range(14)) for name in ("栏目", "内容"))
    make_entry(make_chapter(report, ChapterKind.ATTACHMENTS), "情况表", table)
    moves.submit_report(report, by=cast.clerk, version=report.version)
    start_review(page, cast)
    expect(page.locator(".paper-wide")).to_have_count(1)
    for width in (1366, 1600, 1700, 1920):
        page.set_viewport_size({"width": width, "height": 768})
        paper = page.locator(".review-paper")
        assert paper.evaluate("paper => paper.scrollWidth - paper.clientWidth") == 0, width


def start_review(page: Page, cast: Cast) -> None:
    sign_in(page, cast.officer)
    assert_accessible(page)
    page.click("table.waiting a")
    page.wait_for_url("**/review/")
    assert_accessible(page)
    expect(page.get_by_role("button", name="开始审核")).to_be_focused()
    page.keyboard.press("Enter")
    expect_review(page)


def comment_by_keyboard(page: Page, text: str) -> None:
    page.keyboard.press("c")
    expect(page.locator("#composer-body")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.thread", has_text=text)).to_be_visible()


def correct_and_resubmit(report: Report, cast: Cast) -> None:
    report.refresh_from_db()
    Report.objects.filter(pk=report.pk).update(preamble="今年以来，我局召开专题会议4次，现将工作情况汇报如下：")
    for thread in Thread.objects.all():
        reviews.mark_answered(thread, by=cast.clerk, body="已改。")
    report.refresh_from_db()
    moves.submit_report(report, by=cast.clerk, version=report.version)


def test_a_report_goes_back_with_comments_and_is_approved_when_corrected(
    page: Page, cast: Cast, report: Report
) -> None:
    start_review(page, cast)
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator("[data-anchor=preamble-1]")).to_be_focused()
    comment_by_keyboard(page, "请写明会议次数。")
    page.keyboard.press("j")
    comment_by_keyboard(page, "标题请写具体。")
    expect(page.locator("#decide-counts")).to_contain_text("2 条意见未处理")
    assert_accessible(page)

    page.click("#return summary")
    assert_accessible(page)
    page.fill("#return-reason", "请对照意见修改。")
    page.check("text=表述不规范")
    page.click("#return form button")
    expect(page.locator(".note.success")).to_be_visible()
    assert Report.objects.get().state == ReportState.RETURNED
    assert set(Thread.objects.values_list("anchor", flat=True)) >= {"preamble-1"}

    correct_and_resubmit(report, cast)
    page.reload()
    page.click("table.waiting a")
    expect(page.get_by_role("button", name="开始审核")).to_be_focused()
    page.keyboard.press("Enter")
    expect_review(page)
    expect(page.locator("#panel-changes ins")).to_have_text("召开专题会议4次")
    expect(page.locator("#decide-counts")).to_contain_text("2 条已答复")
    expect(page.locator(".review-desk.laid-out .paper-run.in-sheets").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator("[data-anchor=preamble-1]")).to_be_focused()
    page.click("#panel-changes a[href*=differences]")
    expect(page.locator(".differences .fold").first).to_contain_text("段未改")
    assert_accessible(page)

    page.go_back()
    page.click("#approve summary")
    page.click("#approve form button")
    expect(page.locator(".note.success")).to_be_visible()
    assert Report.objects.get().state == ReportState.APPROVED
    assert set(Thread.objects.values_list("state", flat=True)) == {ThreadState.RESOLVED.value}


@pytest.mark.parametrize(("state", "name"), [("answered", "仍未解决"), ("open", "答复"), ("resolved", "重新打开")])
def test_a_thread_says_what_a_button_wants_that_was_pressed_without_words(
    page: Page, cast: Cast, report: Report, state: str, name: str
) -> None:
    start_review(page, cast)
    page.keyboard.press("j")
    comment_by_keyboard(page, "请写明会议次数。")
    Thread.objects.update(state=state)
    page.reload()
    expect_review(page)
    thread = page.locator("article.thread")
    thread.click()
    box = thread.get_by_label("答复内容")

    for _again in range(2):
        thread.get_by_role("button", name=name).click()
        expect(thread.get_by_role("alert")).to_have_text("请先填写意见。")
        expect(thread.get_by_role("button", name=name)).to_be_visible()
        expect(box).to_be_focused()
    assert_accessible(page)
    assert Thread.objects.get().state == state

    page.keyboard.type("次数与台账不符。")
    thread.get_by_role("button", name=name).click()
    expect(thread.locator(".thread-comments")).to_contain_text("次数与台账不符。")
    expect(page.get_by_role("alert").filter(has_text="请先填写意见。")).to_have_count(0)
    assert Thread.objects.get().state == ThreadState.OPEN


def test_a_part_that_is_selected_is_quoted(page: Page, cast: Cast, report: Report) -> None:
    start_review(page, cast)
    page.evaluate(
        """() => {
          const paragraph = document.querySelector("[data-anchor=preamble-1]");
          const text = paragraph.firstChild;
          getSelection().setBaseAndExtent(text, 2, text, 6);
        }"""
    )
    comment_by_keyboard(page, "此处请核对。")
    thread = Thread.objects.get()
    assert thread.quote == Report.objects.get().preamble[2:6]


def test_without_script_a_paragraph_takes_a_comment_by_a_plain_form(page: Page, cast: Cast, report: Report) -> None:
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    sign_in(page, cast.officer)
    page.goto(f"/reports/{report.pk}/snapshots/1/comment/?anchor=preamble-1")
    assert_accessible(page)
    page.fill("#id_body", "请写明时间。")
    page.click("main button")
    expect(page.locator("article.thread")).to_contain_text("请写明时间。")


def test_the_board_and_a_version_can_be_used_by_everyone(page: Page, cast: Cast, report: Report) -> None:
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    sign_in(page, cast.officer)
    page.goto("/board/")
    assert_accessible(page)
    page.goto(f"/reports/{report.pk}/snapshots/1/")
    assert_accessible(page)


def test_letterhead_and_imprint_take_comments_by_keyboard(page: Page, cast: Cast, report: Report) -> None:
    Outline.objects.update(layout=Layout.LETTERHEAD)
    make_letterhead(cast.bureau)
    make_snapshot(Report.objects.get(), by=cast.clerk)
    start_review(page, cast)
    places = ("organ", "number", "signers")
    for place in places:
        page.keyboard.press("j")
        expect(page.locator(f"[data-anchor={place}]").first).to_be_focused()
        comment_by_keyboard(page, f"{place}不对。")
    page.locator("[data-anchor=signers]").last.click()
    expect(page.locator("[data-anchor=signers]").first).to_be_focused()
    page.locator(".paper-imprint:not(.paper-imprint-room) [data-anchor=printed]").click()
    comment_by_keyboard(page, "印发机关不对。")
    assert_accessible(page)
    assert list(Thread.objects.values_list("anchor", flat=True)) == [*places, "printed"]


@pytest.mark.parametrize("zoom", [1.25, 1.5, 2])
def test_a_zoomed_page_keeps_the_paper_as_wide_as_a_sheet(page: Page, cast: Cast, report: Report, zoom: float) -> None:
    """What stands beside the paper on a wide screen stands above and below it then."""
    page.set_viewport_size({"width": int(1366 / zoom), "height": int(768 / zoom)})
    start_review(page, cast)
    page.locator("[data-anchor=title]").click()
    comment_by_keyboard(page, "题目请写全。")
    paper = page.locator("article.paper").bounding_box()
    shown = page.locator(".review-paper").bounding_box()
    assert paper is not None
    assert shown is not None
    assert shown["width"] >= paper["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#return summary").click()
    expect(page.locator("#return form")).to_be_in_viewport(ratio=1)


def test_whose_report_it_is_stays_in_sight(page: Page, cast: Cast, report: Report) -> None:
    start_review(page, cast)
    page.locator("[data-anchor=date]").scroll_into_view_if_needed()
    page.mouse.wheel(0, 2000)
    expect(page.locator(".strip")).to_be_in_viewport(ratio=1)
    expect(page.locator(".strip")).to_contain_text("沈正审核中")
    page.locator("#approve summary").click()
    expect(page.locator("#approve form")).to_contain_text("云岭县应急管理局")
    expect(page.locator("#approve form")).to_contain_text(report.snapshots.get().sha256[:16])
