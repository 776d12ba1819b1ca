"""What the changes of an activity changed, in words."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.actions.ledger import FIELDS, said_by
from reports.forms.ledger import ActivityForm
from reports.models import Activity, ActivityKind, ActivityVersion, Person, Unit


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed an activity when, and what: name of the field, old and new words."""

    by: Person
    at: datetime.datetime
    fields: list[tuple[str, str, str]]


def changes_of(activity: Activity, versions: Sequence[ActivityVersion]) -> list[Change]:
    """What each change of the activity changed, the newest first; `versions` are in that order too."""
    changes = []
    after = said_by(activity)
    texts = [*(version.said for version in versions), after]
    names = _names(texts)
    for version in versions:
        fields = [
            (_label(name), _shown(name, version.said.get(name), names), _shown(name, after.get(name), names))
            for name in FIELDS
            if version.said.get(name) != after.get(name)
        ]
        changes.append(Change(version.by, version.at, fields))
        after = version.said
    return changes


def _names(texts: Sequence[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """What units and kinds are called, by field and code."""
    units = Unit.objects.filter(code__in={text["unit"] for text in texts})
    kinds = ActivityKind.objects.filter(code__in={text["kind"] for text in texts})
    return {("unit", unit.code): unit.name for unit in units} | {("kind", kind.code): kind.name for kind in kinds}


def _label(name: str) -> str:
    return str(ActivityForm.base_fields[name].label)


def _shown(name: str, value: Any, names: dict[tuple[str, str], str]) -> str:
    if value in (None, "", []):
        return _("(empty)")
    if isinstance(value, list):
        return "、".join(value)
    return names.get((name, str(value)), str(value))
