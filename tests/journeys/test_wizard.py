"""The wizard in a real browser: without a mouse, with two tabs, with and without scripts, nothing typed is lost."""

import datetime

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.actions.drafting import save_preamble
from reports.actions.entries import save_entry
from reports.choices import ChapterKind, ReportState
from reports.models import Chapter, Comment, Problem, Report, Thread, WorkItem
from tests.cast import Cast, make_cast
from tests.factories import make_entry, make_report, make_snapshot
from tests.journeys.steps import assert_accessible, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast(sign_in=True)


@pytest.fixture
def report(cast: Cast) -> Report:
    return make_report(cast.bureau, by=cast.clerk)


@pytest.fixture
def chapter(report: Report) -> Chapter:
    chapter = report.chapters.get(kind=ChapterKind.WORK)
    for name in ("甲项", "乙项", "丙项"):
        make_entry(chapter, name, f"{name}工作开展了四次，逐项落实到人。")
    return chapter


def address(report: Report, step: str | Chapter) -> str:
    return f"/reports/{report.pk}/steps/{f'chapter-{step.uuid}' if isinstance(step, Chapter) else step}/"


def headings() -> list[str]:
    return [item.heading for item in WorkItem.objects.filter(removed_at__isnull=True)]


def chapters(report: Report) -> list[str]:
    return list(report.chapters.values_list("heading", flat=True))


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.id")
    return name


def test_every_step_is_usable_by_everyone(page: Page, cast: Cast, report: Report, chapter: Chapter) -> None:
    snapshot = make_snapshot(report)
    thread = Thread.objects.create(
        report=report, snapshot=snapshot, anchor=f"entry-{WorkItem.objects.all()[1].uuid}", opened_by=cast.officer
    )
    Comment.objects.create(thread=thread, body="写清次数", by=cast.officer)
    Report.objects.update(state=ReportState.RETURNED)
    sign_in(page, cast.clerk)
    assert_accessible(page)
    problems, steps = report.chapters.all()[1:]
    make_entry(problems)
    make_entry(steps)
    for step in ("cover", "preamble", chapter, problems, steps, "check", "finish"):
        page.goto(address(report, step))
        assert_accessible(page)
    page.goto(f"/reports/{report.pk}/")
    assert_accessible(page)


def test_a_step_beside_the_foot_is_opened_by_one_click(page: Page, cast: Cast, report: Report) -> None:
    sign_in(page, cast.clerk)
    page.goto(address(report, "cover"))
    step = page.get_by_role("button", name="预览与提交").bounding_box()
    assert step is not None
    # The window ends a little below the step, where the foot of the form stands too.
    page.set_viewport_size({"width": 1366, "height": int(step["y"] + step["height"]) + 12})
    page.mouse.click(step["x"] + 40, step["y"] + step["height"] / 2)
    page.wait_for_url(f"**{address(report, 'finish')}")


def test_what_has_the_focus_stands_clear_of_the_foot(page: Page, cast: Cast, chapter: Chapter) -> None:
    for number in range(12):
        make_entry(chapter, f"第{number}项", "逐项落实到人。")
    sign_in(page, cast.clerk)
    page.goto(address(chapter.report, chapter))
    foot = page.locator(".foot").bounding_box()
    assert foot is not None
    for button in page.locator("button[id^=down-]").all():
        button.focus()
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= foot["y"]
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert_accessible(page)


def test_an_entry_moves_by_keyboard_and_the_caret_stays(
    page: Page, cast: Cast, report: Report, chapter: Chapter
) -> None:
    third = WorkItem.objects.get(heading="丙项")
    sign_in(page, cast.clerk)
    page.goto(f"{address(report, chapter)}?field=id_{third.uuid}-body")
    assert focused(page) == f"id_{third.uuid}-body"
    page.keyboard.type("新写的")

    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".entry-name").nth(1)).to_have_text("丙项")

    assert focused(page) == f"id_{third.uuid}-body"
    assert headings() == ["甲项", "丙项", "乙项"]
    assert "新写的" in WorkItem.objects.get(heading="丙项").body
    page.wait_for_load_state()
    page.keyboard.type("接着写")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    page.wait_for_load_state()
    assert "新写的接着写" in WorkItem.objects.get(heading="丙项").body


