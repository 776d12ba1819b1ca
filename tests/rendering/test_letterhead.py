"""Organ mark, number, signers and urgency (GB/T 9704-2012, 7.2 and 10.1)."""

import pytest

from reports.choices import Layout, Urgency
from reports.document import Letterhead
from reports.rendering.letterhead import OrganMark, number_rows, organ_mark, urgency_line
from reports.rendering.placing import Align, Placed

NUMBER = "青财〔2026〕3号"


@pytest.mark.parametrize(
    ("organ", "mark"),
    [
        ("青石县财政局文件", OrganMark(("青石县财政局文件",), 42)),
        ("青石县住房和城乡建设局文件", OrganMark(("青石县住房和城乡建设局文件",), 34)),
        ("青石县人民政府办公室重大项目文件", OrganMark(("青石县人民政府办公室重大项目文件",), 27)),
        (
            "青石县发展和改革局\n青石县财政局文件",
            OrganMark(("青石县发展和改革局", "青石县财政局文件"), 42),
        ),
        (" 廉\x00政 ", OrganMark(("廉政",), 42)),
        (" \n", OrganMark((), 42)),
    ],
)
def test_organ_mark_is_as_large_as_there_is_room(organ: str, mark: OrganMark) -> None:
    assert organ_mark(organ) == mark


def test_a_mark_too_long_for_a_line_is_broken_evenly() -> None:
    organ = "青石县重大建设项目协调推进和安全生产监督管理工作领导小组办公室文件"
    mark = organ_mark(organ)
    assert "".join(mark.lines) == organ
    assert mark.pt * max(map(len, mark.lines)) <= 442
    assert len(mark.lines) == 2
    assert mark.pt >= 25


def test_number_of_a_downward_document_stands_in_the_middle() -> None:
    assert number_rows(Letterhead("财政局", NUMBER)) == ((Placed(NUMBER, 14, Align.CENTRE, anchor="number"),),)


def test_number_of_an_upward_document_stands_beside_the_signer() -> None:
    assert number_rows(Letterhead("财政局", NUMBER, ("王某某",))) == (
        (
            Placed(NUMBER, 1, anchor="number"),
            Placed("签发人：", 20, anchor="signers"),
            Placed("王某某", 24, lead=True, anchor="signers"),
        ),
    )


def test_three_signers_take_two_lines_and_the_number_stands_on_the_last() -> None:
    assert number_rows(Letterhead("财政局", NUMBER, ("王某某", "李某", "赵某某"))) == (
        (
            Placed("签发人：", 16, anchor="signers"),
            Placed("王某某", 20, lead=True, anchor="signers"),
            Placed("李某", 24, lead=True, anchor="signers"),
        ),
        (Placed(NUMBER, 1, anchor="number"), Placed("赵某某", 20, lead=True, anchor="signers")),
    )


def test_letter_has_its_number_on_the_right_and_the_urgency_on_the_left() -> None:
    letter = Letterhead("财政局", NUMBER, ("王某某",), Urgency.EXTRA, Layout.LETTER)
    assert number_rows(letter) == (
        (Placed("特急", 0, anchor="urgency"), Placed(NUMBER, 28, Align.RIGHT, anchor="number")),
    )
    assert urgency_line(letter) == ""


def test_urgency_of_a_document_with_letterhead_has_a_line_of_its_own() -> None:
    assert urgency_line(Letterhead("财政局", NUMBER, (), Urgency.URGENT)) == "加急"


@pytest.mark.parametrize("layout", [Layout.LETTERHEAD, Layout.LETTER])
def test_nothing_written_takes_no_line(layout: Layout) -> None:
    assert number_rows(Letterhead("财政局", " ", (" ",), layout=layout)) == ()
