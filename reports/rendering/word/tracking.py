"""Two bodies become one with tracked changes: accepting all gives the newer, rejecting all the older one.

Works on the elements of a body as the writer yields them, one XML text each. Elements that are equal stand once; a
paragraph that changed holds its removed and added words; everything else is removed and added as a whole. Positions of
the marks follow ECMA-376, 17.13.5.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape
from itertools import count, groupby

from reports.comparing import MarkKind, likeness, mark_words
from reports.rendering.word import ooxml

# Two paragraphs that have less in common are shown one after the other.
ALIKE = 0.4
# More pairs than this are not weighed against each other: the paragraphs then belong together in their order.
MOST_PAIRS = 4_000

_PARAGRAPH = re.compile(r"<w:p>(?:<w:pPr>(?P<properties>.*?)</w:pPr>)?(?P<content>.*)</w:p>", re.DOTALL)
# A text box is kept whole: it is one letter of the paragraph it is anchored to, and changes as one.
_RUN = re.compile(
    r"(?P<box><w:r><w:drawing>.*</w:drawing></w:r>)|<w:r>(?P<properties><w:rPr>.*?</w:rPr>)?(?P<content>.*?)</w:r>",
    re.DOTALL,
)
_PIECE = re.compile(r'<w:t(?: xml:space="preserve")?>(?P<text>.*?)</w:t>|<w:br/>|<w:tab/>', re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_ROW_PROPERTIES = re.compile(r"<w:trPr>(.*?)</w:trPr>", re.DOTALL)
_BREAK, _TAB, _BOX = "\n", "\t", "\ufffc"
_KEPT, _ADDED, _REMOVED = MarkKind.SAME, MarkKind.ADDED, MarkKind.REMOVED


@dataclass(frozen=True, slots=True)
class _Letter:
    """One character of a paragraph with the run properties it stands in; a break is \\n, a tab \\t.

    A text box is an object replacement character, with its whole run for properties.
    """

    text: str
    properties: str


class Tracker:
    """Marks what changed as the work of one person at one moment."""

    def __init__(self, *, author: str, at: datetime.datetime) -> None:
        """`author` is shown beside each change, and the clock of `at` as its time."""
        self._who = ooxml.signed(author, at)
        self._numbers = count(1)

    def track(self, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
        """The elements of one body that holds both, in the order of `new`; what was removed stands where it stood."""
        for operation, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if operation == "equal":
                yield from new[j:j_end]
                continue
            for before, after in _paired(old[i:i_end], new[j:j_end]):
                yield from self._both(before, after)

    def _both(self, before: str | None, after: str | None) -> Iterator[str]:
        if before is None:
            yield self._whole(after or "", _ADDED)
        elif after is None:
            yield self._whole(before, _REMOVED)
        elif before.startswith("<w:tbl>"):
            yield self._rows(before, after)
        else:
            yield self._changed(before, after)

    def _whole(self, element: str, kind: MarkKind) -> str:
        """A paragraph or table that stands in one of the two only."""
        if element.startswith("<w:tbl>"):
            return _ROW.sub(lambda row: self._row(row.group(), kind), element)
        properties, letters = _parts(element)
        return self._paragraph(self._with_mark(properties, kind), [(kind, letters)])

    def _changed(self, before: str, after: str) -> str:
        old_properties, old_letters = _parts(before)
        properties, letters = _parts(after)
        if properties != old_properties:
            old = f"<w:pPr>{old_properties}</w:pPr>"
            properties += f"<w:pPrChange {self._mark()}>{old}</w:pPrChange>"
        return self._paragraph(properties, _merged(old_letters, letters))

    def _rows(self, before: str, after: str) -> str:
        """A table of the same columns, row by row."""
        old, new = _ROW.findall(before), _ROW.findall(after)
        rows = []
        for operation, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if operation == "equal":
                rows += new[j:j_end]
            else:
                rows += [self._row(row, _REMOVED) for row in old[i:i_end]]
                rows += [self._row(row, _ADDED) for row in new[j:j_end]]
        return f"{_frame(after)}{''.join(rows)}</w:tbl>"

    def _row(self, row: str, kind: MarkKind) -> str:
        """A row that stands in one of the two only, with all its text."""
        tag = "ins" if kind is _ADDED else "del"
        mark = f"<w:{tag} {self._mark()}/>"
        marked = _ROW_PROPERTIES.sub(lambda found: f"<w:trPr>{found[1]}{mark}</w:trPr>", row, count=1)
        return re.sub(r"<w:p>.*?</w:p>", lambda found: self._whole(found.group(), kind), marked, flags=re.DOTALL)

    def _paragraph(self, properties: str, parts: Sequence[tuple[MarkKind, Sequence[_Letter]]]) -> str:
        content = "".join(self._runs(letters, kind) for kind, letters in parts if letters)
        head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        return f"<w:p>{head}{content}</w:p>"

    def _runs(self, letters: Sequence[_Letter], kind: MarkKind) -> str:
        runs = "".join(
            _run("".join(letter.text for letter in group), properties, removed=kind is _REMOVED)
            for properties, group in groupby(letters, key=lambda letter: letter.properties)
        )
        if kind is _KEPT:
            return runs
        tag = "ins" if kind is _ADDED else "del"
        return f"<w:{tag} {self._mark()}>{runs}</w:{tag}>"

    def _with_mark(self, properties: str, kind: MarkKind) -> str:
        """Paragraph properties that say that the paragraph's end, and so the paragraph, was added or removed."""
        tag = "ins" if kind is _ADDED else "del"
        mark = f"<w:rPr><w:{tag} {self._mark()}/></w:rPr>"
        # A section that ends here is the one thing that stands behind a paragraph's run properties.
        head, section, rest = properties.partition("<w:sectPr")
        return f"{head}{mark}{section}{rest}"

    def _mark(self) -> str:
        return f'w:id="{next(self._numbers)}" {self._who}'


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Which of `old` became which of `new`, in the order of `new`; None where there is no counterpart.

    Pairs never cross, and what is removed stands before what is added in its place.
    """
    if len(old) * len(new) > MOST_PAIRS:
        weights = {(i, i): _weight(before, after) for i, (before, after) in enumerate(zip(old, new, strict=False))}
    else:
        weights = {(i, j): _weight(before, after) for i, before in enumerate(old) for j, after in enumerate(new)}
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            weight = weights.get((i, j), 0.0)
            together = weight + best[i + 1][j + 1] if weight else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[str | None, str | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        weight = weights.get((i, j), 0.0)
        if weight and best[i][j] == weight + best[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs


def _weight(before: str, after: str) -> float:
    """How well two elements go together, from ALIKE to 1; 0 where they don't."""
    tables = before.startswith("<w:tbl>"), after.startswith("<w:tbl>")
    if any(tables):
        return 1.0 if all(tables) and _frame(before) == _frame(after) else 0.0
    one, other = _parts(before), _parts(after)
    if ("<w:sectPr" in one[0]) or ("<w:sectPr" in other[0]) or _style(one[0]) != _style(other[0]):
        return 0.0
    texts = _text(one[1]), _text(other[1])
    like = likeness(*texts) if all(texts) else float(texts[0] == texts[1])
    return like if like >= ALIKE else 0.0


