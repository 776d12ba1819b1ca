"""The words of a field as a Word file prints them, and a file's paragraphs as a field keeps them."""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from reports.comparing import Mark, MarkKind, mark_words
from reports.composing.spots import LONG_FIELDS, Spot
from reports.document.texts import printable
from reports.importing.word.edited_body import Part
from reports.rendering.closing import printed_date, recipient_line

_SPACE = " \t\r\n\u00a0\u3000"
_BLANKS = re.compile(r"\s+")
# What opens an entry or a chapter of its own.
OWN_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[)）]|[一二三四五六七八九十百]+是|附件\d*[：:])"
)
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def heading_and_text(spot: Spot, part: Part | None) -> tuple[str, str]:
    """Heading and text of the spot as the file has them now, without the number."""
    if part is None or not part.text.strip(_SPACE):
        return "", ""
    if spot.table:
        return "", lines_of(part)
    text = printable(part.text).strip(_SPACE)
    number = spot.number if spot.number and text.startswith(spot.number) else ""
    if spot.number and not number and (found := OWN_NUMBER.match(text)):
        number = found.group()
    text = text[len(number) :].lstrip(_SPACE)
    if spot.run_in:
        heading, rest = _divided(spot, text, printable(part.lead).strip(_SPACE)[len(number) :].lstrip(_SPACE))
        return _one_line(heading), _paragraphs(rest)
    if spot.field == "recipient":
        line = _one_line(text).rstrip("：: ")
        return "", spot.text if line == spot.text.rstrip("：: ") else line
    if spot.field == "document_date":
        return "", _day(text) or spot.text
    if spot.field in LONG_FIELDS:
        return "", _paragraphs(text)
    if spot.field in ("title", "signature"):
        same = bare(text) == bare(spot.text)
        return "", spot.text if same else text.replace("\n", "").strip(_SPACE)
    return "", _one_line(text)


def _divided(spot: Spot, text: str, lead: str) -> tuple[str, str]:
    """The paragraph of a run-in entry as heading and text: where they met before, else where the lead's style ends."""
    if not spot.heading or text.startswith(spot.heading):
        return spot.heading, text[len(spot.heading) :]
    if lead and text.startswith(lead):
        return lead, text[len(lead) :]
    now = moved_to(mark_words(spot.printed, text), len(spot.heading))
    return text[:now], text[now:]


def taken_apart(part: Part, group: Sequence[Spot]) -> Iterator[Part]:
    """The paragraph as one part for each of those who share it."""
    whole = "".join(spot.number + spot.printed for spot in group)
    ends = list(accumulate(len(spot.number + spot.printed) for spot in group))
    texts, befores = (_cut(whole, side, ends) for side in (part.text, part.before))
    for spot, text, before in zip(group, texts, befores, strict=True):
        yield replace(
            part, anchor=spot.anchor, text=text, before=before, lead="", touches=part.touches * (text != before)
        )


def _cut(old: str, new: str, ends: Sequence[int]) -> list[str]:
    """`new` in pieces that end where those of `old` end; what was put in at an end belongs to the piece before it."""
    marks = mark_words(old, new)
    places = [moved_to(marks, end) for end in ends[:-1]]
    return [new[start:end] for start, end in pairwise([0, *places, len(new)])]


def moved_to(marks: Sequence[Mark], place: int) -> int:
    """Where a place of the old text is in the new one, behind what was put in there."""
    seen = now = 0
    for mark in marks:
        size = len(mark.text)
        if mark.kind is MarkKind.ADDED:
            now += size
            continue
        if seen + size > place:
            return now + (place - seen if mark.kind is MarkKind.SAME else 0)
        seen += size
        now += size if mark.kind is MarkKind.SAME else 0
    return now


def _day(text: str) -> str:
    """The date that the text gives, as the field keeps it, or "" for none."""
    found = _DAY.search(bare(text))
    try:
        return datetime.date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def lines_of(part: Part) -> str:
    """The part's text as the lines of a field."""
    if part.table:
        return printable(part.text).strip("\r\n")
    return _paragraphs(printable(part.text))


def _paragraphs(text: str) -> str:
    lines = (line.replace("\t", " ").strip(_SPACE) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text.replace("\n", "")).strip(_SPACE)


def words_of(text: str) -> str:
    """The text without space around it and without what nobody can see."""
    return printable(text).strip(_SPACE)


def without_number(text: str) -> str:
    """The text without the number that opens a chapter, an entry or an attachment."""
    return OWN_NUMBER.sub("", text, count=1)


def bare(text: str) -> str:
    """The text without any blanks, by which paragraphs are told."""
    return _BLANKS.sub("", text)


def evened(line: str) -> str:
    """The line without space around its cells."""
    return "\t".join(cell.strip(_SPACE) for cell in line.split("\t")).rstrip(_SPACE)


def same_text(one: str, other: str) -> bool:
    """Whether two texts of a field differ in nothing but the space around their lines and cells."""
    return [evened(line) for line in one.splitlines()] == [evened(line) for line in other.splitlines()]


def printed_words(spot: Spot) -> str:
    """The spot's words as they stand in the file, but for its number and all blanks."""
    if spot.field == "recipient":
        return bare(recipient_line(spot.text))
    if spot.field == "document_date":
        return printed_date(datetime.date.fromisoformat(spot.text))
    return bare(spot.printed)
