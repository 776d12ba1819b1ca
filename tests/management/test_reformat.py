"""`manage.py reformat`: from file to file in every format, and one clear line for what can't be used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from reports.document import Heading, build_document, decode, encode, plain_text
from reports.importing import read_text, read_word
from reports.rendering import render_page, render_text, render_word
from tests.importing.properties import sample


def written(folder: Path, ending: str, name: str = "briefing", **options: str) -> bytes:
    source, target = folder / "in.txt", folder / f"out{ending}"
    source.write_bytes(sample(name))
    call_command("reformat", source, target, **options)
    return target.read_bytes()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def refused(*arguments: Path) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("reformat", *arguments)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_ending_of_out_chooses_the_format(tmp_path: Path) -> None:
    document = build_document(read_text(sample("briefing")).manuscript)

    assert written(tmp_path, ".json").decode() == encode(document)
    assert written(tmp_path, ".txt").decode() == render_text(document)
    assert written(tmp_path, ".html").decode() == render_page(document)
    assert written(tmp_path, ".DOCX") == render_word(document)


def test_a_word_file_reformatted_again_is_the_same_document(tmp_path: Path) -> None:
    first = tmp_path / "first.docx"
    first.write_bytes(written(tmp_path, ".docx", "own_line"))
    call_command("reformat", first, tmp_path / "second.docx")

    assert (tmp_path / "second.docx").read_bytes() == first.read_bytes()
    assert build_document(read_word(first.read_bytes()).manuscript) == build_document(
        read_text(sample("own_line")).manuscript
    )


def test_notes_go_to_standard_error_one_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, ".json", "half_width")
    captured = capsys.readouterr()

    assert captured.out == ""
    assert [line.removeprefix(f"{tmp_path}/") for line in captured.err.splitlines()] == [
        "in.txt:7: numbered (二) in the file, now （三）: (二)加强阵地管理。",
        "in.txt:12: numbered 二. in the file, now 三、: 二.存在的问题",
        "in.txt:14: numbered (四) in the file, now （二）: (四)监督手段比较单一。",
    ]


@pytest.mark.parametrize(("code", "last"), [("work_points", "（十）"), ("annual_integrity", "（三）")])
def test_a_type_settles_the_numbering(tmp_path: Path, code: str, last: str) -> None:
    document = decode(written(tmp_path, ".json", "work_points", code=code).decode())

    assert plain_text(document.body[-1]).startswith(f"{last}从严执纪问责。")
    assert len([block for block in document.body if isinstance(block, Heading)]) == 4


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_bytes(sample("briefing"))

    assert refused(source, tmp_path / "out.pdf") == f"{tmp_path}/out.pdf: OUT must end in .docx, .html, .txt, .json"


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    empty, old, target = tmp_path / "empty.txt", tmp_path / "old.doc", tmp_path / "out.json"
    empty.touch()
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on")

    assert refused(empty, target) == f"{empty}: The file is empty; choose the file with the report."
    assert refused(old, target).startswith(f"{old}: This is an older Word or WPS file")
    assert refused(tmp_path / "none.txt", target) == f"{tmp_path}/none.txt: No such file or directory"
    assert refused(tmp_path, target) == f"{tmp_path}: Is a directory"
    assert not target.exists()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_bytes(sample("briefing"))

    assert refused(source, tmp_path / "none" / "out.txt") == f"{tmp_path}/none/out.txt: No such file or directory"


def test_an_unknown_type_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.txt"
    source.write_bytes(sample("briefing"))

    with pytest.raises(CommandError, match="invalid choice: 'diary'"):
        call_command("reformat", str(source), str(tmp_path / "out.txt"), "--type=diary")