def test_the_buttons_move_too_and_keep_the_focus(page: Page, cast: Cast, report: Report, chapter: Chapter) -> None:
    first = WorkItem.objects.get(heading="甲项")
    sign_in(page, cast.clerk)
    page.goto(address(report, chapter))
    for expected in (["乙项", "甲项", "丙项"], ["乙项", "丙项", "甲项"]):
        page.locator(f"#down-{first.uuid}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".entry-name")).to_have_text(expected)
        assert focused(page) == f"down-{first.uuid}"


def test_an_own_chapter_is_placed_and_moved_by_keyboard(page: Page, cast: Cast, report: Report) -> None:
    sign_in(page, cast.clerk)
    page.set_viewport_size({"width": 1366, "height": 480})
    page.goto(address(report, "preamble"))
    page.locator(".more-chapters summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".more-chapters button")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    page.keyboard.type("专项治理")
    page.get_by_label("排在哪一章之后").select_option(label="工作开展情况")
    assert_accessible(page)
    page.locator(".more-chapters button").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("专项治理")
    assert chapters(report) == ["工作开展情况", "专项治理", "存在的主要问题", "下一步工作打算"]

    page.get_by_role("button", name="本章下移").focus()
    for number in (3, 4):
        expect(page.get_by_role("button", name="本章下移")).to_have_css("outline-style", "solid")
        page.keyboard.press("Enter")
        expect(page.locator("#own-place")).to_contain_text(f"第{number}")
        assert focused(page) == "chapter-down"
    assert chapters(report)[-1] == "专项治理"
    assert_accessible(page)


def test_an_entry_is_dragged_to_its_place(page: Page, cast: Cast, report: Report, chapter: Chapter) -> None:
    sign_in(page, cast.clerk)
    page.goto(address(report, chapter))
    with page.expect_navigation():
        page.locator("[data-handle]").nth(0).drag_to(page.locator(".entry").nth(2), target_position={"x": 100, "y": 40})
    expect(page.locator(".entry-name")).to_have_text(["乙项", "丙项", "甲项"])
    assert headings() == ["乙项", "丙项", "甲项"]


def test_a_removed_entry_comes_back(page: Page, cast: Cast, report: Report, chapter: Chapter) -> None:
    sign_in(page, cast.clerk)
    page.goto(address(report, chapter))
    page.get_by_role("button", name="删除（二）").click()
    expect(page.locator(".entry")).to_have_count(2)
    assert focused(page) == "undo"
    assert_accessible(page)

    page.keyboard.press("Enter")
    expect(page.locator(".entry-name")).to_have_text(["甲项", "乙项", "丙项"])


def test_the_offer_to_undo_goes_after_ten_seconds(page: Page, cast: Cast, report: Report, chapter: Chapter) -> None:
    page.clock.install()
    sign_in(page, cast.clerk)
    page.goto(address(report, chapter))
    page.get_by_role("button", name="删除（一）").click()
    expect(page.locator("#undo")).to_have_count(1)
    page.clock.run_for(10_500)
    expect(page.locator("#undo")).to_have_count(0)


def test_the_printed_part_follows_the_typing(page: Page, cast: Cast, report: Report, chapter: Chapter) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    first = WorkItem.objects.get(heading="甲项")
    sign_in(page, cast.clerk)
    page.goto(f"{address(report, chapter)}?field=id_{first.uuid}-heading")
    page.fill(f"#id_{first.uuid}-heading", "压实主体责任")
    expect(page.locator("#preview")).to_contain_text("（一）压实主体责任。")
    expect(page.locator(".entry-name").first).to_have_text("压实主体责任")
    assert headings()[0] == "甲项"
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[data-saved]")).to_contain_text("已保存")


def test_the_printed_part_folds_in_with_a_key(page: Page, cast: Cast, report: Report, chapter: Chapter) -> None:
    sign_in(page, cast.clerk)
    page.goto(address(report, chapter))
    expect(page.locator("#preview")).to_be_hidden()
    page.keyboard.press("Alt+p")
    expect(page.locator("#preview")).to_be_visible()
    page.reload()
    expect(page.locator("#preview")).to_be_visible()


def test_enter_saves_and_goes_nowhere(page: Page, cast: Cast, report: Report) -> None:
    sign_in(page, cast.clerk)
    page.goto(address(report, "cover"))
    page.fill("#id_title", "新的标题")
    page.press("#id_title", "Enter")
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    assert page.url.endswith(address(report, "cover"))
    assert Report.objects.get().title == "新的标题"


def test_leaving_with_a_value_that_cannot_be_stored_is_asked_about(page: Page, cast: Cast, report: Report) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    sign_in(page, cast.clerk)
    page.goto(address(report, "cover"))
    page.fill("#id_document_date", "2026-02-31")
    expect(page.get_by_text("没有这一天")).to_be_visible()
    page.get_by_role("link", name="状态与办理经过").click()
    expect(page.locator("#id_document_date")).to_have_value("2026-02-31")
    assert asked == ["beforeunload"]

    page.fill("#id_document_date", "2026-02-28")
    page.goto(address(report, "preamble"))
    page.type("#id_preamble", "还没保存")
    page.get_by_role("button", name="下一步", exact=True).click()
    page.wait_for_url("**/chapter-*/")
    assert Report.objects.get().preamble == "还没保存"


def test_a_stale_tab_keeps_its_text_and_saves_it_on_purpose(
    browser: Browser, live_server: LiveServer, cast: Cast, report: Report
) -> None:
    # A page of its own: the browser logs the 409 that the shared one would complain about.
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    sign_in(page, cast.clerk)
    page.goto(address(report, "preamble"))
    page.fill("#id_preamble", "我的文字")
    save_preamble(report, preamble="负责人的文字", by=cast.head, version=1)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("周明远")
    expect(page.locator("#id_preamble")).to_have_value("我的文字")
    expect(page.locator(".stored-text")).to_contain_text("负责人的文字")
    assert_accessible(page)

    page.get_by_role("button", name="采用这个").press("Enter")
    expect(page.locator("#id_preamble")).to_have_value("负责人的文字")
    assert focused(page) == "take-preamble"
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.locator("#id_preamble")).to_have_value("我的文字")
    page.fill("#id_preamble", "两段合在一起")
    page.get_by_role("button", name="仍保存我的").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert Report.objects.get().preamble == "两段合在一起"
    context.close()


def test_a_date_and_a_text_of_somebody_else_are_taken_by_keyboard(
    browser: Browser, live_server: LiveServer, cast: Cast, report: Report
) -> None:
    problems = report.chapters.get(kind=ChapterKind.PROBLEMS)
    problem = make_entry(problems)
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    sign_in(page, cast.clerk)
    page.goto(address(report, problems))
    page.get_by_label("责任领导").fill("周明远")
    page.get_by_label("整改期限").fill("2027-06-30")
    page.get_by_label("整改措施").fill("补签")
    theirs = {"deadline": datetime.date(2027, 3, 31), "measures": "逐页补签"}
    save_entry(report, problem, by=cast.head, version=1, **theirs)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("alert")).to_contain_text("还在各栏里")
    assert_accessible(page)

    for name in theirs:
        page.locator(f"#take-{problem.uuid}-{name}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"#take-{problem.uuid}-{name}")).to_contain_text("换回我的")
        assert focused(page) == f"take-{problem.uuid}-{name}"
        button, foot = page.locator(f"#take-{problem.uuid}-{name}").bounding_box(), page.locator(".foot").bounding_box()
        assert button is not None
        assert foot is not None
        assert button["y"] + button["height"] <= foot["y"]
    assert_accessible(page)
    page.get_by_role("button", name="仍保存我的").press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)

    stored = Problem.objects.get()
    assert (stored.responsible_leader, {name: getattr(stored, name) for name in theirs}) == ("周明远", theirs)
    context.close()


