"""Which words of a paragraph were added and removed: marks that lead from the old text to the new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

# A number, a Latin word and a run of blanks are one word; Chinese has no spaces, so each character stands alone.
WORD = re.compile(r"[0-9０-９]+(?:[.,．][0-9０-９]+)*[%％‰]?|[A-Za-z]+|[^\S\n]+|.", re.DOTALL)
# A shorter piece left alone between two changes is read with them: 确认→核实 rather than confetti.
SHORTEST_ISLAND = 3
# Two texts that share less are shown one after the other; marks between them would say nothing.
LEAST_IN_COMMON = 0.2
# Seconds for one paragraph; after that the marks are right but coarser.
LONGEST_SEARCH = 0.05
# Words are mapped to characters from here on, beyond everything that a report may hold.
FIRST_CODE = 0x20000


class MarkKind(StrEnum):
    """Whether a stretch of text stands in both versions or in one of them."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and what happened to it."""

    kind: MarkKind
    text: str


def old_text(marks: Iterable[Mark]) -> str:
    """The text before the change."""
    return "".join(mark.text for mark in marks if mark.kind is not MarkKind.ADDED)


def new_text(marks: Iterable[Mark]) -> str:
    """The text after the change."""
    return "".join(mark.text for mark in marks if mark.kind is not MarkKind.REMOVED)


def mark_words(old: str, new: str) -> tuple[Mark, ...]:
    """The marks that lead from `old` to `new`, by whole numbers and words, in pieces that can be read."""
    if old == new:
        return (Mark(MarkKind.SAME, old),) if old else ()
    if likeness(old, new) < LEAST_IN_COMMON and not _one_in_the_other(old, new):
        return _settle([(MarkKind.REMOVED, old), (MarkKind.ADDED, new)])
    codes: dict[str, str] = {}
    left, right = _encode(old, codes), _encode(new, codes)
    engine = diff_match_patch()
    engine.Diff_Timeout = LONGEST_SEARCH
    diffs = engine.diff_main(left, right, False)
    engine.diff_cleanupSemantic(diffs)
    words = {code: word for word, code in codes.items()}
    kinds = {0: MarkKind.SAME, 1: MarkKind.ADDED, -1: MarkKind.REMOVED}
    return _settle((kinds[kind], "".join(words[code] for code in text)) for kind, text in diffs)


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1."""
    return 1.0 if one == other else in_common(pairs(one), pairs(other))


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text: what its likeness is measured by."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def in_common(left: set[str], right: set[str]) -> float:
    """The share of pairs that both have (Dice's coefficient), from 0 to 1."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def _one_in_the_other(old: str, new: str) -> bool:
    return bool(old) and bool(new) and (old in new or new in old)


def _encode(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.setdefault(word, chr(FIRST_CODE + len(codes))) for word in WORD.findall(text))


def _settle(pieces: Iterable[tuple[MarkKind, str]]) -> tuple[Mark, ...]:
    """Join what belongs together: removed before added, and no tiny island of unchanged text between two changes."""
    rows = list(pieces)
    marks: list[Mark] = []
    removed, added = "", ""
    for place, (kind, text) in enumerate(rows):
        if kind is MarkKind.REMOVED:
            removed += text
        elif kind is MarkKind.ADDED:
            added += text
        elif (removed or added) and place + 1 < len(rows) and _is_island(text):
            removed, added = removed + text, added + text
        else:
            marks += _change(removed, added)
            removed, added = "", ""
            marks.append(Mark(MarkKind.SAME, text))
    return (*marks, *_change(removed, added))


def _is_island(text: str) -> bool:
    return len(text) < SHORTEST_ISLAND and not any(char in "，。；：、,.;:\t\n" for char in text)


def _change(removed: str, added: str) -> list[Mark]:
    pairs = ((MarkKind.REMOVED, removed), (MarkKind.ADDED, added))
    return [Mark(kind, text) for kind, text in pairs if text]
