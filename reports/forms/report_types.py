"""Forms about report types; those about outlines are in `outlines`."""

from typing import Any

from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.choices import PeriodKind
from reports.forms.fields import Lines
from reports.forms.pages import PageForm, model_fields
from reports.models import ActivityKind, ReportType
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
    sentences = Lines(
        label=_("Sentences of its own"),
        rows=3,
        required=False,
        help_text=_(
            "One a line, such as 集体廉政谈话：开展集体廉政谈话{count}次，{attendance}人次参加."
            " Other kinds of activities keep the sentence of the catalogue."
        ),
    )
    field_order = ("name", "genre", "period_kinds", "sentences", "active")

    def __init__(self, report_type: ReportType, data: Any = None) -> None:
        self.kinds = dict(ActivityKind.objects.values_list("name", "code"))
        said = [
            f"{name}：{report_type.sentences[code]}"
            for name, code in self.kinds.items()
            if code in report_type.sentences
        ]
        initial = model_to_dict(report_type, ["name", "genre", "active", "period_kinds"])
        super().__init__(data, initial={**initial, "sentences": "\n".join(said)})
        self.order_fields(self.field_order)

    def clean_sentences(self) -> dict[str, str]:
        """The patterns by the codes of the kinds that the lines begin with."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["sentences"].splitlines():
            name, _colon, pattern = line.replace(":", "：", 1).partition("：")
            code = self.kinds.get(name.strip())
            if code is None:
                words = gettext(
                    "There is no kind of activity “%(name)s”. Begin the line with a kind's name and a colon."
                )
                raise forms.ValidationError(words % {"name": name.strip()[:40]})
            if code in found:
                raise forms.ValidationError(gettext("“%(name)s” stands there twice.") % {"name": name.strip()})
            found[code] = pattern.strip().rstrip("。")
        return found
