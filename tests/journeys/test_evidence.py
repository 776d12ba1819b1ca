"""Evidence from hand to officer: dropped, seen, removed, brought back, submitted, opened."""

import base64

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from reports.models import Entry, Evidence, Report
from tests.cast import Cast, make_cast
from tests.factories import make_report
from tests.hostile.files import pdf, picture
from tests.journeys.steps import assert_accessible, begin_review, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk, filled=True)


def drop(page: Page, place: Locator, *files: tuple[str, bytes]) -> None:
    """Drop files on the place, as from the desktop."""
    given = [(name, base64.b64encode(data).decode()) for name, data in files]
    transfer = page.evaluate_handle(
        """files => {
            const transfer = new DataTransfer();
            for (const [name, data] of files) {
                const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
                transfer.items.add(new File([bytes], name));
            }
            return transfer;
        }""",
        given,
    )
    for event in ("dragover", "drop"):
        place.dispatch_event(event, {"dataTransfer": transfer})


def open_step(page: Page, report: Report, entry: Entry) -> Locator:
    """The entry's place for evidence in its chapter's step."""
    step = reverse("report_step", args=[report.pk, f"chapter-{entry.chapter.uuid}"])
    page.goto(f"{step}?field=entry-{entry.uuid}")
    return page.locator("[data-evidence]").first


def test_a_file_goes_from_the_desktop_to_the_officer(page: Page, cast: Cast, report: Report) -> None:
    entry = report.workitems.get()
    sign_in(page, cast.clerk)
    place = open_step(page, report, entry)
    body = page.locator(f"[name='{entry.uuid}-body']")
    body.fill("正在写的一段话。")

    drop(page, place, ("警示教育大会.jpg", picture()), ("旧台账.xls", b"\xd0\xcf\x11\xe0"), ("签到表.pdf", pdf()))

    expect(place.get_by_role("link", name="警示教育大会.jpg")).to_be_visible()
    expect(place.get_by_role("link", name="签到表.pdf")).to_be_visible()
    expect(place.get_by_text("旧格式")).to_be_visible()
    expect(place.get_by_role("progressbar")).to_have_count(0)
    expect(body).to_have_value("正在写的一段话。")
    assert_accessible(page)

    # By keyboard: the focus goes to the way back, and on from there.
    place.get_by_role("button", name="删除签到表.pdf").focus()
    page.keyboard.press("Enter")
    undo = place.get_by_role("button", name="撤销")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(place.get_by_role("link", name="签到表.pdf")).to_be_visible()
    expect(place.get_by_role("button", name="添加文件")).to_be_focused()

    with page.expect_navigation():
        page.locator("[data-save]").click()
    expect(body).to_have_value("正在写的一段话。")
    page.goto(reverse("report_step", args=[report.pk, "finish"]))
    page.locator("button[form='move-submit']").click()
    expect(page).not_to_have_url(reverse("report_step", args=[report.pk, "finish"]))

    page.context.clear_cookies()
    sign_in(page, cast.officer)
    begin_review(page, report)
    page.get_by_role("tab", name="佐证材料").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="签到表.pdf").click()
    assert download.value.suggested_filename == "签到表.pdf"
    assert download.value.path().read_bytes() == pdf()


def test_a_file_is_chosen_by_keyboard(page: Page, cast: Cast, report: Report) -> None:
    entry = report.workitems.get()
    sign_in(page, cast.clerk)
    place = open_step(page, report, entry)

    with page.expect_file_chooser() as chooser:
        place.get_by_role("button", name="添加文件").press("Enter")
    chooser.value.set_files({"name": "签到表.pdf", "mimeType": "application/pdf", "buffer": pdf()})

    expect(place.get_by_role("link", name="签到表.pdf")).to_be_visible()
    assert Evidence.objects.get().name == "签到表.pdf"
