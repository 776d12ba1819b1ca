"""The form of a chapter: its own heading and opening text, and a form for each of its entries."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from reports.choices import EntryStyle
from reports.forms.entries import ENTRY_FORMS, EntryForm
from reports.forms.fields import PlainText
from reports.forms.writing import Surroundings, WritingForm
from reports.models import Chapter, Entry
from reports.models.fields import labelled


class ChapterForm(WritingForm):
    """A chapter with its entries, saved together."""

    heading = forms.CharField(label=_("Heading of the chapter"), max_length=120, required=False)
    lead = PlainText(label=_("Opening text (optional)"))
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
        form_class = ENTRY_FORMS[chapter.kind]
        prefetch_related_objects(list(entries), *form_class.links)
        self.entries: list[EntryForm] = [
            # An entry that somebody else added meanwhile is not in the data: it shows what is stored.
            form_class(entry, offered, data if data and f"{entry.uuid}-body" in data else None, around=around)
            for entry in entries
        ]

    def layout(self) -> Layout:
        """The chapter's own fields; the page places the entries."""
        return Layout(*self.noted("heading", "lead", "entry_style"))

    def is_valid(self) -> bool:
        """Whether the chapter and every entry that was sent can be stored."""
        return all([super().is_valid(), *(form.is_valid() for form in self.entries if form.is_bound)])

    def values(self) -> dict[str, Any]:
        """The fields as `save_chapter` takes them."""
        sent: dict[UUID, dict[str, Any]] = {
            form.entry.uuid: form.cleaned_data for form in self.entries if form.is_bound
        }
        return {**self.cleaned_data, "entries": sent}

    def characters(self) -> int:
        """The characters of opening text and entries as they stand on the screen."""
        return self.count_of("lead") + sum(form.characters() for form in self.entries)

    def texts(self) -> dict[str, Any]:
        """What is on the screen, valid or not, as `composing.parts.with_chapter` takes it."""
        entries = {
            str(form.entry.uuid): (form["heading"].value() or "", form["body"].value() or "") for form in self.entries
        }
        style = self["entry_style"].value()
        return {
            "heading": self["heading"].value() or "",
            "lead": self["lead"].value() or "",
            "entry_style": style if style in list(EntryStyle) else self.chapter.entry_style,
            "entries": entries,
        }
