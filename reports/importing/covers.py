"""Recognising what stands around the body: title and recipient before it; closing, signature and date after it."""

from collections.abc import Sequence
from dataclasses import replace

from reports.choices import LeftOutReason, LineKind
from reports.importing.lines import Hints, Line
from reports.importing.numbers import date_in, number_at
from reports.importing.points import leading_point
from reports.importing.words import (
    ATTACHMENT_ITEM,
    CLOSING,
    DOCUMENT_NUMBER,
    ENDS_CLOSED,
    LETTERHEAD,
    LONGEST_CLOSING,
    LONGEST_RECIPIENT,
    LONGEST_SIGNATURE,
    LONGEST_TITLE,
    NOT_RECIPIENT,
    SALUTATION,
    TITLE_END,
    UNIT_END,
    VAGUE_DATE,
)


def mark_front(lines: Sequence[Line], hints: Hints) -> list[Line]:
    """Mark letterhead, title and recipient, which open the text; the rest stays as it is."""
    done = list(lines)
    kept = [index for index, line in enumerate(lines) if line.kept]
    while kept and _is_letterhead(lines, kept):
        index = kept.pop(0)
        done[index] = replace(done[index], kind=LineKind.LEFT_OUT, reason=LeftOutReason.LETTERHEAD)
    titles = _title_length([lines[index] for index in kept[:6]], hints)
    for index in kept[:titles]:
        done[index] = replace(done[index], kind=LineKind.TITLE, runs_on=False)
    kept = kept[titles:]
    if titles and kept and DOCUMENT_NUMBER.match(lines[kept[0]].text):
        index = kept.pop(0)
        done[index] = replace(done[index], kind=LineKind.LEFT_OUT, reason=LeftOutReason.LETTERHEAD)
    for index in kept[:1]:
        if _is_recipient(lines[index], hints, titled=titles > 0):
            done[index] = replace(done[index], kind=LineKind.RECIPIENT)
    return done


def _is_letterhead(lines: Sequence[Line], kept: Sequence[int]) -> bool:
    text = lines[kept[0]].text
    return len(kept) > 1 and bool(DOCUMENT_NUMBER.match(text) or LETTERHEAD.match(text))


def _title_length(lines: Sequence[Line], hints: Hints) -> int:
    """How many of the first lines are the title, broken in lines."""
    hinted = [hints.get(line.number) is LineKind.TITLE for line in lines]
    if any(hinted[:1]):
        return hinted.index(False) if False in hinted else len(hinted)
    length = 0
    for line in lines:
        if not _may_be_title(line.text):
            break
        length += 1
        if TITLE_END.search(line.text):
            return length + _subtitle(lines[length:])
    return min(length, 1) if len(lines) > 1 else 0


def _subtitle(lines: Sequence[Line]) -> int:
    return int(bool(lines) and lines[0].text.startswith("——") and len(lines[0].text) <= LONGEST_TITLE)


def _may_be_title(text: str) -> bool:
    return (
        len(text) <= LONGEST_TITLE
        and not ENDS_CLOSED.search(text)
        and not number_at(text)
        and not leading_point(text)
        and not VAGUE_DATE.match(text)
        and not (date_in(text) and len(text) < 20)
        and text[0] not in "（(【[—"
    )


def _is_recipient(line: Line, hints: Hints, *, titled: bool) -> bool:
    if hints.get(line.number) is LineKind.RECIPIENT:
        return True
    text = line.text
    if len(text) > LONGEST_RECIPIENT or text[-1] not in "：:" or "。" in text or number_at(text):
        return False
    return not (NOT_RECIPIENT.search(text) or CLOSING.match(text)) and (titled or bool(SALUTATION.search(text)))


def mark_end(lines: Sequence[Line], hints: Hints) -> list[Line]:
    """Mark date, signature and closing, which end the text; what stands behind the date is left out."""
    done = list(lines)
    kept = [index for index, line in enumerate(lines) if line.kind is LineKind.PARAGRAPH]
    for place in reversed(range(max(1, len(kept) - 8), len(kept))):
        if _is_body(done[kept[place]]):
            break
        signature = _before_date(done[kept[place]], hints)
        if signature is None:
            continue
        for index in kept[place + 1 :]:
            done[index] = replace(done[index], kind=LineKind.LEFT_OUT, reason=LeftOutReason.AFTER_DATE)
        kept = kept[:place] + _mark_date(done, kept[place], signature)
        break
    _mark_signature(done, kept, hints)
    _mark_closing(done)
    return done


def _is_body(line: Line) -> bool:
    """Whether the line is so plainly text that no date stands above it."""
    number = number_at(line.text)
    return len(line.text) > LONGEST_CLOSING or (number is not None and number.style in ("part", "chapter", "entry"))


def _before_date(line: Line, hints: Hints) -> int | None:
    """How many characters stand before the date that ends the line; None where it is no date line."""
    if hints.get(line.number) is LineKind.DATE:
        return 0
    if found := date_in(line.text):
        place, end = found[1].span()
        signed = line.text[:place].strip()
        if not line.text[end:].strip("）) ") and (not signed.strip("（(") or _may_sign(signed)):
            return place if signed.strip("（(") else 0
    return 0 if VAGUE_DATE.match(line.text) and line.text[0] not in "（(" else None


def _mark_date(done: list[Line], index: int, signature: int) -> list[int]:
    """Mark the date; a signature on the same line is cut off and stays a line before it."""
    if not signature:
        done[index] = replace(done[index], kind=LineKind.DATE)
        return []
    first, second = done[index].cut(signature, kind=LineKind.DATE, runs_on=False)
    done[index : index + 1] = [replace(first, kind=LineKind.SIGNATURE), second]
    return []


def _may_sign(text: str) -> bool:
    return len(text) <= LONGEST_SIGNATURE and not ENDS_CLOSED.search(text) and not number_at(text)


def _mark_signature(done: list[Line], kept: Sequence[int], hints: Hints) -> None:
    """Mark up to three lines at the end that name who signs; all but one right above the date must name a unit."""
    dated = any(line.kind is LineKind.DATE for line in done)
    if any(line.kind is LineKind.SIGNATURE for line in done):
        return
    for index in reversed(kept[1:][-3:]):
        line = done[index]
        hinted = hints.get(line.number) is LineKind.SIGNATURE
        if not hinted and not (_may_sign(line.text) and not CLOSING.match(line.text) and line.text[0] not in "（("):
            break
        if not hinted and not (dated or _names_unit(line.text)):
            break
        done[index], dated = replace(line, kind=LineKind.SIGNATURE), False


def _names_unit(text: str) -> bool:
    return bool(UNIT_END.search(text)) and not set("，、；：") & set(text)


def _mark_closing(done: list[Line]) -> None:
    """Mark the closing lines (特此报告。 附件：…) right before the signature or the end."""
    open_lines = [index for index, line in enumerate(done) if line.kind is LineKind.PARAGRAPH]
    tail = open_lines[1:][-6:]
    for start, index in enumerate(tail):
        texts = [done[place] for place in tail[start:]]
        if all(_closes(line.text, place) for place, line in enumerate(texts)):
            for place in tail[start:]:
                done[place] = replace(done[place], kind=LineKind.CLOSING)
            return
        if index == tail[-1]:
            return


def _closes(text: str, place: int) -> bool:
    """Whether a line can be a closing one; `place` counts, from 0, the lines that would close with it."""
    if len(text) > LONGEST_CLOSING:
        return False
    return bool(CLOSING.match(text) or (place and ATTACHMENT_ITEM.match(text)))
