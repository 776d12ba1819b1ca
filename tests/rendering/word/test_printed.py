"""Word files converted by LibreOffice and measured on the page: the numbers of GB/T 9704-2012."""

import dataclasses
from collections.abc import Hashable, Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

import pytest

from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import (
    Attachment,
    Cover,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    Typography,
    plain_text,
)
from reports.rendering import render_word
from tests.measuring import MM, TEXT_BOTTOM, TEXT_LEFT, TEXT_RIGHT, TEXT_TOP, Run, Sheet, measure
from tests.office import to_pdf, to_pdfs
from tests.rendering.samples import (
    BODY,
    CHAPTER,
    COVER,
    DOWNWARD,
    ENTRY,
    EVERYTHING,
    IMPRINT,
    LETTER,
    NUMBER,
    NUMBERS,
    RUN_IN,
    SHARED,
    TABLE,
    WIDE,
    plain,
    text,
)

pytestmark = pytest.mark.office

BODY_FACE, HEADING, LEAD, TITLE = "NotoSerifCJK", "NotoSansCJK", "UKai", "UMing"
NUMBER_FACE, WESTERN = "DejaVuSerif", "LiberationSerif"
LONG_TITLE = "青石县财政局关于2025年度党风廉政建设责任制落实情况的报告"
Key = TypeVar("Key", bound=Hashable)
LINE, CHARACTER = 28.95 / MM, 15.75 / MM
HALF_MM, THIRD_PT = 0.5, 0.3 / MM


def printed(document: Document, mark: str = "") -> list[Sheet]:
    return measure(to_pdf(render_word(document, mark=mark)))


def each_printed(documents: Mapping[Key, Document]) -> Iterator[tuple[Key, list[Sheet]]]:
    """The pages of each of these documents, under its key."""
    files = to_pdfs([render_word(document) for document in documents.values()])
    return zip(documents, map(measure, files), strict=True)


def lines_of(count: int) -> Paragraph:
    """A paragraph that fills so many lines but for two characters."""
    return Paragraph((Text("国" * (28 * count - 2)),), "preamble-1")


@pytest.fixture(scope="module")
def full() -> list[Sheet]:
    """Two full pages and a bit of one paragraph of Chinese characters."""
    return printed(plain(28 * 22 * 2 + 40))


@pytest.fixture(scope="module")
def report() -> Sheet:
    """One page with every block."""
    (sheet,) = printed(Document(dataclasses.replace(COVER, title=LONG_TITLE), (CHAPTER, ENTRY, RUN_IN, SHARED, TABLE)))
    return sheet


def test_pages_are_a4(full: list[Sheet]) -> None:
    assert [sheet.width for sheet in full] == pytest.approx([210] * 3, abs=0.1)
    assert [sheet.height for sheet in full] == pytest.approx([297] * 3, abs=0.1)


def test_a_full_page_has_22_lines_of_28_characters(full: list[Sheet]) -> None:
    assert [len(line) for line in full[0].lines()] == [26] + [28] * 21
    assert [len(line) for line in full[1].lines()] == [28] * 22


def test_lines_stand_28_95_points_apart(full: list[Sheet]) -> None:
    lines = full[1].lines()
    assert (lines[-1].box.top - lines[0].box.top) * MM / 21 == pytest.approx(28.95, abs=0.02)


def test_characters_fill_the_text_area_between_the_margins(full: list[Sheet]) -> None:
    lines = full[1].lines()
    assert lines[0].box.left == pytest.approx(TEXT_LEFT, abs=HALF_MM)
    assert lines[0].box.right == pytest.approx(TEXT_RIGHT, abs=HALF_MM)
    # The baseline stands four fifths down its line; the character's ink ends 0.08 of its size below.
    below = LINE / 5 - 0.08 * 16 / MM
    assert full[1].ink(lines[0]).bottom + below - LINE == pytest.approx(TEXT_TOP, abs=HALF_MM)
    assert full[1].ink(lines[-1]).bottom + below == pytest.approx(TEXT_BOTTOM, abs=HALF_MM)


def test_paragraph_starts_two_characters_in(full: list[Sheet]) -> None:
    first, second = full[0].lines()[:2]
    assert first.box.left - second.box.left == pytest.approx(2 * CHARACTER, abs=THIRD_PT)


