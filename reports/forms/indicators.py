"""Forms of the catalogue: indicators and the kinds of activities that they count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms.fields import Lines
from reports.forms.pages import PageForm, model_fields
from reports.models import ActivityKind, Indicator, ReportType

KIND_FIELDS = ("name", "with_attendance", "quantity_word", "sentence", "active")
INDICATOR_FIELDS = ("name", "unit_word", "computation", "stock", "active")


class _CatalogueForm(PageForm):
    """The code of a new row, its fields, and other words for it, one a line."""

    model: type[ActivityKind | Indicator]
    names: tuple[str, ...]

    def __init__(self, row: ActivityKind | Indicator | None, data: Any = None) -> None:
        super().__init__(data, initial=self.said(row) if row else {"active": True, "with_attendance": True})
        self.fields.update(model_fields(self.model, self.names if row else ("code", *self.names)))
        if not row:
            self.fields["code"] = forms.RegexField(
                r"\A[a-z][a-z0-9_]*\Z",
                label=_("Code"),
                max_length=40,
                help_text=_("Small letters, digits and underlines, such as talk_heart; it stays for good."),
                error_messages={"invalid": _("Small letters, digits and underlines only, a letter first.")},
            )
        self.fields["words"] = Lines(label=_("Other words for it, one a line"), rows=4)

    def said(self, row: Any) -> dict[str, Any]:
        """What the row says now."""
        return {name: getattr(row, name) for name in self.names} | {"words": "\n".join(row.words)}

    def values(self) -> dict[str, Any]:
        """The fields as the actions take them."""
        return self.cleaned_data | {"words": self.cleaned_data["words"].splitlines()}


class KindForm(_CatalogueForm):
    """A kind of activity."""

    model, names = ActivityKind, KIND_FIELDS

    def __init__(self, row: ActivityKind | None, data: Any = None) -> None:
        super().__init__(row, data)
        self.fields["quantity_word"].help_text = _("Such as 份 or 期; empty where nothing but the activity is counted.")
        self.fields["sentence"].help_text = _(
            "Such as 召开党组会{count}次，{attendance}人次参加; {quantity} stands for the quantity."
        )


class IndicatorForm(_CatalogueForm):
    """An indicator, what it counts, and which reports are asked for it."""

    model, names = Indicator, INDICATOR_FIELDS

    def __init__(self, row: Indicator | None, data: Any = None) -> None:
        super().__init__(row, data)
        others = Indicator.objects.exclude(pk=row.pk) if row else Indicator.objects.all()
        self.fields["stock"].help_text = _(
            "For typed values such as files that are kept: cross-checks don't add up its halves of a year."
        )
        self.fields["kinds"] = _several(ActivityKind, _("Activities that are counted"))
        self.fields["part_of"] = forms.ModelChoiceField(others, label=_("Part of (其中)"), required=False)
        self.fields["wanted_by"] = _several(ReportType, _("Asked for in"))

    def said(self, row: Any) -> dict[str, Any]:
        """With what it counts, is part of, and is asked for in."""
        links = {name: list(getattr(row, name).all()) for name in ("kinds", "wanted_by")}
        return super().said(row) | links | {"part_of": row.part_of_id}


def _several(model: type[ActivityKind | ReportType], label: Any) -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        model._default_manager.all(), label=label, required=False, widget=forms.CheckboxSelectMultiple
    )
