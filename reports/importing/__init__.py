"""Readers: files become manuscripts, with notes on what was left out or not understood; pure Python, no rows."""

from reports.importing.assembling import assemble
from reports.importing.classifying import classify
from reports.importing.files import READABLE, read_file, text_of_file
from reports.importing.lines import Line, SourceLine, decode_lines, encode_lines
from reports.importing.noting import settled_notes
from reports.importing.outcome import Comment, Note, Outcome
from reports.importing.text import read_text
from reports.importing.word import read_word

__all__ = [
    "READABLE",
    "Comment",
    "Line",
    "Note",
    "Outcome",
    "SourceLine",
    "assemble",
    "classify",
    "decode_lines",
    "encode_lines",
    "read_file",
    "read_text",
    "read_word",
    "settled_notes",
    "text_of_file",
]
