"""Readers: files become manuscripts, with notes on what was left out or not understood; pure Python, no rows."""

from reports.importing.assembling import assemble
from reports.importing.classifying import classify
from reports.importing.lines import Line, SourceLine, decode_lines, encode_lines
from reports.importing.outcome import Note, Outcome
from reports.importing.text import read_text

__all__ = ["Line", "Note", "Outcome", "SourceLine", "assemble", "classify", "decode_lines", "encode_lines", "read_text"]
