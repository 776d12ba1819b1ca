"""Chapters from outside find their chapters in the outline, and nothing of theirs is changed."""

import pytest

from reports.choices import ChapterKind
from reports.composing.fitting import fit, likeness, match_chapters
from reports.document import Chapter, Cover, Manuscript
from reports.models import Outline
from tests.factories import make_report_type

WORK, PROBLEMS, NEXT = ChapterKind.WORK, ChapterKind.PROBLEMS, ChapterKind.NEXT_STEPS


def chapters(*given: tuple[ChapterKind, str]) -> list[Chapter]:
    return [Chapter(kind, heading) for kind, heading in given]


def outline(*given: tuple[ChapterKind, str], **values: str) -> Outline:
    return make_report_type(chapters=given, **values).outlines.get()


def test_likeness_looks_at_words_alone() -> None:
    assert likeness("存在的主要问题", "存在的 主要问题。") == 1
    assert likeness("", "") == 1
    assert likeness("工作开展情况", "下一步打算") == 0


def test_a_chapter_finds_the_likest_heading_of_its_kind() -> None:
    own = chapters((WORK, "规范用权情况"), (WORK, "落实责任情况"), (PROBLEMS, "规范权力运行情况"))
    patterns = chapters((WORK, "落实管党治党责任情况"), (WORK, "规范权力运行情况"), (PROBLEMS, "问题"))

    assert match_chapters(own, patterns) == {0: 1, 1: 0, 2: 2}


def test_the_only_one_left_of_a_kind_needs_no_likeness() -> None:
    own = chapters((NEXT, ""), (WORK, "甲乙丙丁"), (WORK, "工作情况"))
    patterns = chapters((WORK, "工作情况"), (WORK, "戊己庚辛"), (NEXT, "下一步打算"))

    assert match_chapters(own, patterns) == {0: 2, 1: 1, 2: 0}


def test_two_unlike_chapters_of_a_kind_stay_as_they_are() -> None:
    own = chapters((WORK, "甲乙"), (WORK, "丙丁"))

    assert match_chapters(own, chapters((WORK, "戊己"), (WORK, "庚辛"))) == {}


@pytest.mark.django_db
def test_a_required_kind_that_is_missing_stands_empty_at_its_place() -> None:
    given = Manuscript(Cover(), chapters=tuple(chapters((WORK, "工作"), (NEXT, "打算"))))

    fitted = fit(given, outline((WORK, "工作开展情况"), (PROBLEMS, "存在的主要问题"), (NEXT, "下一步工作打算")))

    assert [(part.chapter.heading, part.missing) for part in fitted] == [
        ("工作", False),
        ("存在的主要问题", True),
        ("打算", False),
    ]


@pytest.mark.django_db
def test_a_kind_that_is_there_or_not_required_is_not_added() -> None:
    wanted = outline((WORK, "落实责任"), (WORK, "教育管理"), (PROBLEMS, "存在的问题"))
    wanted.chapters.filter(kind=PROBLEMS.value).update(required=False)

    fitted = fit(Manuscript(Cover(), chapters=tuple(chapters((WORK, "教育管理情况")))), wanted)

    assert [(part.chapter.heading, part.pattern and part.pattern.heading) for part in fitted] == [
        ("教育管理情况", "教育管理")
    ]
