"""Word files: checked, parsed in a process of their own, and read in the order a person reads them."""

from dataclasses import replace

from reports.choices import Numbering
from reports.document import Manuscript
from reports.importing.classifying import classify
from reports.importing.exact import classify_exactly
from reports.importing.outcome import Outcome, Reading
from reports.importing.text import read_lines
from reports.importing.word.apart import parse_apart
from reports.importing.word.package import check_signature

__all__ = ["interpret", "read_word"]


def read_word(data: bytes, numbering: Numbering | None = None) -> Outcome:
    """Read a .docx file: paragraphs, tables, automatic numbers, and what its formatting says about their parts.

    `numbering` None takes over how the file numbers its entries. Raises UnreadableFile, with what to do instead, where
    the file is too large, damaged, protected, of an older format, classified or not harmless.
    """
    check_signature(data)
    return interpret(parse_apart(data), numbering)


def interpret(reading: Reading, numbering: Numbering | None = None) -> Outcome:
    """Make an outcome of what was parsed."""
    classifier = classify_exactly if reading.exact else classify
    outcome = read_lines(reading.lines, numbering, reading.notes, classifier)
    manuscript = _settled(outcome.manuscript, reading) if reading.exact else outcome.manuscript
    return replace(outcome, manuscript=manuscript, comments=reading.comments)


def _settled(manuscript: Manuscript, reading: Reading) -> Manuscript:
    """The manuscript with what the page says without words."""
    letterhead = manuscript.cover.letterhead
    letterhead = replace(letterhead, layout=reading.layout) if letterhead else None
    cover = replace(manuscript.cover, sealed=reading.sealed, letterhead=letterhead)
    return replace(manuscript, cover=cover, typography=reading.typography)
