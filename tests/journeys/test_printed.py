"""The report printed by Chromium, measured like the Word file: the numbers of GB/T 9704-2012, and the same pages."""

import dataclasses
import os
from collections.abc import Callable, Iterator
from enum import Enum
from io import StringIO
from itertools import accumulate
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser

from reports.choices import FaceSet, LatinFace, LinePitch
from reports.document import Attachment, Cover, Document, Paragraph, Table, Text, Typography, decode, plain_text
from reports.models import Snapshot
from reports.rendering import render_page, render_word
from reports.rendering.closing import printed_date
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.measuring import MM, TEXT_BOTTOM, TEXT_LEFT, TEXT_RIGHT, TEXT_TOP, Run, Sheet, measure
from tests.office import fonts, to_pdfs
from tests.rendering.samples import BODY, COVER, EVERYTHING, IMPRINT, LETTER, NUMBERS, WIDE, plain

pytestmark = pytest.mark.journey

BODY_FACE, HEADING, LEAD, TITLE = "NotoSerifCJK", "NotoSansCJK", "UKai", "UMing"
NUMBER_FACE, WESTERN = "DejaVuSerif", "LiberationSerif"
LINE, CHARACTER, MIDDLE = 28.95 / MM, 15.75 / MM, (TEXT_LEFT + TEXT_RIGHT) / 2
HALF_MM, THIRD_PT = 0.5, 0.3 / MM
FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}

Printer = Callable[..., list[Sheet]]


@pytest.fixture(scope="module")
def printed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printer]:
    """Prints a document with a Chromium that shows the official faces by those that the Word files are measured in."""
    folder = tmp_path_factory.mktemp("printed")
    with browser.browser_type.launch(
        executable_path=CHROMIUM, args=FLAGS, env={**os.environ, "FONTCONFIG_FILE": str(fonts())}
    ) as chromium:
        page = chromium.new_page()

        def printer(document: Document, mark: str = "") -> list[Sheet]:
            file = folder / f"{len(list(folder.iterdir()))}.pdf"
            page.set_content(render_page(document, mark=mark))
            page.pdf(path=file, prefer_css_page_size=True)
            return measure(file)

        yield printer


@pytest.fixture(scope="module")
def full(printed: Printer) -> list[Sheet]:
    """Two full pages and a bit of one paragraph of Chinese characters."""
    return printed(plain(28 * 22 * 2 + 40))


@pytest.fixture(scope="module")
def everything(printed: Printer) -> list[Sheet]:
    """A report with every element: letterhead, seal, attachments, a turned page, imprint."""
    return printed(EVERYTHING, mark="草稿")


@pytest.fixture(scope="module")
def letter(printed: Printer) -> list[Sheet]:
    return printed(Document(dataclasses.replace(COVER, letterhead=LETTER, imprint=IMPRINT), BODY * 3))


def holding(sheets: list[Sheet], text: str) -> Sheet:
    """The first page that prints `text`."""
    return next(sheet for sheet in sheets if text in sheet.text)


def test_a_full_page_is_a4_and_has_22_lines_of_28_characters_between_the_margins(full: list[Sheet]) -> None:
    assert [(sheet.width, sheet.height) for sheet in full] == [pytest.approx((210, 297), abs=0.2)] * 3
    assert [len(line) for line in full[0].lines()] == [26] + [28] * 21
    lines = full[1].lines()
    assert [len(line) for line in lines] == [28] * 22
    assert (lines[-1].box.top - lines[0].box.top) * MM / 21 == pytest.approx(28.95, abs=0.05)
    assert (lines[0].box.left, lines[0].box.right) == pytest.approx((TEXT_LEFT, TEXT_RIGHT), abs=HALF_MM)
    # The baseline stands four fifths down its line; the character's ink ends 0.08 of its size below.
    below = LINE / 5 - 0.08 * 16 / MM
    assert full[1].ink(lines[0]).bottom + below - LINE == pytest.approx(TEXT_TOP, abs=HALF_MM)
    assert full[1].ink(lines[-1]).bottom + below == pytest.approx(TEXT_BOTTOM, abs=HALF_MM)
    first, second = full[0].lines()[:2]
    assert first.box.left - second.box.left == pytest.approx(2 * CHARACTER, abs=THIRD_PT)


