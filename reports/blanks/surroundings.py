"""Where a count stands: its clause, the clauses and sentence around it, its row of a table, the headings above."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.blanks.marks import Mark

_SENTENCE_END = re.compile(r"[。！？；;\n]")
_CLAUSE_END = re.compile(r"[，,：:（）()。！？；;\n\t]")
_HEADING = re.compile(
    r"^[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十]+[章节部]).*",
    re.MULTILINE,
)
_UNIT_CELL = re.compile(r"\s*(?:人次|场次|次|人|名|份|个|项|条|件|起|期|部|户|家|所|场)\s*")
_UNIT_IN_HEAD = re.compile(r"[（(](人次|场次|次|人|名|份|个|项|条|件|起|期|部|户|家|所|场)[）)]|(?:人次|次|份|件|人)数")
_LONGEST_HEADING = 60
# What stands further off says nothing of a count; and a longer row is no row that somebody reads.
_REACH = 120
_LONGEST_ROW = 2_000


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
    """The lines, sentences, clauses, tables and headings of one text, with the counts that stand in it."""

    def __init__(self, text: str, counts: Sequence[Mark]) -> None:
        self._text = text
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._sentence_ends = [match.start() for match in _SENTENCE_END.finditer(text)]
        ends = {match.start() for match in _CLAUSE_END.finditer(text)}
        # 、 parts two counts, but not the members of what one count counts.
        ends |= {mark.unit_end for mark in counts if text[mark.unit_end : mark.unit_end + 1] == "、"}
        self._clause_ends = sorted(ends)
        self._headings = [(match.start(), match.end()) for match in _HEADING.finditer(text)]
        self._heads = self._table_heads()

    def around(self, mark: Mark) -> Surroundings:
        """What stands around the mark."""
        line = self._between(self._line_ends, mark.start)
        if line[0] in self._heads:
            return self._in_table(mark, *line)
        start, end = self._between(self._sentence_ends, mark.start)
        own = self._between(self._clause_ends, mark.start)
        nearest = max(own[0], mark.start - _REACH), min(own[1], mark.unit_end + _REACH)
        stretches = [Stretch(*nearest, 1.0), *self._before(own[0], start)]
        if own[1] < end:
            after = self._between(self._clause_ends, own[1] + 1)
            stretches.append(Stretch(own[1] + 1, min(after[1], end, own[1] + _REACH), 0.3))
        if start > line[0]:
            earlier = self._between(self._sentence_ends, start - 2)
            stretches.append(Stretch(max(earlier[0], line[0], start - _REACH), start - 1, 0.18))
            stretches.append(Stretch(line[0], min(line[0] + _LONGEST_HEADING, earlier[0]), 0.15))
        stretches += self._above(line[0])
        return Surroundings(tuple(stretch for stretch in stretches if stretch.start < stretch.end), (start, end))

    def _before(self, clause: int, sentence: int) -> Iterator[Stretch]:
        """The clauses of the sentence before the one that begins at `clause`, each of which says less."""
        factor, end = 0.6, clause - 1
        while end > sentence and factor > 0.1:
            before = self._between(self._clause_ends, end - 1)[0]
            yield Stretch(max(before, sentence, end - _REACH), end, factor)
            factor, end = factor * 0.7, before - 1

    def _above(self, line_start: int) -> Iterator[Stretch]:
        """The nearest heading above; where that is of the lower level （一）, also the next one, mostly an upper."""
        index = bisect_left(self._headings, (line_start, 0))
        for factor, (start, end) in zip((0.3, 0.12), reversed(self._headings[max(index - 2, 0) : index]), strict=False):
            yield Stretch(start, min(end, start + _LONGEST_HEADING), factor)
            if self._text[start:end].lstrip()[:1] not in "（(":
                return

    def _in_table(self, mark: Mark, line_start: int, line_end: int) -> Surroundings:
        stretches = [Stretch(line_start, line_end, 1.0)]
        row = self._text[line_start:line_end].split("\t")
        column = self._text.count("\t", line_start, mark.start)
        unit = next((cell.strip() for cell in row if _UNIT_CELL.fullmatch(cell)), "")
        head = self._heads[line_start]
        if head != line_start:
            cells = self._text[slice(*self._between(self._line_ends, head))].split("\t")
            if column < len(cells):
                start = head + sum(len(cell) + 1 for cell in cells[:column])
                stretches.append(Stretch(start, start + len(cells[column]), 0.8))
                named = _UNIT_IN_HEAD.search(cells[column])
                unit = unit or (named[1] if named and named[1] else "")
        return Surroundings(tuple(stretches), (line_start, line_end), unit)

    def _table_heads(self) -> dict[int, int]:
        """For each row of a table the beginning of its table's first row; a line with tabs is a row."""
        heads: dict[int, int] = {}
        start, head = 0, -1
        for end in (*self._line_ends, len(self._text)):
            is_row = end - start <= _LONGEST_ROW and self._text.find("\t", start, end) >= 0
            head = (start if head < 0 else head) if is_row else -1
            if is_row:
                heads[start] = head
            start = end + 1
        return heads

    def _between(self, ends: Sequence[int], at: int) -> tuple[int, int]:
        """From behind the last end before `at` to the next one at or behind it."""
        index = bisect_left(ends, at)
        return (ends[index - 1] + 1 if index else 0), (ends[index] if index < len(ends) else len(self._text))
