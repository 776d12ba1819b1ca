"""Rows become a manuscript, and by it a document; nothing is rendered or changed here."""

from reports.composing.manuscripts import Rows, compose, compose_manuscript, manuscript_of, read_rows
from reports.composing.outlines import compose_outline
from reports.composing.patterns import PLACEHOLDERS, fill_pattern, pattern_words

__all__ = [
    "PLACEHOLDERS",
    "Rows",
    "compose",
    "compose_manuscript",
    "compose_outline",
    "fill_pattern",
    "manuscript_of",
    "pattern_words",
    "read_rows",
]
