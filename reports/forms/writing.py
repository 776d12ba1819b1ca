"""What all forms of the wizard have in common: comments and both sides of a conflict stand right under their field."""

import datetime
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.choices import ThreadState
from reports.comparing import Mark, mark_words
from reports.document.chips import Names
from reports.document.figures import written_out
from reports.forms.fields import TakesFigures
from reports.forms.words import HouseForm
from reports.models import Thread

# The pack's own template costs a page of fifteen entries half its time.
FIELD = "reports/parts/field.html"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form shows beside its fields: comments by field id, the field to focus, and whether a save was stale.

    `answers` are those that were typed under a comment and not sent yet, by the comment's thread; `said` is all that
    was sent and isn't stored. `names` are those of the figures that texts may take.
    """

    threads: Mapping[str, Sequence[Thread]] = field(default_factory=dict)
    focus: str = ""
    stale: bool = False
    answers: Mapping[int, str] = field(default_factory=dict)
    said: QueryDict = field(default_factory=QueryDict)
    names: Names = field(default_factory=Names)

    def answered(self, threads: Sequence[Thread]) -> list[tuple[Thread, str]]:
        """The threads, each with the answer that was typed under it."""
        return [(thread, self.answers.get(thread.pk, "")) for thread in threads]


@dataclass(frozen=True, slots=True)
class OtherSide:
    """What can be taken at a field instead of what stands in it, after a stale save.

    `mine` says whose it is: what is stored by now, or once that is taken the person's own. Their own travels along as
    `kept` in fields of the name `box`, behind a blank one that tells nothing chosen from nothing kept. `marks` lead
    from it to what stands in the field.
    """

    name: str
    label: Any
    words: str
    focused: bool
    marks: Sequence[Mark]
    mine: bool = False
    kept: Sequence[str] = ()

    @property
    def box(self) -> str:
        """The name of the hidden fields that hold `kept`."""
        return _kept_box(self.name)


def base_of(value: Any) -> str:
    """A short name for a field's value, as stored or as cleaned: the base from which somebody changes it.

    Two values have one name where they are stored as the same. Rows count by their keys, whatever their order.
    """
    if isinstance(value, (list, tuple)):
        words = sorted(str(one.pk if isinstance(one, Model) else one) for one in value)
    elif isinstance(value, datetime.date):
        words = [value.isoformat()]
    else:
        words = ["" if value is None else str(value)]
    return hashlib.sha256("\x00".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _kept_box(name: str) -> str:
    return f"kept-{name}"


def take_box(name: str) -> str:
    """The HTML id of the button that takes the other side of the field `name`."""
    return f"take-{name}"


_SHAPES: dict[type[forms.Widget], str] = {forms.Select: "form-select", forms.CheckboxSelectMultiple: "ticks"}


class FieldNotes:
    """A piece of a crispy layout: the comments about one field, and its other side after a stale save."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, form: "WritingForm", context: Any, template_pack: str = "", **kwargs: Any) -> SafeString | str:
        """The notes as HTML, or nothing where there are none."""
        bound = form[self.name]
        threads = form.around.threads.get(bound.auto_id, ())
        other = form.other_side(self.name)
        if not threads and other is None:
            return ""
        answered = form.around.answered(threads)
        here = {"threads": answered, "other": other, "value": form.on_screen(self.name)}
        return render_to_string("reports/parts/field_notes.html", here)


