"""What two documents have in common; plain Python."""

from reports.comparing.differences import ALIKE, Change, Fold, Kind, Piece, compare, fold, longest_rise, partners
from reports.comparing.marks import Mark, MarkKind, likeness, mark_words, new_text, old_text

__all__ = [
    "ALIKE",
    "Change",
    "Fold",
    "Kind",
    "Mark",
    "MarkKind",
    "Piece",
    "compare",
    "fold",
    "likeness",
    "longest_rise",
    "mark_words",
    "new_text",
    "old_text",
    "partners",
]
