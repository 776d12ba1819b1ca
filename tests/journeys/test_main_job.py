"""The main job from the first file to the approved one, and what people of another unit meet on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reports.document import Document, build_document, decode, plain_text
from reports.importing import read_word
from reports.models import ImportedFile, Report, Snapshot
from reports.urls import review_pages, writing_pages
from tests.cast import Cast, make_cast
from tests.factories import make_period, make_report, make_report_type, make_snapshot
from tests.journeys.steps import assert_accessible, begin_review, sign_in

pytestmark = pytest.mark.journey

SAMPLE = Path(__file__).parent.parent / "samples" / "briefing.txt"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    make_period("2026", year=2026)
    make_report_type("annual", recipient="县委、县纪委监委")
    return make_cast(sign_in=True)


def printed(document: Document) -> tuple[object, ...]:
    """What a reader sees: cover and blocks with their numbers, whatever their places are called."""
    return (document.cover, [(type(block).__name__, plain_text(block)) for block in document.body])


def change_hands(page: Page, cast: Cast, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, getattr(cast, name))


def import_and_correct(page: Page) -> Report:
    """The clerk brings the file in; one line of it is not wanted."""
    page.goto("/reports/start/")
    page.get_by_label("从文件导入").set_input_files(SAMPLE)
    page.get_by_role("button", name="上传并识别").click()
    page.wait_for_url("**/imports/**")
    expect(page.get_by_text("2025 年，所选报告期为 2026 年")).to_be_visible()
    page.locator(".line.part-closing").get_by_role("combobox").select_option("left_out")
    expect(page.locator("#paper")).not_to_contain_text("特此报告")
    page.get_by_role("button", name="确认并生成草稿").click()
    page.wait_for_url("**/steps/**")
    return Report.objects.get()


def complete(page: Page, report: Report) -> None:
    """The clerk puts the title right and says who answers for the first problem."""
    page.goto(f"/reports/{report.pk}/steps/cover/")
    page.locator("#id_title").fill("云岭县应急管理局2026年度党风廉政建设工作汇报")
    with page.expect_navigation():
        page.locator("button[data-save]").click()
    problem = report.problems.all()[0]
    page.goto(f"/reports/{report.pk}/steps/chapter-{problem.chapter.uuid}/?field=id_{problem.uuid}-responsible_leader")
    page.locator(f"[id='id_{problem.uuid}-responsible_leader']").fill("周明远")
    with page.expect_navigation():
        page.locator("button[data-save]").click()


def submit(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/steps/finish/")
    assert_accessible(page)
    page.locator("button[form=move-submit]").click()
    expect(page.locator(".note.success")).to_be_visible()
    report.refresh_from_db()
    assert report.state == "submitted"


def comment(page: Page, words: str, remark: str) -> None:
    """The officer goes to the paragraph with the keyboard's C and writes beside it."""
    page.locator(".review-paper [data-anchor]", has_text=words).last.focus()
    page.keyboard.press("c")
    page.locator("#composer-body").fill(remark)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#margin article.thread", has_text=remark)).to_be_visible()


def review_and_return(page: Page, report: Report) -> None:
    begin_review(page, report)
    expect(page.locator(".review-paper")).to_contain_text("压实责任链条")
    comment(page, "压实责任链条", "写清责任书签了多少份。")
    comment(page, "责任传导还不均衡", "点明是哪几个站所。")
    # From the top: a field that the fixed foot half covers just now counts as too small.
    page.evaluate("scrollTo(0, 0)")
    assert_accessible(page)
    page.locator("#return > summary").click()
    page.locator("#return form button").click()
    expect(page.locator(".note.success")).to_be_visible()
    report.refresh_from_db()
    assert (report.state, report.threads.count()) == ("returned", 2)


def fix_and_answer(page: Page, report: Report) -> None:
    """The clerk meets each comment at the very field that it is about."""
    for entry, words in (
        (report.workitems.all()[0], "共签订责任书42份。"),
        (report.problems.all()[0], "即城北、河东两所。"),
    ):
        page.goto(f"/reports/{report.pk}/steps/chapter-{entry.chapter.uuid}/?field=id_{entry.uuid}-body")
        field = page.locator(f"[id='id_{entry.uuid}-body']")
        expect(page.locator("article.thread.open")).to_have_count(1)
        field.fill(field.input_value() + words)
        page.locator("article.thread.open textarea").fill("已写清。")
        page.locator("button[name=act][value^='answered:']").click()
        expect(page.locator("article.thread.answered")).to_have_count(1)


