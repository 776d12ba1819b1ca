"""Text that is typed is saved by itself, and isn't lost when the line, the sign-in or the browser goes away."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from reports.actions.moves import submit_report
from reports.actions.reviews import open_snapshot
from reports.models import Outline, Person, Report
from tests.cast import Cast, make_cast
from tests.factories import PASSWORD, make_activity, make_entry, make_indicator, make_kind, make_report, make_rule
from tests.journeys.conftest import WAIT_MS
from tests.journeys.steps import assert_accessible, sign_in
from tests.writing import Page as Sent

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A browser profile in which requests may fail: the console says so, and that is no fault of the page."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
    context.set_default_timeout(WAIT_MS)
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    yield context
    context.close()
    assert faults == []


# As a page does every 25 seconds, and when it comes to the front again.
ASK_WHO_IS_HERE = "document.dispatchEvent(new Event('visibilitychange'))"


def opened(context: BrowserContext, person: Person, report: Report, step: str = "preamble") -> Page:
    page = context.new_page()
    sign_in(page, person)
    page.goto(f"/reports/{report.pk}/steps/{step}/")
    return page


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text(re.compile(r"已保存 \d\d:\d\d:\d\d"))


def stored(report: Report) -> str:
    return Report.objects.get(pk=report.pk).preamble


def test_typed_text_is_saved_by_itself_and_the_caret_stays(page: Page, cast: Cast, report: Report) -> None:
    sign_in(page, cast.clerk)
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    page.locator("#id_preamble").fill("今年以来，现将情况汇报如下：")
    page.evaluate("document.getElementById('id_preamble').setSelectionRange(4, 4)")
    expect_saved(page)
    page.keyboard.type("，我局")
    expect_saved(page)
    expect(page.locator("#id_preamble")).to_have_value("今年以来，我局，现将情况汇报如下：")
    assert page.evaluate("document.getElementById('id_preamble').selectionStart") == 7
    # Leaving saves the rest, and a button after that finds nothing changed.
    page.keyboard.type("党组")
    page.get_by_role("button", name="下一步", exact=True).click()
    page.wait_for_url("**/chapter-*/")
    assert stored(report) == "今年以来，我局党组，现将情况汇报如下："


def test_the_list_of_steps_follows_what_is_written(page: Page, cast: Cast, report: Report) -> None:
    Outline.objects.update(preamble_required=True)
    sign_in(page, cast.clerk)
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url == page.url else None)
    step = page.get_by_role("navigation", name="步骤").get_by_role("button", name="导语")
    expect(step).to_contain_text("缺")
    page.fill("#id_preamble", "今年以来，现将情况汇报如下：")
    expect(step).to_contain_text("已写")
    page.keyboard.type("第二段。")
    expect_saved(page)
    assert len(asked) == 1
    page.fill("#id_preamble", "")
    expect(step).to_contain_text("缺")
    step.click()
    expect(page.locator("#id_preamble")).to_have_value("")


def test_what_the_check_says_of_an_explanation_follows_what_is_saved(page: Page, cast: Cast, report: Report) -> None:
    for code, count in (("study", 1), ("discussion", 2)):
        make_indicator(code, kind := make_kind())
        for _number in range(count):
            make_activity(cast.bureau, kind)
    make_entry(report.chapters.get(kind="work"), body="全年学习{{study}}。")
    make_rule("discussion <= study")
    sign_in(page, cast.clerk)
    page.goto(f"/reports/{report.pk}/steps/check/")
    check = page.locator(".cross-checks > ul > li")
    expect(check).to_contain_text("须作说明")
    check.locator("textarea").fill("情况属实。")
    expect(check).to_contain_text("不算说明")
    check.locator("textarea").fill("两次研讨由机关党委单独组织，不计入中心组学习。")
    expect(check).to_contain_text("已说明")
    expect(check).not_to_contain_text("不算说明")


def test_what_is_typed_before_the_scripts_are_there_is_shown_and_saved(page: Page, cast: Cast, report: Report) -> None:
    sign_in(page, cast.clerk)
    held: list[Route] = []
    page.route("**/vendor/htmx/*.js", lambda route: held.append(route))
    page.goto(f"/reports/{report.pk}/steps/preamble/", wait_until="commit")
    page.locator("#id_preamble").fill("网很慢的时候写的")
    assert held
    for route in held:
        route.continue_()
    expect_saved(page)
    expect(page.locator("#preview")).to_contain_text("网很慢的时候写的")
    assert stored(report) == "网很慢的时候写的"


def test_fields_that_were_refused_together_are_saved_when_one_is_put_right(
    page: Page, cast: Cast, report: Report
) -> None:
    make_indicator("talks", make_kind(), name="谈心谈话").wanted_by.add(report.report_type)
    sign_in(page, cast.clerk)
    page.goto(f"/reports/{report.pk}/steps/figures/")
    page.locator("summary", has_text="填写数值").click()
    page.get_by_label("原因或来源").fill("十二月的一次三人未及登记")
    page.get_by_label("数值").fill("-5")
    expect(page.locator(".invalid-feedback")).to_contain_text("太小")
    page.get_by_label("数值").fill("5")
    expect_saved(page)
    expect(page.locator(".invalid-feedback")).to_have_count(0)
    assert report.typed_figures.get().value == 5


def test_offline_text_waits_in_the_browser_and_is_offered_back(
    context: BrowserContext, cast: Cast, report: Report
) -> None:
    page = opened(context, cast.clerk, report)
    context.route("**/autosave/", lambda route: route.abort("internetdisconnected"))
    context.route("**/preview/", lambda route: route.abort("internetdisconnected"))
    with page.expect_event("requestfailed", lambda request: "/preview/" in request.url):
        page.fill("#id_preamble", "断网时写的")
    expect(page.locator("[data-saved]")).to_have_text("离线，已保存在本机")
    # One place says it, and none asks to load the page again.
    expect(page.locator("#unanswered")).to_be_hidden()
    page.get_by_role("button", name="下一步", exact=True).click()
    expect(page.locator("#id_preamble")).to_have_value("断网时写的")
    # The browser dies, and the line is back when the page is opened again.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    page.close()
    context.unroute("**/autosave/")
    context.unroute("**/preview/")
    # Meanwhile somebody else writes there, and later the person in another field, at another computer.
    Sent(cast.head, report, "preamble").send({"preamble": "负责人写的"})
    Sent(cast.clerk, report, "cover").send({"title": "标题"})
    page = context.new_page()
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    kept = page.get_by_role("region", name="保存在本机的内容")
    expect(kept).to_contain_text("断网时写的")
    assert_accessible(page)
    kept.get_by_role("button", name="取回").click()
    expect(page.locator("#id_preamble")).to_have_value("断网时写的")
    expect_saved(page)
    assert stored(report) == "断网时写的"
    page.reload()
    expect(kept).to_be_hidden()


def test_typing_on_after_an_answer_that_was_lost_is_saved(context: BrowserContext, cast: Cast, report: Report) -> None:
    page = opened(context, cast.clerk, report)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    context.route("**/autosave/", lose, times=1)
    page.fill("#id_preamble", "第一句。")
    expect(page.locator("[data-saved]")).to_have_text("离线，已保存在本机")
    assert stored(report) == "第一句。"
    page.locator("#id_preamble").press("End")
    page.keyboard.type("第二句。")
    expect_saved(page)
    assert stored(report) == "第一句。第二句。"
    assert page.locator("[data-theirs]").count() == 0


KEPT_ONE = """async ([person, place, name]) => {
    const journal = await import("/static/reports/js/journal.js");
    await journal.keep(person, place, [{name, value: ["早先写的"], base: "of another text"}]);
}"""
KEPT_NAMES = """async ([person, place]) => {
    const journal = await import("/static/reports/js/journal.js");
    return (await journal.rowsOf(person, place)).map((row) => row.name);
}"""


YEARS_BEHIND = """
    const [now, begin, years] = [Date.now, performance.timeOrigin, 17 * 365 * 24 * 3600 * 1000];
    Date.now = () => now() - years;
    Object.defineProperty(performance, "timeOrigin", {value: begin - years});
