"""What changed between two documents, paragraph by paragraph; shows nothing, decides nothing."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never, cast

from reports.comparing.marks import Mark, in_common, likeness, mark_words, pairs
from reports.document import Block, Document, Heading, Lead, Paragraph, Table, inline_text, plain_text
from reports.document.walk import imprint_texts, letterhead_texts

# Two paragraphs without a common anchor are one and the same, changed, from this likeness on.
ALIKE = 0.5
# Shorter texts are alike by chance.
SHORTEST_ALIKE = 8
_LABELS = {"signers": "签发人：", "copies": "抄送：", "printed": "印发："}

_PLACE = re.compile(
    r"(?P<base>preamble|closing|(?:chapter|entry)-(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\d.]+))(?:-\d+)?"
)


class Kind(StrEnum):
    """What happened to a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a heading, or an entry's part of a shared paragraph; its number is kept apart from its text."""

    anchor: str
    number: str
    text: str
    heading: bool = False

    @property
    def base(self) -> str:
        """The anchor without the paragraph's place: what stays when a paragraph is put in before it."""
        found = _PLACE.fullmatch(self.anchor)
        return found["base"] if found else self.anchor


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph in both documents: `old` is None where it was added, `new` where it was removed.

    `marks` lead from the old text to the new one, numbers left aside: a number that only shifted is no change.
    `moved` says that it stands elsewhere; a paragraph that moved and changed is of the kind CHANGED.
    """

    kind: Kind
    old: Piece | None
    new: Piece | None
    marks: tuple[Mark, ...]
    moved: bool = False

    @property
    def piece(self) -> Piece:
        """The paragraph as it stands now, or as it last stood."""
        return cast(Piece, self.new or self.old)


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of unchanged paragraphs that a reader may skip."""

    changes: tuple[Change, ...]


def compare(old: Document, new: Document) -> tuple[Change, ...]:
    """Every paragraph of both documents once, in the order of `new`; removed ones stand where they stood.

    Paragraphs belong together by their anchor first, which goes with an entry wherever it moves, then by their words.
    """
    before, after = tuple(pieces(old)), tuple(pieces(new))
    partner = partners(before, after)
    steady = longest_rise([partner.get(place, -1) for place in range(len(after))])
    gone = _removed(
        before, {index: place for place, index in partner.items() if place in steady}, set(partner.values())
    )
    changes = [_removal(piece) for piece in gone[-1]]
    for place, piece in enumerate(after):
        index = partner.get(place)
        changes.append(_change(None if index is None else before[index], piece, moved=place not in steady))
        changes += [_removal(removed) for removed in gone[place]]
    return tuple(changes)


def fold(changes: Sequence[Change], *, around: int = 1) -> tuple[Change | Fold, ...]:
    """Fold the unchanged paragraphs, but for `around` ones before and after each change."""
    told = [place for place, change in enumerate(changes) if change.kind is not Kind.SAME]
    shown = {place + step for place in told for step in range(-around, around + 1)}
    result: list[Change | Fold] = []
    skipped: list[Change] = []
    for place, change in enumerate(changes):
        if place not in shown:
            skipped.append(change)
            continue
        result += _folded(skipped)
        skipped = []
        result.append(change)
    return (*result, *_folded(skipped))


def pieces(document: Document) -> Iterator[Piece]:
    """The document's paragraphs from letterhead to attachments; blank parts of the cover are left out."""
    cover = document.cover
    opening = (Piece("title", "", cover.title, heading=True), Piece("recipient", "", cover.recipient))
    day = cover.date.isoformat() if cover.date else ""
    closing = (Piece("signature", "", cover.signature), Piece("date", "", day), Piece("note", "", cover.note))
    yield from _around(letterhead_texts(cover))
    yield from (piece for piece in opening if piece.text)
    for block in document.body:
        yield from _pieces_of(block)
    yield from (piece for piece in closing if piece.text)
    yield from _around(imprint_texts(cover))
    for place, attachment in enumerate(document.attachments, 1):
        number = f"附件{place if len(document.attachments) > 1 else ''}："
        yield Piece(attachment.anchor, number, attachment.title, heading=True)
        for block in attachment.body:
            yield from _pieces_of(block)


