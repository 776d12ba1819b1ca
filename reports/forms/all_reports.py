"""The filter of the administrator's list of reports, and the reason for opening one again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.choices import ReportState
from reports.forms.pages import FilterForm, PageForm
from reports.forms.units import UnitField
from reports.models import Period, ReportType, Unit
from reports.models.fields import labelled
from reports.templatetags.frame import period_name


class PeriodField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A period, by its words."""

    def label_from_instance(self, obj: object) -> str:
        """The period in words."""
        return period_name(obj)  # type: ignore[arg-type]


class AllReportsFilter(FilterForm):
    """Whose reports, of which period and type, in which state."""

    unit = UnitField(label=_("Unit"), required=False, queryset=Unit.objects.all(), empty_label=_("all"))
    period = PeriodField(Period.objects.all(), label=_("Period"), required=False, empty_label=_("all"))
    report_type = forms.ModelChoiceField(
        ReportType.objects.all(), label=_("Report type"), required=False, empty_label=_("all")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *labelled(ReportState)])


class ReopenForm(PageForm):
    """Why a finished report is opened again; `version` is the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why the report is opened again"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The unit and its officers read it in the report's history."),
    )
