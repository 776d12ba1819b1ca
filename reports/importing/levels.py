"""Which paragraphs are headings: the style of number that chapters and entries have in a text, and bare headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.choices import LineKind
from reports.importing.headings import heading_end, looks_like_heading, speaks_of_kind
from reports.importing.hints import Hints
from reports.importing.lines import Line
from reports.importing.numbers import Number, number_at
from reports.importing.points import leading_point
from reports.importing.words import LONGEST_CHAPTER_HEADING

STYLES = ("part", "chapter", "entry", "arabic", "arabic_bracket")

Paragraph = list[Line]


@dataclass(frozen=True, slots=True)
class Levels:
    """The places of the paragraphs that are chapter headings, and the styles of number left for entries."""

    chapters: frozenset[int]
    entry_styles: tuple[str, ...]


def plain(paragraph: Paragraph) -> Line | None:
    """The first piece of a paragraph that is not yet marked as anything."""
    return next((line for line in paragraph if line.kind is LineKind.PARAGRAPH), None)


def find_levels(paragraphs: Sequence[Paragraph], hints: Hints) -> Levels:
    """Find the chapter headings: numbered ones, and bare ones where the numbers leave a gap or there are none."""
    style = _chapter_style(paragraphs)
    numbered = {place for place, paragraph in enumerate(paragraphs) if style and _is_heading(paragraph, style)}
    bare = _bare_chapters(paragraphs, numbered, hints)
    below = STYLES[STYLES.index(style) + 1 :] if style else STYLES[2:] if bare else STYLES[1:]
    return Levels(frozenset(numbered | bare), below)


def entry_places(paragraphs: Sequence[Paragraph], levels: Levels, hints: Hints, *, bare: bool = True) -> set[int]:
    """The places of the entry headings among the paragraphs of one chapter; `bare`: also such without a number."""
    style = _entry_style(paragraphs, levels.entry_styles)
    places = {place for place, paragraph in enumerate(paragraphs) if style and _style(paragraph) == style}
    candidates = {place for place in range(len(paragraphs)) if bare and _is_bare(paragraphs, place)}
    hinted = {place for place in range(len(paragraphs)) if bare and _is_told_entry(paragraphs[place], style, hints)}
    if places:
        return places | hinted | {place for place in candidates if _fills_gap(paragraphs, places, place)}
    return hinted or (candidates if len(candidates) > 1 else set())


def _number(paragraph: Paragraph) -> Number | None:
    line = plain(paragraph)
    return number_at(line.text) if line else None


def _style(paragraph: Paragraph) -> str:
    number = _number(paragraph)
    return number.style if number else ""


def _chapter_style(paragraphs: Sequence[Paragraph]) -> str:
    """The style of number that chapters have; "" where they have none.

    一、 numbers chapters where most of them are headings. A lower style does where a still lower one stands below it
    and its own headings stand on lines of their own.
    """
    styles = [_style(paragraph) for paragraph in paragraphs]
    for style in STYLES[:2]:
        if own := [place for place, found in enumerate(styles) if found == style]:
            headings = sum(_is_heading(paragraphs[place], style) for place in own)
            return style if headings * 2 >= len(own) else ""
    present = [style for style in STYLES[2:] if style in styles]
    if len(present) < 2:
        return ""
    own = [place for place, found in enumerate(styles) if found == present[0]]
    alone = sum(_stands_alone(paragraphs[place]) for place in own)
    return present[0] if alone * 2 > len(own) else ""


def _is_heading(paragraph: Paragraph, style: str) -> bool:
    line, number = plain(paragraph), _number(paragraph)
    if line is None or number is None or number.style != style:
        return False
    return heading_end(line.text, LONGEST_CHAPTER_HEADING) > len(number.text)


def _stands_alone(paragraph: Paragraph) -> bool:
    line, number = plain(paragraph), _number(paragraph)
    rest = line.text[len(number.text) :] if line and number else ""
    return bool(rest) and looks_like_heading(rest)


def _is_bare(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """A heading without a number, with a text below it."""
    line = plain(paragraphs[place])
    below = plain(paragraphs[place + 1]) if place + 1 < len(paragraphs) else None
    if line is None or below is None or len(paragraphs[place]) > 1 or leading_point(line.text):
        return False
    return looks_like_heading(line.text) and not looks_like_heading(below.text)


def _bare_chapters(paragraphs: Sequence[Paragraph], numbered: set[int], hints: Hints) -> set[int]:
    bare = {place for place in range(len(paragraphs)) if _is_bare(paragraphs, place)}
    hinted = {place for place, paragraph in enumerate(paragraphs) if _is_told_chapter(paragraph, hints)}
    if numbered:
        told = {place for place in bare if speaks_of_kind(_text(paragraphs[place]))}
        return hinted | told | {place for place in bare if _fills_gap(paragraphs, numbered, place)}
    if any(_style(paragraph) for paragraph in paragraphs):
        return hinted | {
            place for place in bare if _style(paragraphs[place + 1]) or speaks_of_kind(_text(paragraphs[place]))
        }
    return hinted or (bare if len(bare) > 1 else set())


def _is_told_chapter(paragraph: Paragraph, hints: Hints) -> bool:
    """A line without a number that the file's own formatting makes a chapter's heading."""
    line = plain(paragraph)
    told = line is not None and len(paragraph) == 1 and hints.get(line.number) is LineKind.CHAPTER
    return told and looks_like_heading(_text(paragraph))


def _is_told_entry(paragraph: Paragraph, style: str, hints: Hints) -> bool:
    """A line, or the head of one, that the formatting makes an entry's heading, without a number of another level."""
    line, number = plain(paragraph), _number(paragraph)
    if line is None or (number and number.style != style) or leading_point(line.text):
        return False
    if hints.get(line.number) is LineKind.ENTRY:
        return len(paragraph) == 1 and looks_like_heading(line.text)
    return line is paragraph[0] and hints.lead_end(line) > 0


def _text(paragraph: Paragraph) -> str:
    line = plain(paragraph)
    return line.text if line else ""


def _fills_gap(paragraphs: Sequence[Paragraph], numbered: set[int], place: int) -> bool:
    """Whether the headings around `place` are numbered two apart (一、 … 三、)."""
    before = max((other for other in numbered if other < place), default=None)
    after = min((other for other in numbered if other > place), default=None)
    if before is None or after is None:
        return False
    first, second = _number(paragraphs[before]), _number(paragraphs[after])
    return bool(first and second and second.value == first.value + 2)


def _entry_style(paragraphs: Sequence[Paragraph], styles: Sequence[str]) -> str:
    """The highest style of number that opens paragraphs of this chapter; Arabic ones must begin with 1.

    Where the chapter counts 一是 first, numbers below belong to its points.
    """
    for paragraph in paragraphs:
        line, number = plain(paragraph), _number(paragraph)
        if line and leading_point(line.text) == 1:
            return ""
        if number and number.style in styles:
            break
    for style in styles:
        values = [number.value for paragraph in paragraphs if (number := _number(paragraph)) and number.style == style]
        if values and (style in STYLES[:3] or (values[0] == 1 and len(values) > 1)):
            return style
    return ""
