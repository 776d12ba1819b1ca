"""What a person chose from last period's report."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from reports.actions.carrying import Choices
from reports.composing.carrying import Offer
from reports.forms.steps import chapter_title


def _ids(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.uuid), str(row)) for row in rows]


class CarryingForm(forms.Form):
    """Ticks beside what `offer` holds; each promise also says which chapter will tell of it.

    Promises and problems are ticked until somebody takes the tick away.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    preamble = forms.BooleanField(required=False)
    texts = forms.MultipleChoiceField(required=False)
    promises = forms.MultipleChoiceField(required=False)
    problems = forms.MultipleChoiceField(required=False)
    quoted = forms.BooleanField(required=False)

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        leads = [part.chapter for part in offer.chapters if part.lead]
        self._choose_from("texts", _ids([*leads, *(entry for part in offer.chapters for entry in part.entries)]))
        self._choose_from("promises", _ids(offer.promises))
        self._choose_from("problems", _ids(offer.problems))
        for name in ("promises", "problems"):
            self.initial[name] = [str(row.uuid) for row in getattr(offer, name)]
        chapters = [(str(chapter.uuid), chapter_title(chapter)) for chapter in offer.promises_into]
        for promise in offer.promises:
            self.fields[f"into-{promise.uuid}"] = forms.ChoiceField(
                choices=chapters, required=False, widget=forms.Select(attrs={"class": "form-select"})
            )
        self._first_chapter = chapters[0][0] if chapters else ""

    def _choose_from(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def promises_with_places(self) -> Iterator[tuple[Any, Any]]:
        """Each promise that is offered with the field that says into which chapter it goes."""
        for promise in self.offer.promises:
            yield promise, self[f"into-{promise.uuid}"]

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
