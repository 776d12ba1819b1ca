"""A year of a unit's ledger in one go, by keyboard where somebody would use it."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports.models import Activity, KindWording
from reports.rendering.spreadsheets import render_spreadsheet
from tests.cast import Cast, make_cast
from tests.factories import make_activity, make_kind, make_period, make_report, make_unit
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    cast = make_cast(sign_in=True)
    make_unit("办公室", parent=cast.bureau)
    make_kind("集体廉政谈话", words=["任前谈话"], order=1)
    make_kind("签订责任书", with_attendance=False, quantity_word="份", order=2)
    make_kind("警示教育会", order=3)
    make_period(year=timezone.localdate().year)
    return cast


def some_day(back: int) -> datetime.date:
    """A day of this year, so early in January perhaps today."""
    today = timezone.localdate()
    return max(today - datetime.timedelta(days=back), today.replace(month=1, day=1))


def spoken(day: datetime.date) -> str:
    return f"{day.month}月{day.day}日"


def quick_line_by_keyboard(page: Page, cast: Cast) -> None:
    """The line, Enter, Enter: and the next one can be typed at once."""
    page.goto("/")
    page.locator("#quick-line").focus()
    page.keyboard.type(f"{spoken(some_day(3))} 集体廉政谈话 9人")
    expect(page.get_by_label("参加人次")).to_have_value("9")
    expect(page.get_by_label("日期", exact=True)).to_have_value(some_day(3).isoformat())
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.locator(".reading .btn-primary")).to_be_focused()
    assert not Activity.objects.exists()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已登记：")
    expect(page.locator("#quick-line")).to_be_focused()
    activity = Activity.objects.get()
    assert (activity.unit, activity.title, activity.attendance) == (cast.bureau, "集体廉政谈话", 9)


def correction_remembered(page: Page) -> None:
    page.keyboard.type(f"{spoken(some_day(2))} 廉谈 5人")
    expect(page.get_by_text("没有叫“廉谈”的活动种类")).to_be_visible()
    page.get_by_label("种类").select_option(label="集体廉政谈话")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("记住了")
    page.keyboard.type("廉谈 6人")
    expect(page.get_by_label("参加人次")).to_have_value("6")
    expect(page.get_by_label("种类").locator("option:checked")).to_have_text("集体廉政谈话")
    assert KindWording.objects.get().words == "廉谈"


def same_as_last_time(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="集体廉政谈话").click()
    expect(page.get_by_label("日期", exact=True)).to_have_value(timezone.localdate().isoformat())
    assert_accessible(page)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已登记：")


def pasted_rows(page: Page) -> None:
    """One row has an error; it is put right in its place."""
    page.goto("/ledger/")
    page.get_by_role("link", name="粘贴或导入").click()
    rows = [f"{some_day(9)}\t签订责任书\t层层签订责任书\t\t42", f"{some_day(8)}\t警示教育会\t全局警示教育大会\t0\t"]
    page.locator("textarea[name=text]").fill("\n".join(["日期\t类别\t内容\t人次\t数量", *rows]))
    page.get_by_role("button", name="看读得对不对").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("1 行要看一看")
    assert_accessible(page)
    count = Activity.objects.count()
    page.get_by_role("button", name="全部登记").click()
    expect(page.get_by_text("请填 1 以上的数")).to_be_visible()
    assert Activity.objects.count() == count
    page.locator(".mend-row").get_by_label("参加人次").fill("60")
    page.get_by_role("button", name="全部登记").click()
    expect(page.get_by_role("status")).to_contain_text("登记了 2 条活动")


def imported_file(page: Page) -> None:
    """The office keeps the same meeting in a file of its own."""
    heads = ["序号", "时间", "活动内容", "活动类别", "参加人数", "股室"]
    row = ["1", some_day(8).isoformat(), "召开全局警示教育大会", "警示教育会", "58", "办公室"]
    page.goto("/ledger/rows/")
    page.locator("input[type=file]").set_input_files(
        {"name": "台账.xlsx", "mimeType": "application/octet-stream", "buffer": render_spreadsheet(heads, [row])}
    )
    page.get_by_role("button", name="看读得对不对").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("1 行读得清楚")
    page.get_by_role("button", name="全部登记").click()
    expect(page.get_by_role("status")).to_contain_text("登记了 1 条活动")


def merged(page: Page) -> None:
    page.goto("/ledger/")
    expect(page.locator(".twice")).to_have_count(2)
    assert_accessible(page)
    page.locator(".twice").first.get_by_role("button", name="合并，以本条为准").click()
    expect(page.get_by_role("status")).to_contain_text("这次活动只计一次")
    expect(page.locator(".twice")).to_have_count(0)
    page.locator(".totals summary").click()
    expect(page.locator(".totals li", has_text="警示教育会")).to_contain_text("1 次")
    assert_accessible(page)


def changed_and_voided(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_label("标题").fill("任前集体廉政谈话")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".history")).to_contain_text("→ 任前集体廉政谈话")
    assert_accessible(page)
    page.get_by_label("作废理由").fill("重复登记")
    page.get_by_role("button", name="作废").click()
    expect(page.get_by_role("status")).to_contain_text("已作废")
    assert_accessible(page)


def seen_in_its_month(page: Page) -> None:
    page.goto("/ledger/")
    page.get_by_role("link", name="月历").click()
    page.wait_for_url("**/ledger/month/**")
    month = some_day(8)
    page.goto(f"/ledger/month/?month={month:%Y-%m}")
    expect(page.locator(".month").get_by_role("link", name="全局警示教育大会").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


@pytest.mark.parametrize("place", ["/", "/ledger/"])
def test_what_was_recorded_is_said_where_the_next_line_is_typed(page: Page, cast: Cast, place: str) -> None:
    """Also on a page so long that it could begin with the line."""
    for back in range(20):
        make_activity(cast.bureau, day=some_day(back).isoformat())
        make_report(cast.bureau, by=cast.clerk)
    sign_in(page, cast.clerk)
    page.goto(place)
    page.locator("#quick-line").focus()
    page.keyboard.type(f"{spoken(some_day(3))} 集体廉政谈话 9人")
    expect(page.get_by_label("参加人次")).to_have_value("9")
    page.keyboard.press("Enter")
    expect(page.locator(".reading .btn-primary")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/#quick-line")
    expect(page.locator("#quick-line")).to_be_focused()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator(".note.success", has_text="已登记：")).to_be_in_viewport(ratio=1)
    expect(page.locator("#quick-line")).to_be_in_viewport(ratio=1)


def test_a_year_comes_into_the_ledger(page: Page, cast: Cast) -> None:
    sign_in(page, cast.clerk)
    quick_line_by_keyboard(page, cast)
    correction_remembered(page)
    same_as_last_time(page)
    pasted_rows(page)
    imported_file(page)
    merged(page)
    changed_and_voided(page)
    seen_in_its_month(page)
