"""The report on screen and printed by a browser: single A4 sheets of 22 lines by 28 characters."""

import dataclasses
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from reports.choices import Layout
from reports.document import (
    Attachment,
    Cover,
    Document,
    Heading,
    Imprint,
    Letterhead,
    Paragraph,
    Table,
    Text,
    anchors,
)
from reports.rendering import render_html, render_page
from tests.journeys.steps import assert_accessible
from tests.rendering.samples import CHAPTER, COVER, EVERYTHING, NUMBERS, RUN_IN, SHARED, TABLE, plain

pytestmark = pytest.mark.journey

COVER_BELOW = dataclasses.replace(COVER, title="", recipient="")

LAY_OUT = """async markup => {
    document.body.innerHTML = markup;
    const styles = document.createElement('link');
    Object.assign(styles, {rel: 'stylesheet', href: '/static/reports/css/paper.css'});
    await new Promise(resolve => { styles.onload = resolve; document.head.append(styles); });
    const {layOutSheets} = await import('/static/reports/js/sheets.js');
    await document.fonts.ready;
    layOutSheets(document.querySelector('article'));
}"""
# Each line of text with its place on its sheet, in millimetres of real size.
LINES = """() => {
    const sheets = [...document.querySelectorAll('.paper-sheet-ground')].map(sheet => sheet.getBoundingClientRect());
    const lines = new Map();
    for (const block of document.querySelectorAll('.paper-text, .paper-heading-1')) {
        const range = document.createRange();
        range.selectNodeContents(block);
        for (const box of range.getClientRects()) {
            const sheet = sheets.findIndex(one => one.top <= box.top && box.bottom <= one.bottom);
            const mm = 297 / (sheets[0].height || 1);
            lines.set(Math.round(box.top), {
                sheet: sheet + 1,
                middle: ((box.top + box.bottom) / 2 - sheets[sheet].top) * mm,
                left: (box.left - sheets[sheet].left) * mm,
                right: (box.right - sheets[sheet].left) * mm,
                name: block.className,
            });
        }
    }
    return [...lines.values()];
}"""


