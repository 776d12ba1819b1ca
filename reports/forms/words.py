"""What a field says when it refuses what was typed: in the house's words, never in Django's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.actions.storing import BLANK, REFUSALS

_EVERYWHERE: Mapping[str, Any] = {**REFUSALS, "required": BLANK}
# What only fields of a class say, the last that fits; their errors have other parameters, or another sense.
_OF_CLASS: tuple[tuple[type[forms.Field], Mapping[str, Any]], ...] = (
    (forms.IntegerField, {"invalid": _("Write a whole number, such as 12.")}),
    (forms.DateField, {"invalid": _("There is no such day. Write it as 2026-03-31.")}),
    (forms.ModelChoiceField, {"invalid_choice": _("This is not offered any more. Choose something else.")}),
    (
        forms.FileField,
        {
            "max_length": _("The file's name is longer than %(max)s characters. Give it a shorter one."),
            "empty": _("The file is empty. Choose another one."),
        },
    ),
)


class HouseForm(forms.Form):
    """A form whose fields refuse in the house's words where they have none of their own."""

    def full_clean(self) -> None:
        """Validate, with the words of each field settled before."""
        for field in self.fields.values():
            use_house_words(field)
        super().full_clean()


def use_house_words(field: forms.Field) -> None:
    """Put the house's words in the place of Django's; those that the field was given stay."""
    words = dict(_EVERYWHERE)
    for kind, own in _OF_CLASS:
        if isinstance(field, kind):
            words.update(own)
    default: dict[str, Any] = {}
    for parent in reversed(type(field).__mro__):
        default.update(getattr(parent, "default_error_messages", {}))
    for code, text in words.items():
        if field.error_messages.get(code) == default.get(code):
            field.error_messages[code] = text
