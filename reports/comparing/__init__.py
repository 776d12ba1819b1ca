"""What two documents have in common; plain Python."""

from reports.comparing.differences import Change, Fold, Kind, compare, fold
from reports.comparing.marks import Mark, MarkKind, likeness, mark_words, new_text, old_text

__all__ = [
    "Change",
    "Fold",
    "Kind",
    "Mark",
    "MarkKind",
    "compare",
    "fold",
    "likeness",
    "mark_words",
    "new_text",
    "old_text",
]