def test_page_numbers_stand_outside_by_one_character(full: list[Sheet]) -> None:
    numbers = [sheet.foot for sheet in full]
    assert [number.text for number in numbers] == ["—1—", "—2—", "—3—"]
    assert numbers[0].box.right == pytest.approx(TEXT_RIGHT - 14 / MM, abs=HALF_MM)
    assert numbers[1].box.left == pytest.approx(TEXT_LEFT + 14 / MM, abs=HALF_MM)
    assert numbers[2].box.right == pytest.approx(TEXT_RIGHT - 14 / MM, abs=HALF_MM)


def test_page_number_is_song_14_points_and_7_mm_below_the_text(full: list[Sheet]) -> None:
    number = full[0].foot
    assert number.sizes == {14}
    assert all(NUMBER_FACE in face for face in number.faces)
    # Digits stand on the baseline, and the dash of 宋体 0.38 of its size above it.
    dash = full[0].ink(Run(number[1:2])).bottom - 0.38 * 14 / MM
    assert dash - TEXT_BOTTOM == pytest.approx(7, abs=HALF_MM)


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        ("青石县财政局关于", TITLE, 22),
        ("县纪委监委：", BODY_FACE, 16),
        ("一、工作开展情况", HEADING, 16),
        ("（一）压实责任", LEAD, 16),
        ("（二）严明纪律。", LEAD, 16),
        ("召开会议", BODY_FACE, 16),
        ("12", WESTERN, 16),
        ("一是学得不深。", BODY_FACE, 16),
        ("序号", HEADING, 12),
        ("谈话提醒", BODY_FACE, 12),
    ],
)
def test_faces_and_sizes(report: Sheet, text: str, face: str, size: float) -> None:
    found = report.find(text)
    assert [one for one in found.faces if face not in one] == []
    assert found.sizes == {size}


def test_title_lines_are_centred(report: Sheet) -> None:
    for line in ("青石县财政局关于2025年度", "党风廉政建设责任制落实情况的报告"):
        assert report.find(line).box.centre == pytest.approx((TEXT_LEFT + TEXT_RIGHT) / 2, abs=HALF_MM)


def test_recipient_stands_flush_left(report: Sheet) -> None:
    assert report.find("县纪委监委：").box.left == pytest.approx(TEXT_LEFT, abs=HALF_MM)


def test_date_starts_two_characters_right_of_the_signature() -> None:
    free = {"青石县住房和城乡建设局": 2, "青石县财政局": 2, "财政局": 7}
    documents = {signature: Document(Cover(signature=signature, date=COVER.date), ()) for signature in free}
    for signature, (sheet,) in each_printed(documents):
        signed, dated = sheet.find(signature).box, sheet.find("2026年1月5日").box
        assert dated.left - signed.left == pytest.approx(2 * CHARACTER, abs=HALF_MM), signature
        assert TEXT_RIGHT - signed.right == pytest.approx(free[signature] * CHARACTER, abs=HALF_MM), signature
        assert dated.top - signed.top == pytest.approx(LINE, abs=HALF_MM), signature


def test_no_mark_at_the_end_of_a_full_line_is_lost() -> None:
    text = [f"{'国' * 26}{mark}{'民' * 9}" for mark in "，。、；：！？”》）"]
    (sheet,) = printed(Document(Cover(), tuple(Paragraph((Text(one),), "preamble-1") for one in text)))
    assert sheet.body.text == "".join(text)
    assert sheet.body.box.right < TEXT_RIGHT + HALF_MM


def test_draft_mark_moves_nothing() -> None:
    (bare,), (marked,) = printed(plain(60)), printed(plain(60), mark="草稿")
    assert marked.body == bare.body
    mark = marked.find("草稿")
    assert (mark.sizes, mark.box.bottom < TEXT_TOP) == ({18}, True)


def test_a_chapter_heading_never_ends_a_page_and_the_signature_is_never_alone() -> None:
    last = Paragraph((Text("民" * 30),), "chapter-1-1")
    documents = {before: Document(COVER, (lines_of(before), CHAPTER, last)) for before in range(18, 23)}
    for before, sheets in each_printed(documents):
        text = [sheet.body.text for sheet in sheets]
        assert (before, [page for page in text if page.endswith("一、工作开展情况")]) == (before, [])
        assert (before, [page for page in text if page.startswith(("青石县财政局2026", "2026年1月"))]) == (before, [])