def lay_out(page: Page, document: Document) -> list[dict[str, Any]]:
    """Show `document` on a page of the site, under its security policy, and return its lines."""
    page.goto("/sign-in/")
    page.evaluate(LAY_OUT, render_html(document))
    lines: list[dict[str, Any]] = page.evaluate(LINES)
    return lines


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Where the elements of `selector` stand on the page, in pixels."""
    found: list[dict[str, float]] = page.eval_on_selector_all(
        selector, "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    return found


def inside(box: dict[str, float], sheet: dict[str, float]) -> bool:
    """Whether `box` stands in the text area of `sheet`, but for a rounded pixel."""
    mm = sheet["height"] / 297
    return box["top"] + 1 >= sheet["top"] + 37 * mm and box["bottom"] - 1 <= sheet["bottom"] - 35 * mm


def test_full_sheets_have_22_lines_inside_the_margins(page: Page) -> None:
    lines = lay_out(page, plain(28 * 22 * 2 + 40))
    assert [sum(line["sheet"] == sheet for line in lines) for sheet in (1, 2, 3)] == [22, 22, 2]
    assert {round(line["left"]) for line in lines if line["sheet"] == 2} == {28}
    assert {round(line["right"]) for line in lines if line["sheet"] == 2} == {184}
    assert [line for line in lines if not 37 < line["middle"] < 262] == []


def test_page_numbers_stand_on_the_sheets(page: Page) -> None:
    lay_out(page, plain(28 * 22 + 40))
    assert page.locator(".paper-sheet-number").all_inner_texts() == ["— 1 —", "— 2 —"]


def test_every_anchor_stays_in_one_piece(page: Page) -> None:
    document = Document(COVER, (CHAPTER, RUN_IN, SHARED, TABLE, *plain(700).body))
    lay_out(page, document)
    found = page.eval_on_selector_all("[data-anchor]", "all => all.map(one => one.dataset.anchor)")
    assert sorted(found) == sorted(anchors(document))


def test_a_heading_goes_along_with_its_text(page: Page) -> None:
    filler = Paragraph((Text("国" * (28 * 21 - 2)),), "preamble-1")
    heading = Heading(1, "一、", "工作开展情况", "chapter-1")
    lines = lay_out(page, Document(Cover(), (filler, heading, Paragraph((Text("民" * 60),), "chapter-1-1"))))
    assert [(line["sheet"], line["name"]) for line in lines[20:]] == [
        (1, "paper-text"),
        (2, "paper-heading-1 is-first"),
        (2, "paper-text"),
        (2, "paper-text"),
        (2, "paper-text"),
    ]


def test_a_table_goes_on_with_its_heads(page: Page) -> None:
    rows = tuple((f"第{row}项", "谈话" * (row % 19), str(row)) for row in range(80))
    lay_out(page, Document(COVER, (RUN_IN, Table(("事项", "内容", "次数"), rows, "表1", "table-1"), CHAPTER)))
    sheets = boxes(page, ".paper-sheet-ground")
    printed = boxes(page, "tr:not(.paper-sheet-row), h2")
    on_sheets = [[box for box in printed if inside(box, sheet)] for sheet in sheets]
    assert sum(map(len, on_sheets)) == len(printed) == 80 + len(sheets) + 1
    heads = page.eval_on_selector_all("tr", "all => all.filter(one => one.cells[0].tagName === 'TH').length")
    assert heads == len(sheets) > 2
    assert page.locator(".paper-sheet-heads[aria-hidden=true]").count() == len(sheets) - 1


@pytest.mark.parametrize("rows", [1, 30])
def test_rows_higher_than_a_sheet_come_to_an_end(page: Page, rows: int) -> None:
    table = Table(("事项", "次数"), (("谈话" * 900, "1"),) * rows, "", "table-1")
    lay_out(page, Document(Cover(), (RUN_IN, table, RUN_IN)))
    article = boxes(page, "article")[0]
    assert [box for box in boxes(page, "p, tr") if box["y"] + box["height"] > article["y"] + article["height"]] == []


def test_the_closing_takes_a_line_of_the_text_along(page: Page) -> None:
    filler = Paragraph((Text("国" * (28 * 21 - 2)),), "preamble-1")
    lines = lay_out(page, Document(COVER_BELOW, (filler,)))
    assert [sum(line["sheet"] == sheet for line in lines) for sheet in (1, 2)] == [20, 1]
    sheet, date = boxes(page, ".paper-sheet-ground")[1], boxes(page, ".paper-date")[0]
    assert inside(date, sheet)


def test_the_closing_takes_a_row_of_the_table_along(page: Page) -> None:
    filler = Paragraph((Text("国" * (28 * 16 - 2)),), "preamble-1")
    lay_out(page, Document(COVER_BELOW, (filler, dataclasses.replace(NUMBERS, caption=""))))
    first, second = boxes(page, ".paper-sheet-ground")
    rows = boxes(page, "tbody tr:not(.paper-sheet-row, .paper-sheet-heads)")
    assert [inside(row, first) for row in rows] == [True, True, False]
    assert inside(rows[2], second)
    assert inside(boxes(page, ".paper-date")[0], second)


def test_each_run_begins_a_sheet_and_the_numbers_go_on(page: Page) -> None:
    wide = Table(("栏目",) * 14, (("内容",) * 14,), "", "table-2")
    attached = Attachment("名单", plain(700).body, "entry-1")
    lay_out(page, Document(COVER, (RUN_IN, wide, SHARED), (attached,)))
    sizes = [(round(box["width"] / box["height"], 2)) for box in boxes(page, ".paper-sheet-ground")]
    assert sizes == [0.71, 1.41, 0.71, 0.71, 0.71]
    assert page.locator(".paper-sheet-number").all_inner_texts() == [f"— {number} —" for number in range(1, 6)]


@pytest.mark.parametrize(("characters", "sheet"), [(40, 0), (28 * 21 - 2, 1), (28 * 30, 1)])
def test_the_imprint_stands_at_the_foot_of_the_last_sheet(page: Page, characters: int, sheet: int) -> None:
    imprint = Imprint("县委办公室", "财政局办公室", COVER.date)
    lay_out(page, dataclasses.replace(plain(characters), cover=Cover(imprint=imprint)))
    sheets = boxes(page, ".paper-sheet-ground")
    foot = boxes(page, ".paper-imprint:not(.paper-imprint-room)")[0]
    assert len(sheets) == sheet + 1
    mm = 297 / sheets[sheet]["height"]
    assert (foot["y"] + foot["height"] - sheets[sheet]["y"]) * mm == pytest.approx(262, abs=0.5)


def test_a_letter_numbers_no_first_sheet(page: Page) -> None:
    letterhead = Letterhead("青石县财政局", "青财函〔2026〕3号", layout=Layout.LETTER)
    lay_out(page, dataclasses.replace(plain(700), cover=Cover("关于谈话情况的函", letterhead=letterhead)))
    numbers = page.locator(".paper-sheet-number")
    expect(numbers.first).to_be_hidden()
    expect(numbers.nth(1)).to_be_visible()


def test_every_element_is_accessible(page: Page) -> None:
    lay_out(page, EVERYTHING)
    page.evaluate(
        "() => { const main = document.createElement('main'); main.append(...document.body.childNodes);"
        " document.body.append(main); }"
    )
    assert page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(one => Number(one.tagName[1]))")[0] == 1
    assert_accessible(page)


def test_laying_out_twice_is_laying_out_once(page: Page) -> None:
    once = lay_out(page, plain(28 * 30))
    page.evaluate(
        "async () => (await import('/static/reports/js/sheets.js')).layOutSheets(document.querySelector('article'))"
    )
    assert page.evaluate(LINES) == once


def test_another_scale_lays_the_sheets_out_again(page: Page) -> None:
    lay_out(page, plain(28 * 22 + 40))
    width = page.locator("article").evaluate("article => article.offsetWidth")
    page.evaluate("document.body.style.setProperty('--paper-scale', 0.5)")
    page.wait_for_function(f"Math.abs(document.querySelector('.paper-sheet-ground').offsetWidth - {width / 2}) < 2")
    page.wait_for_timeout(100)
    lines = page.evaluate(LINES)
    assert [sum(line["sheet"] == sheet for line in lines) for sheet in (1, 2)] == [22, 2]


def test_the_ground_of_a_marked_paragraph_stops_at_the_end_of_the_sheet(page: Page) -> None:
    lay_out(page, plain(28 * 22 + 40))
    page.evaluate("document.querySelector('.paper-text').style.background = 'red'")
    gap = page.locator(".paper-sheet-gap").bounding_box()
    assert gap is not None
    top = page.evaluate(
        """([x, y]) => {
            scrollTo({top: y - 100, behavior: 'instant'});
            return document.elementFromPoint(x, 100).className;
        }""",
        [gap["x"] + 50, gap["y"] + gap["height"] / 2],
    )
    assert top == "paper-sheet-gap"


def test_chinese_quotes_and_dots_are_full_width(page: Page) -> None:
    words = ["“", "”", "…", "廉", "7"]
    lay_out(page, Document(Cover(), tuple(Paragraph((Text(word),), f"preamble-{word}") for word in words)))
    widths = page.eval_on_selector_all(
        ".paper-text",
        """all => all.map(one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return Math.round(range.getBoundingClientRect().width * 0.75);
        })""",
    )
    assert widths == [16, 16, 16, 16, 8]


def test_the_downloaded_file_prints_on_a4_with_page_numbers(page: Page, tmp_path: Path) -> None:
    page.set_content(render_page(plain(28 * 22 + 40), mark="草稿"))
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "report.pdf") as pdf:
        sizes = {(round(printed.width), round(printed.height)) for printed in pdf.pages}
        lines = [printed.extract_text().splitlines() for printed in pdf.pages]
    assert sizes == {(595, 842)}
    assert [len([line for line in printed if "国" in line]) for printed in lines] == [22, 2]
    assert [printed[-1].replace(" ", "") for printed in lines] == ["—1—", "—2—"]
    assert [printed[0].replace(" ", "") for printed in lines] == ["草稿", "草稿"]
