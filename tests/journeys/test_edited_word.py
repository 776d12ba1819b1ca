"""Word goes out and comes back: an officer edits the file, the clerk answers each change, the report goes up again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reports.actions import moves, reviews
from reports.choices import ChapterKind, ReportState, ThreadState
from reports.models import Report, Thread
from tests.cast import Cast, make_cast
from tests.editing import Editor
from tests.factories import make_entry, make_report
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    report = make_report(cast.bureau, by=cast.clerk, filled=True, recipient="县纪委监委")
    report.preamble = "今年以来，我局召开会议3次。\n现将情况汇报如下："
    report.save()
    make_entry(report.chapters.get(kind=ChapterKind.WORK), heading="压实主体责任", body="签订责任书26份。")
    return report


def download(page: Page, address: str) -> bytes:
    answer = page.request.get(address)
    assert answer.ok
    return answer.body()


def upload(page: Page, data: bytes, folder: Path) -> None:
    path = folder / "改稿.docx"
    path.write_bytes(data)
    assert_accessible(page)
    page.set_input_files("#file", path)
    page.get_by_role("button", name="上传并识别").click()
    expect(page.locator("h1")).to_have_text("改稿中的改动")
    assert_accessible(page)


def test_an_officers_word_file_comes_back_and_is_answered_place_by_place(
    page: Page, cast: Cast, report: Report, tmp_path: Path
) -> None:
    moves.submit_report(report, by=cast.clerk, version=report.version)
    reviews.open_snapshot(report.snapshots.get(), by=cast.officer)
    sign_in(page, cast.officer)
    data = download(page, f"/reports/{report.pk}/snapshots/1.docx")
    work = Editor(data, "张主任").change("3次", "4次").change("26份", "27份").comment("压实主体责任", "请附名单。")

    page.goto(f"/reports/{report.pk}/review/")
    page.get_by_role("link", name="上传批改文件").click()
    upload(page, work.add_paragraph("压实主体责任", "（九）新条目。内容。").save(), tmp_path)
    expect(page.locator("input[name=take]:checked")).to_have_count(3)
    page.get_by_role("button", name="写入审核意见").click()
    expect(page.locator(".note.success")).to_contain_text("3处")
    expect(page.locator("article.thread")).to_have_count(3)
    assert_accessible(page)
    page.click("#return summary")
    page.click("#return form button")
    expect(page.locator(".note.success")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, cast.clerk)
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    expect(page.locator(".proposal ins")).to_have_text("4")
    assert_accessible(page)
    page.get_by_role("button", name="采纳", exact=True).press("Enter")
    expect(page.locator("#id_preamble")).to_have_value("今年以来，我局召开会议4次。\n现将情况汇报如下：")

    work_chapter = report.chapters.get(kind=ChapterKind.WORK)
    page.goto(f"/reports/{report.pk}/steps/chapter-{work_chapter.uuid}/")
    expect(page.locator(".proposal ins")).to_have_text("27")
    proposal = Thread.objects.get(proposed__contains="27份")
    page.fill(f"#answer-{proposal.pk}", "确为26份。")
    page.get_by_role("button", name="不采纳", exact=True).press("Enter")
    expect(page.get_by_text("确为26份。")).to_be_visible()
    comment = Thread.objects.get(field="")
    page.fill(f"#answer-{comment.pk}", "已附。")
    page.locator(f"button[value='answered:{comment.pk}']").click()
    expect(page.get_by_text("已附。")).to_be_visible()

    assert set(Thread.objects.values_list("state", flat=True)) == {ThreadState.ANSWERED.value}
    report.refresh_from_db()
    assert report.workitems.get(heading="压实主体责任").body == "签订责任书26份。"
    moves.submit_report(report, by=cast.clerk, version=report.version)
    assert Report.objects.get().state == ReportState.SUBMITTED


def test_a_clerk_takes_changes_of_the_own_file(page: Page, cast: Cast, report: Report, tmp_path: Path) -> None:
    sign_in(page, cast.clerk)
    data = download(page, f"/reports/{report.pk}/draft.docx")
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    page.get_by_role("link", name="用Word改稿上传").click()
    upload(page, Editor(data, "周明远").change("3次", "4次").retype("26份", "27份").save(), tmp_path)
    page.locator("input[name=take]").first.press("Space")
    page.get_by_role("button", name="采纳所选").press("Enter")
    expect(page.locator(".note.success")).to_contain_text("1处")

    report.refresh_from_db()
    assert "3次" in report.preamble
    assert report.workitems.get(heading="压实主体责任").body == "签订责任书27份。"


def test_the_pages_need_no_script(page: Page, cast: Cast, report: Report, tmp_path: Path) -> None:
    """Both pages are plain forms."""
    sign_in(page, cast.clerk)
    data = Editor(download(page, f"/reports/{report.pk}/draft.docx"), "周明远").change("3次", "4次").save()
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"/reports/{report.pk}/edited/")
    upload(page, data, tmp_path)
    page.get_by_role("button", name="采纳所选").click()
    expect(page.locator(".note.success")).to_be_visible()
