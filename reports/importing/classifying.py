"""Stage one of the importer: every line of a file is given the part it plays."""

from collections.abc import Sequence

from reports.choices import LineKind
from reports.importing.covers import mark_end, mark_front
from reports.importing.hints import hints_of
from reports.importing.leftovers import sift
from reports.importing.lines import Line, SourceLine
from reports.importing.outline import mark_outline


def classify(source: Sequence[SourceLine]) -> tuple[Line, ...]:
    """Cut `source` into pieces and say of each what it is in the report.

    The pieces, put together, are all of the source's characters but white space and unprintable ones, in order.
    """
    hints = hints_of(source)
    lines = mark_end(mark_front(sift(source), hints), hints)
    attached = next((place for place, line in enumerate(lines) if line.kind is LineKind.ATTACHMENT), len(lines))
    # An attachment is a text of its own: its headings are none of the report's.
    return (*mark_outline(lines[:attached], hints), *lines[attached:])