def _around(texts: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    """Parts of letterhead and imprint with the words that are printed before them."""
    yield from (Piece(anchor, _LABELS.get(anchor, ""), text) for anchor, text in texts)


def _pieces_of(block: Block) -> Iterator[Piece]:
    match block:
        case Heading(number=number, text=text, anchor=anchor):
            yield Piece(anchor, number, text, heading=True)
        case Paragraph():
            yield from _parts(block)
        case Table(anchor=anchor):
            yield Piece(anchor, "", plain_text(block))
        case _:
            assert_never(block)


def _parts(paragraph: Paragraph) -> Iterator[Piece]:
    """One piece, or one for each entry where entries share the paragraph."""
    anchor, number, text = paragraph.anchor, "", ""
    for inline in paragraph.inlines:
        if isinstance(inline, Lead) and (inline.anchor or not text):
            if text or number:
                yield Piece(anchor, number, text)
            anchor, number, text = inline.anchor or anchor, inline.number, inline.text
        else:
            text += inline_text(inline)
    yield Piece(anchor, number, text)


def partners(before: Sequence[Piece], after: Sequence[Piece]) -> dict[int, int]:
    """For the place of each piece in `after` the place of its partner in `before`; the surest pairs first."""
    partner: dict[int, int] = {}
    free_old, free_new = list(range(len(before))), list(range(len(after)))
    for old_keys, new_keys in (
        ([(p.base, p.text) for p in before], [(p.base, p.text) for p in after]),
        ([p.anchor for p in before], [p.anchor for p in after]),
        ([p.text for p in before], [p.text for p in after]),
    ):
        waiting: dict[object, list[int]] = defaultdict(list)
        for index in free_old:
            waiting[old_keys[index]].append(index)
        for place in free_new:
            if waiting[new_keys[place]] and _fits(before[waiting[new_keys[place]][0]], after[place]):
                partner[place] = waiting[new_keys[place]].pop(0)
        taken = set(partner.values())
        free_old = [index for index in free_old if index not in taken]
        free_new = [place for place in free_new if place not in partner]
    return partner | _alike(before, after, free_old, free_new)


def _fits(old: Piece, new: Piece) -> bool:
    """Whether a common anchor may be trusted: a place that is only counted (preamble-2) may hold another text now."""
    return old.anchor == old.base or old.text == new.text or likeness(old.text, new.text) >= ALIKE


def _alike(before: Sequence[Piece], after: Sequence[Piece], free_old: list[int], free_new: list[int]) -> dict[int, int]:
    """Pair what is left by the likeness of the words, the likest first."""
    old_pairs = {index: pairs(before[index].text) for index in free_old if len(before[index].text) >= SHORTEST_ALIKE}
    new_pairs = {place: pairs(after[place].text) for place in free_new if len(after[place].text) >= SHORTEST_ALIKE}
    candidates = sorted(
        (-in_common(left, right), place, index)
        for place, right in new_pairs.items()
        for index, left in old_pairs.items()
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for unlikeness, place, index in candidates:
        if -unlikeness < ALIKE:
            break
        if place not in partner and index not in taken:
            partner[place] = index
            taken.add(index)
    return partner


def longest_rise(values: Sequence[int]) -> set[int]:
    """The places of a longest rising run of `values` (negative ones left out): what kept its order."""
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int] = {}
    for place, value in enumerate(values):
        if value < 0:
            continue
        length = bisect_left(tails, value)
        if length == len(tails):
            tails.append(value)
            ends.append(place)
        else:
            tails[length], ends[length] = value, place
        if length:
            previous[place] = ends[length - 1]
    steady: set[int] = set()
    place_or_none: int | None = ends[-1] if ends else None
    while place_or_none is not None:
        steady.add(place_or_none)
        place_or_none = previous.get(place_or_none)
    return steady


def _removed(before: Sequence[Piece], steady: dict[int, int], kept: set[int]) -> dict[int, list[Piece]]:
    """The pieces without a partner, under the place in the new document after which they stood (-1: the start)."""
    gone: dict[int, list[Piece]] = defaultdict(list)
    last = -1
    for index, piece in enumerate(before):
        if index in steady:
            last = steady[index]
        elif index not in kept:
            gone[last].append(piece)
    return gone


def _change(old: Piece | None, new: Piece, *, moved: bool) -> Change:
    marks = mark_words(old.text if old else "", new.text)
    if old is None:
        return Change(Kind.ADDED, None, new, marks)
    if old.text != new.text:
        return Change(Kind.CHANGED, old, new, marks, moved)
    return Change(Kind.MOVED if moved else Kind.SAME, old, new, marks, moved)


def _removal(piece: Piece) -> Change:
    return Change(Kind.REMOVED, piece, None, mark_words(piece.text, ""))


def _folded(skipped: list[Change]) -> list[Change | Fold]:
    """A fold, but a single paragraph isn't worth one."""
    return list(skipped) if len(skipped) < 2 else [Fold(tuple(skipped))]
