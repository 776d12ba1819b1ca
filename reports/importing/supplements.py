"""Recognising what stands behind the signed text: attachments, and the imprint at the foot of the last page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.choices import LeftOutReason, LineKind
from reports.importing.dates import date_place
from reports.importing.hints import Hints
from reports.importing.lines import Line
from reports.importing.words import (
    ATTACHMENT_HEAD,
    ATTACHMENT_ITEM,
    ATTACHMENT_LIST,
    CLOSING,
    COPY_TO,
    ENDS_CLOSED,
    ITEM_NUMBER,
    LONGEST_TITLE,
    PRINTED,
)

_LAST_LINES = 8


def mark_imprint(lines: Sequence[Line]) -> list[Line]:
    """Mark the lines at the end that say who gets a copy, and who printed it when."""
    done = list(lines)
    kept = [index for index, line in enumerate(lines) if line.kind is LineKind.PARAGRAPH][1:][-_LAST_LINES:]
    start = next((place for place, index in enumerate(kept) if _imprint_part(lines[index].text)), len(kept))
    own = kept[start:]
    # A list of names may go on below; anything longer shows that the text goes on, too.
    if any(not _imprint_part(lines[index].text) and len(lines[index].text) > LONGEST_TITLE for index in own):
        return done
    for index in own:
        part = _imprint_part(lines[index].text)
        done[index] = replace(lines[index], kind=part or LineKind.COPY_TO, runs_on=part is None)
    return done


def _imprint_part(text: str) -> LineKind | None:
    if COPY_TO.match(text):
        return LineKind.COPY_TO
    return LineKind.PRINTED if PRINTED.match(text) else None


def attachments_start(lines: Sequence[Line], hints: Hints) -> int:
    """Where the attachments begin: at a line 附件 or 附件1 alone, behind the signature or the date."""
    ended = False
    for index, line in enumerate(lines):
        if line.kind is not LineKind.PARAGRAPH:
            continue
        if hints.get(line.number) is LineKind.ATTACHMENT or (ended and ATTACHMENT_HEAD.match(line.text)):
            return index
        signed = hints.get(line.number) in (LineKind.SIGNATURE, LineKind.DATE)
        ended = ended or signed or (date_place(line, hints) is not None and len(line.text) <= LONGEST_TITLE)
    return len(lines)


def mark_attachments(lines: Sequence[Line], hints: Hints) -> list[Line]:
    """Mark the titles of attachments; 附件1 above a title is left out, as every writer sets it anew."""
    done = list(lines)
    kept = [index for index, line in enumerate(lines) if line.kind is LineKind.PARAGRAPH]
    following = dict(zip(kept, [*kept[1:], None][: len(kept)], strict=True))
    for index in kept:
        line, below = lines[index], following[index]
        if not ATTACHMENT_HEAD.match(line.text):
            if hints.get(line.number) is LineKind.ATTACHMENT:
                done[index] = replace(line, kind=LineKind.ATTACHMENT, runs_on=False)
        elif below is not None and _may_be_title(lines[below].text):
            done[index] = replace(line, kind=LineKind.LEFT_OUT, reason=LeftOutReason.WRITTEN)
            done[below] = replace(lines[below], kind=LineKind.ATTACHMENT, runs_on=False)
        else:
            done[index] = replace(line, kind=LineKind.ATTACHMENT, runs_on=False)
    return done


def _may_be_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and not ENDS_CLOSED.search(text) and not ATTACHMENT_HEAD.match(text)


def without_list(lines: Sequence[Line], attached: Iterable[Line]) -> list[Line]:
    """Leave out the list of attachments in the closing where it names just those that follow; it is set anew."""
    titles = [_squeezed(line.text) for line in attached if line.kind is LineKind.ATTACHMENT]
    listed = [index for index, line in enumerate(lines) if line.kind is LineKind.CLOSING and _is_listed(line.text)]
    names = [_squeezed(ITEM_NUMBER.sub("", ATTACHMENT_LIST.sub("", lines[index].text))) for index in listed]
    if not titles or names != titles:
        return list(lines)
    return [
        replace(line, kind=LineKind.LEFT_OUT, reason=LeftOutReason.WRITTEN) if index in listed else line
        for index, line in enumerate(lines)
    ]


def _is_listed(text: str) -> bool:
    return bool(ATTACHMENT_LIST.match(text) or (ATTACHMENT_ITEM.match(text) and not CLOSING.match(text)))


def _squeezed(text: str) -> str:
    return "".join(text.split())
