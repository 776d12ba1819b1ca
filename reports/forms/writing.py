"""What all forms of the wizard have in common: comments and stale text stand right under the field they are about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.choices import ThreadState
from reports.models import Thread

# The pack's own template costs a page of fifteen entries half its time.
FIELD = "reports/parts/field.html"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form shows beside its fields: comments by field id, the field to focus, and whether a save was stale.

    `answers` are those that were typed under a comment and not sent yet, by the comment's thread.
    """

    threads: Mapping[str, Sequence[Thread]] = field(default_factory=dict)
    focus: str = ""
    stale: bool = False
    answers: Mapping[int, str] = field(default_factory=dict)

    def answered(self, threads: Sequence[Thread]) -> list[tuple[Thread, str]]:
        """The threads, each with the answer that was typed under it."""
        return [(thread, self.answers.get(thread.pk, "")) for thread in threads]


_SHAPES: dict[type[forms.Widget], str] = {forms.Select: "form-select", forms.CheckboxSelectMultiple: "ticks"}


class FieldNotes:
    """A piece of a crispy layout: the comments about one field, and its stored text after a stale save."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: "WritingForm", context: Any, template_pack: str = "", **kwargs: Any) -> SafeString | str:
        """The notes as HTML, or nothing where there are none."""
        bound = form[self.name]
        threads = form.around.threads.get(bound.auto_id, ())
        stored = form.stored_text(self.name) if form.around.stale else None
        if not threads and stored is None:
            return ""
        return render_to_string(
            "reports/parts/field_notes.html",
            {"threads": form.around.answered(threads), "stored": stored, "field": bound.auto_id},
        )


class WritingForm(forms.Form):
    """A form of the wizard: takes what is stored as `initial`, stays usable whatever is typed."""

    use_required_attribute = False

    def __init__(self, *args: Any, around: Surroundings | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around or Surroundings()
        for name in self.fields:
            attrs = self.fields[name].widget.attrs
            shape = _SHAPES.get(type(self.fields[name].widget), "form-control")
            attrs["class"] = f"{shape} {attrs.get('class', '')}".strip()
            if self[name].auto_id == self.around.focus:
                attrs["autofocus"] = True

    def full_clean(self) -> None:
        """Validate, and mark the fields that can't be stored."""
        super().full_clean()
        for name in self.errors:
            if name in self.fields:
                self.fields[name].widget.attrs["class"] += " is-invalid"

    @property
    def helper(self) -> FormHelper:
        """The fields in the order of `layout`, each with its notes."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = self.layout()
        return helper

    def layout(self) -> Layout:
        """All fields one below the other."""
        return Layout(*self.noted(*self.fields))

    def noted(self, *names: str) -> list[Any]:
        """The named fields, each followed by its notes."""
        return [part for name in names for part in (Field(name, template=FIELD), FieldNotes(name))]

    def stored_text(self, name: str) -> str | None:
        """What the database holds, as a person reads it, where that differs from what is on the screen."""
        if name not in self.changed_data:
            return None
        stored = self.get_initial_for_field(self.fields[name], name)
        if isinstance(stored, list):
            labels = dict(self.fields[name].choices)  # type: ignore[attr-defined]
            return "；".join(labels.get(str(pk), "") for pk in stored)
        return "" if stored is None else str(stored)

    def count_of(self, *names: str) -> int:
        """The characters of these fields as they stand on the screen, white space aside as offices count."""
        return sum(len("".join((self[name].value() or "").split())) for name in names)

    def has_focus(self) -> bool:
        """Whether one of the form's fields is to be focused."""
        return self.around.focus in {self[name].auto_id for name in self.fields}

    def comments(self) -> int:
        """How many comments about the form's fields wait for an answer."""
        ids: Collection[str] = {self[name].auto_id for name in self.fields}
        about = [thread for place, threads in self.around.threads.items() if place in ids for thread in threads]
        return sum(thread.state == ThreadState.OPEN for thread in about)
