"""What is taken as evidence, and the sentence for what isn't."""

from io import BytesIO

import pytest
from PIL import Image

from reports.choices import FileKind
from reports.errors import UnreadableFile
from reports.screening import CONTENT_TYPES, EXTENSIONS, draw_thumbnail, formats, screen
from reports.screening.screening import answer
from tests.hostile.files import docx, harmless, mutated, picture
from tests.importing.word.packages import paragraph


def refusal(name: str, data: bytes) -> str:
    """What refuses the file; the name here, the bytes without the child: a process for each would take minutes."""
    try:
        kind = formats.kind_of_name(name)
        if not data or len(data) > 20 * 1024 * 1024:
            screen(name, data)
        answer(data, kind.value)
    except UnreadableFile as error:
        return str(error)
    return ""


def test_every_harmless_file_is_taken() -> None:
    assert {name: refusal(name, data) for name, data in harmless().items()} == dict.fromkeys(harmless(), "")


def test_every_kind_has_its_ending_and_its_content_type() -> None:
    assert set(EXTENSIONS.values()) == set(FileKind) == CONTENT_TYPES.keys()


@pytest.mark.parametrize("name", ["保守国家秘密宣传月.pdf", "商业秘密培训.pdf", "机密级文件管理办法学习.pdf"])
def test_a_name_about_secrets_is_no_mark(name: str) -> None:
    assert formats.kind_of_name(name) is FileKind.PDF


def test_a_text_about_secrets_is_no_mark() -> None:
    assert refusal("a.docx", docx(paragraph("组织学习《中华人民共和国保守国家秘密法》。"))) == ""


def test_a_child_looks_through_the_file() -> None:
    data = picture(size=(2000, 1500), exif=_exif())

    screened = screen("警示教育.jpg", data)

    with Image.open(BytesIO(screened.thumbnail)) as small:
        assert (screened.kind, small.format, small.size) == (FileKind.JPEG, "JPEG", (240, 320))
        assert not small.getexif()
    assert draw_thumbnail(data, FileKind.JPEG) == screened.thumbnail
    with pytest.raises(UnreadableFile, match="not what its name says"):
        screen("a.png", data)


def test_a_thumbnail_of_a_document_is_nothing() -> None:
    assert draw_thumbnail(b"%PDF-", FileKind.PDF) == b""


def test_mutated_files_are_answered() -> None:
    answers = [refusal(*mutated(seed)) for seed in range(60)]

    assert len(answers) == 60
    assert {text for text in answers if text} <= {value for value in vars(formats).values() if isinstance(value, str)}


def _exif() -> bytes:
    """A picture that was taken upright, and where."""
    made = Image.Exif()
    made[0x0112] = 6
    made[0x013B] = "somebody"
    return made.tobytes()
