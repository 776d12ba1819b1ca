"""Files that this program wrote are read by their marks alone, until somebody saves them with another program."""

from io import BytesIO

import docx
import pytest

from reports.choices import ChapterKind, EntryStyle, FaceSet, LatinFace, Layout, LinePitch
from reports.document import Chapter, Cover, Entry, Letterhead, Manuscript, Typography, build_document
from reports.importing import Outcome
from reports.rendering import render_word
from tests.importing.properties import assert_nothing_lost
from tests.importing.word.packages import read_here

WORK = ChapterKind.WORK
ENTRY = Entry("抓实学习", "召开会议5次。")


def back(manuscript: Manuscript) -> Outcome:
    outcome = read_here(render_word(build_document(manuscript)))
    assert_nothing_lost(outcome)
    return outcome


def saved(data: bytes, name: str) -> bytes:
    """The file as an office program leaves it."""
    document, file = docx.Document(BytesIO(data)), BytesIO()
    document.core_properties.last_modified_by = name
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "typed", ["（二）这是正文。", "一是加强领导。二是狠抓落实。", "二、这是正文。", "2025年1月5日"]
)
def test_what_was_typed_into_a_text_stays_text(typed: str) -> None:
    entry = Entry(ENTRY.heading, f"{ENTRY.body}\n{typed}")
    (chapter,) = back(Manuscript(Cover(), "好。", (Chapter(WORK, "工作", entries=(entry, ENTRY)),))).manuscript.chapters

    assert chapter.entries == (entry, ENTRY)


@pytest.mark.parametrize("style", EntryStyle)
def test_chapters_without_heading_are_told_by_their_numbers(style: EntryStyle) -> None:
    chapters = (Chapter(WORK, "工作", entries=(ENTRY, ENTRY)), Chapter(WORK, "", style=style, entries=(ENTRY, ENTRY)))
    manuscript = Manuscript(Cover("年度工作汇报"), "好。", chapters)

    assert build_document(back(manuscript).manuscript) == build_document(manuscript)


def test_what_the_page_says_without_words() -> None:
    letter = Letterhead("清溪县民政局", "清民函〔2026〕3号", layout=Layout.LETTER)
    cover = Cover("工作汇报", signature="清溪县民政局", letterhead=letter, sealed=True)
    typography = Typography(LinePitch.PT_29_5, LatinFace.CHINESE, FaceSet.FOUNDER)
    manuscript = back(Manuscript(cover, "好。", typography=typography)).manuscript

    assert (manuscript.cover, manuscript.typography) == (cover, typography)


def test_a_file_that_somebody_saved_is_read_like_any_other() -> None:
    manuscript = Manuscript(Cover("年度工作汇报"), "今年，取得成效。", (Chapter(WORK, "工作", entries=(ENTRY, ENTRY)),))
    data = render_word(build_document(manuscript))
    edited = docx.Document(BytesIO(saved(data, "李某")))
    edited.paragraphs[-1].insert_paragraph_before("（三）强化检查。开展检查5次。")
    file = BytesIO()
    edited.save(file)

    assert build_document(read_here(saved(data, "李某")).manuscript) == build_document(manuscript)
    assert len(read_here(file.getvalue()).manuscript.chapters[0].entries) == 3
