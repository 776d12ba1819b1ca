"""Automatic numbers of paragraphs, written out as Word prints them (ECMA-376, 17.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from reports.importing.word.formats import padded, printed
from reports.importing.word.ooxml import MC, W, attribute, child, is_on, whole

_LAST_LEVEL = 8
_DEEPEST_LINK = 4


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    `text` has %1 to %9 where numbers stand; `restart` is the level (from 1) after which it begins again, 0 for never,
    None for any higher one; `legal` prints all its numbers as Arabic ones; `style` numbers paragraphs of that style.
    """

    format: str
    text: str
    start: int
    restart: int | None = None
    legal: bool = False
    style: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs name: the abstract one whose counters it shares, its levels and its own new starts."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Lists:
    """The lists of a file, counting as their paragraphs go by."""

    def __init__(self, root: etree._Element | None, linked: Mapping[str, str]) -> None:
        """Read `word/numbering.xml`; None stands for a file without lists. `linked` names the list of a style."""
        abstract = [] if root is None else root.findall(f"{W}abstractNum")
        self._abstract = {attribute(each, "abstractNumId"): each for each in abstract}
        self._elements = {} if root is None else {attribute(each, "numId"): each for each in root.findall(f"{W}num")}
        self._linked = linked
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level_of(self, list_id: str, style: str) -> int | None:
        """The level of the list that numbers paragraphs of that style, or None."""
        found = self._list(list_id)
        levels = found.levels if found else {}
        return next((index for index, level in levels.items() if style and level.style == style), None)

    def number(self, list_id: str, level: int) -> str | None:
        """Count on in that list and level, and give the number as it is printed; None where that is not known."""
        found = self._list(list_id)
        if found is None or level not in found.levels:
            return None
        counts = self._counts.setdefault(found.abstract, {})
        anew = level in found.starts and (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        counts[level] = _start(found, level) if anew or level not in counts else counts[level] + 1
        for deeper in range(level + 1, _LAST_LEVEL + 1):
            if deeper in found.levels and _begins_again(found.levels[deeper], level):
                counts.pop(deeper, None)
        try:
            return _printed(found, counts, level)
        except (KeyError, ValueError):
            return None

    def is_bullet(self, list_id: str, level: int) -> bool:
        """Whether that level prints a mark instead of numbers."""
        found = self._list(list_id)
        return bool(found and level in found.levels and found.levels[level].format == "bullet")

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._resolved(list_id)
        return self._lists[list_id]

    def _resolved(self, list_id: str) -> _List | None:
        """The list, a link to the list of a numbering style followed."""
        element = self._elements.get(list_id)
        for _step in range(_DEEPEST_LINK):
            abstract = self._abstract.get(attribute(child(element, "abstractNumId")))
            link = attribute(child(abstract, "numStyleLink"))
            if element is None or abstract is None or link not in self._linked:
                break
            element = self._elements.get(self._linked[link])
        if element is None or abstract is None:
            return None
        levels, starts = _levels(abstract), dict[int, int]()
        for override in element.findall(f"{W}lvlOverride"):
            index = whole(attribute(override, "ilvl"), 0)
            if (own := child(override, "lvl")) is not None:
                levels[index] = _level(own)
            if (start := child(override, "startOverride")) is not None:
                starts[index] = whole(attribute(start), 0)
        return _List(attribute(abstract, "abstractNumId"), levels, starts)


def _start(found: _List, level: int) -> int:
    return found.starts.get(level, found.levels[level].start)


def _begins_again(deeper: Level, level: int) -> bool:
    return deeper.restart is None or level < deeper.restart


def _printed(found: _List, counts: dict[int, int], level: int) -> str:
    """The text of a number; raises KeyError or ValueError for a level or format that is not known."""
    own = found.levels[level]
    if own.format == "bullet":
        return ""

    def one(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        value = counts.get(index, _start(found, index))
        shown = replace(found.levels[index], format="decimal", pattern="") if own.legal else found.levels[index]
        return padded(shown.pattern, value) if shown.pattern else printed(shown.format, value)

    return re.sub("%([1-9])", one, own.text)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {whole(attribute(level, "ilvl"), 0): _level(level) for level in abstract.findall(f"{W}lvl")}


def _level(level: etree._Element) -> Level:
    restart = child(level, "lvlRestart")
    form, pattern = _format(level)
    return Level(
        format=form,
        text=attribute(child(level, "lvlText")),
        start=whole(attribute(child(level, "start")), 0),
        restart=None if restart is None else whole(attribute(restart), 0),
        legal=is_on(child(level, "isLgl")),
        style=attribute(child(level, "pStyle")),
        pattern=pattern,
    )


def _format(level: etree._Element) -> tuple[str, str]:
    """The name of the format, and its pattern where it is one of Word 2010's custom ones."""
    choice = level.find(f"{MC}AlternateContent/{MC}Choice")
    found = child(level if choice is None else choice, "numFmt")
    name = attribute(found) or "decimal"
    return name, attribute(found, "format") if name == "custom" else ""
