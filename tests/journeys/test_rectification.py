"""A problem of an approved report on its way to being closed out, by the unit and the officer, sent back once."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.choices import ChapterKind
from reports.models import Problem
from tests.cast import make_cast
from tests.factories import make_entry, make_period, make_report
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


def act(page: Page, name: str, words: str) -> None:
    """Open the form of the move `name`, say why, and press its button, by keyboard."""
    form = page.locator("details.way").filter(has=page.locator("summary", has_text=name))
    if form.get_attribute("open") is None:
        form.locator("summary").press("Enter")
    form.locator("textarea").fill(words)
    form.get_by_role("button", name=name).press("Enter")


def test_a_problem_is_closed_out_by_both_roles(
    browser: Browser, live_server: LiveServer, page: Page, transactional_db: None
) -> None:
    cast = make_cast(sign_in=True)
    report = make_report(cast.bureau, by=cast.clerk, period=make_period(year=2025), filled=True, state="approved")
    overdue = timezone.localdate() - datetime.timedelta(days=3)
    chapter = report.chapters.get(kind=ChapterKind.PROBLEMS)
    make_entry(chapter, "台账不细", "两个股室台账缺项。", deadline=overdue, running=2, measures="逐页补签")
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
    officer = context.new_page()
    sign_in(page, cast.clerk)
    sign_in(officer, cast.officer)

    # The desk says what is overdue; the register leads with it.
    expect(page.get_by_role("link", name="台账不细")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="问题台账").press("Enter")
    expect(page.locator("tbody tr").first).to_contain_text("已逾期 3 天")
    expect(page.locator("tbody tr").first).to_contain_text("连续2期")
    assert_accessible(page)
    page.get_by_role("link", name="台账不细").press("Enter")
    page.wait_for_url("**/problems/*/")
    assert_accessible(page)

    act(page, "开始整改", "先补指挥股的台账，月底前补完。")
    expect(page.get_by_role("status")).to_contain_text("整改中")
    act(page, "申请销号", "两个股室的台账已逐页补齐。")
    expect(page.get_by_role("status")).to_contain_text("待核验")

    officer.goto("/")
    assert_accessible(officer)
    officer.get_by_role("link", name="台账不细").press("Enter")
    act(officer, "退回整改", "工程股的台账还缺十月份的。")
    expect(officer.get_by_role("status")).to_contain_text("退回整改")

    page.reload()
    expect(page.get_by_text("工程股的台账还缺十月份的。")).to_be_visible()
    act(page, "申请销号", "工程股十月份的台账也已补齐，附照片。")
    officer.reload()
    act(officer, "核验通过，销号", "到两个股室抽看了十页，都已补齐。")
    expect(officer.get_by_role("status")).to_contain_text("已销号")
    assert_accessible(officer)

    officer.goto("/problems/")
    expect(officer.locator("tbody")).not_to_contain_text("台账不细")
    officer.get_by_label("状态").select_option("已销号")
    officer.get_by_role("button", name="筛选").press("Enter")
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Excel").press("Enter")
    assert download.value.suggested_filename == "问题台账.xlsx"
    problem = Problem.objects.get(heading="台账不细")
    assert [move.move for move in problem.moves.all()] == ["begin", "submit", "send_back", "submit", "close"]
    context.close()
