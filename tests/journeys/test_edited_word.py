"""Word goes out and comes back: an officer edits the file, the clerk answers each change, the report goes up again."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Locator, Page, expect

from reports.choices import ChapterKind, ReportState
from reports.document import decode
from reports.models import Person, Report, Thread
from reports.rendering import render_word
from tests.cast import Cast, make_cast
from tests.editing import Editor
from tests.factories import make_entry, make_report
from tests.journeys.steps import assert_accessible, begin_review, sign_in
from tests.rendering.word.settling import body_of, normal, settled

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


def change_hands(page: Page, person: Person) -> None:
    page.context.clear_cookies()
    sign_in(page, person)


def draft_file(page: Page, report: Report) -> bytes:
    answer = page.request.get(f"/reports/{report.pk}/draft.docx")
    assert answer.ok
    return answer.body()


def click_download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def upload(page: Page, data: bytes, folder: Path) -> None:
    path = folder / "改稿.docx"
    path.write_bytes(data)
    assert_accessible(page)
    page.set_input_files("#file", path)
    page.get_by_role("button", name="上传并识别").click()
    expect(page.locator("h1")).to_have_text("改稿中的改动")
    assert_accessible(page)


def submit(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/steps/finish/")
    page.locator("button[form=move-submit]").click()
    expect(page.locator(".note.success")).to_be_visible()
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def comment(page: Page, anchor: str, text: str) -> Locator:
    """The officer comments on a paragraph; its thread on the page."""
    page.locator(f".review-paper [data-anchor='{anchor}']").focus()
    page.keyboard.press("c")
    page.locator("#composer-body").fill(text)
    page.keyboard.press("Control+Enter")
    thread = page.locator("#margin article.thread", has_text=text)
    expect(thread).to_be_visible()
    return thread


def comment_and_download(page: Page, report: Report) -> bytes:
    """Two comments, one of which is settled at once; the file for review has the other."""
    begin_review(page, report)
    settled_at_once = comment(page, "title", "题目请核对。")
    settled_at_once.focus()
    settled_at_once.get_by_role("button", name="已解决").press("Enter")
    expect(page.locator("article.thread.resolved")).to_have_count(1)
    comment(page, "preamble-1", "写明会议时间。")
    page.locator("#downloads summary").click()
    data = click_download(page, "Word（含意见）")
    assert [one.text for one in docx.Document(BytesIO(data)).comments] == ["写明会议时间。"]
    return data


def upload_and_return(page: Page, edited: bytes, folder: Path) -> None:
    page.get_by_role("link", name="上传批改文件").click()
    upload(page, edited, folder)
    expect(page.get_by_text("文件中有1条意见这里已有")).to_be_visible()
    expect(page.locator("input[name=take]:checked")).to_have_count(3)
    page.get_by_role("button", name="写入审核意见").click()
    expect(page.locator(".note.success")).to_contain_text("3处")
    expect(page.locator("article.thread")).to_have_count(5)
    assert_accessible(page)
    page.click("#return summary")
    page.click("#return form button")
    expect(page.locator(".note.success")).to_be_visible()


def at_field(page: Page, field: str, words: str) -> Locator:
    """The thread with these words, which stands right under the field."""
    above = f"preceding-sibling::div[starts-with(@id, 'div_id_')][1][@id='div_{field}']"
    return page.locator(f"//article[{above}]").and_(page.locator("article.thread", has_text=words))


def answer_each(page: Page, report: Report) -> None:
    """The clerk takes one proposal, leaves the other, and answers both comments, each at its field."""
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    assert_accessible(page)
    expect(at_field(page, "id_preamble", "修改建议：").locator("ins")).to_have_text("4")
    at_field(page, "id_preamble", "修改建议：").get_by_role("button", name="采纳", exact=True).press("Enter")
    expect(page.locator("#id_preamble")).to_have_value("今年以来，我局召开会议4次。\n现将情况汇报如下：")
    asked = at_field(page, "id_preamble", "写明会议时间。")
    asked.locator("textarea").fill("已补充在台账中。")
    asked.locator("button[value^='answered:']").click()
    expect(at_field(page, "id_preamble", "已补充在台账中。")).to_be_visible()

    entry = report.workitems.get(heading="压实主体责任")
    page.goto(f"/reports/{report.pk}/steps/chapter-{entry.chapter.uuid}/")
    proposed = at_field(page, f"id_{entry.uuid}-body", "修改建议：")
    expect(proposed.locator("ins")).to_have_text("27")
    proposed.locator("textarea").fill("确为26份。")
    proposed.get_by_role("button", name="不采纳", exact=True).press("Enter")
    expect(page.get_by_text("确为26份。")).to_be_visible()
    asked = at_field(page, f"id_{entry.uuid}-body", "请附名单。")
    asked.locator("textarea").fill("已附。")
    asked.locator("button[value^='answered:']").click()
    expect(at_field(page, f"id_{entry.uuid}-body", "已附。")).to_be_visible()


def test_an_officers_word_file_comes_back_and_is_answered_place_by_place(
    page: Page, cast: Cast, report: Report, tmp_path: Path
) -> None:
    """Out for review, back with comments and tracked changes, answered, submitted again, out as tracked changes."""
    sign_in(page, cast.clerk)
    submit(page, report)
    change_hands(page, cast.officer)
    word = Editor(comment_and_download(page, report), "张主任")
    word.change("3次", "4次").change("26份", "27份").comment("压实主体责任", "请附名单。")
    upload_and_return(page, word.add_paragraph("压实主体责任", "（九）新条目。内容。").save(), tmp_path)

    change_hands(page, cast.clerk)
    answer_each(page, report)
    assert sorted(Thread.objects.values_list("state", flat=True)) == ["answered"] * 4 + ["resolved"]
    assert report.workitems.get(heading="压实主体责任").body == "签订责任书26份。"
    submit(page, report)

    change_hands(page, cast.officer)
    begin_review(page, report)
    page.goto(f"/reports/{report.pk}/differences/1/2/")
    changes = click_download(page, "Word（含修订）")
    for number, accept, words in ((1, False, "会议3次"), (2, True, "会议4次")):
        submitted = decode(report.snapshots.get(number=number).document)
        one = settled(changes, accept=accept)
        assert words in "".join(paragraph.text for paragraph in docx.Document(BytesIO(one)).paragraphs)
        assert normal(body_of(one)) == normal(body_of(render_word(submitted)))


def test_a_clerk_takes_changes_of_the_own_file(page: Page, cast: Cast, report: Report, tmp_path: Path) -> None:
    sign_in(page, cast.clerk)
    data = draft_file(page, report)
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
    data = Editor(draft_file(page, report), "周明远").change("3次", "4次").save()
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"/reports/{report.pk}/edited/")
    upload(page, data, tmp_path)
    page.get_by_role("button", name="采纳所选").click()
    expect(page.locator(".note.success")).to_be_visible()
