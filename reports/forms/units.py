"""Forms about the tree of units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.forms.pages import CHOOSE, PageForm, model_fields
from reports.models import Unit

UNIT_FIELDS = ("name", "short_name", "code", "kind", "leading_body")


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A unit out of the whole tree, indented as it stands there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(kwargs.pop("queryset", Unit.objects.filter(active=True)), **{"empty_label": CHOOSE, **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        """The name, one wide space deeper for each level."""
        indent: str = "\u3000" * (obj.depth - 1)
        return f"{indent}{obj.name}"


class UnitForm(PageForm):
    """What a unit is called and is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(Unit, UNIT_FIELDS))
        self.fields["name"].help_text = _("As it is printed in reports.")
        self.fields["code"].help_text = _("Letters and digits by which lists and files know the unit.")
        self.fields["leading_body"].help_text = _("Reports speak of the party group or the party committee.")


class NewUnitForm(UnitForm):
    """A new unit and its place."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitField(
            label=_("Stands below"), required=False, empty_label=_("(nothing: the top of the tree)")
        )


class MoveUnitForm(PageForm):
    """Another place in the tree for `unit`, which stands neither below itself nor below what is below it."""

    parent = UnitField(label=_("Stands below"), required=False, empty_label=_("(nothing: the top of the tree)"))

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = parent.queryset.exclude(path__startswith=unit.path)
        parent.error_messages["invalid_choice"] = _("The unit can't stand there. Choose another place.")


class UnitFileForm(PageForm):
    """An Excel file with units."""

    file = forms.FileField(
        label=_("Excel file (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}), max_length=200
    )
