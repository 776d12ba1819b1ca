"""The report on screen and printed by a browser: single A4 sheets of 22 lines by 28 characters."""

from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Page

from reports.document import Cover, Document, Heading, Paragraph, Text, anchors
from reports.rendering import render_html, render_page
from tests.rendering.samples import CHAPTER, COVER, RUN_IN, SHARED, TABLE, plain

pytestmark = pytest.mark.journey

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
    const sheets = [...document.querySelectorAll('.paper-sheet')].map(sheet => sheet.getBoundingClientRect());
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
        (2, "paper-heading-1 is-pushed"),
        (2, "paper-text"),
        (2, "paper-text"),
        (2, "paper-text"),
    ]


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
    page.wait_for_function(f"Math.abs(document.querySelector('.paper-sheet').offsetWidth - {width / 2}) < 2")
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
    assert [len([line for line in printed if "国" in line]) for printed in lines] == [21, 3]
    assert [printed[-1].replace(" ", "") for printed in lines] == ["—1—", "—2—"]
    assert lines[0][0].replace(" ", "") == "草稿"