class WritingForm(HouseForm):
    """A form of the wizard: takes what is stored as `initial`, stays usable whatever is typed."""

    use_required_attribute = False

    def __init__(self, *args: Any, around: Surroundings | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around or Surroundings()
        self.dress()

    @property
    def pieces(self) -> "Sequence[WritingForm]":
        """The forms that are sent and saved with this one, itself first."""
        return [self]

    @property
    def subject(self) -> str:
        """What the form is about, where a step has several."""
        return ""

    def stored_names(self) -> Iterable[str]:
        """The fields that have a stored value; the others only ask for something to be done."""
        return self.fields

    def typed_names(self) -> Iterable[str]:
        """The fields that are saved while they are typed; the others wait for the button."""
        return self.stored_names()

    def together(self, name: str) -> Collection[str]:
        """The fields that can only be saved with this one, itself among them."""
        return [name]

    def bases(self) -> dict[str, str]:
        """From what each field of all pieces is changed, by its name in HTML."""
        return {piece.add_prefix(name): piece.base(name) for piece in self.pieces for name in piece.stored_names()}

    def base(self, name: str) -> str:
        """The base of the field as it is stored now."""
        stored = self.get_initial_for_field(self.fields[name], name)
        return base_of(self._offered(name, stored) if isinstance(stored, list) else stored)

    def sent(self) -> dict[str, list[str]]:
        """What a browser would send of all pieces if nobody had typed anything, by name in HTML."""
        return {piece.add_prefix(name): piece.stored_as_sent(name) for piece in self.pieces for name in piece.fields}

    def dress(self) -> None:
        """Give the fields their looks, the one that is asked for the focus, and the names of the figures."""
        for name, control in self.fields.items():
            if isinstance(control, TakesFigures):
                control.names = self.around.names
            attrs = control.widget.attrs
            shape = _SHAPES.get(type(control.widget), "form-control")
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

    def other_side(self, name: str) -> OtherSide | None:
        """What can be taken at the field after a stale save: the stored value, or the person's own in its place."""
        if not self.around.stale or not self.is_bound:
            return None
        here, label = self.add_prefix(name), self.fields[name].label
        focused = self.around.focus == take_box(here)
        if name in self.changed_data:
            words = self.words(name, self.stored_as_sent(name))
            return OtherSide(here, label, words, focused, self._marks(name, words))
        kept = self.around.said.getlist(_kept_box(here))
        words = self.words(name, kept[1:])
        return OtherSide(here, label, words, focused, self._marks(name, words), mine=True, kept=kept) if kept else None

    def _marks(self, name: str, other: str) -> Sequence[Mark]:
        value = self[name].value() or ""
        here = self.words(name, [str(one) for one in value] if isinstance(value, list) else [str(value)])
        return mark_words(other.replace("\r\n", "\n"), here.replace("\r\n", "\n"))

    def in_conflict(self) -> bool:
        """Whether something else can be taken at one of the form's fields."""
        return any(self.other_side(name) for name in self.fields)

    def take(self, here: str, said: QueryDict) -> None:
        """Put the other side of the field that is called `here` in HTML into `said`; that of another form is left."""
        for name in self.fields:
            if self.add_prefix(name) != here:
                continue
            if name in self.changed_data:
                said.setlist(_kept_box(here), ["", *said.getlist(here)])
                said.setlist(here, self.stored_as_sent(name))
            elif kept := said.getlist(_kept_box(here)):
                said.setlist(here, kept[1:])

    def stored_as_sent(self, name: str) -> list[str]:
        """What the database holds, as the browser would send it."""
        field = self.fields[name]
        shown: Any = field.widget.format_value(field.prepare_value(self.get_initial_for_field(field, name)))
        return [shown] if isinstance(shown, str) else self._offered(name, shown or ())

    def _offered(self, name: str, values: Iterable[Any]) -> list[str]:
        """Those of the values that the field offers: a browser sends no other, such as a link to a removed row."""
        offered = {str(value) for value, _label in getattr(self.fields[name], "choices", ())}
        return [str(value) for value in values if str(value) in offered]

    def words(self, name: str, sent: Sequence[str]) -> str:
        """What was sent or stored, as a person reads it."""
        labels = {str(value): str(label) for value, label in getattr(self.fields[name], "choices", ())}
        return "；".join(labels.get(value, value) for value in sent)

    @property
    def takes_figures(self) -> bool:
        """Whether one of the fields may take figures, and there are any."""
        return bool(self.around.names.indicators) and any(isinstance(one, TakesFigures) for one in self.fields.values())

    def on_screen(self, name: str) -> str:
        """The text of a field as it stands on the screen, valid or not, with its figures as they are stored."""
        return self.around.names.stored(str(self[name].value() or ""))

    def count_of(self, *names: str) -> int:
        """The characters of these fields as they would be printed, white space aside as offices count."""
        counts = self.around.names.counts
        return sum(len("".join(written_out(self.on_screen(name), counts).split())) for name in names)

    def has_focus(self) -> bool:
        """Whether one of the form's fields is to be focused."""
        return self.around.focus in {self[name].auto_id for name in self.fields}

    def comments(self) -> int:
        """How many comments about the form's fields wait for an answer."""
        ids: Collection[str] = {self[name].auto_id for name in self.fields}
        about = [thread for place, threads in self.around.threads.items() if place in ids for thread in threads]
        return sum(thread.state == ThreadState.OPEN for thread in about)
