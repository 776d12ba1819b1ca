"""Recognising the body: chapters, entries, points and unheaded closing paragraphs among the plain paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from reports.choices import ChapterKind, LineKind
from reports.importing.headings import chapter_kind, closing_kind, heading_end, is_plan
from reports.importing.hints import Hints
from reports.importing.levels import Levels, Paragraph, entry_places, find_levels, plain
from reports.importing.lines import Line
from reports.importing.points import leading_point, point_places
from reports.importing.words import ENDS_CLOSED, LONGEST_CHAPTER_HEADING, LONGEST_ENTRY_HEADING, LONGEST_POINT_HEADING


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter heading, or None, and the text behind it; `kind` is set for a chapter, headed or not."""

    heading: Paragraph | None
    kind: ChapterKind | None
    paragraphs: tuple[Paragraph, ...]


def mark_outline(lines: Sequence[Line], hints: Hints) -> list[Line]:
    """Mark chapter headings, entries, points and preamble among the lines that are still plain paragraphs."""
    paragraphs = [list(group) for _, group in groupby(lines, key=lambda line: line.number)]
    levels = find_levels(paragraphs, hints)
    sections = _with_tails(_sections(paragraphs, levels), levels, hints)
    if is_plan(paragraph[0].text for paragraph in paragraphs[:3]):
        sections = _as_plan(sections)
    marked: list[Line] = []
    for place, section in enumerate(sections):
        for line in section.heading or ():
            marked.append(replace(line, chapter=section.kind) if line.kind is LineKind.CHAPTER else line)
        marked += _mark(section, levels, hints, alone=len(sections) == 1 and place == 0)
    return marked


def _sections(paragraphs: Sequence[Paragraph], levels: Levels) -> list[Section]:
    """The stretch before the first chapter heading, always first, and the headed chapters."""
    starts = [*sorted(levels.chapters), len(paragraphs)]
    sections = [Section(None, None, tuple(paragraphs[: starts[0]]))]
    for start, end in pairwise(starts):
        pieces = list(_headed(paragraphs[start], LineKind.CHAPTER, LONGEST_CHAPTER_HEADING, None, Hints()))
        last = next(place for place, line in enumerate(pieces) if line.kind is LineKind.CHAPTER)
        run_in = (pieces[last + 1 :],) if pieces[last + 1 :] else ()
        kind = chapter_kind(pieces[last].text)
        sections.append(Section(pieces[: last + 1], kind, (*run_in, *paragraphs[start + 1 : end])))
    return sections


def _with_tails(sections: list[Section], levels: Levels, hints: Hints) -> list[Section]:
    """Cut unheaded problems and next steps off the end of the last section."""
    *before, last = sections
    if not last.paragraphs:
        return sections
    entries = entry_places(last.paragraphs, levels, hints)
    kind, start, tails = last.kind, 0, list[Section]()
    for place in range(max(entries, default=_first_plain(last.paragraphs)) + 1, len(last.paragraphs)):
        line = plain(last.paragraphs[place])
        opened = closing_kind(line.text, kind) if line else None
        if opened:
            tails.append(Section(None if tails else last.heading, kind, last.paragraphs[start:place]))
            kind, start = opened, place
    return [*before, *tails, Section(None if tails else last.heading, kind, last.paragraphs[start:])]


def _first_plain(paragraphs: Sequence[Paragraph]) -> int:
    return next((place for place, paragraph in enumerate(paragraphs) if plain(paragraph)), 0)


def _as_plan(sections: list[Section]) -> list[Section]:
    """In a work plan, where no chapter speaks of problems, all of them are next steps."""
    if any(section.kind is ChapterKind.PROBLEMS for section in sections):
        return sections
    return [replace(section, kind=section.kind and ChapterKind.NEXT_STEPS) for section in sections]


def _mark(section: Section, levels: Levels, hints: Hints, *, alone: bool) -> Iterator[Line]:
    """The lines of a section with their kinds; `alone` where the text has no chapter at all."""
    opening = section.heading is None and section.kind is None
    entries = entry_places(section.paragraphs, levels, hints, bare=alone or not opening)
    if entries:
        yield from _entries(section.paragraphs, entries, hints, opening=opening)
    elif opening:
        first = _first_plain(section.paragraphs) + 1 if alone else len(section.paragraphs)
        yield from _preamble(section.paragraphs[:first])
        yield from _without_chapter(section.paragraphs[first:])
    else:
        lines = list(_points(section.paragraphs, section.kind))
        yield from lines if section.heading else _opened(lines, section.kind)


def _entries(paragraphs: Sequence[Paragraph], entries: set[int], hints: Hints, *, opening: bool) -> Iterator[Line]:
    first = min(entries)
    yield from _preamble(paragraphs[:first]) if opening else (line for group in paragraphs[:first] for line in group)
    for place, paragraph in enumerate(paragraphs[first:], first):
        if place in entries:
            kind = ChapterKind.WORK if opening and place == first else None
            below = _next_plain(paragraphs, place)
            alone = below is None or below in entries
            yield from _headed(paragraph, LineKind.ENTRY, LONGEST_ENTRY_HEADING, kind, hints, alone=alone)
        else:
            yield from paragraph