"""


def test_what_the_person_stored_later_elsewhere_takes_the_place_of_what_was_left_here(
    context: BrowserContext, cast: Cast, report: Report
) -> None:
    page = opened(context, cast.clerk, report, "cover")
    place = [str(cast.clerk.pk), f"report-{report.pk}/cover"]
    for name in ("id_title", "id_closing"):
        page.evaluate(KEPT_ONE, [*place, name.removeprefix("id_")])
    # Longer than the page took to come: so exactly does it know the server's time.
    page.wait_for_timeout(1000)
    Sent(cast.clerk, report, "cover").send({"title": "后来的标题"})
    page.reload()
    kept = page.get_by_role("region", name="保存在本机的内容")
    # The other field of the step was left alone since, so that its text is the newer one.
    expect(kept.get_by_role("listitem")).to_have_count(1)
    assert page.evaluate(KEPT_NAMES, place) == ["closing"]


def test_a_text_kept_while_this_computers_clock_was_years_behind_is_offered_back(
    context: BrowserContext, cast: Cast, report: Report
) -> None:
    page = opened(context, cast.clerk, report)
    # An empty battery; the clock is put right when the line is back.
    page.add_init_script(YEARS_BEHIND)
    page.reload()
    Sent(cast.clerk, report, "preamble").send({"preamble": "先在别处写的"})
    page.evaluate(KEPT_ONE, [str(cast.clerk.pk), f"report-{report.pk}/preamble", "preamble"])
    page.close()
    page = context.new_page()
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    expect(page.get_by_role("region", name="保存在本机的内容")).to_contain_text("早先写的")


def test_an_ended_sign_in_is_renewed_in_place_and_the_save_goes_on(
    context: BrowserContext, cast: Cast, report: Report
) -> None:
    page = opened(context, cast.clerk, report)
    Session.objects.all().delete()
    page.fill("#id_preamble", "登录过期时写的")
    dialog = page.get_by_role("dialog", name="重新登录")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    # Somebody else at the same computer doesn't send it.
    dialog.get_by_label("用户名").fill(cast.head.username)
    dialog.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("现在登录的是周明远")
    assert stored(report) == ""
    dialog.get_by_role("button", name="以林小雨登录").click()
    dialog.get_by_label("用户名").fill(cast.clerk.username)
    dialog.get_by_label("密码").fill("wrong")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("用户名或密码不对")
    dialog.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect_saved(page)
    expect(page.locator("#id_preamble")).to_have_value("登录过期时写的")
    assert stored(report) == "登录过期时写的"
    # The buttons of the page have the new token too.
    page.get_by_role("button", name="下一步", exact=True).click()
    page.wait_for_url("**/chapter-*/")


def test_two_people_in_one_field_see_each_other_and_choose(
    browser: Browser, live_server: LiveServer, context: BrowserContext, cast: Cast, report: Report
) -> None:
    clerk = opened(context, cast.clerk, report)
    other = browser.new_context(base_url=live_server.url)
    head = opened(other, cast.head, report)
    expect(head.locator("[data-here]")).to_have_text("林小雨打开着“导语”")
    head.fill("#id_preamble", "负责人写的")
    expect_saved(head)
    clerk.evaluate(ASK_WHO_IS_HERE)
    expect(clerk.locator("[data-here]")).to_have_text("周明远正在写“导语”")
    clerk.fill("#id_preamble", "填报人写的")
    theirs = clerk.get_by_role("group", name="别人改了这里")
    expect(theirs).to_contain_text("负责人写的")
    expect(clerk.locator("[data-saved]")).to_have_text("别人改了这里")
    expect(clerk.locator("#id_preamble")).to_have_value("填报人写的")
    assert_accessible(clerk)
    theirs.get_by_role("button", name="保留我的").click()
    expect_saved(clerk)
    assert stored(report) == "填报人写的"
    head.locator("#id_preamble").press("End")
    head.keyboard.type("。")
    head.get_by_role("group", name="别人改了这里").get_by_role("button", name="采用这个").click()
    expect(head.locator("#id_preamble")).to_have_value("填报人写的")
    head.goto("/")
    # Nobody waits for what a page says when it is left.
    clerk.wait_for_function(
        f"() => {{ {ASK_WHO_IS_HERE}; return document.querySelector('[data-here]').hidden; }}", polling=300
    )
    other.close()


def test_a_text_too_long_to_go_with_its_page_is_asked_about_and_offered_back(
    context: BrowserContext, cast: Cast, report: Report
) -> None:
    page = opened(context, cast.clerk, report)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    # A line so slow that nothing arrives. Not by `route`: what is sent while the page is being left slips through that.
    page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    # Of 90 kB: a Chinese character has three bytes.
    text = "长" * 30_000
    page.fill("#id_preamble", text)
    page.locator("#id_preamble").press("End")
    page.goto("/")
    assert asked == ["beforeunload"]
    page.goto(f"/reports/{report.pk}/steps/preamble/")
    page.get_by_role("region", name="保存在本机的内容").get_by_role("button", name="取回").click()
    expect_saved(page)
    assert stored(report) == text


def test_what_an_officer_typed_and_did_not_send_stands_there_again(
    browser: Browser, live_server: LiveServer, context: BrowserContext, cast: Cast
) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    submit_report(report, by=cast.clerk, version=report.version)
    open_snapshot(report.snapshots.get(), by=cast.officer)
    review = f"/reports/{report.pk}/review/"
    page = context.new_page()
    sign_in(page, cast.officer)
    page.goto(review)
    page.locator("[data-anchor=preamble-1]").focus()
    page.keyboard.press("c")
    with page.expect_response("**/unsent/"):
        page.keyboard.type("请写明会议次数")
    # The line breaks, and the browser dies.
    context.route("**/unsent/", lambda route: route.abort("internetdisconnected"))
    page.keyboard.type("和人数。")
    page.locator("#return summary").click()
    with page.expect_event("requestfailed"):
        page.fill("#return-reason", "请对照意见修改。")
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    page.close()
    context.unroute("**/unsent/")
    # This computer has all of it, and the server gets it; then any other computer has it too.
    page = context.new_page()
    with page.expect_response("**/unsent/"):
        page.goto(review)
    expect(page.locator("#composer-body")).to_have_value("请写明会议次数和人数。")
    other = browser.new_context(base_url=live_server.url)
    elsewhere = other.new_page()
    sign_in(elsewhere, cast.officer)
    elsewhere.goto(review)
    expect(elsewhere.locator("#composer-body")).to_have_value("请写明会议次数和人数。")
    expect(elsewhere.locator("#return-reason")).to_have_value("请对照意见修改。")
    other.close()


def test_a_comment_whose_sign_in_has_ended_is_sent_after_signing_in_in_place(
    context: BrowserContext, cast: Cast
) -> None:
    report = make_report(cast.bureau, by=cast.clerk, filled=True)
    submit_report(report, by=cast.clerk, version=report.version)
    open_snapshot(report.snapshots.get(), by=cast.officer)
    page = context.new_page()
    sign_in(page, cast.officer)
    page.goto(f"/reports/{report.pk}/review/")
    page.locator("[data-anchor=preamble-1]").focus()
    page.keyboard.press("c")
    Session.objects.all().delete()
    page.keyboard.type("请写明会议次数。")
    # Sent before the page itself noticed: refused, and nothing is forgotten.
    page.keyboard.press("Control+Enter")
    dialog = page.get_by_role("dialog", name="重新登录")
    dialog.get_by_label("用户名").fill(cast.officer.username)
    dialog.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#composer-body")).to_have_value("请写明会议次数。")
    page.locator("#composer-body").press("Control+Enter")
    expect(page.locator("article.thread")).to_contain_text("请写明会议次数。")
    page.reload()
    expect(page.locator(".review-desk.laid-out article.thread")).to_have_count(1)
    expect(page.locator("#composer")).to_be_hidden()


def test_signing_out_asks_before_it_deletes_unsaved_text(context: BrowserContext, cast: Cast, report: Report) -> None:
    page = opened(context, cast.clerk, report, "cover")
    page.fill("#id_document_date", "2026-02-31")
    expect(page.get_by_text("没有这一天")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("summary", has_text="林小雨").click()
    page.get_by_role("button", name="退出登录", exact=True).click()
    asked = page.get_by_role("dialog", name="有内容尚未保存")
    expect(asked).to_be_visible()
    expect(asked.get_by_text("有 1 处内容只保存在本浏览器中。")).to_be_visible()
    assert_accessible(page)
    asked.get_by_role("button", name="留下").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("summary", has_text="林小雨").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    told = page.get_by_role("dialog", name="Some of your text is not saved yet")
    expect(told.get_by_text("1 text is kept only in this browser.", exact=True)).to_be_visible()
    told.get_by_role("button", name="Stay").click()
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.locator("summary", has_text="林小雨").click()
    page.get_by_role("button", name="退出登录", exact=True).click()
    asked.get_by_role("button", name="退出并删除").click()
    page.wait_for_url("**/sign-in/**")
    # Nobody finds it there afterwards.
    sign_in(page, cast.clerk)
    page.goto(f"/reports/{report.pk}/steps/cover/")
    expect(page.locator("#id_title")).to_be_visible()
    expect(page.get_by_role("region", name="保存在本机的内容")).to_be_hidden()
