"""What an edited Word file changes in a document, place by place; nothing is written here."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby

from django.utils.translation import gettext as _

from reports.comparing import ALIKE, Piece, likeness, longest_rise, partners
from reports.composing.figure_words import prints, with_figures_kept
from reports.composing.manuscripts import compose
from reports.composing.spots import LONG_FIELDS, Spot, owner_of, spots
from reports.composing.wordings import (
    OWN_NUMBER,
    bare,
    evened,
    heading_and_text,
    lines_of,
    printed_words,
    same_text,
    taken_apart,
    without_number,
    words_of,
)
from reports.document import Document, anchors, decode
from reports.document.walk import AROUND
from reports.errors import InvalidInput
from reports.importing.word.edited import EditedWord, FileComment, decode_edited, parse_edited
from reports.importing.word.edited_body import Part, Touch
from reports.models import EditedFile
from reports.rendering.word import render_word

# A file of which less stands in the report has nothing to do with it.
LEAST_FOUND = 0.2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one paragraph: `old` and `new` are the paragraphs, a line each, as they stand in the field.

    `field` belongs to what the anchor names: body or heading of an entry, lead or heading of a chapter, title and the
    like of the report. A blank `old` puts text into an empty field, a blank `new` takes the paragraph out.
    """

    anchor: str
    field: str
    old: str
    new: str
    touches: tuple[Touch, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """A paragraph of the file that has no place in the report; `after` is the anchor that it stands behind, or ""."""

    text: str
    after: str
    touches: tuple[Touch, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of the file with its place in the report, "" where that is not known."""

    comment: FileComment
    anchor: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that takes a paragraph: behind the paragraph `last` of a field, which is blank in an empty one."""

    anchor: str
    field: str
    last: str

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.anchor}|{self.field}"


@dataclass(frozen=True, slots=True)
class Edits:
    """All that a file changes and says; `by_content` tells that it has none of the bookmarks of this program.

    `moved` are the paragraphs that stand in another order without having been tracked as moved, `around` the parts of
    letterhead, note and imprint that read otherwise, old and new: neither is taken over.
    """

    proposals: tuple[Proposal, ...]
    loose: tuple[Loose, ...]
    remarks: tuple[Remark, ...]
    places: tuple[Place, ...]
    by_content: bool
    moved: tuple[str, ...] = ()
    around: tuple[tuple[str, str], ...] = ()


def read_edits(document: Document, file: EditedWord) -> Edits:
    """Find each paragraph of the file in the document, by its bookmark or by its words, and what became of it.

    Raises InvalidInput for a file that has next to nothing in common with the document.
    """
    return _Finder(document, file).edits()


def edits_in(edited: EditedFile) -> Edits:
    """What an uploaded file changes against the version that it is about, or the draft as it stands now."""
    document = decode(edited.snapshot.document) if edited.snapshot else compose(edited.report)
    return read_edits(document, decode_edited(edited.content))


def replaced(value: str, old: str, new: str) -> str | None:
    """The field's `value` with the paragraphs `old` made `new`; None where `old` doesn't stand in it.

    Blank lines and the space around a cell don't count, nor does the full stop that is printed behind a heading. The
    value holds figures as tokens, `old` and `new` as they were printed: whatever number stands there is the figure, and
    one that `new` leaves alone stays one.
    """
    lines = [line for line in value.splitlines() if line.strip()]
    wanted = [evened(line) for line in old.splitlines()]
    if not wanted:
        return None if lines else new
    have = [evened(line) for line in lines]
    for place in range(len(have) - len(wanted) + 1):
        here = have[place : place + len(wanted)]
        if prints("\n".join(here), "\n".join(wanted)):
            said = with_figures_kept("\n".join(here), "\n".join(wanted), new)
            return "\n".join((*lines[:place], *said.splitlines(), *lines[place + len(wanted) :]))
    ours, theirs = evened(value).removesuffix("。"), evened(old).removesuffix("。")
    if prints("".join(have), "".join(wanted)) or prints(ours, theirs):
        return with_figures_kept(ours, theirs, new)
    return None


def keys_in(file: EditedWord) -> set[str]:
    """The chapters and entries (`chapter-UUID`, `entry-UUID`) that the file's bookmarks name."""
    return {owner for part in file.parts if (owner := owner_of(part.anchor))}


@dataclass(slots=True)
class _Finder:
    """Pairs the file's parts with the document's spots, then reads what changed between them."""

    document: Document
    file: EditedWord
    spots: tuple[Spot, ...] = ()
    # What stands in a file of the document that nobody edited.
    printed: tuple[Part, ...] = ()
    # The file's parts, paragraphs that entries share taken apart, each with its index in the file.
    parts: list[Part] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    # For a part's index that of its spot, and for that one's index the part.
    found: dict[int, int] = field(default_factory=dict)
    partner: dict[int, Part] = field(default_factory=dict)
    # Paragraphs put in before and behind a spot, by its index.
    before: dict[int, list[Part]] = field(default_factory=lambda: defaultdict(list))
    behind: dict[int, list[Part]] = field(default_factory=lambda: defaultdict(list))
    loose: list[Loose] = field(default_factory=list)
    started: list[Proposal] = field(default_factory=list)

    def edits(self) -> Edits:
        """Everything, in the order of the document."""
        self.spots = tuple(spots(self.document))
        self.printed = parse_edited(render_word(self.document)).parts
        by_content = not any(part.anchor for part in self.file.parts)
        self._divide()
        self._pair()
        if len(self.found) < LEAST_FOUND * len(self.spots):
            raise InvalidInput(
                _("Hardly anything in this file stands in this report. Choose the file that was downloaded from it.")
            )
        self._put_in()
        proposals = chain(self.started, *(self._changes(index) for index in range(len(self.spots))))
        order = {spot.anchor: place for place, spot in reversed(list(enumerate(self.spots)))}
        return Edits(
            tuple(sorted(proposals, key=lambda one: order[one.anchor])),
            tuple(self.loose),
            tuple(Remark(comment, self._anchor_of(comment)) for comment in self.file.comments if comment.text),
            tuple(self._places()),
            by_content,
            tuple(self._moved()),
            tuple(self._around()),
        )

    def _divide(self) -> None:
        """Take apart paragraphs that several entries share and whose bookmarks are gone."""
        groups = [list(group) for shared, group in groupby(self.spots, key=lambda spot: spot.shared) if shared]
        for index, part in enumerate(self.file.parts):
            if part.anchor in AROUND:
                continue
            group = None if part.anchor else next((one for one in groups if _is_group(part, one)), None)
            divided = list(taken_apart(part, group)) if group else [part]
            self.parts += divided
            self.sources += [index] * len(divided)

    def _pair(self) -> None:
        """What was put in as a whole has no words from before and no partner."""
        words = {_key(spot.anchor, table=spot.table): printed_words(spot) for spot in self.spots}
        every = set(words.values())
        names: set[str] = set()
        pieces: list[Piece] = []
        indices: list[int] = []
        for index, part in enumerate(self.parts):
            before = without_number(bare(part.before))
            if not before:
                continue
            name = _key(part.anchor, table=part.table)
            # A bookmark goes with its paragraph, unless somebody moved it to one that is known by its words.
            if words.get(name) != before and (name not in words or name in names or before in every):
                name = f"part {index}"
            names.add(name)
            pieces.append(Piece(name, "", before))
            indices.append(index)
        ours = [Piece(name, "", text) for name, text in _named(self.spots)]
        self.found = {indices[place]: index for place, index in partners(ours, pieces).items()}
        self.partner = {index: self.parts[place] for place, index in self.found.items()}

    def _moved(self) -> Iterator[str]:
        """The paragraphs that don't stand in the order of the others."""
        order = [self.found[index] for index in sorted(self.found)]
        steady = longest_rise(order)
        for place, index in enumerate(order):
            if place not in steady:
                yield self.spots[index].number + self.spots[index].printed

    def _around(self) -> Iterator[tuple[str, str]]:
        """The parts of letterhead, note and imprint that read otherwise in the file."""
        ours = {part.anchor: part.text for part in self.printed}
        for part in self.file.parts:
            if part.anchor in AROUND and bare(part.text) != bare(ours.get(part.anchor, "")):
                yield ours.get(part.anchor, "").strip(), part.text.strip()

    def _put_in(self) -> None:
        """Give each paragraph that has no partner a place beside the paragraph that it follows, where there is one."""
        furniture = {bare(part.text) for part in self.printed}
        furniture -= {bare(spot.printed) for spot in self.spots}
        last = -1
        for index, part in enumerate(self.parts):
            if index in self.found:
                last = self.found[index]
            elif words_of(part.text) and bare(part.before or part.text) not in furniture:
                self._place(part, last)

    def _place(self, part: Part, last: int) -> None:
        after = self.spots[last] if last >= 0 else None
        follower = self.spots[last + 1] if last + 1 < len(self.spots) else None
        own = words_of(part.lead) or OWN_NUMBER.match(words_of(part.text))
        if after is None or own or after.shared:
            pass
        elif after.field in LONG_FIELDS:
            self.behind[last].append(part)
            return
        elif after.field == "heading" and not (follower and follower.shared):
            name = "lead" if after.anchor.startswith("chapter-") else "body"
            if follower and (follower.owner, follower.field) == (after.owner, name):
                self.before[last + 1].append(part)
            else:
                self.started.append(Proposal(after.anchor, name, "", lines_of(part), part.touches))
            return
        elif after.field in ("title", "recipient") and follower and follower.field == "preamble":
            self.before[last + 1].append(part)
            return
        self.loose.append(Loose(lines_of(part), after.anchor if after else "", part.touches))

    def _changes(self, index: int) -> Iterator[Proposal]:
        """What became of one spot, with what was put in beside it."""
        spot = self.spots[index]
        part = self.partner.get(index)
        heading, text = heading_and_text(spot, part)
        touches = part.touches if part else ()
        old_heading = spot.heading.removesuffix("。")
        if spot.run_in and heading.removesuffix("。") != old_heading:
            yield Proposal(spot.anchor, "heading", old_heading, heading.removesuffix("。"), touches)
        beside = (*self.before[index], *self.behind[index])
        lines = [*map(lines_of, self.before[index]), text, *map(lines_of, self.behind[index])]
        new = "\n".join(line for line in lines if line)
        if not same_text(new, spot.text):
            said = (*touches, *(touch for one in beside for touch in one.touches))
            yield Proposal(spot.anchor, spot.field, spot.text, new, tuple(dict.fromkeys(said)))

    def _anchor_of(self, comment: FileComment) -> str:
        own = self.file.parts[comment.part].anchor if comment.part >= 0 else ""
        if own in AROUND and own in anchors(self.document):
            return own
        here = [place for place, index in enumerate(self.sources) if index == comment.part and place in self.found]
        quoting = [place for place in here if comment.quote and comment.quote in self.parts[place].text]
        return next((self.spots[self.found[place]].anchor for place in (*quoting, *here)), "")

    def _places(self) -> Iterator[Place]:
        """The end of each long field that has any text, and every entry's and chapter's empty ones."""
        ends: dict[tuple[str, str], Place] = {}
        for spot in self.spots:
            if spot.shared:
                continue
            if spot.field == "heading":
                name = "lead" if spot.anchor.startswith("chapter-") else "body"
                ends.setdefault((spot.owner, name), Place(spot.anchor, name, ""))
            elif spot.field in LONG_FIELDS:
                ends[spot.owner, spot.field] = Place(spot.anchor, spot.field, spot.text)
        yield from ends.values()


def put_at(loose: Loose, place: Place) -> Proposal:
    """The proposal that puts a paragraph without a place at the end of a field."""
    return Proposal(
        place.anchor, place.field, place.last, "\n".join(filter(None, (place.last, loose.text))), loose.touches
    )


def _named(ours: Sequence[Spot]) -> Iterator[tuple[str, str]]:
    for spot in ours:
        yield _key(spot.anchor, table=spot.table), printed_words(spot)


def _key(anchor: str, *, table: bool) -> str:
    """A table and its caption have one anchor. The name is none of a place that is only counted, so it is trusted."""
    return f"{anchor} table" if table else f"{anchor} paragraph"


def _is_group(part: Part, group: Sequence[Spot]) -> bool:
    """Whether the part is the paragraph that these share, and not the text of a single one."""
    words = bare(part.before)
    like = likeness(words, bare("".join(spot.number + spot.printed for spot in group)))
    return like >= ALIKE and all(like > likeness(words, bare(spot.number + spot.printed)) for spot in group)