def test_a_signature_behind_a_table_is_never_alone() -> None:
    attached = (Attachment("名单", (RUN_IN,), "entry-9"),)
    documents = {
        (before, len(attachments)): Document(COVER, (lines_of(before), TABLE), attachments)
        for before in range(14, 22, 2)
        for attachments in ((), attached)
    }
    for key, sheets in each_printed(documents):
        signed = next(sheet.body.text for sheet in sheets if "2026年1月5日" in sheet.body.text)
        assert "谈话提醒" in signed, key


def test_lines_of_one_page_do_not_overlap(report: Sheet) -> None:
    tops = [line.box.top for line in report.lines() if line.sizes == {16}]
    assert [pair for pair in pairwise(tops) if pair[1] - pair[0] < 16 / MM] == []


@pytest.fixture(scope="module")
def everything() -> list[Sheet]:
    """A report with every element: letterhead, seal, attachments, a turned page, imprint."""
    return printed(EVERYTHING, mark="草稿")


@pytest.fixture(scope="module")
def letter() -> list[Sheet]:
    cover = dataclasses.replace(COVER, letterhead=LETTER, imprint=IMPRINT)
    return printed(Document(cover, BODY * 3))


def test_organ_mark_stands_35_mm_below_the_edge_of_the_text_and_is_red(everything: list[Sheet]) -> None:
    organ = everything[0].find("青石县财政局文件")
    assert everything[0].ink(organ).top - TEXT_TOP == pytest.approx(35, abs=HALF_MM)
    assert organ.box.centre == pytest.approx((TEXT_LEFT + TEXT_RIGHT) / 2, abs=HALF_MM)
    assert (organ.sizes, {one.colour for one in organ}) == ({42}, {(1.0, 0.0, 0.0)})
    assert all(TITLE in face for face in organ.faces)


def test_organ_mark_stands_there_without_urgency_and_in_two_lines_too() -> None:
    for organ in ("青石县财政局文件", "青石县重大建设项目协调推进和安全生产监督管理工作领导小组办公室文件"):
        (sheet,) = printed(Document(Cover(letterhead=dataclasses.replace(DOWNWARD, organ=organ)), ()))
        assert sheet.ink(sheet.lines()[0]).top - TEXT_TOP == pytest.approx(35, abs=HALF_MM)


def test_number_stands_two_lines_below_the_mark_and_the_red_line_4_mm_below_it(everything: list[Sheet]) -> None:
    sheet = everything[0]
    organ, number, rule = sheet.find("青石县财政局文件"), sheet.find("青财〔2026〕3号"), sheet.rules[0]
    between = sheet.ink(number).top - sheet.ink(organ).bottom
    assert 2 * LINE < between < 3 * LINE
    assert rule.box.top - sheet.ink(number).bottom == pytest.approx(4, abs=HALF_MM)
    assert (rule.box.left, rule.box.right) == pytest.approx((TEXT_LEFT, TEXT_RIGHT), abs=HALF_MM)
    assert rule.colour == (1.0, 0.0, 0.0)


def test_number_and_signers_stand_on_one_line_one_character_in(everything: list[Sheet]) -> None:
    sheet = everything[0]
    number, label, names = sheet.find("青财〔2026〕3号"), sheet.find("签发人："), sheet.find("王某某李某")
    assert number.box.left == pytest.approx(TEXT_LEFT + CHARACTER, abs=HALF_MM)
    assert TEXT_RIGHT - names.box.right == pytest.approx(2 * CHARACTER, abs=HALF_MM)
    assert names.box.left == pytest.approx(label.box.right, abs=HALF_MM)
    assert all(LEAD in face for face in names.faces)
    assert all(BODY_FACE in face for face in label.faces)
    assert abs(number.box.bottom - label.box.bottom) < 1


def test_number_of_a_downward_document_is_centred() -> None:
    (sheet,) = printed(Document(Cover(letterhead=DOWNWARD), ()))
    assert sheet.find(NUMBER).box.centre == pytest.approx((TEXT_LEFT + TEXT_RIGHT) / 2, abs=HALF_MM)


def test_urgency_stands_first_and_flush_left(everything: list[Sheet]) -> None:
    urgency = everything[0].lines()[0]
    assert (urgency.text, urgency.sizes) == ("特急", {16})
    assert all(HEADING in face for face in urgency.faces)
    assert urgency.box.left == pytest.approx(TEXT_LEFT, abs=HALF_MM)


