"""An administrator sets up a unit, an account, a period and a type in a real browser, and a clerk writes with them."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from reports.models import Outline, Person, Report, Unit
from tests.cast import Cast, make_cast
from tests.factories import make_report_type, make_unit
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey

ADMIN_PAGES = (
    "/",
    "/admin/units/",
    "/admin/units/import/",
    "/admin/people/",
    "/admin/periods/",
    "/admin/report-types/",
    "/admin/reports/",
    "/admin/audit/",
)

# The name of the field that has the focus, where the buttons at the foot lie over its middle.
COVERED = """() => {
    const field = document.activeElement;
    const foot = document.querySelector(".foot");
    const {top, bottom} = field.getBoundingClientRect();
    const over = (top + bottom) / 2 > foot.getBoundingClientRect().top;
    return over && field !== document.body && !foot.contains(field) ? field.name || field.textContent.trim() : "";
}"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


def set_up_unit(page: Page) -> None:
    page.goto("/admin/units/")
    page.get_by_role("link", name="云岭县", exact=True).click()
    page.get_by_role("link", name="新建单位").first.click()
    page.get_by_label("名称").fill("云岭县水利局")
    page.get_by_label("简称").fill("水利局")
    page.get_by_label("代码").fill("YLSL")
    page.get_by_label("类别").select_option("bureau")
    assert_accessible(page)
    page.get_by_role("button", name="新建").click()
    expect(page.locator(".tree [aria-current=page]")).to_have_text("云岭县水利局")
    assert_accessible(page)


def test_what_was_created_is_said_in_sight_and_shown_in_a_long_tree(page: Page, cast: Cast) -> None:
    for number in range(40):
        make_unit(f"云岭县第{number}局", parent=cast.county)
    sign_in(page, cast.admin)
    set_up_unit(page)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.get_by_text("已在云岭县下新建云岭县水利局。")).to_be_in_viewport(ratio=1)
    expect(page.locator(".tree [aria-current=page]")).to_be_in_viewport(ratio=1)


def set_up_account(page: Page) -> str:
    """Open the account of the clerk, and give back its first password."""
    page.goto("/admin/people/")
    page.get_by_role("link", name="新建账号").click()
    page.get_by_label("姓名").fill("赵岚")
    page.get_by_label("用户名").fill("zhao.lan")
    assert_accessible(page)
    page.get_by_role("button", name="新建账号").click()
    password = page.locator(".once code").nth(1).inner_text()
    page.get_by_label("角色").select_option("clerk")
    page.get_by_label("单位", exact=True).select_option(label="\u3000云岭县水利局")
    page.get_by_role("button", name="添加角色").click()
    expect(page.get_by_role("cell", name="云岭县水利局", exact=True)).to_be_visible()
    expect(page.locator(".once")).to_have_count(0)
    assert_accessible(page)
    return password


def set_up_period(page: Page) -> None:
    today = timezone.localdate()
    year = today.year
    page.goto("/admin/periods/new/")
    days = {
        "起始日": datetime.date(year, 1, 1),
        "结束日": datetime.date(year, 12, 31),
        "开放日期": today,
        "报送期限": today + datetime.timedelta(days=20),
        "关闭日期": today + datetime.timedelta(days=10),
    }
    page.get_by_label("年度").fill(str(year))
    page.get_by_label("类别").select_option("year")
    for label, day in days.items():
        page.get_by_label(label).fill(day.isoformat())
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_text("填报关闭日期早于报送期限")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("关闭日期").fill((today + datetime.timedelta(days=40)).isoformat())
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{year}年")
    assert_accessible(page)


