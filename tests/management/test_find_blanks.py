"""The list of a file's blanks, without a database."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.choices import ChapterKind
from reports.document import Chapter, Cover, Manuscript, build_document
from reports.rendering import render_word


def listed(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("find_blanks", str(file), *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_list_has_offsets_in_the_decoded_text(tmp_path: Path, encoding: str) -> None:
    text = "一、教育情况\r\n开展谈心谈话**人次，由局长XX同志带头。\r\n"
    file = tmp_path / "report.txt"
    file.write_bytes(text.encode(encoding))

    counted, named = json.loads(listed(file))

    assert list(counted) == ["text", "offset", "kind", "indicator", "alternatives", "context"]
    assert (counted["text"], counted["kind"], counted["indicator"]) == ("**", "figure", "talk_heart")
    assert len(counted["alternatives"]) >= 2
    assert counted["context"] == "开展谈心谈话**人次，由局长XX同志带头"
    assert (named["text"], named["kind"], named["indicator"], named["alternatives"]) == ("XX", "name", None, [])
    assert [text[row["offset"] :][:2] for row in (counted, named)] == ["**", "XX"]
    assert listed(file, "--text") == text


def test_the_offsets_of_a_word_file_count_in_its_printed_text(tmp_path: Path) -> None:
    manuscript = Manuscript(
        Cover("工作汇报"), "现汇报如下：", (Chapter(ChapterKind.WORK, heading="做了什么", lead="讲党课*次。"),), ""
    )
    file = tmp_path / "report.docx"
    file.write_bytes(render_word(build_document(manuscript)))

    (blank,) = json.loads(listed(file))

    assert blank["indicator"] == "integrity_lecture"
    assert listed(file, "--text")[blank["offset"] :].startswith("*次。")


def test_a_file_without_blanks_has_an_empty_list(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("全年召开会议9次。", encoding="utf-8")

    assert json.loads(listed(file)) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("empty.txt", b"", "empty"), ("picture.png", b"\x89PNG", "neither text"), ("bad.docx", b"text", ".docx")],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)

    with pytest.raises(CommandError) as caught:
        listed(file)

    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"gone\.txt: "):
        listed(tmp_path / "gone.txt")
