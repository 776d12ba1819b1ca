"""Forms of the ledger: one activity, the filter above the list, why one is void."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.actions.ledger import said_by
from reports.composing.activities import Reader
from reports.forms.fields import CleanText, DayField, PlainText
from reports.forms.pages import CHOOSE, Day, FilterForm, PageForm
from reports.forms.units import UnitField
from reports.importing.activities import MOST, Fault, Reading
from reports.models import Activity, ActivityKind, Person, Unit
from reports.queries.ledger import kept_units, kinds_in_use, recorded_here

LONGEST_TAGS = 10
_TAGS = re.compile(r"[,，、;；\s]+")
_GUESSES = {
    "first_day": _("The line names no day, so this is today."),
    "kind": _("Guessed by its words. Look whether it is right."),
    "attendance": _("The number was rounded. Write the exact one."),
    "quantity": _("The number was rounded. Write the exact one."),
}


class Tags(CleanText):
    """Words, parted by commas or blanks; gives a list."""

    def prepare_value(self, value: Any) -> Any:
        """The words in one line."""
        return "、".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        """The words, each once."""
        return list(dict.fromkeys(word for word in _TAGS.split(super().to_python(value)) if word))[:LONGEST_TAGS]


class ActivityForm(PageForm):
    """One activity; what a reading found doubtful or wrong stands at its field as a note.

    `words` are those by which the kind is remembered for the unit where a person chose another than was read.
    """

    first_day = DayField(label=_("Day"), required=True)
    last_day = DayField(label=_("Last day"))
    kind = forms.ModelChoiceField(ActivityKind.objects.none(), label=_("Kind"), empty_label=CHOOSE)
    title = CleanText(label=_("Title"), max_length=200)
    attendance = forms.IntegerField(label=_("Attendance"), required=False, min_value=1, max_value=MOST)
    quantity = forms.IntegerField(label=_("Quantity"), required=False, min_value=1, max_value=MOST)
    unit = UnitField(label=_("Office"), queryset=Unit.objects.none(), empty_label=None)
    document_number = CleanText(label=_("Document number"), required=False, max_length=60)
    people = CleanText(label=_("Who"), required=False, max_length=200)
    summary = PlainText(label=_("Summary"), rows=2)
    tags = Tags(label=_("Tags"), required=False, max_length=200)
    words = CleanText(
        label=_("Words to remember for this kind"),
        required=False,
        max_length=60,
        help_text=_("From now on these words in your unit's lines mean the kind that you choose above."),
    )

    another = forms.BooleanField(
        label=_("It is another one: record it too"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    MAIN = ("first_day", "last_day", "kind", "title", "attendance", "quantity", "unit")
    MORE = ("document_number", "people", "summary", "tags")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        """`person` is whoever fills the form in: the units to choose from are those whose ledger that person keeps."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].queryset = kinds_in_use()
        fields["unit"].queryset = kept_units(person)
        self.notes: dict[str, str] = {}
        for name in ("attendance", "quantity"):
            fields[name].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        """An activity of one day ends on it."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("last_day"):
            values["last_day"] = values.get("first_day")
        return values

    def main(self) -> Iterator[tuple[BoundField, str]]:
        """The fields that everybody fills in, each with its note."""
        return ((self[name], self.notes.get(name, "")) for name in self.MAIN)

    def more(self) -> Iterator[tuple[BoundField, str]]:
        """The other fields; nobody has to fill one in."""
        return ((self[name], self.notes.get(name, "")) for name in self.MORE)

    @property
    def more_filled(self) -> bool:
        """Whether one of the other fields says something or is refused."""
        return any(self[name].value() or self[name].errors for name in self.MORE)

    @cached_property
    def twins(self) -> list[Activity]:
        """What the ledger has already that looks like this one, as far as the fields say what it is."""
        self.is_valid()
        said = self.cleaned_data if self.is_bound else self.initial
        unit, kind, day, title = (said.get(name) for name in ("unit", "kind", "first_day", "title"))
        return recorded_here(unit, kind, day, title) if unit and kind and day and title else []

    @property
    def look_at(self) -> str:
        """The first field that somebody should look at; "" where all is sure."""
        noted = next((name for name in self.MAIN if name in self.notes or name in self.errors), "")
        return noted or ("another" if self.twins else "")

    @property
    def asks_for_words(self) -> bool:
        """Whether the kind was not read surely, so that its words are worth a look."""
        return "kind" in self.notes or "kind" in self.errors or bool(self.errors.get("words"))

    def fields_of_activity(self) -> dict[str, Any]:
        """What goes into the activity."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("words", "another", "version")}


def form_for_reading(reader: Reader, reading: Reading, person: Person) -> ActivityForm:
    """The form that shows what was read from a quick line."""
    words = reading.kind_words
    form = ActivityForm(
        initial={**reader.values(reading), "unit": reader.unit_of(reading), "words": words}, person=person
    )
    form.notes = {part: str(_GUESSES[part]) for part in reading.unsure} | words_of((*reading.left, *reading.faults))
    return form


def words_of(faults: Iterable[Fault]) -> dict[str, str]:
    """What is said of each part, in words; what is said of it in several sentences stands behind each other."""
    words: dict[str, str] = {}
    for fault in faults:
        said = gettext(fault.message) % fault.params
        words[fault.part] = f"{words[fault.part]} {said}" if fault.part in words else said
    return words


class ChangeActivityForm(ActivityForm):
    """One activity as it is stored; `version` is the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        """`activity` gives what stands in the fields; a kind that is given up stays while nobody chooses another."""
        names = (*self.MAIN, *self.MORE, "version")
        kwargs["initial"] = {name: getattr(activity, name) for name in names}
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.queryset = kinds_in_use() | ActivityKind.objects.filter(pk=activity.kind_id)
        del self.fields["words"], self.fields["another"]

    def anew(self, activity: Activity, before: Mapping[str, Any], person: Person) -> "ChangeActivityForm":
        """The form over what somebody else saved meanwhile: it has what this person changed, all else as it stands now.

        `before` is what the activity said when the page showed it. Saved once more, it is saved like this.
        """
        stored = ChangeActivityForm(activity=activity, person=person)
        typed = said_by(Activity(**self.fields_of_activity()))
        mine = {name for name in typed if typed[name] != before.get(name)}
        data = {name: (self if name in mine else stored)[name].value() for name in self.fields}
        form = ChangeActivityForm(data, activity=activity, person=person)
        form.add_error(
            None,
            _(
                "Somebody changed this activity a moment ago; the right side says what. Fields that you left alone "
                "show it already. Save once more to put in what you changed."
            ),
        )
        form.status = self.status
        return form


class LedgerFilter(FilterForm):
    """Whose activities, of which kind, from when to when, with which words, standing or void."""

    unit = UnitField(label=_("Office"), required=False, queryset=Unit.objects.none(), empty_label=_("all"))
    kind = forms.ModelChoiceField(ActivityKind.objects.all(), label=_("Kind"), required=False, empty_label=_("all"))
    since = Day(label=_("From"), required=False)
    until = Day(label=_("To"), required=False)
    text = CleanText(label=_("Words"), required=False, max_length=60)
    voided = forms.BooleanField(label=_("Void ones"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, person: Person) -> None:
        """`person` keeps the units that can be chosen."""
        super().__init__(data)
        units: Any = self.fields["unit"]
        units.queryset = kept_units(person)


class VoidForm(PageForm):
    """Why an activity is void."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = CleanText(label=_("Why it is void"), max_length=200)
