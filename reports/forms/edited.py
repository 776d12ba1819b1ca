"""What an edited file changes, as a page lists it to be ticked, and what was ticked."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.comparing import Mark, mark_words, new_text, old_text
from reports.composing.edits import Edits, Place, Proposal, Remark, put_at
from reports.composing.fields import Fields
from reports.document.figures import written_out
from reports.forms.fields import ReportFile
from reports.forms.steps import chapter_key, chapter_title, report_steps, target_of
from reports.forms.words import HouseForm
from reports.importing.word.edited_body import Touch

# The hidden field that tells a page on which nothing is ticked from one that was not sent yet.
SENT = "sent"


class EditedForm(HouseForm):
    """The edited file of a report."""

    file = ReportFile(label=gettext_lazy("File"))


@dataclass(frozen=True, slots=True)
class Row:
    """A change or a comment of the file: its name in the form, its place in words, and whether it is ticked.

    `chosen` is the key of the place that somebody chose for what has none.
    """

    key: str
    field: str
    touches: tuple[Touch, ...]
    marks: tuple[Mark, ...] = ()
    quote: str = ""
    text: str = ""
    ticked: bool = True
    chosen: str = ""

    @property
    def has_both(self) -> bool:
        """Whether there are words on both sides to be shown beside each other."""
        return bool(old_text(self.marks) and new_text(self.marks))


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one step of the report."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a page offers for one file: by section, what has no place, and the places there are."""

    sections: tuple[Section, ...]
    loose: tuple[Row, ...]
    places: tuple[tuple[str, str], ...]


class Choosing:
    """The edits of a file with the ticks of `said`: what was posted, or nothing at first."""

    def __init__(self, edits: Edits, fields: Fields, said: QueryDict, *, known: Mapping[str, object]) -> None:
        """`known` has the ids of comments that the report has already; they are not offered again."""
        self._edits = edits
        self._fields = fields
        self._said = said
        self.known = len(known)
        self.by_content = edits.by_content
        self.moved = edits.moved
        self.around = [mark_words(old, new) for old, new in edits.around]
        self._remarks = [one for one in edits.remarks if one.comment.id not in known]
        self._places = {place.key: place for place in edits.places}

    def offered(self, *, comments: bool) -> Choice:
        """What the page lists; without `comments` those of the file are only to be read."""
        steps = report_steps(self._fields.report, self._fields.rows)
        rows: dict[str, list[Row]] = {step.title: [] for step in steps}
        for proposal in self._edits.proposals:
            rows[self._section(proposal.anchor, proposal.field)].append(self._proposal_row(proposal))
        loose = [self._row(_key("loose", one.text, one.after), one.touches, text=one.text) for one in self._edits.loose]
        for remark in self._remarks if comments else ():
            row = self._remark_row(remark)
            if remark.anchor:
                rows[self._section(remark.anchor)].append(row)
            else:
                loose.append(row)
        sections = (Section(title, tuple(found)) for title, found in rows.items() if found)
        places = tuple((place.key, self._words(place)) for place in self._edits.places)
        return Choice(tuple(sections), tuple(loose), places)

    def remarks(self) -> Sequence[Remark]:
        """The comments that the report doesn't have yet."""
        return self._remarks

    def proposals(self) -> list[Proposal]:
        """The changes that were ticked, and what was put at a place."""
        ticked = [one for one in self._edits.proposals if self._is_ticked(_proposal_key(one))]
        for loose in self._edits.loose:
            place = self._chosen(_key("loose", loose.text, loose.after))
            if place is not None:
                ticked = _with(ticked, place, put_at(loose, place))
        return ticked

    def comments(self) -> list[Remark]:
        """The comments that were ticked, and those that were put at a place."""
        found = []
        for remark in self._remarks:
            key = _remark_key(remark)
            place = self._chosen(key)
            if remark.anchor and self._is_ticked(key):
                found.append(remark)
            elif not remark.anchor and place is not None:
                found.append(replace(remark, anchor=place.anchor))
        return found

    def _is_ticked(self, key: str) -> bool:
        return key in self._said.getlist("take")

    def _chosen(self, key: str) -> Place | None:
        return self._places.get(self._said.get(f"place-{key}", ""))

    def _row(
        self,
        key: str,
        touches: tuple[Touch, ...],
        *,
        ticked: bool = True,
        field: str = "",
        quote: str = "",
        text: str = "",
    ) -> Row:
        sent = SENT in self._said
        chosen = self._said.get(f"place-{key}", "")
        now = self._is_ticked(key) if sent else ticked
        return Row(key, field, touches, quote=quote, text=text, ticked=now, chosen=chosen)

    def _proposal_row(self, proposal: Proposal) -> Row:
        """Ticked at first, but for a paragraph that is gone without a trace: it may only be missing in the file."""
        kept = bool(proposal.new or proposal.touches)
        field = self._place_name(proposal.anchor, proposal.field)
        row = self._row(_proposal_key(proposal), proposal.touches, ticked=kept, field=field)
        return replace(row, marks=mark_words(proposal.old, proposal.new))

    def _remark_row(self, remark: Remark) -> Row:
        comment = remark.comment
        return self._row(
            _remark_key(remark),
            (Touch(comment.author, comment.at),),
            field=self._place_name(remark.anchor, "") if remark.anchor else "",
            quote=comment.quote,
            text=comment.text,
        )

    def _section(self, anchor: str, field: str = "") -> str:
        """The title of the step in which the text is written."""
        target = target_of(anchor, self._fields.rows, field)
        steps = {step.key: step.title for step in report_steps(self._fields.report, self._fields.rows)}
        return steps[target.step] if target else next(iter(steps.values()))

    def _place_name(self, anchor: str, field: str) -> str:
        """The entry and the field in words."""
        owner = self._fields.owner_of(anchor) or ""
        row = self._fields.row(owner)
        parts = [written_out(str(row), self._fields.rows.figures)[:24] if owner.startswith("entry-") else ""]
        if row is not None and field:
            parts.append(str(row._meta.get_field(field).verbose_name))  # type: ignore[union-attr]
        return " · ".join(part for part in parts if part)

    def _words(self, place: Place) -> str:
        """A place in words: where a paragraph would stand."""
        owner = self._fields.owner_of(place.anchor) or ""
        name = self._place_name(place.anchor, place.field)
        for chapter in self._fields.chapters:
            if owner == chapter_key(chapter) or any(
                owner == f"entry-{entry.uuid}" for entry in self._fields.entries(chapter)
            ):
                name = f"{chapter_title(chapter, self._fields.rows.figures)} · {name}"
        return _("end of: %(place)s") % {"place": name}


def _with(proposals: list[Proposal], place: Place, added: Proposal) -> list[Proposal]:
    """The proposals with one more, which goes into that of the same paragraph where there is one."""
    for index, one in enumerate(proposals):
        if (one.anchor, one.field, one.old) == (place.anchor, place.field, place.last):
            more = added.new.removeprefix(place.last).removeprefix("\n")
            new = "\n".join(filter(None, (one.new, more)))
            return [
                *proposals[:index],
                replace(one, new=new, touches=one.touches + added.touches),
                *proposals[index + 1 :],
            ]
    return [*proposals, added]


def _key(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _proposal_key(proposal: Proposal) -> str:
    return _key("change", proposal.anchor, proposal.field, proposal.old, proposal.new)


def _remark_key(remark: Remark) -> str:
    return _key("comment", remark.comment.id)
