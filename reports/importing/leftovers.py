"""What is no part of a report (advertising, markers, page furniture) is cut from its lines and kept beside it."""

import re
from collections.abc import Iterable, Iterator

from reports.choices import LeftOutReason, LineKind
from reports.importing.lines import Line, SourceLine
from reports.importing.numbers import number_at
from reports.importing.words import (
    BRACKETED_AD,
    CONTROLS,
    LONGEST_AD_LINE,
    MARKERS,
    PAGE_FURNITURE,
    SENTENCE_END,
    SITE_LINE,
    TRAILING_AD,
    WHOLE_LINE_AD,
)

_BLANKS = re.compile(r"[\t\v\f\r\n\x1c-\x1e\x85\u2028\u2029]+")


def sift(source: Iterable[SourceLine]) -> list[Line]:
    """Divide every line that isn't blank into pieces that are kept, as `PARAGRAPH`, and pieces that are left out."""
    return [piece for line in source for piece in _pieces(line)]


def cleaned(text: str) -> str:
    """`text` without unprintable characters and outer white space, and with a space for each tab."""
    return _BLANKS.sub(" ", CONTROLS.sub("", text)).strip()


def _pieces(line: SourceLine) -> Iterator[Line]:
    if line.hint is LineKind.TABLE:
        # Tabs part the cells, and stay.
        yield Line(line.number, "\t".join(map(cleaned, line.text.split("\t"))), LineKind.TABLE)
        return
    text = cleaned(line.text)
    divided = [(text, line.left_out)] if line.left_out else list(_divided(text))
    begun = False
    for piece, found in divided:
        reason = found or _whole(piece)
        if reason:
            yield Line(line.number, piece, LineKind.LEFT_OUT, reason=reason)
        else:
            yield Line(line.number, piece, LineKind.PARAGRAPH, runs_on=begun)
            begun = True


def _whole(text: str) -> LeftOutReason | None:
    """Why a whole line, or what is left of it, is left out; None for text: what is numbered, or has a sentence."""
    if PAGE_FURNITURE.match(text):
        return LeftOutReason.PAGE
    if len(text) > LONGEST_AD_LINE or number_at(text) or text[-1] in "；：" or SENTENCE_END.search(text):
        return None
    if SITE_LINE.search(text):
        return LeftOutReason.SITE
    return LeftOutReason.ADVERTISING if WHOLE_LINE_AD.search(text) else None


def _divided(text: str) -> Iterator[tuple[str, LeftOutReason | None]]:
    """The line cut at the markers and advertisements inside it, blank pieces dropped."""
    found = [(match.span(), LeftOutReason.MARKER) for match in MARKERS.finditer(text)]
    found += [(match.span(), LeftOutReason.ADVERTISING) for match in BRACKETED_AD.finditer(text)]
    if trailing := TRAILING_AD.search(text, max(0, len(text) - LONGEST_AD_LINE)):
        found.append((trailing.span(), LeftOutReason.ADVERTISING))
    place = 0
    for (start, end), reason in sorted(found):
        if start < place:
            continue
        if before := text[place:start].strip():
            yield before, None
        yield text[start:end], reason
        place = end
    if rest := text[place:].strip():
        yield rest, None
