"""Recognising what stands around the body: letterhead, title and recipient before it; its end after it."""

from collections.abc import Sequence
from dataclasses import replace

from reports.choices import LeftOutReason, LineKind
from reports.importing.dates import date_place, may_sign
from reports.importing.hints import Hints
from reports.importing.lines import Line
from reports.importing.numbers import date_in, number_at
from reports.importing.points import leading_point
from reports.importing.supplements import attachments_start, mark_attachments, mark_imprint, without_list
from reports.importing.words import (
    ATTACHMENT_ITEM,
    CLOSING,
    DOCUMENT_NUMBER,
    ENDS_CLOSED,
    LONGEST_CLOSING,
    LONGEST_RECIPIENT,
    LONGEST_TITLE,
    NOT_RECIPIENT,
    NOTE,
    ORGAN,
    SALUTATION,
    SERIAL,
    SIGNER,
    TITLE_END,
    UNIT_END,
    URGENCY,
    VAGUE_DATE,
)


def mark_front(lines: Sequence[Line], hints: Hints) -> list[Line]:
    """Mark letterhead, title and recipient, which open the text; the rest stays as it is."""
    done, place = list(lines), 0
    while place < len(done) and (found := _letterhead(done, place, hints)):
        done[place : place + 1] = found
        place += len(found)
    kept = [index for index, line in enumerate(done) if line.kind is LineKind.PARAGRAPH]
    titles = _title_length([done[index] for index in kept[:6]], hints)
    for index in kept[:titles]:
        done[index] = replace(done[index], kind=LineKind.TITLE, runs_on=False)
    kept = kept[titles:]
    if titles and kept and DOCUMENT_NUMBER.match(done[kept[0]].text):
        found = _numbered(done[kept[0]])
        done[kept[0] : kept[0] + 1] = found
        kept = [index + len(found) - 1 for index in kept[1:]]
    for index in kept[:1]:
        if _is_recipient(done[index], hints, titled=titles > 0):
            done[index] = replace(done[index], kind=LineKind.RECIPIENT)
    return done


def _letterhead(lines: Sequence[Line], place: int, hints: Hints) -> tuple[Line, ...]:
    """The line at `place` with its part in the letterhead, cut where it has two; () where it has none."""
    line = lines[place]
    if not line.kept:
        return (line,)
    if not any(other.kept for other in lines[place + 1 :]):
        return ()
    if SERIAL.match(line.text):
        return (replace(line, kind=LineKind.LEFT_OUT, reason=LeftOutReason.SERIAL),)
    if URGENCY.match(line.text):
        return (replace(line, kind=LineKind.URGENCY),)
    if SIGNER.match(line.text):
        return (replace(line, kind=LineKind.SIGNER),)
    if DOCUMENT_NUMBER.match(line.text):
        return _numbered(line)
    if ORGAN.match(line.text) or hints.get(line.number) is LineKind.ORGAN:
        return (replace(line, kind=LineKind.ORGAN),)
    return ()


def _numbered(line: Line) -> tuple[Line, ...]:
    """The line with the document number, a signer behind it cut off."""
    signer = SIGNER.search(line.text)
    if not signer:
        return (replace(line, kind=LineKind.DOCUMENT_NUMBER),)
    return replace(line, kind=LineKind.DOCUMENT_NUMBER).cut(signer.start(), kind=LineKind.SIGNER)


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
    """Mark what ends the text: closing, signature, date and note; attachments; the imprint.

    What stands behind the date and is none of these is left out.
    """
    marked = mark_imprint(lines)
    start = attachments_start(marked, hints)
    attached = mark_attachments(marked[start:], hints)
    done = marked[:start]
    kept = [index for index, line in enumerate(done) if line.kind is LineKind.PARAGRAPH]
    for place in reversed(range(max(1, len(kept) - 8), len(kept))):
        if _is_body(done[kept[place]]):
            break
        signature = date_place(done[kept[place]], hints)
        if signature is None:
            continue
        for index in kept[place + 1 :]:
            noted = bool(NOTE.match(done[index].text)) and index == kept[place + 1]
            done[index] = replace(done[index], kind=LineKind.NOTE) if noted else _left_out(done[index])
        kept = kept[:place] + _mark_date(done, kept[place], signature)
        break
    _mark_signature(done, kept, hints)
    return [*without_list(mark_closing(done), attached), *attached]


def _left_out(line: Line) -> Line:
    return replace(line, kind=LineKind.LEFT_OUT, reason=LeftOutReason.AFTER_DATE)


def _is_body(line: Line) -> bool:
    """Whether the line is so plainly text that no date stands above it."""
    number = number_at(line.text)
    return len(line.text) > LONGEST_CLOSING or (number is not None and number.style in ("part", "chapter", "entry"))


def _mark_date(done: list[Line], index: int, signature: int) -> list[int]:
    """Mark the date; a signature on the same line is cut off and stays a line before it."""
    if not signature:
        done[index] = replace(done[index], kind=LineKind.DATE)
        return []
    first, second = done[index].cut(signature, kind=LineKind.DATE, runs_on=False)
    done[index : index + 1] = [replace(first, kind=LineKind.SIGNATURE), second]
    return []


def _mark_signature(done: list[Line], kept: Sequence[int], hints: Hints) -> None:
    """Mark up to three lines at the end that name who signs; all but one right above the date must name a unit."""
    dated = any(line.kind is LineKind.DATE for line in done)
    if any(line.kind is LineKind.SIGNATURE for line in done):
        return
    for index in reversed(kept[1:][-3:]):
        line = done[index]
        hinted = hints.get(line.number) is LineKind.SIGNATURE
        if not hinted and not (may_sign(line.text) and not CLOSING.match(line.text) and line.text[0] not in "（("):
            break
        if not hinted and not (dated or _names_unit(line.text)):
            break
        done[index], dated = replace(line, kind=LineKind.SIGNATURE), False


def _names_unit(text: str) -> bool:
    return bool(UNIT_END.search(text)) and not set("，、；：") & set(text)


def mark_closing(lines: Sequence[Line]) -> list[Line]:
    """Mark the closing lines (特此报告。 附件：…) right before the signature or the end."""
    done = list(lines)
    open_lines = [index for index, line in enumerate(done) if line.kind is LineKind.PARAGRAPH]
    tail = open_lines[1:][-6:]
    for start in range(len(tail)):
        texts = [done[place] for place in tail[start:]]
        if all(_closes(line.text, place) and not line.runs_on for place, line in enumerate(texts)):
            for place in tail[start:]:
                done[place] = replace(done[place], kind=LineKind.CLOSING)
            break
    return done


def _closes(text: str, place: int) -> bool:
    """Whether a line can be a closing one; `place` counts, from 0, the lines that would close with it."""
    if len(text) > LONGEST_CLOSING:
        return False
    return bool(CLOSING.match(text) or (place and ATTACHMENT_ITEM.match(text)))
