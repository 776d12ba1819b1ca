"""Text files in their encodings, and what is no text file."""

import pytest

from reports.errors import UnreadableFile
from reports.importing import read_file, read_text
from reports.importing.text import CLASSIFIED_FILE, EMPTY, LARGEST_FILE, NO_TEXT, NOT_TEXT, TOO_LARGE, TOO_MANY_LINES
from reports.importing.word.package import NOT_WORD, OLD_FORMAT
from tests.importing.properties import notes_of, sample

REPORT = "工作报告\r\n县委：\r\n今年，我局取得成效。\r\n一、工作𠮷龘\r\n（一）抓学习。开会。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    outcome = read_text(REPORT.encode(encoding))

    assert [line.text for line in outcome.source] == REPORT.splitlines()
    assert outcome.manuscript.chapters[0].heading == "工作𠮷龘"


def test_big_endian_utf_16_needs_its_mark() -> None:
    assert read_text(b"\xfe\xff" + REPORT.encode("utf-16-be")) == read_text(REPORT.encode())


def test_a_gb18030_report_reads_like_any_other() -> None:
    text = sample("points_apart").decode()

    assert read_text(text.encode("gb18030")).manuscript == read_text(text.encode()).manuscript


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", EMPTY),
        (b"\xef\xbb\xbf", NO_TEXT),
        ("　\n \t\n".encode(), NO_TEXT),
        (b"\x00\x01\x02\x03", NOT_TEXT),
        (b"\xff\xfe\x00", NOT_TEXT),
        (b"\xff\xff\xff", NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NOT_TEXT),
        (b"a" * (LARGEST_FILE + 1), TOO_LARGE),
        ("字\n" * 5_001, TOO_MANY_LINES),
        ("000001\n机密★1年\n工作报告\n今年，取得成效。\n", CLASSIFIED_FILE),
    ],
    ids=["empty", "mark", "blank", "binary", "odd", "bytes", "picture", "large", "lines", "classified"],
)
def test_what_is_no_report_is_refused(data: bytes | str, message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_text(data if isinstance(data, bytes) else data.encode())
    assert str(caught.value) == message


def test_unprintable_characters_are_removed_and_noted() -> None:
    outcome = read_text("工作\x08报告\n今年，我局\u200b取得\x7f成效。\n".encode())

    assert outcome.manuscript.cover.title == "工作报告"
    assert notes_of(outcome, "controls_removed") == [(1, "1"), (2, "2")]


def test_notes_stand_in_the_order_of_the_lines() -> None:
    numbers = [note.line for note in read_text(sample("advertising")).notes]

    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("report.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_FORMAT),
        ("report.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_FORMAT),
        ("report.docx", REPORT.encode(), NOT_WORD),
        ("report.zip", b"PK\x03\x04", NOT_WORD),
        ("report.pdf", b"%PDF-1.7", NOT_TEXT),
        ("report.html", b"<p>", NOT_TEXT),
        ("report.txt", b"", EMPTY),
    ],
)
def test_a_file_is_known_by_what_it_holds(name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_file(name, data)
    assert str(caught.value) == message


@pytest.mark.parametrize("name", ["report.txt", "REPORT.TXT", "report"])
def test_text_is_read_under_any_plain_name(name: str) -> None:
    assert read_file(name, REPORT.encode()) == read_text(REPORT.encode())
