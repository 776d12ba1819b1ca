"""The blanks and typed counts of a report: in which field each stands, and what a figure in its place is written as."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.blanks import COUNTED, Blank, Catalogue, Known, Mark, find_blanks, find_numbers, same_sort, value_of
from reports.choices import BlankKind
from reports.composing.fields import Fields
from reports.document import Reference
from reports.document.figures import places
from reports.models import Chapter


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank or typed count of a report: `start` and `end` count in the text of its owner's field.

    `owner` is `entry-UUID`, `chapter-UUID` or "" for the report itself. `value` is the number that stands there, None
    where the place is blank.
    """

    owner: str
    field: str
    start: int
    end: int
    blank: Blank
    value: int | None

    @property
    def key(self) -> str:
        """What tells it from the others of the report as it stands now."""
        return f"{self.owner}:{self.field}:{self.start}"


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a field's text begins in the text of the whole report."""

    owner: str
    field: str
    start: int


def gaps_of(fields: Fields, catalogue: Catalogue) -> list[Gap]:
    """Every blank and every typed count of the report, in reading order.

    The report is read as one text, so that headings tell what the counts below them are about.
    """
    text, parts = _whole(fields)
    bound = bound_in(text, catalogue)
    found = [(blank, None) for blank in find_blanks(text, catalogue, bound)]
    counts = [(blank, value_of(blank.text)) for blank in find_numbers(text, catalogue, bound)]
    starts = [part.start for part in parts]
    gaps = []
    for blank, value in sorted((*found, *counts), key=lambda one: one[0].offset):
        part = parts[bisect_right(starts, blank.offset) - 1]
        start = blank.offset - part.start
        gaps.append(Gap(part.owner, part.field, start, start + blank.end - blank.offset, blank, value))
    return gaps


def bound_in(text: str, catalogue: Catalogue) -> dict[Mark, str]:
    """The figures of a text as the counts that they are, each with its indicator's code."""
    bound = {}
    for start, end, reference in places(text):
        known = catalogue.by_code.get(reference.code)
        word, behind = known.unit_word if known else "", end
        if reference.bare and (counted := COUNTED.match(text, end)):
            word, behind = counted["word"], counted.end()
        bound[Mark(start, end, BlankKind.FIGURE, word, behind, reference.about)] = reference.code
    return bound


def has_blanks(fields: Fields, catalogue: Catalogue) -> bool:
    """Whether some count of the report was left blank."""
    return any(gap.value is None and gap.blank.indicator for gap in gaps_of(fields, catalogue))


def with_figure(text: str, gap: Gap, known: Known) -> str:
    """The field's text with the indicator's figure in the place of the gap.

    A count word that says the same as the indicator's (名 for 人) stays, else the indicator's is printed.
    """
    blank = gap.blank
    keeps_word = not blank.unit or (blank.unit != known.unit_word and same_sort(blank.unit, known.unit_word))
    reference = Reference(known.code, about=blank.about, bare=keeps_word)
    return text[: gap.start] + reference.token + (blank.unit if keeps_word else "") + text[gap.end :]


def _whole(fields: Fields) -> tuple[str, Sequence[_Part]]:
    pieces: list[str] = []
    parts: list[_Part] = []
    length = 0
    for owner, name, opening, value in _texts(fields):
        pieces += (opening, value, "\n")
        parts.append(_Part(owner, name, length + len(opening)))
        length += len(opening) + len(value) + 1
    return "".join(pieces), parts


def _texts(fields: Fields) -> Iterator[tuple[str, str, str, str]]:
    """Owner, field, what is printed before it, and text."""
    yield "", "preamble", "", fields.report.preamble
    for chapter in fields.chapters:
        owner = f"chapter-{chapter.uuid}"
        yield owner, "heading", "一、", chapter.heading
        yield owner, "lead", "", chapter.lead
        yield from _entries(fields, chapter)


def _entries(fields: Fields, chapter: Chapter) -> Iterator[tuple[str, str, str, str]]:
    for entry in fields.entries(chapter):
        owner = f"entry-{entry.uuid}"
        yield owner, "heading", "（一）", entry.heading
        yield owner, "body", "", entry.body
