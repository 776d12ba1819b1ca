"""Plain text into paragraphs, headings and tables."""

import pytest

from reports.document.texts import Piece, TablePiece, TextPiece, pieces, table_text

ROWS = (("单位", "人次"), ("甲局", "3"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n", []),
        ("一\n 二 \r\n\n　　三", [TextPiece("一"), TextPiece("二"), TextPiece("三")]),
        ("1.加强学习", [TextPiece("加强学习", "1.", 3)]),
        ("（2）压实责任", [TextPiece("压实责任", "（2）", 4)]),
        ("1.加强学习。", [TextPiece("1.加强学习。")]),
        ("1.5万元已经收回", [TextPiece("1.5万元已经收回")]),
        ("2026年", [TextPiece("2026年")]),
        ("1." + "学" * 30, [TextPiece("1." + "学" * 30)]),
        ("单位\t人次", [TextPiece("单位\t人次")]),
        ("单位\t人次\n甲局\t3", [TablePiece("", ROWS)]),
        (
            "如下：\n表1 谈话\n单位\t人次\n甲局\t3\n完。",
            [TextPiece("如下："), TablePiece("表1 谈话", ROWS), TextPiece("完。")],
        ),
        ("表扬了三人\n单位\t人次\n甲局\t3", [TextPiece("表扬了三人"), TablePiece("", ROWS)]),
        ("甲\t乙\t丙\n丁", [TextPiece("甲\t乙\t丙"), TextPiece("丁")]),
        ("甲\t乙\t丙\n丁\t", [TablePiece("", (("甲", "乙", "丙"), ("丁", "", "")))]),
    ],
)
def test_pieces(text: str, expected: list[Piece]) -> None:
    assert list(pieces(text)) == expected


def test_a_table_is_written_as_it_is_read() -> None:
    assert list(pieces(table_text("表2 谈话", ROWS))) == [TablePiece("表2 谈话", ROWS)]
