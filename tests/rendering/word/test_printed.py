"""Word files converted by LibreOffice and measured on the page: the numbers of GB/T 9704-2012."""

import dataclasses
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from reports.document import Cover, Document, Paragraph, Text
from reports.rendering import render_word
from tests.office import to_pdf
from tests.rendering.samples import CHAPTER, COVER, ENTRY, RUN_IN, SHARED, TABLE, plain

pytestmark = pytest.mark.office

MM = 72 / 25.4
TEXT_LEFT, TEXT_RIGHT, TEXT_TOP, TEXT_BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
BODY, HEADING, LEAD, TITLE = "NotoSerifCJK", "NotoSansCJK", "UKai", "UMing"
NUMBER, WESTERN = "DejaVuSerif", "DejaVuSans"
LONG_TITLE = "青石县财政局关于2025年度党风廉政建设责任制落实情况的报告"

Character = dict[str, Any]


def pages(document: Document, mark: str = "") -> list[list[Character]]:
    """The characters of each page, in reading order, without blanks."""
    with pdfplumber.open(to_pdf(render_word(document, mark=mark))) as pdf:
        assert {(round(page.width / MM), round(page.height / MM)) for page in pdf.pages} == {(210, 297)}
        return [[character for character in page.chars if character["text"].strip()] for page in pdf.pages]


def lines(characters: list[Character]) -> list[list[Character]]:
    """Characters of the text area by the line they stand on."""
    rows: dict[int, list[Character]] = {}
    for character in characters:
        if TEXT_TOP <= middle(character) <= TEXT_BOTTOM:
            rows.setdefault(round(middle(character) / 4), []).append(character)
    return list(rows.values())


def middle(character: Character) -> float:
    return float(character["top"] + character["bottom"]) / 2


def find(characters: list[Character], text: str) -> list[Character]:
    """The characters that print `text`."""
    start = "".join(character["text"] for character in characters).index(text)
    return characters[start : start + len(text)]


@pytest.fixture(scope="module")
def full() -> list[list[Character]]:
    """Two full pages and a bit of one paragraph of Chinese characters."""
    return pages(plain(28 * 22 * 2 + 40))


@pytest.fixture(scope="module")
def report() -> list[Character]:
    """One page with every block."""
    (page,) = pages(Document(dataclasses.replace(COVER, title=LONG_TITLE), (CHAPTER, ENTRY, RUN_IN, SHARED, TABLE)))
    return page


def test_a_full_page_has_22_lines_of_28_characters(full: list[list[Character]]) -> None:
    assert [len(line) for line in lines(full[0])] == [26] + [28] * 21
    assert [len(line) for line in lines(full[1])] == [28] * 22


def test_lines_stand_28_95_points_apart(full: list[list[Character]]) -> None:
    tops = [line[0]["top"] for line in lines(full[1])]
    assert (tops[-1] - tops[0]) / 21 == pytest.approx(28.95, abs=0.02)


def test_characters_fill_the_text_area_between_the_margins(full: list[list[Character]]) -> None:
    page = lines(full[1])
    assert page[0][0]["x0"] == pytest.approx(TEXT_LEFT, abs=0.5)
    assert page[0][-1]["x1"] == pytest.approx(TEXT_RIGHT, abs=1.5)
    half_line = 28.95 / 2
    assert middle(page[0][0]) - half_line == pytest.approx(TEXT_TOP, abs=2)
    assert middle(page[-1][0]) + half_line == pytest.approx(TEXT_BOTTOM, abs=2)


def test_paragraph_starts_two_characters_in(full: list[list[Character]]) -> None:
    first, second = lines(full[0])[:2]
    assert first[0]["x0"] - second[0]["x0"] == pytest.approx(31.5, abs=0.5)


def test_page_numbers_stand_outside_by_one_character(full: list[list[Character]]) -> None:
    numbers = [[c for c in page if middle(c) > TEXT_BOTTOM] for page in full]
    assert ["".join(c["text"] for c in number) for number in numbers] == ["—1—", "—2—", "—3—"]
    assert numbers[0][-1]["x1"] == pytest.approx(TEXT_RIGHT - 14, abs=0.5)
    assert numbers[1][0]["x0"] == pytest.approx(TEXT_LEFT + 14, abs=0.5)
    assert numbers[2][-1]["x1"] == pytest.approx(TEXT_RIGHT - 14, abs=0.5)


