"""Tables stay tables: rows with tabs, merged cells spelled out, everything odd told."""

import pytest

from reports.choices import LineKind
from reports.document import Table, build_document
from reports.importing import Outcome
from tests.importing.properties import assert_nothing_lost
from tests.importing.word.packages import paragraph, read_here, word

LEAD = paragraph("今年，我局取得成效，详见下表。")


def cell(*texts: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, texts))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def plain(*texts: str) -> str:
    return row(*map(cell, texts))


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def read(*blocks: str) -> Outcome:
    outcome = read_here(word(LEAD + "".join(blocks)))
    assert_nothing_lost(outcome)
    return outcome


def tables(outcome: Outcome) -> list[Table]:
    return [block for block in build_document(outcome.manuscript).body if isinstance(block, Table)]


def codes(outcome: Outcome) -> set[str]:
    return {note.code for note in outcome.notes} - {"no_title", "left_out"}


def only(outcome: Outcome) -> Table:
    (found,) = tables(outcome)
    return found


def test_a_table_is_a_table_with_its_caption() -> None:
    outcome = read(paragraph("表1　谈话情况"), table(plain("单位", "次数"), plain("财政局", "4"), plain("", "5")))
    found = only(outcome)

    assert (found.caption, found.columns, found.rows) == (
        "表1　谈话情况",
        ("单位", "次数"),
        (("财政局", "4"), ("", "5")),
    )
    assert [line.kind for line in outcome.lines[2:]] == [LineKind.TABLE] * 3
    assert codes(outcome) == set()


def test_text_goes_on_behind_a_table() -> None:
    body = [
        paragraph("一、工作开展情况"),
        paragraph("（一）抓学习。召开会议5次。"),
        table(plain("单位", "次数"), plain("财政局", "4")),
        paragraph("成效明显。"),
        paragraph("（二）抓检查。检查5次。"),
    ]
    (chapter,) = read(*body).manuscript.chapters

    assert chapter.entries[0].body == "召开会议5次。\n单位\t次数\n财政局\t4\n成效明显。"
    assert len(chapter.entries) == 2


def test_merged_cells_are_spelled_out() -> None:
    over, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    outcome = read(
        table(
            row(cell("单位"), cell("次数", properties=over)),
            row(cell("财政局", properties=down), cell("4"), cell("5")),
            row(cell("", properties="<w:vMerge/>"), cell("6"), cell("7")),
            row(cell("合计", properties=over), cell("22")),
        )
    )
    found = only(outcome)

    assert found.columns == ("单位", "次数", "次数")
    assert found.rows == (("财政局", "4", "5"), ("财政局", "6", "7"), ("合计", "", "22"))
    assert codes(outcome) == {"cells_merged"}


def test_a_title_in_the_first_row_stands_above_the_table() -> None:
    title = row(cell("表1 谈话情况", properties='<w:gridSpan w:val="2"/>'))
    found = only(read(table(title, plain("单位", "次数"), plain("财政局", "4"))))

    assert (found.caption, found.columns) == ("表1 谈话情况", ("单位", "次数"))


def test_a_short_row_is_filled_up_and_a_late_one_stands_in_its_columns() -> None:
    rows = [plain("甲", "乙", "丙"), plain("1"), row(cell("3"), properties='<w:gridBefore w:val="2"/>')]

    assert only(read(table(*rows))).rows == (("1", "", ""), ("", "", "3"))


def test_paragraphs_of_a_cell_and_tables_inside_are_put_on_one_line() -> None:
    inner = f"<w:tc>{table(plain('丙', '丁'), plain('戊', ''))}<w:p/></w:tc>"
    outcome = read(table(row(cell("甲", "乙"), cell("栏")), row(cell("行"), inner)))

    assert only(outcome).columns == ("甲 乙", "栏")
    assert only(outcome).rows == (("行", "丙 丁 戊"),)
    assert codes(outcome) == {"cell_joined", "table_nested"}


def test_tabs_and_breaks_in_cells_part_no_cells() -> None:
    broken = "<w:tc><w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p></w:tc>"

    assert only(read(table(row(broken, cell("栏")), plain("1", "2")))).columns == ("甲 乙 丙", "栏")


@pytest.mark.parametrize("rows", [[plain("甲", "乙")], [plain("甲"), plain("乙")]], ids=["row", "column"])
def test_a_table_of_one_row_or_column_is_text(rows: list[str]) -> None:
    outcome = read(table(*rows))

    assert tables(outcome) == []
    assert codes(outcome) == {"table_flattened"}


def test_two_tables_right_above_each_other_are_joined_and_told() -> None:
    one = table(plain("甲", "乙"), plain("1", "2"))
    joined, apart = read(one, "<w:p/>", one), read(one, paragraph("又如下表。"), one)

    assert len(only(joined).rows) == 3
    assert codes(joined) == {"tables_joined"}
    assert len(tables(apart)) == 2


def test_rows_and_cells_inside_content_controls_are_read() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"

    assert only(read(table(plain("甲", "乙"), control.format(row(control.format(cell("1")), cell("2")))))).rows == (
        ("1", "2"),
    )


def test_a_blank_table_is_nothing() -> None:
    assert read(table(plain("", ""), plain("", ""))).source == read().source


def test_an_imprint_in_a_table_is_an_imprint() -> None:
    rows = [row(cell("抄送：县纪委。", properties='<w:gridSpan w:val="2"/>')), plain("某局办公室", "2026年1月5日印发")]
    signed = paragraph("某县某局") + paragraph("2026年1月5日")
    imprint = read(paragraph("全年召开会议5次。"), signed, table(*rows)).manuscript.cover.imprint

    assert imprint is not None
    assert (imprint.copy_to, imprint.printed_by) == ("县纪委", "某局办公室")
    assert imprint.printed_on is not None


def test_a_table_stands_in_an_attachment() -> None:
    signed = paragraph("某县某局") + paragraph("2026年1月5日") + paragraph("附件") + paragraph("清单")
    outcome = read(paragraph("全年召开会议5次。"), signed, table(plain("甲", "乙"), plain("1", "2")))
    (attachment,) = build_document(outcome.manuscript).attachments

    assert isinstance(attachment.body[0], Table)


def test_wide_spans_are_bounded() -> None:
    outcome = read(table(row(cell("甲", properties='<w:gridSpan w:val="9999"/>')), plain("1", "2")))

    assert len(only(outcome).columns) == 100
