"""How an enumeration of `reports.choices` becomes a column and its constraint."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reports.choices import Choice


def labelled(choices: type[Choice]) -> list[tuple[str, Promise]]:
    """The (value, translated label) pairs of an enumeration, for a field's `choices`."""
    return [(member.value, gettext_lazy(member.label)) for member in choices]


def one_of(field: str, choices: type[Choice], *, name: str) -> models.CheckConstraint:
    """A named constraint: the column `field` holds a value of the enumeration."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": [c.value for c in choices]}), name=name)