def _frame(table: str) -> str:
    """A table up to its first row: what it looks like, and its columns."""
    return table.partition("<w:tr>")[0]


def _style(properties: str) -> str:
    found = re.search(r'<w:pStyle w:val="([^"]*)"', properties)
    return found[1] if found else ""


def _parts(paragraph: str) -> tuple[str, list[_Letter]]:
    """The paragraph's properties and its letters."""
    found = _PARAGRAPH.fullmatch(paragraph)
    if found is None:
        raise ValueError("not a paragraph of this program's writer")
    letters: list[_Letter] = []
    for run in _RUN.finditer(found["content"]):
        if run["box"]:
            letters.append(_Letter(_BOX, run["box"]))
            continue
        for piece in _PIECE.finditer(run["content"]):
            letters += (_Letter(letter, run["properties"] or "") for letter in _letters(piece))
    return found["properties"] or "", letters


def _letters(piece: re.Match[str]) -> str:
    if piece["text"] is not None:
        return unescape(piece["text"])
    return _BREAK if piece.group() == "<w:br/>" else _TAB


def _text(letters: Sequence[_Letter]) -> str:
    return "".join(letter.text for letter in letters)


def _merged(old: Sequence[_Letter], new: Sequence[_Letter]) -> list[tuple[MarkKind, list[_Letter]]]:
    """The letters of both in one row; a letter that stays in another face is removed and added."""
    steps: list[tuple[MarkKind, _Letter]] = []
    i = j = 0
    for mark in mark_words(_text(old), _text(new)):
        size = len(mark.text)
        if mark.kind is _REMOVED:
            steps += [(_REMOVED, letter) for letter in old[i : i + size]]
        elif mark.kind is _ADDED:
            steps += [(_ADDED, letter) for letter in new[j : j + size]]
        else:
            for before, after in zip(old[i : i + size], new[j : j + size], strict=True):
                same = before == after
                steps += [(_KEPT, after)] if same else [(_REMOVED, before), (_ADDED, after)]
        i += size if mark.kind is not _ADDED else 0
        j += size if mark.kind is not _REMOVED else 0
    return [(kind, letters) for kind, letters in _grouped(steps)]


def _grouped(steps: Sequence[tuple[MarkKind, _Letter]]) -> Iterator[tuple[MarkKind, list[_Letter]]]:
    """Steps of one kind together; between two letters that stay, all removed ones stand before all added ones."""
    for kept, group in groupby(steps, key=lambda step: step[0] is _KEPT):
        here = list(group)
        if kept:
            yield _KEPT, [letter for _, letter in here]
            continue
        for wanted in (_REMOVED, _ADDED):
            letters = [letter for kind, letter in here if kind is wanted]
            if letters:
                yield wanted, letters


def _run(text: str, properties: str, *, removed: bool) -> str:
    """A run of `text`; removed text stands in an element of its own, so that no reader takes it for living."""
    if properties.startswith("<w:r>"):
        return properties
    tag = "delText" if removed else "t"
    pieces = []
    for part in re.split(r"([\n\t])", text):
        if part == _BREAK:
            pieces.append("<w:br/>")
        elif part == _TAB:
            pieces.append("<w:tab/>")
        elif part:
            pieces.append(f'<w:{tag} xml:space="preserve">{escape(part)}</w:{tag}>')
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"
