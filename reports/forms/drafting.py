"""The forms of the cover and of the preamble."""

from copy import copy
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports import choices
from reports.document.figures import references_in
from reports.document.layouts import PARTS
from reports.forms.fields import CleanText, DayField, FigureLine, FigureText, Lines
from reports.forms.writing import Surroundings, WritingForm
from reports.models import Report
from reports.models.fields import labelled

# What is asked for only where the report's type has a letterhead.
OF_LETTERHEAD = ("serial", "urgency")
HIGHEST_SERIAL = 9999


class CoverForm(WritingForm):
    """What stands around the body; all but the date is filled in already."""

    serial = forms.IntegerField(
        label=_("Document number"),
        min_value=1,
        max_value=HIGHEST_SERIAL,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("The number alone, such as 3. Until your office gives it, leave it empty: a gap is printed."),
        error_messages={"invalid": _("Write the number alone, such as 3.")},
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", _("Not urgent")), *labelled(choices.Urgency)], required=False
    )
    title = CleanText(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Made from the unit and the period; change it only where you must. It also names the file."),
    )
    recipient = CleanText(
        label=_("Recipient"),
        max_length=100,
        required=False,
        help_text=_("Printed above the text; the colon is added by itself."),
    )
    signature = Lines(
        label=_("Signature"),
        max_length=200,
        help_text=_("The full name of the unit that signs; where several sign, one a line."),
    )
    document_date = DayField(
        label=_("Date of the document"), help_text=_("The day of signing, printed below the signature.")
    )
    closing = FigureLine(
        label=_("Closing line"),
        max_length=200,
        required=False,
        help_text=_("For instance 特此报告。 Leave it empty where the report needs none."),
    )

    def __init__(self, report: Report, data: Any = None, *, around: Surroundings | None = None) -> None:
        super().__init__(data, around=around, initial={name: getattr(report, name) for name in self.base_fields})
        self.report = report
        self.lettered = PARTS[choices.Layout(report.outline.layout)].letterhead
        if not self.lettered:
            for name in OF_LETTERHEAD:
                del self.fields[name]

    def clean_title(self) -> str:
        """The title: it names the report in lists and files too, where no figure can be looked up."""
        title: str = self.cleaned_data["title"]
        if references_in(self.around.names.stored(title)):
            raise forms.ValidationError(gettext("A title takes no figures from the ledger. Write the number itself."))
        return title

    def layout(self) -> Layout:
        """In the order of the printed page."""
        lettered = [Div(*(Div(*self.noted(name)) for name in OF_LETTERHEAD), css_class="pair")] if self.lettered else []
        return Layout(
            *lettered,
            *self.noted("title", "recipient", "closing"),
            Div(
                Div(*self.noted("signature")),
                Div(*self.noted("document_date")),
                css_class="pair",
            ),
        )

    def values(self) -> dict[str, Any]:
        """The fields as `save_cover` takes them; what isn't asked for stays as it is."""
        return {name: getattr(self.report, name) for name in OF_LETTERHEAD} | self.cleaned_data

    def changed_report(self) -> Report:
        """A copy of the report with what is on the screen; a number or day that is none yet is left as stored."""
        report = copy(self.report)
        self.is_valid()
        valid = self.cleaned_data if self.is_bound else {}
        for name, field in self.fields.items():
            typed = self.on_screen(name) if isinstance(field, forms.CharField) else self.initial[name]
            setattr(report, name, valid.get(name, typed))
        return report


class PreambleForm(WritingForm):
    """The text before the first chapter."""

    preamble = FigureText(label=_("Text of the preamble"))

    def __init__(self, report: Report, data: Any = None, *, around: Surroundings | None = None) -> None:
        super().__init__(data, around=around, initial={"preamble": report.preamble})
        self.fields["preamble"].widget.attrs["rows"] = 8

    def values(self) -> dict[str, Any]:
        """The field as `save_preamble` takes it."""
        return self.cleaned_data
