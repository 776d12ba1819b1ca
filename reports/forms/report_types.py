"""Forms about report types; those about outlines are in `outlines`."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.choices import PeriodKind
from reports.forms.pages import PageForm, model_fields
from reports.models import ReportType
from reports.models.fields import labelled


class ReportTypeForm(PageForm):
    """What a type is called and for which periods it is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(ReportType, ["name", "genre"]))
        self.fields["period_kinds"] = forms.MultipleChoiceField(
            label=_("Written for"), choices=labelled(PeriodKind), widget=forms.CheckboxSelectMultiple
        )


class NewReportTypeForm(ReportTypeForm):
    """A new type with its code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(ReportType, ["code"]))
        self.fields["code"].help_text = _("Letters and digits by which files and commands know the type.")


class ChangeReportTypeForm(ReportTypeForm):
    """A type, and whether reports of it are started."""

    active = forms.BooleanField(label=_("New reports of this type can be started"), required=False)
    field_order = ("name", "genre", "period_kinds", "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
