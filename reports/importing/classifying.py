"""Stage one of the importer: every line of a file is given the part it plays."""

from collections.abc import Sequence

from reports.importing.covers import mark_end, mark_front
from reports.importing.leftovers import sift
from reports.importing.lines import Line, SourceLine
from reports.importing.outline import mark_outline


def classify(source: Sequence[SourceLine]) -> tuple[Line, ...]:
    """Cut `source` into pieces and say of each what it is in the report.

    The pieces, put together, are all of the source's characters but white space and unprintable ones, in order.
    """
    hints = {line.number: line.hint for line in source if line.hint}
    lines = mark_front(sift(source), hints)
    return tuple(mark_outline(mark_end(lines, hints), hints))
