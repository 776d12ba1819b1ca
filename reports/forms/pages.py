"""What the administrator's forms share; the fields are in one file for each noun."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from reports.errors import InvalidInput, StaleReport, WrongState
from reports.forms.fields import CleanText
from reports.forms.words import HouseForm

CHOOSE = _("Choose…")


def model_fields(
    model: type[Model], names: Iterable[str], *, classes: Mapping[str, type[forms.Field]] | None = None
) -> dict[str, forms.Field]:
    """The form fields of these model fields, some of another class; a choice that is still to be made says so."""
    plain = forms.fields_for_model(model, list(names))
    # A text with choices or a format of its own keeps the field that knows them.
    texts = {name: CleanText for name, field in plain.items() if type(field) is forms.CharField}
    fields: dict[str, forms.Field] = forms.fields_for_model(
        model, list(names), field_classes={**texts, **(classes or {})}
    )
    for field in fields.values():
        if isinstance(field, forms.TypedChoiceField):
            shown = cast("Iterable[tuple[Any, Any]]", field.choices)
            field.choices = [(value, label if value else CHOOSE) for value, label in shown]
    return fields


class PageForm(HouseForm):
    """A form whose page writes the tag and the button; what an action refuses stands at its field.

    `status` is that of the answer that shows it: 409 where somebody else was quicker.
    """

    status = 200

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.helper = FormHelper()
        self.helper.form_tag = False

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn what an action refuses in the block into an error of this form, so that what was typed stays."""
        try:
            yield
        except InvalidInput as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
        except (StaleReport, WrongState) as error:
            self.add_error(None, str(error))
            self.status = error.status


class FilterForm(PageForm):
    """A row of fields above a list, sent by GET; nonsense filters nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.disable_csrf = True

    def chosen(self) -> dict[str, Any]:
        """What was asked for, without blanks and without what isn't valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class Day(forms.DateField):
    """A day, entered with the browser's own calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
