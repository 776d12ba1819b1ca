"""Automatic numbers of paragraphs, written out as Word would print them, for the formats reports use."""

import re
from dataclasses import dataclass

from lxml import etree

from reports.document.numbering import chinese_number
from reports.importing.word.ooxml import W, attribute, child

_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")
_ARABIC = ("decimal", "decimalFullWidth", "decimalZero")
_LAST_LEVEL = 8


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, the text around the numbers (%1), and the first number."""

    format: str
    text: str
    start: int


class Lists:
    """The lists of a file, counting as their paragraphs go by."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read `word/numbering.xml`; None stands for a file without lists."""
        abstract = [] if root is None else root.findall(f"{W}abstractNum")
        lists = [] if root is None else root.findall(f"{W}num")
        self._levels = {attribute(element, "abstractNumId"): _levels(element) for element in abstract}
        self._abstract = {attribute(one, "numId"): attribute(child(one, "abstractNumId")) for one in lists}
        self._counts: dict[str, dict[int, int]] = {}

    def number(self, list_id: str, level: int) -> str | None:
        """The next number of that list and level as it is printed; "" for a bullet, None where it is not known."""
        abstract = self._abstract.get(list_id, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return None
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in range(level + 1, _LAST_LEVEL + 1):
            counts.pop(deeper, None)
        if levels[level].format in ("bullet", "none"):
            return ""
        try:
            return re.sub("%([1-9])", lambda match: _printed(levels, counts, int(match[1]) - 1), levels[level].text)
        except (KeyError, ValueError):
            return None


def _printed(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    """The number of one level; raises KeyError or ValueError for a level or format that is not known."""
    value = counts.get(level, levels[level].start)
    if levels[level].format in _CHINESE:
        return chinese_number(value)
    if levels[level].format in _ARABIC:
        return str(value)
    raise ValueError(levels[level].format)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_whole(attribute(level, "ilvl"), 0): _level(level) for level in abstract.findall(f"{W}lvl")}


def _level(level: etree._Element) -> Level:
    return Level(
        format=attribute(child(level, "numFmt")) or "decimal",
        text=attribute(child(level, "lvlText")),
        start=_whole(attribute(child(level, "start")), 1),
    )


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
