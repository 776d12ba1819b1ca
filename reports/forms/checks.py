"""The forms about cross-checks: what a unit says to rules that don't hold, and the administrator's rules."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.composing.checks import Contradiction
from reports.forms.fields import PlainText
from reports.forms.writing import Surroundings, WritingForm

LONGEST_ANSWER = 500


class AnswersForm(WritingForm):
    """A field for each rule that doesn't hold: an explanation, or for a hard rule the waiver of the unit's head."""

    CONFIRM = "confirm:"

    def __init__(
        self,
        found: Sequence[Contradiction],
        data: Any = None,
        *,
        waives: bool,
        around: Surroundings | None = None,
    ) -> None:
        super().__init__(data, around=around)
        self.found = found
        for one in found:
            if one.hard and not waives:
                continue
            name = self.name_of(one)
            label = _("Waive it, because") if one.hard else _("Explanation")
            self.fields[name] = PlainText(label=label, rows=1, max_length=LONGEST_ANSWER)
            self.fields[name].widget.attrs["class"] += " form-control"
            self.initial[name] = one.answer.text if one.answer else ""

    @staticmethod
    def name_of(one: Contradiction) -> str:
        """The name of the field in which the contradiction is answered."""
        return f"{'waive' if one.hard else 'explain'}-{one.id}"

    def field_of(self, one: Contradiction) -> forms.BoundField | None:
        """The field of the contradiction; None where this person has none."""
        name = self.name_of(one)
        return self[name] if name in self.fields else None

    def values(self) -> dict[str, Any]:
        """The texts that were sent, as `save_answers` takes them."""
        sent = [one for one in self.found if self.name_of(one) in self.fields and self.name_of(one) in self.data]
        texts = {one.id: self.cleaned_data[self.name_of(one)] for one in sent}
        return {
            "explanations": {one.id: texts[one.id] for one in sent if not one.hard},
            "waivers": {one.id: texts[one.id] for one in sent if one.hard},
            "offered": self.found,
            "confirmed": self.data.get("act", "").removeprefix(self.CONFIRM),
        }