def _next_plain(paragraphs: Sequence[Paragraph], place: int) -> int | None:
    return next((later for later in range(place + 1, len(paragraphs)) if plain(paragraphs[later])), None)


def _preamble(paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    for line in (line for paragraph in paragraphs for line in paragraph):
        yield replace(line, kind=LineKind.PREAMBLE) if line.kind is LineKind.PARAGRAPH else line


def _without_chapter(paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    """Points open a chapter without a heading even where the text has no chapters; plain paragraphs are preamble."""
    lines = list(_points(paragraphs, None))
    if any(line.kind is LineKind.POINT for line in lines):
        yield from _opened(lines, ChapterKind.WORK)
    else:
        yield from _preamble(paragraphs)


def _opened(lines: Sequence[Line], kind: ChapterKind | None) -> Iterator[Line]:
    """The lines, the first of them that is kept opening a chapter without a heading."""
    waiting = True
    for line in lines:
        opens = waiting and line.kind in (LineKind.PARAGRAPH, LineKind.POINT)
        yield replace(line, chapter=kind) if opens else line
        waiting = waiting and not opens


def _headed(
    paragraph: Paragraph,
    kind: LineKind,
    longest: int,
    chapter: ChapterKind | None,
    hints: Hints,
    *,
    alone: bool = False,
) -> Iterator[Line]:
    """The paragraph with its heading cut off and marked: what the file itself sets apart, else what reads like one.

    One sentence `alone` is no heading but the text itself.
    """
    waiting = True
    for line in paragraph:
        if not waiting or line.kind is not LineKind.PARAGRAPH:
            yield line
            continue
        waiting = False
        told = hints.lead_end(line)
        end = told or heading_end(line.text, longest)
        if alone and not told and end == len(line.text) and ENDS_CLOSED.search(line.text):
            end = heading_end(line.text, 0)
        yield from _cut(replace(line, kind=kind, chapter=chapter), end)


def _cut(line: Line, end: int) -> tuple[Line, ...]:
    if not 0 < end < len(line.text):
        return (line,)
    return line.cut(end, kind=LineKind.PARAGRAPH)


def _points(paragraphs: Sequence[Paragraph], kind: ChapterKind | None) -> Iterator[Line]:
    """Mark points where each opens a paragraph, or where one paragraph, and only one, counts them in order.

    Work done is told in one text where a paragraph follows on the points; problems and next steps are split still.
    """
    counted = [place for place, paragraph in enumerate(paragraphs) if _leading(paragraph)]
    apart = [_leading(paragraphs[place]) for place in counted] == list(range(1, len(counted) + 1)) and len(counted) > 1
    shared = [place for place in range(len(paragraphs)) if _shares_paragraph(paragraphs, place)]
    if kind is ChapterKind.WORK and shared and _next_plain(paragraphs, shared[0]) is not None:
        shared = []
    for place, paragraph in enumerate(paragraphs):
        if apart and place in counted:
            yield from _pointed(paragraph, [(0, 0)])
        elif not apart and shared == [place]:
            yield from _pointed(paragraph, point_places(_texts(paragraph)))
        else:
            yield from paragraph


def _shares_paragraph(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """Whether one paragraph counts points in order, also behind the paragraph above that it will be joined with."""
    texts = _texts(paragraphs[place])
    places = point_places(texts)
    if places[:1] == [(0, 0)] and place:
        return bool(point_places(["".join([*_texts(paragraphs[place - 1]), *texts])]))
    return bool(places)


def _leading(paragraph: Paragraph) -> int:
    line = plain(paragraph)
    return leading_point(line.text) if line else 0


def _texts(paragraph: Paragraph) -> list[str]:
    return [line.text for line in paragraph if line.kind is LineKind.PARAGRAPH]


def _pointed(paragraph: Paragraph, places: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """The paragraph cut before each of `places`, and each point's heading cut from its text."""
    piece = 0
    for line in paragraph:
        if line.kind is not LineKind.PARAGRAPH:
            yield line
            continue
        starts = [character for index, character in places if index == piece]
        piece += 1
        bounds = [*starts, len(line.text)]
        if not starts or starts[0] > 0:
            yield replace(line, text=line.text[: bounds[0]].rstrip())
        for start, end in pairwise(bounds):
            runs_on = line.runs_on or start > 0
            point = Line(line.number, line.text[start:end].strip(), LineKind.POINT, runs_on=runs_on)
            yield from _cut(point, _point_heading_end(point.text))


def _point_heading_end(text: str) -> int:
    end = heading_end(text, LONGEST_POINT_HEADING)
    return end if 0 < end < len(text) else text.index("是") + 1
