"""Lines that end with the date of the document, alone or behind the name of who signs."""

from reports.choices import LineKind
from reports.importing.hints import Hints
from reports.importing.lines import Line
from reports.importing.numbers import date_in, number_at
from reports.importing.words import ENDS_CLOSED, LONGEST_SIGNATURE, VAGUE_DATE


def date_place(line: Line, hints: Hints) -> int | None:
    """How many characters stand before the date that ends the line; None where it is no date line."""
    if hints.get(line.number) is LineKind.DATE:
        return 0
    if found := date_in(line.text):
        place, end = found[1].span()
        signed = line.text[:place].strip()
        if not line.text[end:].strip("）) ") and (not signed.strip("（(") or may_sign(signed)):
            return place if signed.strip("（(") else 0
    return 0 if VAGUE_DATE.match(line.text) and line.text[0] not in "（(" else None


def may_sign(text: str) -> bool:
    """Whether the text can be the name of who signs."""
    return len(text) <= LONGEST_SIGNATURE and not ENDS_CLOSED.search(text) and not number_at(text)
