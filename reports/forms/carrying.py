"""Which texts a person chose from last period's report."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.actions.carrying import Choices
from reports.composing.carrying import Offer
from reports.forms.words import HouseForm


def _ids(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.uuid), str(row)) for row in rows]


class CarryingForm(HouseForm):
    """Ticks beside what `offer` holds."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    preamble = forms.BooleanField(required=False)
    texts = forms.MultipleChoiceField(required=False)

    def __init__(self, offer: Offer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        leads = [part.chapter for part in offer.chapters if part.lead]
        texts: Any = self.fields["texts"]
        texts.choices = _ids([*leads, *(entry for part in offer.chapters for entry in part.entries)])

    def choices(self) -> Choices:
        """What was ticked, for the action."""
        return Choices(preamble=self.cleaned_data["preamble"], texts=self.cleaned_data["texts"])
