"""Where a count stands: its clause, the clauses and sentence around it, its row of a table, the headings above."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reports.blanks.marks import Mark

_SENTENCE_END = re.compile(r"[。！？；;\n]")
_CLAUSE_END = re.compile(r"[，,：:（）()。！？；;\n\t]")
_HEADING = re.compile(
    r"^[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十]+[章节部]).*",
    re.MULTILINE,
)
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text from `start` to `end` that may name what a count counts, and how much it says."""

    start: int
    end: int
    factor: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A count's own clause, and all stretches that are read for it: the own clause is the first."""

    stretches: tuple[Stretch, ...]
    sentence: tuple[int, int]
    # In a cell of a table: the count word that its row or column names, or "".
    unit: str = ""


class Layout:
    """The sentences, clauses, tables and headings of one text, with the counts that stand in it."""

    def __init__(self, text: str, counts: Sequence[Mark]) -> None:
        self._text = text
        self._counts = counts
        self._sentence_ends = [match.start() for match in _SENTENCE_END.finditer(text)]
        ends = {match.start() for match in _CLAUSE_END.finditer(text)}
        # 、 parts two counts, but not the members of what one count counts.
        ends |= {mark.unit_end for mark in counts if text[mark.unit_end : mark.unit_end + 1] == "、"}
        self._clause_ends = sorted(ends)
        self._headings = list(_HEADING.finditer(text))

    def around(self, mark: Mark) -> Surroundings:
        """What stands around the mark."""
        line_start = self._text.rfind("\n", 0, mark.start) + 1
        line_end = self._text.find("\n", mark.end)
        line_end = len(self._text) if line_end < 0 else line_end
        if "\t" in self._text[line_start:line_end]:
            return self._in_table(mark, line_start, line_end)
        start, end = _between(self._sentence_ends, mark.start, len(self._text))
        own = _between(self._clause_ends, mark.start, len(self._text))
        stretches = [Stretch(*own, 1.0)]
        factor, at = 0.6, own[0] - 1
        while at > start and factor > 0.1:
            before = _between(self._clause_ends, at - 1, len(self._text)) if at > 0 else (0, 0)
            stretches.append(Stretch(max(before[0], start), at, factor))
            at, factor = before[0] - 1, factor * 0.7
        if own[1] < end:
            after = _between(self._clause_ends, own[1] + 1, len(self._text))
            stretches.append(Stretch(own[1] + 1, min(after[1], end), 0.3))
        if start > line_start:
            earlier = _between(self._sentence_ends, start - 2, len(self._text))
            stretches.append(Stretch(max(earlier[0], line_start), start - 1, 0.18))
            stretches.append(Stretch(line_start, min(line_start + _LONGEST_HEADING, earlier[0]), 0.15))
        stretches += self._above(line_start)
        return Surroundings(tuple(s for s in stretches if s.start < s.end), (start, end))

    def _above(self, line_start: int) -> list[Stretch]:
        """The headings above: the nearest, and the nearest of another level."""
        found: list[Stretch] = []
        levels: set[bool] = set()
        for heading in reversed(self._headings):
            level = heading.group().lstrip()[:1] in "（("
            if heading.start() >= line_start or level in levels:
                continue
            levels.add(level)
            end = min(heading.end(), heading.start() + _LONGEST_HEADING)
            found.append(Stretch(heading.start(), end, 0.3 if not found else 0.12))
            if not level:
                break
        return found

    def _in_table(self, mark: Mark, line_start: int, line_end: int) -> Surroundings:
        stretches = [Stretch(line_start, line_end, 1.0)]
        row = self._text[line_start:line_end].split("\t")
        column = self._text.count("\t", line_start, mark.start)
        unit = next((cell.strip() for cell in row if _UNIT_CELL.fullmatch(cell)), "")
        head = self._head_of(line_start)
        if head is not None and head != line_start:
            cells = self._text[head : self._text.find("\n", head)].split("\t")
            if column < len(cells):
                start = head + sum(len(cell) + 1 for cell in cells[:column])
                stretches.append(Stretch(start, start + len(cells[column]), 0.8))
                named = _UNIT_IN_HEAD.search(cells[column])
                unit = unit or (named[1] if named else "")
        return Surroundings(tuple(stretches), (line_start, line_end), unit)

    def _head_of(self, line_start: int) -> int | None:
        """Where the first row of the table begins that the line belongs to."""
        head = None
        at = line_start
        while True:
            end = self._text.find("\n", at)
            if "\t" not in self._text[at : end if end >= 0 else len(self._text)]:
                return head
            head = at
            if at == 0:
                return head
            at = self._text.rfind("\n", 0, at - 1) + 1


_UNIT_CELL = re.compile(r"\s*(?:人次|场次|次|人|名|份|个|项|条|件|起|期|部|户|家|所|场)\s*")
_UNIT_IN_HEAD = re.compile(r"[（(](人次|场次|次|人|名|份|个|项|条|件|起|期|部|户|家|所|场)[）)]|(?:人次|次|份|件|人)数")


def _between(ends: Sequence[int], at: int, length: int) -> tuple[int, int]:
    """From behind the last end before `at` to the next one at or behind it."""
    index = bisect_left(ends, at)
    return (ends[index - 1] + 1 if index else 0), (ends[index] if index < len(ends) else length)