def set_up_type(page: Page) -> None:
    """A type whose outline gets one chapter more, moved between the others by keyboard, then published."""
    page.goto("/admin/report-types/new/")
    page.get_by_label("名称").fill("廉政专题报告")
    page.get_by_label("文种").select_option("report")
    page.get_by_label("年度", exact=True).check()
    page.get_by_label("代码").fill("special")
    assert_accessible(page)
    page.get_by_role("button", name="新建").click()

    page.get_by_label("标题格式").fill("{short}廉政专题报告")
    expect(page.locator("#title-example")).to_have_text("云岭县应急管理局廉政专题报告")
    page.get_by_role("button", name="添加一章").click()
    added = page.locator("#chapter-4")
    added.get_by_label("标题").fill("专项整治情况")
    # The key is the script's.
    page.wait_for_load_state()
    added.get_by_label("标题").press("Alt+ArrowUp")
    added.get_by_label("标题").press("Alt+ArrowUp")
    expect(page.locator("#chapters > li").nth(1).get_by_label("标题")).to_have_value("专项整治情况")
    expect(page.get_by_text("有改动，尚未保存")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("button", name="保存并预览").click()
    expect(page.locator(".paper")).to_contain_text("二、专项整治情况")
    assert_accessible(page)
    page.get_by_role("link", name="继续编辑草稿").click()
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布。此后新建的报告使用这份提纲。")).to_be_visible()
    assert_accessible(page)


def test_what_an_administrator_sets_up_a_clerk_uses(page: Page, cast: Cast) -> None:
    sign_in(page, cast.admin)
    set_up_unit(page)
    password = set_up_account(page)
    set_up_period(page)
    set_up_type(page)
    page.get_by_text("管理员", exact=True).last.click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in/**")

    sign_in(page, Person.objects.get(username="zhao.lan"), password)
    assert page.url.endswith("/password/")
    page.get_by_label("当前密码").fill(password)
    page.locator("[name=new_password1]").fill("Shui-li-2026")
    page.locator("[name=new_password2]").fill("Shui-li-2026")
    assert_accessible(page)
    page.get_by_role("button", name="修改密码").click()
    page.wait_for_url(lambda url: "/password/" not in url)

    page.goto("/reports/start/")
    expect(page.get_by_text("廉政专题报告").first).to_be_visible()
    page.locator("button[name=how][value=outline]").click()
    page.wait_for_url("**/steps/**")
    expect(page.locator(".steps")).to_contain_text("专项整治情况")
    report = Report.objects.get()
    assert (report.unit, report.title) == (Unit.objects.get(code="YLSL"), "水利局廉政专题报告")
    assert list(report.chapters.values_list("heading", flat=True))[1] == "专项整治情况"


def test_every_page_of_the_administrator_is_usable_by_everyone(page: Page, cast: Cast) -> None:
    make_report_type()
    sign_in(page, cast.admin)
    for path in ADMIN_PAGES:
        page.goto(path)
        assert_accessible(page)


def test_what_has_the_focus_is_never_below_the_buttons_at_the_foot(page: Page, cast: Cast) -> None:
    sign_in(page, cast.admin)
    outline = make_report_type().outlines.get()
    Outline.objects.filter(pk=outline.pk).update(published_at=None)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/admin/report-types/outlines/{outline.pk}/")
    covered = []
    for _ in range(60):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
    assert [name for name in covered if name] == []


def test_a_chapter_is_moved_by_its_buttons_and_by_dragging(page: Page, cast: Cast) -> None:
    report_type = make_report_type()
    sign_in(page, cast.admin)
    page.goto(f"/admin/report-types/{report_type.pk}/")
    page.get_by_role("button", name="修改提纲").click()
    page.wait_for_url("**/outlines/*/")

    page.locator("#chapter-2 .grip").drag_to(page.locator("#chapter-1 .grip"))
    page.locator("#chapter-1").get_by_role("button", name="下移").click()
    page.get_by_role("button", name="保存草稿").last.click()
    expect(page.get_by_role("status").first).to_contain_text("草稿已保存")

    draft = Outline.objects.get(number=2)
    assert list(draft.chapters.values_list("heading", flat=True)) == [
        "存在的主要问题",
        "下一步工作打算",
        "工作开展情况",
    ]
