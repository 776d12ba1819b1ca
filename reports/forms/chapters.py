"""The form of a chapter with a form for each of its entries, and that of a chapter of the unit's own to be added."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from reports.choices import ChapterKind, EntryStyle
from reports.composing import Rows
from reports.forms.entries import ENTRY_FORMS, EntryForm, left_box
from reports.forms.fields import CleanText, FigureLine, FigureText
from reports.forms.steps import chapter_title
from reports.forms.words import HouseForm
from reports.forms.writing import Surroundings, WritingForm
from reports.models import Chapter, Entry
from reports.models.fields import labelled


class ChapterForm(WritingForm):
    """A chapter with its entries, saved together."""

    heading = FigureLine(label=_("Heading of the chapter"), max_length=120, required=False)
    lead = FigureText(label=_("Opening text (optional)"))
    entry_style = forms.ChoiceField(label=_("How the entries are set"), choices=labelled(EntryStyle))

    def __init__(
        self,
        chapter: Chapter,
        entries: Sequence[Entry],
        offered: Sequence[Any] = (),
        data: Any = None,
        *,
        around: Surroundings | None = None,
    ) -> None:
        """`offered` are the promises or problems that the chapter's entries may be linked to."""
        super().__init__(data, around=around, initial={name: getattr(chapter, name) for name in self.base_fields})
        self.chapter = chapter
        if chapter.kind == ChapterKind.ATTACHMENTS:
            # Nothing of the chapter itself is printed: its attachments stand on pages of their own.
            self.fields.clear()
        form_class = ENTRY_FORMS[chapter.kind]
        prefetch_related_objects(list(entries), *form_class.links)
        self.entries: list[EntryForm] = [
            # An entry that somebody else added meanwhile is not in the data: it shows what is stored.
            form_class(entry, offered, data if data and f"{entry.uuid}-body" in data else None, around=around)
            for entry in entries
        ]

    @property
    def pieces(self) -> Sequence[WritingForm]:
        """The chapter and its entries."""
        return [self, *self.entries]

    def layout(self) -> Layout:
        """The chapter's own fields; the page places the entries."""
        return Layout(*self.noted(*self.fields))

    def is_valid(self) -> bool:
        """Whether the chapter and every entry that was sent can be stored."""
        return all([super().is_valid(), *(form.is_valid() for form in self.entries if form.is_bound)])

    def values(self) -> dict[str, Any]:
        """The fields as `save_chapter` takes them."""
        sent: dict[UUID, dict[str, Any]] = {
            form.entry.uuid: form.cleaned_data for form in self.entries if form.is_bound and not form.left_removed
        }
        return {**self._own(), **self.cleaned_data, "entries": sent}

    def take(self, here: str, said: QueryDict) -> None:
        """Also where `here` is a field of an entry, or the mark that leaves a removed entry out."""
        super().take(here, said)
        for form in self.entries:
            form.take(here, said)
            if here == left_box(form.entry) and form.entry.removed_at:
                said.setlist(here, ["" if form.left_removed else "1"])

    def characters(self) -> int:
        """The characters of opening text and entries as they stand on the screen."""
        own = self.count_of("lead") if "lead" in self.fields else 0
        return own + sum(form.characters() for form in self.entries)

    @property
    def takes_figures(self) -> bool:
        """Also where only the entries may."""
        return super().takes_figures or any(form.takes_figures for form in self.entries)

    def texts(self) -> dict[str, Any]:
        """What is on the screen, valid or not, as `composing.parts.with_chapter` takes it."""
        entries = {str(form.entry.uuid): (form.on_screen("heading"), form.on_screen("body")) for form in self.entries}
        own = self._own() | {name: self.on_screen(name) for name in self.fields}
        if own["entry_style"] not in list(EntryStyle):
            own["entry_style"] = self.chapter.entry_style
        return {**own, "entries": entries}

    def _own(self) -> dict[str, str]:
        return {name: getattr(self.chapter, name) for name in self.base_fields}


class NewChapterForm(HouseForm):
    """A chapter of the unit's own, whose fields come with every step; `ADD` is the act of its button."""

    ADD = "add_chapter"
    FIRST = "first"
    use_required_attribute = False

    new_heading = CleanText(
        label=_("Heading"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control form-control-sm"}),
    )
    new_kind = forms.ChoiceField(
        label=_("What the chapter holds"),
        choices=labelled(ChapterKind),
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )
    new_after = forms.ChoiceField(
        label=_("Stands after"), widget=forms.Select(attrs={"class": "form-select form-select-sm"})
    )

    def __init__(self, rows: Rows, said: Mapping[str, Any], *, focus: str = "") -> None:
        """`rows` are those of the report; the new chapter stands before attachments unless somebody chooses.

        `said` is what was sent: to add the chapter, or along with something else; then it is shown, not judged.
        `focus` is the HTML id of what is to be focused.
        """
        self.chapters = {str(chapter.uuid): chapter for chapter in rows.chapters}
        places: list[tuple[str, Any]] = [(self.FIRST, _("(before all others)"))]
        places += [(uuid, chapter_title(chapter, rows.figures)) for uuid, chapter in self.chapters.items()]
        text = [str(chapter.uuid) for chapter in rows.chapters if chapter.kind != ChapterKind.ATTACHMENTS]
        last = text[-1] if text else self.FIRST
        typed = {name: said[name] for name in self.base_fields if name in said}
        super().__init__(said if said.get("act") == self.ADD else None, initial={"new_after": last, **typed})
        after: Any = self.fields["new_after"]
        after.choices = places
        for name in self.errors:
            self.fields[name].widget.attrs |= {"class": f"{self.fields[name].widget.attrs['class']} is-invalid"}
        if self["new_heading"].auto_id == focus:
            self.fields["new_heading"].widget.attrs["autofocus"] = True

    def clean_new_heading(self) -> str:
        """A heading, but for attachments: theirs is not printed."""
        heading: str = self.cleaned_data["new_heading"]
        if not heading and self.data.get("new_kind") != ChapterKind.ATTACHMENTS:
            raise forms.ValidationError(_("Give the new chapter a heading."))
        return heading

    def values(self) -> dict[str, Any]:
        """The fields as `add_chapter` takes them."""
        return {
            "heading": self.cleaned_data["new_heading"],
            "kind": ChapterKind(self.cleaned_data["new_kind"]),
            "after": self.chapters.get(self.cleaned_data["new_after"]),
        }