def test_title_stands_two_lines_below_the_red_line(everything: list[Sheet]) -> None:
    sheet = everything[0]
    title = sheet.ink(sheet.find("青石县财政局2025年度")).top - sheet.rules[0].box.bottom
    above = 0.8 * 35 - 0.84 * 22  # from the top of the title's line to its characters, in points
    assert title - above / MM == pytest.approx(2 * LINE, abs=HALF_MM)


def test_attachment_list_stands_a_line_below_the_text_and_names_below_each_other(everything: list[Sheet]) -> None:
    sheet = next(sheet for sheet in everything if "附件：1." in sheet.text)
    first, second = sheet.find("附件：1.廉政风险点"), sheet.find("2.各单位情况表")
    assert first.box.left == pytest.approx(TEXT_LEFT + 2 * CHARACTER, abs=HALF_MM)
    assert first[5].box.left == pytest.approx(TEXT_LEFT + 6 * CHARACTER, abs=HALF_MM)
    assert second.box.left == pytest.approx(TEXT_LEFT + 5 * CHARACTER, abs=HALF_MM)
    assert second[2].box.left == pytest.approx(first[5].box.left, abs=HALF_MM)


def test_further_lines_of_a_long_name_begin_below_its_first_character() -> None:
    name = "廉政风险点排查情况一览表和防控措施落实情况清单及责任分工"
    sheet = printed(Document(Cover(), (), (Attachment(name, (), "entry-1"),)))[0]
    first, second = sheet.lines()
    assert first[3].text == name[0]
    assert second.box.left == pytest.approx(first[3].box.left, abs=HALF_MM)


def test_attachment_begins_a_page_with_its_label_and_has_its_title_on_the_third_line(everything: list[Sheet]) -> None:
    sheet = next(sheet for sheet in everything if sheet.body.text.startswith("附件1"))
    label, title = sheet.lines()[:2]
    assert label.box.left == pytest.approx(TEXT_LEFT, abs=HALF_MM)
    assert any(HEADING in face for face in label.faces)
    assert title.sizes == {22}
    assert title.box.centre == pytest.approx((TEXT_LEFT + TEXT_RIGHT) / 2, abs=HALF_MM)
    assert 2 * LINE < title.box.bottom - label.box.bottom + 2 < 3.3 * LINE


def test_signature_with_room_for_a_seal_is_centred_above_the_date(everything: list[Sheet]) -> None:
    sheet = next(sheet for sheet in everything if "（联系人：" in sheet.text)
    date = sheet.find("2026年1月5日")
    signed = next(line for line in sheet.lines() if line.text == "青石县财政局")
    assert TEXT_RIGHT - date.box.right == pytest.approx(4 * CHARACTER, abs=HALF_MM)
    # LibreOffice sets space around the digits of the date, all of it on its left.
    assert abs(signed.box.centre - date.box.centre) < 4
    assert date.box.top - signed.box.top == pytest.approx(LINE, abs=HALF_MM)


def test_note_stands_below_the_date_two_characters_in(everything: list[Sheet]) -> None:
    sheet = next(sheet for sheet in everything if "（联系人：" in sheet.text)
    note, date = sheet.find("（联系人："), sheet.find("2026年1月5日")
    assert note.box.left == pytest.approx(TEXT_LEFT + 2 * CHARACTER, abs=HALF_MM)
    assert note.box.bottom - date.box.bottom == pytest.approx(LINE, abs=1)


def test_imprint_stands_at_the_foot_of_the_last_page(everything: list[Sheet]) -> None:
    last = everything[-1]
    assert [sheet.number for sheet in everything if "抄送：" in sheet.text] == [last.number]
    thick, thin, end = last.rules[-3:]
    assert end.box.bottom == pytest.approx(TEXT_BOTTOM, abs=HALF_MM)
    assert [rule.thickness for rule in (thick, thin, end)] == pytest.approx([1, 0.75, 1], abs=0.3)
    for rule in (thick, thin, end):
        assert (rule.box.left, rule.box.right) == pytest.approx((TEXT_LEFT, TEXT_RIGHT), abs=HALF_MM)
    copies, by, on = last.find("抄送："), last.find("青石县财政局办公室"), last.find("2026年1月5日印发")
    assert copies.sizes == by.sizes == on.sizes == {14}
    assert copies.box.left == pytest.approx(TEXT_LEFT + 14 / MM, abs=HALF_MM)
    assert by.box.left == pytest.approx(TEXT_LEFT + 14 / MM, abs=HALF_MM)
    assert on.box.right == pytest.approx(TEXT_RIGHT - 14 / MM, abs=HALF_MM)
    further = next(line for line in last.lines() if line.box.top > copies.box.bottom)
    assert further.box.left == pytest.approx(TEXT_LEFT + 4 * 14 / MM, abs=HALF_MM)