def test_page_number_is_song_14_points_and_7_mm_below_the_text(full: list[list[Character]]) -> None:
    number = next(c for c in full[0] if middle(c) > TEXT_BOTTOM)
    assert NUMBER in number["fontname"]
    assert number["size"] == 14
    assert (middle(number) - TEXT_BOTTOM) / MM == pytest.approx(7, abs=1)


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        ("青石县财政局关于", TITLE, 22),
        ("县纪委监委：", BODY, 16),
        ("一、工作开展情况", HEADING, 16),
        ("（一）压实责任", LEAD, 16),
        ("（二）严明纪律。", LEAD, 16),
        ("召开会议", BODY, 16),
        ("12", WESTERN, 16),
        ("一是学得不深。", BODY, 16),
        ("序号", HEADING, 12),
        ("谈话提醒", BODY, 12),
    ],
)
def test_faces_and_sizes(report: list[Character], text: str, face: str, size: float) -> None:
    found = find(report, text)
    assert [c["text"] for c in found if face not in c["fontname"]] == []
    assert {round(c["size"], 1) for c in found} == {size}


def test_title_lines_are_centred(report: list[Character]) -> None:
    for line in ("青石县财政局关于2025年度", "党风廉政建设责任制落实情况的报告"):
        found = find(report, line)
        assert (found[0]["x0"] + found[-1]["x1"]) / 2 == pytest.approx((TEXT_LEFT + TEXT_RIGHT) / 2, abs=1)


def test_recipient_stands_flush_left(report: list[Character]) -> None:
    assert find(report, "县纪委监委：")[0]["x0"] == pytest.approx(TEXT_LEFT, abs=0.5)


@pytest.mark.parametrize(("signature", "free"), [("青石县住房和城乡建设局", 2), ("青石县财政局", 2), ("财政局", 7)])
def test_date_starts_two_characters_right_of_the_signature(signature: str, free: int) -> None:
    (page,) = pages(Document(Cover(signature=signature, date=COVER.date), ()))
    signed, dated = find(page, signature), find(page, "2026年1月5日")
    assert dated[0]["x0"] - signed[0]["x0"] == pytest.approx(31.5, abs=0.5)
    assert TEXT_RIGHT - signed[-1]["x1"] == pytest.approx(free * 15.75, abs=0.5)
    assert {round(c["top"]) for c in dated} == {round(signed[0]["top"] + 28.95)}


def test_no_mark_at_the_end_of_a_full_line_is_lost() -> None:
    text = [f"{'国' * 26}{mark}{'民' * 9}" for mark in "，。、；：！？”》）"]
    (page,) = pages(Document(Cover(), tuple(Paragraph((Text(one),), "preamble-1") for one in text)))
    printed = [character for character in page if middle(character) < TEXT_BOTTOM]
    assert "".join(character["text"] for character in printed) == "".join(text)
    assert max(character["x1"] for character in printed) < TEXT_RIGHT + 1


def test_draft_mark_moves_nothing() -> None:
    bare, marked = pages(plain(60)), pages(plain(60), mark="草稿")
    assert list(_places(marked[0], "国")) == list(_places(bare[0], "国"))
    assert [(c["text"], middle(c) < TEXT_TOP, round(c["size"])) for c in marked[0] if c["text"] in "草稿"] == [
        ("草", True, 18),
        ("稿", True, 18),
    ]


def _places(characters: list[Character], text: str) -> Iterator[tuple[float, float]]:
    return ((c["x0"], c["top"]) for c in characters if c["text"] == text)


@pytest.mark.parametrize("before", range(18, 23))
def test_a_chapter_heading_never_ends_a_page_and_the_signature_is_never_alone(before: int) -> None:
    filler = Paragraph((Text("国" * (28 * before - 2)),), "preamble-1")
    last = Paragraph((Text("民" * 30),), "chapter-1-1")
    text = [
        "".join(c["text"] for line in lines(page) for c in line)
        for page in pages(Document(COVER, (filler, CHAPTER, last)))
    ]
    assert [page for page in text if page.endswith("一、工作开展情况")] == []
    assert [page for page in text if page.startswith(("青石县财政局2026", "2026年1月"))] == []


def test_lines_of_one_page_do_not_overlap(report: list[Character]) -> None:
    tops = sorted({round(c["top"]) for line in lines(report) for c in line if c["size"] == 16})
    assert [pair for pair in pairwise(tops) if 3 < pair[1] - pair[0] < 16] == []
