"""Where a heading ends, what kind of chapter it opens, and what looks like a heading without a number."""

from collections.abc import Iterable

from reports.choices import ChapterKind
from reports.importing.numbers import date_in, number_at, without_number
from reports.importing.words import (
    ENDS_CLOSED,
    HEADING_COLON,
    LONGEST_BARE_HEADING,
    LONGEST_COLON_HEADING,
    LONGEST_TITLE,
    LOOKS_BACK,
    NEXT_STEPS,
    NEXT_STEPS_OPENING,
    NEXT_STEPS_STRONG,
    OPENING,
    PLAN_PREAMBLE,
    PLAN_TITLE,
    PROBLEMS,
    PROBLEMS_OPENING,
    PROBLEMS_SIGN,
    PROBLEMS_STRONG,
    SENTENCE_END,
    VAGUE_DATE,
    WORK_VERBS,
)


def heading_end(text: str, longest: int) -> int:
    """Where the heading that opens `text` ends, number included; the number's own end where there is no heading.

    A heading is the first sentence where it is at most `longest` characters and text follows, or the whole line where
    it is that short; also what stands before an early colon or a wide gap.
    """
    number = number_at(text)
    start = len(number.text) if number else 0
    sentence = SENTENCE_END.search(text, start)
    first_end = sentence.end() if sentence else len(text)
    for end in (_before_gap(text, start, first_end), _before_colon(text, start, first_end), first_end):
        if end and len(text[start:end].strip()) <= longest:
            return end
    return start


def _before_gap(text: str, start: int, limit: int) -> int:
    place = text.find("　", start, limit)
    return place if place > start and text[place:].strip() else 0


def _before_colon(text: str, start: int, limit: int) -> int:
    colon = HEADING_COLON.search(text, start, min(limit, start + LONGEST_COLON_HEADING + 1))
    return colon.end() if colon and text[colon.end() :].strip() and colon.start() > start else 0


def chapter_kind(heading: str) -> ChapterKind:
    """What the entries of a chapter with this heading are; work done where no word speaks for another kind."""
    text = without_number(heading).rstrip("。：: ")
    working = bool(WORK_VERBS.match(text))
    if not working and (PROBLEMS_STRONG.search(text) or PROBLEMS.search(text)):
        return ChapterKind.PROBLEMS
    if NEXT_STEPS_STRONG.search(text) or (not working and NEXT_STEPS.search(text)):
        return ChapterKind.NEXT_STEPS
    return ChapterKind.WORK


def speaks_of_kind(text: str) -> bool:
    """Whether an unnumbered line says in so many words that problems or next steps follow."""
    return chapter_kind(text) is not ChapterKind.WORK


def looks_like_heading(text: str) -> bool:
    """A short line without a number and without closing punctuation."""
    return (
        len(text) <= LONGEST_BARE_HEADING
        and not number_at(text)
        and not ENDS_CLOSED.search(text)
        and not SENTENCE_END.search(text)
        and not date_in(text)
        and not VAGUE_DATE.match(text)
        and not HEADING_COLON.search(text)
        and text[0] not in "（(【[—-*"
    )


def closing_kind(text: str, after: ChapterKind | None) -> ChapterKind | None:
    """The kind of chapter that an unheaded paragraph at the end opens behind a chapter of kind `after`, or None."""
    opening = text[:OPENING]
    found = PROBLEMS_OPENING.search(opening)
    if after in (None, ChapterKind.WORK) and found and PROBLEMS_SIGN.search(text, found.end()):
        return ChapterKind.PROBLEMS
    if after is not ChapterKind.NEXT_STEPS and NEXT_STEPS_OPENING.match(opening):
        return ChapterKind.NEXT_STEPS
    return None


def is_plan(opening: Iterable[str]) -> bool:
    """Whether the first lines of a text announce a work plan: all its chapters are tasks."""
    texts = list(opening)
    if any(LOOKS_BACK.search(text[-OPENING:]) for text in texts):
        return False
    titled = any(len(text) <= LONGEST_TITLE and PLAN_TITLE.search(text) for text in texts)
    return titled or any(PLAN_PREAMBLE.search(text) for text in texts)