def test_page_numbers_stand_outside_by_one_character_and_7_mm_below_the_text(full: list[Sheet]) -> None:
    assert [sheet.foot.text for sheet in full] == ["—1—", "—2—", "—3—"]
    assert full[0].foot.box.right == pytest.approx(TEXT_RIGHT - 14 / MM, abs=HALF_MM)
    assert full[1].foot.box.left == pytest.approx(TEXT_LEFT + 14 / MM, abs=HALF_MM)
    assert {round(size) for size in full[0].foot.sizes} == {14}
    assert all(NUMBER_FACE in face for face in full[0].foot.faces)
    # Digits stand on the baseline, and the dash of 宋体 0.38 of its size above it.
    dash = full[0].ink(Run(full[0].foot[1:2])).bottom - 0.38 * 14 / MM
    assert dash - TEXT_BOTTOM == pytest.approx(7, abs=HALF_MM)


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        ("特急", HEADING, 16),
        ("青石县财政局文件", TITLE, 42),
        ("签发人：", BODY_FACE, 16),
        ("王某某李某", LEAD, 16),
        ("党风廉政建设工作汇报", TITLE, 22),
        ("县纪委监委：", BODY_FACE, 16),
        ("一、工作开展情况", HEADING, 16),
        ("（一）压实责任", LEAD, 16),
        ("1.", WESTERN, 16),
        ("明确责任", BODY_FACE, 16),
        ("（二）严明纪律。", LEAD, 16),
        ("谈话提醒", BODY_FACE, 12),
        ("附件1", HEADING, 16),
        ("抄送：", BODY_FACE, 14),
        ("草稿", HEADING, 18),
    ],
)
def test_faces_and_sizes(everything: list[Sheet], text: str, face: str, size: float) -> None:
    runs = [sheet.find(text) for sheet in everything if text in sheet.text]
    assert any(
        run.sizes <= {size, size - 0.1} and all(face in one or WESTERN in one for one in run.faces) for run in runs
    )


def test_letterhead(everything: list[Sheet]) -> None:
    sheet = everything[0]
    organ, number, label = (sheet.find(text) for text in ("青石县财政局文件", "青财〔2026〕3号", "签发人："))
    names, rule, title = sheet.find("王某某李某"), sheet.rules[0], sheet.find("党风廉政建设工作汇报")
    assert sheet.lines()[0].text == "特急"
    assert sheet.lines()[0].box.left == pytest.approx(TEXT_LEFT, abs=HALF_MM)
    assert sheet.ink(organ).top - TEXT_TOP == pytest.approx(35, abs=HALF_MM)
    assert organ.box.centre == pytest.approx(MIDDLE, abs=HALF_MM)
    assert {one.colour for one in organ} == {(1.0, 0.0, 0.0)}
    assert 2 * LINE < sheet.ink(number).top - sheet.ink(organ).bottom < 3 * LINE
    assert number.box.left == pytest.approx(TEXT_LEFT + CHARACTER, abs=HALF_MM)
    assert TEXT_RIGHT - names.box.right == pytest.approx(2 * CHARACTER, abs=HALF_MM)
    assert names.box.left == pytest.approx(label.box.right, abs=HALF_MM)
    assert rule.box.top - sheet.ink(number).bottom == pytest.approx(4, abs=HALF_MM)
    assert (rule.box.left, rule.box.right) == pytest.approx((TEXT_LEFT, TEXT_RIGHT), abs=HALF_MM)
    assert rule.colour == (1.0, 0.0, 0.0)
    above = 0.8 * 35 - 0.84 * 22  # from the top of the title's line to its characters, in points
    first = sheet.find("青石县财政局2025年度")
    assert sheet.ink(first).top - above / MM - rule.box.bottom == pytest.approx(2 * LINE, abs=HALF_MM)
    assert title.box.centre == pytest.approx(MIDDLE, abs=HALF_MM)


def test_attachments(everything: list[Sheet]) -> None:
    sheet = holding(everything, "附件：1.")
    first, second = sheet.find("附件：1.廉政风险点"), sheet.find("2.各单位情况表")
    places = (first.box.left, first[5].box.left, second.box.left, second[2].box.left)
    assert places == pytest.approx([TEXT_LEFT + count * CHARACTER for count in (2, 6, 5, 6)], abs=HALF_MM)
    label, title = next(sheet for sheet in everything if sheet.body.text.startswith("附件1")).lines()[:2]
    assert label.box.left == pytest.approx(TEXT_LEFT, abs=HALF_MM)
    assert title.box.centre == pytest.approx(MIDDLE, abs=HALF_MM)
    assert 2 * LINE < title.box.bottom - label.box.bottom + 2 < 3.3 * LINE


