"""The forms of the cover and of the preamble."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms.fields import DayField, PlainText
from reports.forms.writing import Surroundings, WritingForm
from reports.models import Report


class CoverForm(WritingForm):
    """What stands around the body; all but the date is filled in already."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Made from the unit and the period; change it only where you must. It also names the file."),
    )
    recipient = forms.CharField(
        label=_("Recipient"),
        max_length=100,
        required=False,
        help_text=_("Printed above the text; the colon is added by itself."),
    )
    signature = forms.CharField(
        label=_("Signature"), max_length=100, required=False, help_text=_("The full name of the unit that signs.")
    )
    document_date = DayField(
        label=_("Date of the document"), help_text=_("The day of signing, printed below the signature.")
    )
    closing = forms.CharField(
        label=_("Closing line"),
        max_length=200,
        required=False,
        help_text=_("For instance 特此报告。 Leave it empty where the report needs none."),
    )

    def __init__(self, report: Report, data: Any = None, *, around: Surroundings | None = None) -> None:
        super().__init__(data, around=around, initial={name: getattr(report, name) for name in self.base_fields})

    def layout(self) -> Layout:
        """In the order of the printed page."""
        return Layout(
            *self.noted("title", "recipient", "closing"),
            Div(
                Div(*self.noted("signature")),
                Div(*self.noted("document_date")),
                css_class="pair",
            ),
        )

    def values(self) -> dict[str, Any]:
        """The fields as `save_cover` takes them."""
        return self.cleaned_data


class PreambleForm(WritingForm):
    """The text before the first chapter."""

    preamble = PlainText(label=_("Text of the preamble"))

    def __init__(self, report: Report, data: Any = None, *, around: Surroundings | None = None) -> None:
        super().__init__(data, around=around, initial={"preamble": report.preamble})
        self.fields["preamble"].widget.attrs["rows"] = 8

    def values(self) -> dict[str, Any]:
        """The field as `save_preamble` takes it."""
        return self.cleaned_data
