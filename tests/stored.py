"""All that is stored, read without the models, which would build each of these questions anew thousands of times."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

Row = tuple[Any, ...]


@cache
def own_models() -> tuple[type[Model], ...]:
    """Every model of the application; a table between two models is one too."""
    return tuple(apps.get_app_config("reports").get_models(include_auto_created=True))


@cache
def columns(model: type[Model]) -> tuple[str, ...]:
    """The columns in which `stored_rows` gives the model's rows, its key first."""
    others = (field.column for field in model._meta.concrete_fields if not field.primary_key)
    return tuple(str(column) for column in (model._meta.pk.column, *others))


def stored_rows(models: Iterable[type[Model]]) -> dict[type[Model], list[Row]]:
    """Every row of these models as the database gives it, in no order."""
    rows = {}
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(_question(model))
            rows[model] = cursor.fetchall()
    return rows


@cache
def _question(model: type[Model]) -> str:
    names = ", ".join(map(connection.ops.quote_name, columns(model)))
    return f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}"