def test_the_wizard_works_without_scripts(
    browser: Browser, live_server: LiveServer, cast: Cast, report: Report, chapter: Chapter
) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, cast.clerk)
    page.goto(address(report, chapter))
    page.get_by_role("button", name="上移（二）").click()
    page.get_by_role("button", name="删除（三）").click()
    expect(page.locator(".entry-name")).to_have_text(["乙项", "甲项"])
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="+ 添加一项工作").click()
    page.locator("input[name$='-heading']:visible").fill("丁项")
    page.get_by_role("button", name="封面").click()
    page.wait_for_url("**/cover/")
    assert headings() == ["乙项", "甲项", "丙项", "丁项"]
    page.locator(".more-chapters summary").click()
    page.locator("#id_new_heading").fill("专项治理")
    page.locator(".more-chapters button").click()
    page.get_by_role("button", name="本章上移").click()
    expect(page.locator("#own-place")).to_contain_text("第3")
    assert chapters(report) == ["工作开展情况", "存在的主要问题", "专项治理", "下一步工作打算"]
    context.close()


def test_who_was_signed_out_is_told_and_keeps_the_text(
    browser: Browser, page: Page, live_server: LiveServer, cast: Cast, report: Report
) -> None:
    # Without a script; with one the sign-in is renewed over the page (test_autosave.py).
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, cast.clerk)
    plain.goto(address(report, "preamble"))
    context.clear_cookies(name="sessionid")

    plain.fill("#id_preamble", "登录失效以后写的导语。")
    plain.get_by_role("button", name="下一步", exact=True).click()

    expect(plain.get_by_role("heading", level=1)).to_have_text("您已退出登录")
    expect(plain.get_by_role("textbox")).to_have_value("登录失效以后写的导语。")
    # What looks at a page is a script itself.
    page.goto("/sign-in/")
    page.evaluate("html => { document.open(); document.write(html); document.close(); }", plain.content())
    context.close()
    expect(page.get_by_role("heading", level=1)).to_have_text("您已退出登录")
    assert_accessible(page)
