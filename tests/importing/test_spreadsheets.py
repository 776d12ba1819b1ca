"""Excel files that can be read, and those that can't."""

import re
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from reports.errors import UnreadableFile
from reports.importing import apart, spreadsheets
from reports.importing.spreadsheets import parse_spreadsheet, read_spreadsheet


def book(rows: Sequence[Sequence[object]]) -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def archive(name: str, content: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr(name, content)
    return file.getvalue()


def test_rows_come_as_text_with_their_numbers() -> None:
    data = book([["代码", "名称"], [], [101, " 水利局 "], [2.5, None], [7.0, "x"], [1e17]])
    assert parse_spreadsheet(data) == [
        (1, ["代码", "名称"]),
        (3, ["101", "水利局"]),
        (4, ["2.5"]),
        (5, ["7", "x"]),
        (6, ["1" + "0" * 17]),
    ]


def beginning_before_itself() -> bytes:
    """A file whose directory says that it lies further behind, so that its members begin before the file."""
    data = bytearray(book([["x"]]))
    end = data.rfind(b"PK\x05\x06")
    place = int.from_bytes(data[end + 16 : end + 20], "little") + 100
    data[end + 16 : end + 20] = place.to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", spreadsheets.NO_EXCEL),
        (b"just text", spreadsheets.NO_EXCEL),
        (archive("a.txt", b"hello"), spreadsheets.NO_EXCEL),
        (archive("xl/workbook.xml", b"<!doctype x [<!ENTITY a 'b'>]><x/>"), spreadsheets.NO_EXCEL),
        (archive("xl/sheet.xml", b"\0" * (spreadsheets.LARGEST_CONTENT + 1)), spreadsheets.TOO_LARGE),
        (beginning_before_itself(), spreadsheets.NO_EXCEL),
        (book([]), spreadsheets.EMPTY),
        (book([["x"]] * (spreadsheets.MOST_ROWS + 2)), spreadsheets.TOO_MANY_ROWS),
    ],
)
def test_what_cannot_be_used_is_refused_with_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_spreadsheet(data)
    assert str(caught.value) == message


def test_a_child_reads_the_file() -> None:
    assert read_spreadsheet(book([["代码", 7.0], ["甲"]])) == [(1, ["代码", "7"]), (2, ["甲"])]
    with pytest.raises(UnreadableFile, match=re.escape(spreadsheets.EMPTY)):
        read_spreadsheet(book([]))


def test_what_is_large_or_takes_the_child_too_long_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(spreadsheets.TOO_LARGE)):
        read_spreadsheet(b"x" * (spreadsheets.LARGEST_FILE + 1))
    for refusal in (apart.TOO_HEAVY, apart.TOO_SLOW):

        def told(*_arguments: object, refusal: str = refusal, **_more: object) -> None:
            raise UnreadableFile(refusal)

        monkeypatch.setattr(apart, "told_by_child", told)
        with pytest.raises(UnreadableFile, match=re.escape(spreadsheets.TOO_LARGE)):
            read_spreadsheet(b"x")
