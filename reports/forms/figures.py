"""The forms of figures: the step that lists them with what a person types instead, and the search of the picker."""

from collections.abc import Collection, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.actions.figures import HOLLOW
from reports.checking import names_something
from reports.choices import Computation, Scope
from reports.composing.figures import FigureRow
from reports.document import Reference
from reports.forms.fields import CleanText
from reports.forms.pages import FilterForm
from reports.forms.writing import Surroundings, WritingForm
from reports.models.fields import labelled

LARGEST = 9_999_999


def field_name(kind: str, key: str) -> str:
    """The name of a figure's field: `value` or `reason`; a key's bars are no part of a CSS selector."""
    return f"{kind}-{key.replace('|', '--')}"


class FiguresForm(WritingForm):
    """For each figure of the report a value that takes the place of the counted one, and the reason."""

    def __init__(self, rows: Sequence[FigureRow], data: Any = None, *, around: Surroundings | None = None) -> None:
        self.rows = rows
        super().__init__(data, around=around)
        for row in rows:
            value, reason = field_name("value", row.key), field_name("reason", row.key)
            self.fields[value] = forms.IntegerField(
                label=_("Value"),
                min_value=0,
                max_value=LARGEST,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
            self.fields[reason] = CleanText(label=_("Why, or where it is from"), max_length=200, required=False)
            if row.typed:
                self.initial[value], self.initial[reason] = row.typed.value, row.typed.reason
        self.dress()

    def together(self, name: str) -> Collection[str]:
        """A value and its reason."""
        return [f"{kind}-{name.partition('-')[2]}" for kind in ("value", "reason")]

    def clean(self) -> dict[str, Any]:
        """A typed value takes the place of what was counted, so it says why; a reason alone says nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        for row in self.rows:
            value, reason = field_name("value", row.key), field_name("reason", row.key)
            if cleaned.get(value) is not None and not cleaned.get(reason) and reason not in self.errors:
                self.add_error(reason, _("Say why this value stands instead of the counted one, or where it is from."))
            elif cleaned.get(reason) and not names_something(cleaned[reason]):
                self.add_error(reason, HOLLOW)
            elif cleaned.get(reason) and cleaned.get(value) is None and value not in self.errors:
                self.add_error(value, _("Write the value that the reason is about, or clear the reason."))
        return cleaned

    def values(self) -> dict[str, tuple[int, str] | None]:
        """What was typed, as `save_typed_figures` takes it; what came up since the page was made isn't in it."""
        typed = {}
        for row in self.rows:
            if field_name("value", row.key) not in self.data:
                continue
            value = self.cleaned_data[field_name("value", row.key)]
            reason = self.cleaned_data[field_name("reason", row.key)]
            typed[row.key] = None if value is None else (value, reason)
        return typed

    def layout(self) -> Layout:
        """Nothing by itself: the page places the fields of each figure in its row."""
        return Layout()

    def lines(self) -> list[tuple[FigureRow, Any, Any, bool]]:
        """Each figure with its two fields, and whether they stand open."""
        return [
            (row, value, reason, self._is_open(row, value, reason))
            for row in self.rows
            for value, reason in [(self[field_name("value", row.key)], self[field_name("reason", row.key)])]
        ]

    def _is_open(self, row: FigureRow, value: forms.BoundField, reason: forms.BoundField) -> bool:
        if row.typed or value.errors or reason.errors or self.around.focus in (value.auto_id, reason.auto_id):
            return True
        return row.computation == Computation.TYPED or bool(value.value() or reason.value())


class PickerForm(FilterForm):
    """What the picker looks for, and how the figure is to be counted and printed."""

    q = CleanText(label=gettext_lazy("Indicator"), required=False, max_length=40)
    scope = forms.ChoiceField(label=gettext_lazy("Counted over"), choices=labelled(Scope), required=False)
    office = forms.ChoiceField(label=gettext_lazy("Of"), required=False)
    about = forms.BooleanField(label=gettext_lazy("rounded down (余)"), required=False)
    bare = forms.BooleanField(label=gettext_lazy("the number alone"), required=False)

    def __init__(self, offices: Sequence[tuple[str, str]], data: Any = None) -> None:
        """`offices` are code and name of the units below the report's."""
        super().__init__(data, auto_id="pick_%s")
        for name in ("scope", "office"):
            self.fields[name].widget.attrs["class"] = "form-select"
        whole = _("the whole unit")
        self.fields["office"].choices = [("", whole), *offices]  # type: ignore[attr-defined]

    @property
    def has_offices(self) -> bool:
        """Whether there is anything to choose but the whole unit."""
        return len(self.fields["office"].choices) > 1  # type: ignore[attr-defined]

    def reference(self, code: str) -> Reference:
        """The figure of the indicator `code` as it is asked for."""
        chosen = self.chosen()
        return Reference(
            code,
            Scope(chosen.get("scope") or Scope.PERIOD),
            chosen.get("office", ""),
            bool(chosen.get("about")),
            bool(chosen.get("bare")),
        )
