"""How a manuscript from outside fits the outline of a report type: which chapter is which, and what is missing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from reports.choices import ChapterKind, EntryStyle
from reports.document import Chapter, Manuscript
from reports.models import Outline, OutlineChapter

LIKENESS = 0.4  # Two headings of eight characters that share four in order are taken for the same chapter.


class Headed(Protocol):
    """Whatever has a heading and a kind: a chapter of an outline, of a report or of a manuscript."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def heading(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Fitted:
    """A chapter of the manuscript and the outline's chapter that it is; an empty one stands for what is missing."""

    chapter: Chapter
    pattern: OutlineChapter | None
    missing: bool = False


def fit(manuscript: Manuscript, outline: Outline) -> list[Fitted]:
    """The manuscript's chapters with their outline chapters, in the manuscript's order.

    A required chapter of the outline whose kind the manuscript lacks altogether is added empty at its place, so that
    the draft shows what is missing; nothing else is added, changed or left out.
    """
    patterns = list(outline.chapters.all())
    pairs = match_chapters(manuscript.chapters, patterns)
    fitted = [
        Fitted(chapter, patterns[pairs[place]] if place in pairs else None)
        for place, chapter in enumerate(manuscript.chapters)
    ]
    present = {chapter.kind.value for chapter in manuscript.chapters}
    for pattern in patterns:
        if pattern.required and pattern.kind not in present:
            fitted.insert(_place_of(pattern, fitted), Fitted(_empty(pattern), pattern, missing=True))
    return fitted


def match_chapters(chapters: Sequence[Headed], patterns: Sequence[Headed]) -> dict[int, int]:
    """Which of `patterns` each of `chapters` is, by place: the likest heading of the same kind, each used once.

    Where one of a kind is left on both sides, they are the same whatever their headings say.
    """
    pairs: dict[int, int] = {}
    likes = sorted(
        ((likeness(chapter.heading, pattern.heading), -place, -index))
        for place, chapter in enumerate(chapters)
        for index, pattern in enumerate(patterns)
        if chapter.kind == pattern.kind
    )
    for like, place, index in reversed(likes):
        if like >= LIKENESS and -place not in pairs and -index not in pairs.values():
            pairs[-place] = -index
    for kind in ChapterKind:
        open_places = [p for p, chapter in enumerate(chapters) if chapter.kind == kind and p not in pairs]
        open_patterns = [i for i, other in enumerate(patterns) if other.kind == kind and i not in pairs.values()]
        if len(open_places) == len(open_patterns) == 1:
            pairs[open_places[0]] = open_patterns[0]
    return pairs


def likeness(one: str, other: str) -> float:
    """How alike two headings are, from 0 to 1, punctuation and spaces aside; two blank ones are the same."""
    return SequenceMatcher(None, _words(one), _words(other)).ratio()


def _words(heading: str) -> str:
    return re.sub(r"\W", "", heading)


def _place_of(pattern: OutlineChapter, fitted: Iterable[Fitted]) -> int:
    """Behind the last chapter that stands before `pattern` in the outline."""
    return max(
        (place for place, other in enumerate(fitted, 1) if other.pattern and other.pattern.order < pattern.order),
        default=0,
    )


def _empty(pattern: OutlineChapter) -> Chapter:
    return Chapter(ChapterKind(pattern.kind), pattern.heading, style=EntryStyle(pattern.entry_style))