def test_signature_with_room_for_a_seal_and_note(everything: list[Sheet]) -> None:
    sheet = holding(everything, "（联系人：")
    date, note = sheet.find("2026年1月5日"), sheet.find("（联系人：")
    signed = next(line for line in sheet.lines() if line.text == "青石县财政局")
    assert TEXT_RIGHT - date.box.right == pytest.approx(4 * CHARACTER, abs=1)
    assert signed.box.centre == pytest.approx(date.box.centre, abs=1)
    assert date.box.top - signed.box.top == pytest.approx(LINE, abs=HALF_MM)
    assert note.box.left == pytest.approx(TEXT_LEFT + 2 * CHARACTER, abs=HALF_MM)
    assert note.box.bottom - date[4].box.bottom == pytest.approx(LINE, abs=HALF_MM)


@pytest.mark.parametrize(("signature", "free"), [("青石县住房和城乡建设局", 2), ("青石县财政局", 2), ("财政局", 7)])
def test_date_starts_two_characters_right_of_the_signature(printed: Printer, signature: str, free: int) -> None:
    (sheet,) = printed(Document(Cover(signature=signature, date=COVER.date), ()))
    signed, dated = sheet.find(signature).box, sheet.find("2026年1月5日").box
    assert dated.left - signed.left == pytest.approx(2 * CHARACTER, abs=HALF_MM)
    assert TEXT_RIGHT - signed.right == pytest.approx(free * CHARACTER, abs=HALF_MM)


def test_imprint_stands_at_the_foot_of_the_last_page(everything: list[Sheet]) -> None:
    last = everything[-1]
    assert [sheet.number for sheet in everything if "抄送：" in sheet.text] == [last.number]
    copies, by, on = last.find("抄送："), last.find("青石县财政局办公室"), last.find("2026年1月5日印发")
    assert copies.box.left == pytest.approx(TEXT_LEFT + 14 / MM, abs=HALF_MM)
    assert by.box.left == pytest.approx(TEXT_LEFT + 14 / MM, abs=HALF_MM)
    assert on.box.right == pytest.approx(TEXT_RIGHT - 14 / MM, abs=HALF_MM)
    further = next(line for line in last.lines() if line.box.top > copies.box.bottom)
    assert further.box.left == pytest.approx(TEXT_LEFT + 4 * 14 / MM, abs=HALF_MM)


@pytest.mark.parametrize("lines", [1, 18, 19, 20, 22, 23, 42])
def test_imprint_lands_on_the_last_page_however_the_text_ends(printed: Printer, lines: int) -> None:
    sheets = printed(dataclasses.replace(plain(28 * lines - 2), cover=Cover(imprint=IMPRINT)))
    assert len(sheets) == 1 + (lines > 19) + (lines > 41)
    by = sheets[-1].find("青石县财政局办公室")
    below = 24 / 5 - 0.08 * 14  # from its characters to the lower edge of its line, in points
    assert sheets[-1].ink(by).bottom + below / MM + 0.35 == pytest.approx(TEXT_BOTTOM, abs=1)
    assert [line for sheet in sheets for line in sheet.lines() if len(line.sizes) > 1] == []


@pytest.mark.parametrize("before", [0, 1])
def test_a_turned_page_has_its_number_where_all_have_it(printed: Printer, before: int) -> None:
    attachments = tuple(Attachment("清单", (), f"entry-{place}") for place in range(before))
    sheet = printed(Document(Cover("汇报"), (), (*attachments, Attachment("情况表", (WIDE,), "entry-9"))))[-1]
    assert (sheet.width, sheet.height) == pytest.approx((297, 210), abs=0.2)
    number = sheet.find(f"—{sheet.number}—")
    assert 35 - sheet.ink(number).centre == pytest.approx(7, abs=HALF_MM)
    if sheet.number % 2:
        assert number.box.bottom == pytest.approx(210 - 26 - 14 / MM, abs=HALF_MM)
    else:
        assert number.box.top == pytest.approx(28 + 14 / MM, abs=HALF_MM)


def test_pages_are_numbered_through_and_marked_as_drafts(everything: list[Sheet]) -> None:
    assert all(f"—{sheet.number}—" in sheet.text for sheet in everything)
    assert all(sheet.find("草稿").box.bottom < 28 for sheet in everything)


def test_head_of_a_table_stands_on_each_page_and_numbers_below_each_other(printed: Printer) -> None:
    rows = tuple((str(row), "谈话提醒", str(row * 37)) for row in range(1, 60))
    sheets = printed(Document(Cover(), (Table(("序号", "事项", "次数"), rows, "表1", "table-1"),)))
    assert [sheet.text.count("序号事项次数") for sheet in sheets] == [1] * len(sheets)
    assert len(sheets) > 1
    ends = {round(line.box.right, 1) for sheet in sheets for line in sheet.lines() if line.text[:1].isdigit()}
    assert max(ends) - min(ends) < HALF_MM