def test_imprint_lands_on_the_last_page_however_the_text_ends() -> None:
    documents = {lines: Document(Cover(imprint=IMPRINT), (lines_of(lines),)) for lines in (1, *range(17, 24))}
    for lines, sheets in each_printed(documents):
        assert len(sheets) == (1 if lines <= 19 else 2), lines
        assert "抄送：" in sheets[-1].text, lines
        assert sheets[-1].rules[-1].box.bottom == pytest.approx(TEXT_BOTTOM, abs=HALF_MM), lines
        assert sum(sheet.text.count("国") for sheet in sheets) == 28 * lines - 2
        printed_lines = [line for sheet in sheets for line in sheet.lines()]
        assert (lines, [line for line in printed_lines if line.sizes == {14, 16}]) == (lines, [])


def test_pages_are_numbered_through_the_attachments(everything: list[Sheet]) -> None:
    numbers = [sheet.foot.text for sheet in everything if sheet.width < sheet.height]
    turned = [f"—{sheet.number}—" for sheet in everything if sheet.width > sheet.height]
    assert sorted(numbers + turned) == [f"—{sheet.number}—" for sheet in everything]
    assert all(f"—{sheet.number}—" in sheet.text for sheet in everything)


def test_a_turned_page_has_its_number_where_all_have_it() -> None:
    upright, turned = Attachment("清单", (), "entry-1"), Attachment("情况表", (WIDE,), "entry-9")
    documents = {len(before): Document(Cover("汇报"), (), (*before, turned)) for before in ((), (upright,))}
    sides = set()
    for _, sheets in each_printed(documents):
        sheet = sheets[-1]
        assert (sheet.width, sheet.height) == pytest.approx((297, 210), abs=0.1)
        number = sheet.find(f"—{sheet.number}—")
        # The lower edge of the sheet is the left edge of the turned page, its right edge the lower one.
        assert 35 - sheet.ink(number).centre == pytest.approx(7, abs=HALF_MM)
        if sheet.number % 2:
            assert number.box.bottom == pytest.approx(210 - 26 - 14 / MM, abs=HALF_MM)
        else:
            assert number.box.top == pytest.approx(28 + 14 / MM, abs=HALF_MM)
        sides.add(sheet.number % 2)
    assert sides == {0, 1}


def test_a_wide_table_fills_the_turned_text_area() -> None:
    (sheet,) = printed(Document(Cover(), (WIDE,)))
    level = [rule.box for rule in sheet.rules if rule.box.right - rule.box.left > 100]
    assert (level[0].left, level[0].right) == pytest.approx((35, 260), abs=1)
    assert sheet.find("表3").box.top > 28


def test_head_of_a_table_stands_on_each_page_and_numbers_below_each_other() -> None:
    rows = tuple((str(row), "谈话提醒", str(row * 37)) for row in range(1, 60))
    sheets = printed(Document(Cover(), (Table(("序号", "事项", "次数"), rows, "表1", "table-1"),)))
    assert [sheet.text.count("序号事项次数") for sheet in sheets] == [1] * len(sheets)
    assert len(sheets) > 1
    ends = {round(line.box.right, 1) for sheet in sheets for line in sheet.lines() if line.text[:1].isdigit()}
    assert max(ends) - min(ends) < HALF_MM


def test_caption_is_never_parted_from_its_table() -> None:
    documents = {before: Document(Cover(), (lines_of(before), NUMBERS)) for before in (19, 20, 21)}
    for before, sheets in each_printed(documents):
        assert (before, [sheet for sheet in sheets if sheet.body.text.endswith("完成情况")]) == (before, [])


