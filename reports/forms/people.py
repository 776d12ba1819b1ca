"""Forms about accounts and roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.choices import Role
from reports.forms.fields import CleanText
from reports.forms.pages import FilterForm, PageForm, model_fields
from reports.forms.units import UnitField
from reports.models import Person, Unit
from reports.models.fields import labelled


class PeopleFilter(FilterForm):
    """Which accounts the list shows."""

    text = CleanText(label=_("Name or user name"), required=False, max_length=40)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("all")), *labelled(Role)])
    unit = UnitField(label=_("Unit"), required=False, queryset=Unit.objects.all(), empty_label=_("all"))
    active = forms.ChoiceField(
        label=_("Account"), required=False, choices=[("", _("all")), ("yes", _("active")), ("no", _("disabled"))]
    )


class NewPersonForm(PageForm):
    """A new account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(Person, ["full_name", "username"]))
        self.fields["full_name"].help_text = _("The name under which decisions and comments stand.")
        self.fields["username"].help_text = _("For signing in: letters and digits, for example the name in Pinyin.")


class PersonForm(PageForm):
    """The name of a person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(model_fields(Person, ["full_name"]))


class RoleForm(PageForm):
    """One more role of a person."""

    role = forms.ChoiceField(label=_("Role"), choices=labelled(Role))
    unit = UnitField(label=_("Unit"), required=False, empty_label=_("(administrators and auditors have none)"))
    with_subunits = forms.BooleanField(label=_("With all units below (officers only)"), required=False)

    def clean_role(self) -> Role:
        """The role as the actions know it."""
        return Role(self.cleaned_data["role"])
