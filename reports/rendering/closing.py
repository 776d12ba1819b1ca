"""What stands around the body, alike in every writer: recipient, attachment list, signature, note, imprint."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil

from reports.document import Attachment, Cover, Mark
from reports.rendering.cleaning import clean
from reports.rendering.house_style import HOUSE_STYLE, points
from reports.rendering.placing import Align, Placed, Row, width
from reports.rendering.titles import title_lines

_STYLE = HOUSE_STYLE
_LINE = float(_STYLE.characters_per_line)
_LONGEST_BODY = _STYLE.characters_per_line - 4  # a longer name of a signing body takes several lines
_LIST, _COPY_TO = "附件：", "抄送："
_STOPS = " 　。.；;，,、"


def recipient_line(recipient: str) -> str:
    """The recipient with its full-width colon (GB/T 9704-2012, 7.3.2)."""
    return recipient.rstrip(":： ") + "："


def printed_date(date: datetime.date) -> str:
    """Arabic numerals without leading noughts (7.3.5.4): 2026年1月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


@dataclass(frozen=True, slots=True)
class ListedAttachment:
    """A line of the attachment list: `mark` at `mark_at` characters, `name` and its further lines at `name_at`.

    `figures` are those of the name.
    """

    mark: str
    mark_at: float
    name: str
    name_at: float
    figures: tuple[Mark, ...] = ()


def attachment_list(attachments: Sequence[Attachment]) -> tuple[ListedAttachment, ...]:
    """附件：1.… below the body (7.3.4): two characters in, no stop behind a name. What has no title isn't listed."""
    several = len(attachments) > 1
    name_at = _STYLE.indent_characters + width(_LIST) + (width(f"{len(attachments)}.") if several else 0)
    lines: list[ListedAttachment] = []
    for place, attachment in enumerate(attachments, 1):
        if name := clean(attachment.title).strip().rstrip(_STOPS):
            number = f"{place}." if several else ""
            start = _STYLE.indent_characters + (width(_LIST) if lines else 0)
            lines.append(
                ListedAttachment(number if lines else _LIST + number, start, name, name_at, attachment.figures)
            )
    return tuple(lines)


def attachment_label(place: int, count: int) -> str:
    """What the first line of an attachment says (7.3.7): 附件, or 附件1 where there are several."""
    return f"附件{place}" if count > 1 else "附件"


@dataclass(frozen=True, slots=True)
class Closing:
    """The lines between text and note: `rows` of signing bodies, () for a line left free, and the date below them."""

    rows: tuple[Row, ...]
    date: Placed | None


def closing(cover: Cover) -> Closing | None:
    """Where signature and date stand (7.3.5), or None where there is neither."""
    bodies = [name for name in (clean(line).strip() for line in cover.signature.splitlines()) if name]
    date = printed_date(cover.date) if cover.date else ""
    if not (bodies or date):
        return None
    return _sealed(bodies, date) if cover.sealed and bodies else _unsealed(bodies, date)


def _unsealed(bodies: list[str], date: str) -> Closing:
    """Without seals (7.3.5.2).

    The bodies begin below each other, the longest keeps two characters free, and the date begins two characters right
    of them. A date longer than all of them keeps the two characters itself, and the bodies move left with it.
    """
    lines = [line for body in bodies for line in _lines(body)]
    longest, dated = max(map(width, lines), default=0), width(date)
    right = _STYLE.unsealed_right_characters
    shift = _STYLE.date_shift_characters if lines else 0
    left = _LINE - right - (longest if longest >= dated else dated + shift)
    free: list[Row] = [()] * _STYLE.closing_gap_lines
    rows = [(Placed(line, left),) for line in lines]
    return Closing((*free, *rows), Placed(date, left + shift) if date else None)


def _sealed(bodies: list[str], date: str) -> Closing:
    """With room for seals (7.3.5.1).

    The date keeps four characters free, and the last body stands centred above it. Several bodies stand in rows from
    left to right, so far apart that their seals don't touch.
    """
    names = [_lines(body) for body in bodies]
    longest = max(width(line) for lines in names for line in lines)
    dated = width(date) or longest
    middle = _LINE - max(_STYLE.sealed_right_characters + dated / 2, longest / 2)
    seal = points(_STYLE.seal_mm) / _STYLE.character_pt
    column = max(seal, longest + 1)
    columns = 1 + max(0, int((middle - max(seal, longest) / 2) / column))
    rows: list[Row] = [()] * _STYLE.sealed_gap_lines
    for start in range(0, len(names), columns):
        some = names[start : start + columns]
        if start:
            rows += [()] * ceil(points(_STYLE.seal_mm) / _STYLE.line_pt - len(names[start - 1]))
        for line in zip_longest(*some, fillvalue=""):
            left = middle - column * (len(some) - 1)
            places = (Placed(text, left + column * place, Align.CENTRE) for place, text in enumerate(line))
            rows.append(tuple(placed for placed in places if placed.text))
    return Closing(tuple(rows), Placed(date, middle + dated / 2, Align.RIGHT) if date else None)


def _lines(body: str) -> tuple[str, ...]:
    return title_lines(body, _LONGEST_BODY)


def note_line(note: str) -> str:
    """The note in its brackets (7.3.6), or ""."""
    text = clean(note).strip()
    if text[:1] in ("（", "(") and text[-1:] in ("）", ")"):
        text = text[1:-1].strip()
    return f"（{text}）" if text else ""


@dataclass(frozen=True, slots=True)
class ImprintBlock:
    """The block at the foot of the last page: each part or "", and whether lines part them."""

    copy_to: str
    printed_by: str
    printed_on: str
    ruled: bool


def imprint_block(cover: Cover) -> ImprintBlock | None:
    """What the imprint says (7.4), or None where it says nothing.

    Copies end with a full stop, the date with 印发. Which parts it has follows from the format.
    """
    if cover.imprint is None:
        return None
    copies = clean(cover.imprint.copy_to).strip().removeprefix(_COPY_TO).strip().rstrip(_STOPS)
    printed, day = cover.parts.printed, cover.imprint.printed_on
    by = clean(cover.imprint.printed_by).strip() if printed else ""
    on = f"{printed_date(day)}印发" if printed and day else ""
    if not (copies or by or on):
        return None
    return ImprintBlock(f"{_COPY_TO}{copies}。" if copies else "", by, on, cover.parts.ruled)
