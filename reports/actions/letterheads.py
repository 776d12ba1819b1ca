"""What administrators do with the letterhead of a unit."""

from typing import Any

from django.db import transaction

from reports.actions.audit import record
from reports.actions.storing import check, hold
from reports.models import LetterheadSettings, Person, Unit

LETTERHEAD_FIELDS = (
    "organ",
    "code_word",
    "signers",
    "signing_bodies",
    "sealed",
    "note",
    "copy_to",
    "printed_by",
)
# Where a letterhead may name its unit in full, and how long each may be.
NAMING_FIELDS = {"organ": 60, "signing_bodies": 200, "printed_by": 60}


@transaction.atomic
def save_letterhead(unit: Unit, *, by: Person | None, **values: Any) -> LetterheadSettings:
    """Store the unit's letterhead (LETTERHEAD_FIELDS); reports that are still written are printed with it at once.

    `by` is None only for a command. Raises InvalidInput for values that the model doesn't take.
    """
    hold(Unit.objects.filter(pk=unit.pk))
    letterhead = LetterheadSettings.objects.filter(unit=unit).first() or LetterheadSettings(unit=unit)
    changed = [name for name in LETTERHEAD_FIELDS if letterhead.pk is None or getattr(letterhead, name) != values[name]]
    for name in changed:
        setattr(letterhead, name, values[name])
    check(letterhead)
    if changed:
        letterhead.save()
        record("unit.letterhead_saved", by=by, unit=unit, fields=changed)
    return letterhead


@transaction.atomic
def remove_letterhead(unit: Unit, *, by: Person) -> None:
    """Forget the unit's letterhead; frozen versions keep theirs."""
    hold(Unit.objects.filter(pk=unit.pk))
    if LetterheadSettings.objects.filter(unit=unit).delete()[0]:
        record("unit.letterhead_removed", by=by, unit=unit)


def rename_in_letterhead(unit: Unit, old: str, new: str) -> None:
    """Put a unit's new name where its letterhead had the old one in full, as far as it fits."""
    letterhead = LetterheadSettings.objects.filter(unit=unit).first()
    if letterhead is None:
        return
    for name, longest in NAMING_FIELDS.items():
        renamed = getattr(letterhead, name).replace(old, new)
        if len(renamed) <= longest:
            setattr(letterhead, name, renamed)
    letterhead.save()
