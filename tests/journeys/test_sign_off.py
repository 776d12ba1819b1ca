"""Where the head signs off: the clerk hands in, the head reads the printed sheets, hands back, or submits."""

import pytest
from playwright.sync_api import Page, expect

from reports.choices import ReportState
from tests.cast import make_cast
from tests.factories import make_report
from tests.journeys.conftest import Switch
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


def test_the_head_reads_hands_back_and_signs_off(page: Page, transactional_db: None, switch: Switch) -> None:
    switch("REQUIRE_SIGN_OFF", 1)
    cast = make_cast(sign_in=True)
    report = make_report(cast.bureau, by=cast.clerk, filled=True, recipient="县纪委监委")

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).press("Enter")
        expect(page.locator(".note.success")).to_be_visible()
        report.refresh_from_db()

    def hand_in() -> None:
        page.context.clear_cookies()
        sign_in(page, cast.clerk)
        page.goto(f"/reports/{report.pk}/steps/finish/")
        expect(page.get_by_role("button", name="提交审核", exact=True)).to_have_count(0)
        press("送负责人签发")
        page.context.clear_cookies()
        sign_in(page, cast.head)
        page.get_by_role("link", name="审阅签发").click()
        expect(page.locator(".paper-sheet-number").first).to_have_text("— 1 —")
        assert_accessible(page)

    hand_in()
    press("退回填写")
    assert report.state == ReportState.DRAFT
    hand_in()
    press("提交审核")
    assert (report.state, report.snapshots.count()) == (ReportState.SUBMITTED, 1)
