"""The filter of the administrator's list of reports, and the reason for opening one again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.choices import ReportState
from reports.forms.fields import CleanText
from reports.forms.pages import FilterForm, PageForm
from reports.forms.units import UnitField
from reports.models import Period, ReportType, Unit
from reports.models.fields import labelled


class AllReportsFilter(FilterForm):
    """Whose reports, of which period and type, in which state."""

    unit = UnitField(label=_("Unit"), required=False, queryset=Unit.objects.all(), empty_label=_("all"))
    period = forms.ModelChoiceField(Period.objects.all(), label=_("Period"), required=False, empty_label=_("all"))
    report_type = forms.ModelChoiceField(
        ReportType.objects.all(), label=_("Report type"), required=False, empty_label=_("all")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *labelled(ReportState)])

    def __init__(self, *args: Any, period_words: Callable[[Period], str], **kwargs: Any) -> None:
        """`period_words` says how a period is called."""
        super().__init__(*args, **kwargs)
        periods: Any = self.fields["period"]
        periods.label_from_instance = period_words


class ReopenForm(PageForm):
    """Why a finished report is opened again; `version` is the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = CleanText(
        label=_("Why the report is opened again"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The unit and its officers read it in the report's history."),
    )