def see_differences_and_approve(page: Page, report: Report) -> None:
    begin_review(page, report)
    page.goto(f"/reports/{report.pk}/differences/1/2/")
    expect(page.locator("ins", has_text="共签订责任书42份")).to_be_visible()
    expect(page.locator("ins", has_text="即城北、河东两所")).to_be_visible()
    assert_accessible(page)
    page.goto(f"/reports/{report.pk}/review/")
    expect(page.locator("#margin article.thread.answered")).to_have_count(2)
    page.locator("#approve > summary").click()
    page.locator("#approve form button").click()
    expect(page.locator(".note.success")).to_be_visible()
    report.refresh_from_db()
    assert report.state == "approved"


def downloads(page: Page, report: Report) -> Iterator[bytes]:
    """The Word and the HTML file of the approved version, as the links on its page give them."""
    page.goto(f"/reports/{report.pk}/snapshots/2/")
    for name in ("Word", "HTML"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name, exact=True).click()
        assert waiting.value.suggested_filename.startswith("云岭县应急管理局2026年度党风廉政建设工作汇报-2025-12-16.")
        yield Path(waiting.value.path()).read_bytes()


def test_a_report_goes_from_a_file_to_an_approved_version(page: Page, cast: Cast) -> None:
    sign_in(page, cast.clerk)
    report = import_and_correct(page)
    complete(page, report)
    submit(page, report)

    change_hands(page, cast, "officer")
    review_and_return(page, report)

    change_hands(page, cast, "clerk")
    fix_and_answer(page, report)
    submit(page, report)

    change_hands(page, cast, "officer")
    see_differences_and_approve(page, report)

    approved = decode(Snapshot.objects.get(number=2).document)
    for name in ("officer", "clerk"):
        change_hands(page, cast, name)
        word, html = downloads(page, report)
        assert printed(build_document(read_word(word).manuscript)) == printed(approved)
        assert "共签订责任书42份。" in html.decode()


def addresses(report: Report, imported: ImportedFile) -> list[str]:
    """Every address of writing and review that names a report, a snapshot, a file or a thread of the other unit."""
    chapter = report.chapters.all()[0]
    values = {
        "<int:pk>": str(report.pk),
        "<str:step>": f"chapter-{chapter.uuid}",
        "<str:kind>": "docx",
        "<int:number>": "1",
        "<uuid:uuid>": str(imported.uuid),
        "<str:key>": "talk_heart",
        "<slug:code>": "submit",
        "<int:old>": "1",
        "<int:new>": "1",
    }
    found = []
    for pattern in writing_pages + review_pages:
        address = str(pattern.pattern)
        if "<" in address:
            for name, value in values.items():
                address = address.replace(name, value)
            assert "<" not in address, f"no value for {address}"
            found.append(f"/{address}")
    return found


def test_a_person_of_another_unit_meets_404_everywhere(page: Page, cast: Cast) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    make_snapshot(report)
    imported = ImportedFile.objects.create(
        unit=cast.bureau,
        period=report.period,
        report_type=report.report_type,
        name="汇报.txt",
        uploaded_by=cast.clerk,
    )

    for name in ("outsider", "stranger_officer", "admin"):
        change_hands(page, cast, name)
        token = next(c["value"] for c in page.context.cookies() if c.get("name") == "csrftoken")
        for address in addresses(report, imported):
            headers = {"X-CSRFToken": token, "Referer": page.url}
            seen = (
                page.request.get(address).status,
                page.request.post(address, headers=headers, form={"version": "1"}).status,
            )
            # A page that knows only GET or only POST says so (405) before it looks anything up.
            assert set(seen) <= {404, 405}, (name, address, seen)
            assert 404 in seen, (name, address, seen)
        page.goto("/")
        expect(page.locator("main")).not_to_contain_text(report.title)
