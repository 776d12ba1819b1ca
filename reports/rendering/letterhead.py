"""What the letterhead says and where (GB/T 9704-2012, 7.2 and 10.1): organ mark, number, signers, urgency."""

from dataclasses import dataclass
from functools import lru_cache

from reports.document import Letterhead
from reports.document.layouts import PARTS
from reports.rendering.cleaning import clean
from reports.rendering.house_style import HOUSE_STYLE, points
from reports.rendering.placing import Align, Placed, Row, width
from reports.rendering.titles import title_lines

_SIGNERS = "签发人："
_SIGNERS_A_ROW = 2  # 7.2.6
_STYLE = HOUSE_STYLE
_LINE = float(_STYLE.characters_per_line)


@dataclass(frozen=True, slots=True)
class OrganMark:
    """The mark of the issuing body (发文机关标志): its lines, and the size they are set in."""

    lines: tuple[str, ...]
    pt: int


@lru_cache(maxsize=256)
def organ_mark(organ: str) -> OrganMark:
    """The mark as large as its text leaves room for.

    Each written line stays a line. What would be too small on one line is broken like a title.
    """
    room = points(_STYLE.text_width_mm)
    limit = int(room / _STYLE.organ_smallest_pt)
    lines = tuple(part for line in organ.splitlines() for part in _broken(clean(line).strip(), limit))
    longest = max(map(width, lines), default=1)
    return OrganMark(lines, int(min(_STYLE.organ_largest_pt, max(_STYLE.organ_smallest_pt, room / max(longest, 1)))))


def _broken(line: str, limit: int) -> tuple[str, ...]:
    return title_lines(line, limit) if width(line) > limit else (line,) if line else ()


def number_rows(letterhead: Letterhead) -> tuple[Row, ...]:
    """The lines between organ mark and title that hold number, signers and, in a letter, the urgency.

    A downward document's number stands in the middle (7.2.5). An upward one's stands one character in from the left, on
    the line of the last signer; the signers end one character from the right, two a line, each line beginning below the
    first name (7.2.6). A letter has its urgency on the left and its number on the right (10.1).
    """
    number, urgency = clean(letterhead.number).strip(), clean(letterhead.urgency).strip()
    parts = PARTS[letterhead.layout]
    signers = [name for name in (clean(signer).strip() for signer in letterhead.signers) if name and parts.signers]
    if not parts.urgency_above:
        row = (Placed(urgency, 0, anchor="urgency"), Placed(number, _LINE, Align.RIGHT, anchor="number"))
        return _filled([row])
    if not signers:
        return _filled([(Placed(number, _LINE / 2, Align.CENTRE, anchor="number"),)])
    rows = _signer_rows(signers)
    rows[-1] = (Placed(number, 1, anchor="number"), *rows[-1])
    return _filled(rows)


def urgency_line(letterhead: Letterhead) -> str:
    """The urgency at the top left of the text area (7.2.3), or ""; a letter has it beside its number."""
    return clean(letterhead.urgency).strip() if PARTS[letterhead.layout].urgency_above else ""


def _signer_rows(signers: list[str]) -> list[Row]:
    column = max(map(width, signers)) + 1
    first = _LINE - 1 - (column * min(len(signers), _SIGNERS_A_ROW) - 1)
    rows = [
        tuple(
            Placed(name, first + column * place, lead=True, anchor="signers")
            for place, name in enumerate(signers[start : start + _SIGNERS_A_ROW])
        )
        for start in range(0, len(signers), _SIGNERS_A_ROW)
    ]
    rows[0] = (Placed(_SIGNERS, first - width(_SIGNERS), anchor="signers"), *rows[0])
    return rows


def _filled(rows: list[Row]) -> tuple[Row, ...]:
    """The rows without what says nothing."""
    kept = (tuple(placed for placed in row if placed.text) for row in rows)
    return tuple(row for row in kept if row)