@pytest.mark.parametrize("before", range(18, 23))
def test_what_belongs_together_stays_together(printed: Printer, before: int) -> None:
    filler = Paragraph((Text("国" * (28 * before - 2)),), "preamble-1")
    sheets = printed(Document(COVER, (filler, BODY[1], filler, NUMBERS)))
    assert [sheet for sheet in sheets if sheet.body.text.endswith(("工作开展情况", "完成情况"))] == []
    assert [sheet for sheet in sheets if sheet.body.text.startswith(("青石县财政局2026", "2026年1月"))] == []


def test_letter(letter: list[Sheet]) -> None:
    first = letter[0]
    organ, number, urgency = (first.find(text) for text in ("青石县审计局", "青审函〔2026〕3号", "加急"))
    assert first.ink(organ).top == pytest.approx(30, abs=HALF_MM)
    red = [rule for rule in first.rules if rule.colour == (1.0, 0.0, 0.0)]
    upper = [rule.box for rule in red if rule.box.top < 100]
    lower = [rule.box for rule in red if rule.box.top > 200]
    assert min(box.top for box in upper) - first.ink(organ).bottom == pytest.approx(4, abs=HALF_MM)
    assert first.height - max(box.bottom for box in lower) == pytest.approx(20, abs=HALF_MM)
    for boxes in (upper, lower):
        ends = (min(box.left for box in boxes), max(box.right for box in boxes))
        assert ends == pytest.approx((20, 190), abs=HALF_MM)
    assert first.ink(number).top - max(box.bottom for box in upper) == pytest.approx(14 / MM, abs=HALF_MM)
    assert number.box.right == pytest.approx(TEXT_RIGHT, abs=HALF_MM)
    assert urgency.box.left == pytest.approx(TEXT_LEFT, abs=HALF_MM)
    assert [sheet.foot.text for sheet in letter] == ["", *[f"—{sheet.number}—" for sheet in letter[1:]]]
    assert "抄送：" in letter[-1].text


@pytest.mark.parametrize(
    ("pitch", "faces", "lines"),
    [(LinePitch.PT_28, FaceSet.WINDOWS, 22), (LinePitch.PT_30, FaceSet.FOUNDER, 21)],
)
def test_typography_is_heeded(printed: Printer, pitch: LinePitch, faces: FaceSet, lines: int) -> None:
    typography = Typography(pitch, LatinFace.CHINESE, faces)
    sheet = printed(dataclasses.replace(plain(28 * 24), typography=typography))[0]
    assert [len(line) for line in sheet.lines()] == [26, *[28] * (lines - 1)]
    first, last = sheet.lines()[0], sheet.lines()[-1]
    assert (last.box.top - first.box.top) * MM / (lines - 1) == pytest.approx(float(pitch), abs=0.05)
    assert all(BODY_FACE in face for face in sheet.body.faces)


@pytest.mark.office
@pytest.mark.django_db
def test_word_and_chromium_begin_the_same_pages(printed: Printer) -> None:
    call_command("load_reference", stdout=StringIO())
    call_command("load_demo", stdout=StringIO())
    snapshots = Snapshot.objects.select_related("report__unit").order_by("pk")
    newest = {snapshot.report.unit.code: decode(snapshot.document) for snapshot in snapshots}
    assert len(newest) > 10
    wide = {code: full_width(document) for code, document in newest.items()}
    files = to_pdfs([render_word(document) for document in wide.values()])
    for (code, document), file in zip(wide.items(), files, strict=True):
        word, html = measure(file), printed(document)
        # LibreOffice takes all of the paragraph above the signature along to the next page, a browser one line of it.
        last = len(plain_text(document.body[-1]))
        dated = printed_date(document.cover.date) if document.cover.date else ""
        signed = [dated in [line.text for line in sheet.lines()] for sheet in word[1:]]
        rooms = [*(max(28, last) if here else 28 for here in signed), 28]
        apart = [other - one for one, other in zip(page_ends(word), page_ends(html), strict=True)]
        assert (code, [gap for gap, room in zip(apart, rooms, strict=True) if not -28 <= gap <= room]) == (code, [])


def page_ends(sheets: list[Sheet]) -> list[int]:
    """How many characters of the text stand up to the end of each page."""
    return list(accumulate(len(sheet.body) for sheet in sheets))


def full_width(value: Any) -> Any:
    """`value` with full-width digits and letters: LibreOffice sets space around others, whatever it is told."""
    if isinstance(value, tuple):
        return tuple(map(full_width, value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: full_width(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **fields)
    return value.translate(FULL_WIDTH) if isinstance(value, str) and not isinstance(value, Enum) else value