def test_letter_has_its_mark_30_mm_and_its_lines_4_and_20_mm_from_where_they_belong(letter: list[Sheet]) -> None:
    first = letter[0]
    organ, number = first.find("青石县审计局"), first.find("青审函〔2026〕3号")
    assert first.ink(organ).top == pytest.approx(30, abs=HALF_MM)
    thick, thin, foot_thin, foot_thick = first.rules
    assert thick.box.top - first.ink(organ).bottom == pytest.approx(4, abs=HALF_MM)
    assert first.height - foot_thick.box.bottom == pytest.approx(20, abs=HALF_MM)
    assert thick.thickness > thin.thickness
    assert foot_thin.thickness < foot_thick.thickness
    for rule in first.rules:
        assert (rule.box.left, rule.box.right) == pytest.approx((20, 190), abs=HALF_MM)
        assert rule.colour == (1.0, 0.0, 0.0)
    assert first.ink(number).top - thin.box.bottom == pytest.approx(14 / MM, abs=HALF_MM)
    assert number.box.right == pytest.approx(TEXT_RIGHT, abs=HALF_MM)
    urgency = first.find("加急")
    assert (urgency.box.left, urgency.box.bottom) == pytest.approx((TEXT_LEFT, number.box.bottom), abs=HALF_MM)


def test_letter_has_no_number_on_its_first_page_and_lines_on_no_other(letter: list[Sheet]) -> None:
    assert [sheet.foot.text for sheet in letter] == ["", *[f"—{sheet.number}—" for sheet in letter[1:]]]
    assert [sheet.rules for sheet in letter[1:]] == [()] * (len(letter) - 1)
    assert len(letter) > 1


def test_imprint_of_a_letter_has_neither_lines_nor_who_printed_it(letter: list[Sheet]) -> None:
    assert "抄送：" in letter[-1].text
    assert "印发" not in letter[-1].text


def test_typography_is_heeded() -> None:
    full_page = {(LinePitch.PT_28, FaceSet.WINDOWS): 22, (LinePitch.PT_30, FaceSet.FOUNDER): 21}
    documents = {
        (pitch, faces): dataclasses.replace(plain(28 * 24), typography=Typography(pitch, LatinFace.CHINESE, faces))
        for pitch, faces in full_page
    }
    for key, (sheet, *_) in each_printed(documents):
        lines, pitch = full_page[key], float(key[0])
        assert [len(line) for line in sheet.lines()] == [26, *[28] * (lines - 1)]
        first, last = sheet.lines()[0], sheet.lines()[-1]
        assert (last.box.top - first.box.top) * MM / (lines - 1) == pytest.approx(pitch, abs=0.02)
        assert all(BODY_FACE in face for face in sheet.body.faces)


ODD = {
    "40-character title": Document(Cover("青石县" + "关于落实全面从严治党主体责任和监督责任" * 2), (text("廉政"),)),
    "30-character unit": Document(
        dataclasses.replace(
            COVER,
            letterhead=dataclasses.replace(DOWNWARD, organ="青石县" + "重大建设项目协调" * 3 + "办公室文件"),
            signature="青石县" + "重大建设项目协调" * 3 + "办公室",
            sealed=True,
        ),
        BODY,
    ),
    "60 chapters": Document(
        COVER,
        tuple(
            block
            for number in range(1, 61)
            for block in (Heading(1, f"{number}、", "工作开展情况", f"chapter-{number}"), text("廉政" * 20))
        ),
    ),
    "long entry": Document(COVER, (text("党风廉政建设" * 3334),)),
    "one word": Document(Cover(), (text("廉"),)),
    "rare characters": Document(COVER, (text("𠮷野、龘、〇，Word 2021版，“引号”‘内’——……·《书名》100%。"),)),
}


def test_odd_input_is_printed_whole_between_the_margins() -> None:
    for key, sheets in each_printed(ODD):
        whole = "".join(line.text for sheet in sheets for line in sheet.lines())
        lost = [block for block in ODD[key].body if "".join(plain_text(block).split()) not in whole]
        assert (key, lost) == (key, [])
        # LibreOffice sets space around the digits of a date, which is printed in full all the same.
        lines = [line for sheet in sheets for line in sheet.lines() if "2026年" not in line.text]
        assert max(line.box.right for line in lines) < TEXT_RIGHT + HALF_MM, key
        assert min(line.box.left for line in lines) > TEXT_LEFT - HALF_MM, key
