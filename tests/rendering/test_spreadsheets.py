"""Excel files: text stays text."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.rendering.spreadsheets import render_spreadsheet


def read_back(data: bytes) -> Any:
    return load_workbook(BytesIO(data)).worksheets[0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "2026", "局"])
def test_no_text_becomes_a_formula_or_number(text: str) -> None:
    cell = read_back(render_spreadsheet(["名称"], [[text]]))["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


def test_characters_that_excel_refuses_are_left_out() -> None:
    assert read_back(render_spreadsheet(["名称"], [["水\x0b利局"]]))["A2"].value == "水利局"


def test_heads_are_bold_and_stay_in_sight() -> None:
    sheet = read_back(render_spreadsheet(["代码", "名称"], []))
    assert [cell.font.bold for cell in sheet[1]] == [True, True]
    assert sheet.freeze_panes == "A2"


def test_long_texts_are_wrapped_and_it_prints_as_wide_as_a_page() -> None:
    sheet = read_back(render_spreadsheet(["问题"], [["限额以下采购没有公示。" * 20]]))
    assert sheet["A2"].alignment.wrap_text
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
