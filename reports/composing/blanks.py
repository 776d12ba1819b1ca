"""The blanks and typed counts of a report: in which field each stands, and what a figure in its place is written as."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.blanks import Blank, Catalogue, Known, find_blanks, find_numbers, same_sort, value_of
from reports.composing.fields import Fields
from reports.document import Reference
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
    """A field's text within the text of the whole report."""

    owner: str
    field: str
    start: int
    text: str


def gaps_of(fields: Fields, catalogue: Catalogue) -> list[Gap]:
    """Every blank and every typed count of the report, in reading order.

    The report is read as one text, so that headings tell what the counts below them are about.
    """
    text, parts = _whole(fields)
    found = [(blank, None) for blank in find_blanks(text, catalogue)]
    counts = [(blank, value_of(blank.text)) for blank in find_numbers(text, catalogue)]
    gaps = [gap for blank, value in (*found, *counts) for part in parts if (gap := _gap(part, blank, value))]
    return sorted(gaps, key=lambda gap: gap.blank.offset)


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


def _gap(part: _Part, blank: Blank, value: int | None) -> Gap | None:
    start = blank.offset - part.start
    if not 0 <= start < len(part.text):
        return None
    return Gap(part.owner, part.field, start, start + blank.end - blank.offset, blank, value)


def _whole(fields: Fields) -> tuple[str, Sequence[_Part]]:
    text, parts = "", []
    for owner, name, opening, value in _texts(fields):
        text += opening
        parts.append(_Part(owner, name, len(text), value))
        text += value + "\n"
    return text, parts


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
