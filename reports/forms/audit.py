"""The filter of the page with what happened."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.forms.fields import CleanText
from reports.forms.pages import Day, FilterForm
from reports.forms.units import UnitField
from reports.models import Unit


class AuditFilter(FilterForm):
    """Who, about which unit, what, when; `text` is looked for in the name of the object.

    `request` is the id that each answer carries (X-Request-Id) and the log has."""

    person = CleanText(label=_("Person"), required=False, max_length=40)
    unit = UnitField(label=_("Unit"), required=False, queryset=Unit.objects.all(), empty_label=_("all"))
    event = forms.ChoiceField(label=_("What"), required=False)
    since = Day(label=_("From"), required=False)
    until = Day(label=_("To"), required=False)
    text = CleanText(label=_("About"), required=False, max_length=60)
    report = forms.IntegerField(label=_("Report No."), required=False, min_value=1, max_value=2**31 - 1)
    address = forms.GenericIPAddressField(label=_("Address"), required=False, unpack_ipv4=True)
    request = CleanText(label=_("Request"), required=False, max_length=32)

    def __init__(self, *args: Any, events: dict[str, str], **kwargs: Any) -> None:
        """`events` are the events with their words."""
        super().__init__(*args, **kwargs)
        choices = sorted(((event, gettext(words)) for event, words in events.items()), key=lambda pair: pair[0])
        self.fields["event"].choices = [("", gettext("all")), *choices]  # type: ignore[attr-defined]
