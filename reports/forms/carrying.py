"""What a person chose from last period's report."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.actions.carrying import Choices
from reports.composing.carrying import Offer


def _ids(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.uuid), str(row)) for row in rows]


class CarryingForm(forms.Form):
    """Ticks beside what `offer` holds; each promise also says which chapter will tell of it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    preamble = forms.BooleanField(required=False)
    texts = forms.MultipleChoiceField(required=False)
    promises = forms.MultipleChoiceField(required=False)
    problems = forms.MultipleChoiceField(required=False)
    quoted = forms.BooleanField(required=False)

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = [part.chapter for part in offer.chapters if part.lead]
        self._offer("texts", _ids([*leads, *(entry for part in offer.chapters for entry in part.entries)]))
        self._offer("promises", _ids(offer.promises))
        self._offer("problems", _ids(offer.problems))
        chapters = _ids(offer.promises_into)
        for promise in offer.promises:
            self.fields[f"into-{promise.uuid}"] = forms.ChoiceField(choices=chapters, required=False)
        self._first_chapter = chapters[0][0] if chapters else ""

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def choices(self) -> Choices:
        """What was ticked, for the action."""
        data = self.cleaned_data
        return Choices(
            preamble=data["preamble"],
            texts=data["texts"],
            promises={uuid: data[f"into-{uuid}"] or self._first_chapter for uuid in data["promises"]},
            problems=data["problems"],
            quoted=data["quoted"],
        )
