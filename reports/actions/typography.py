"""What administrators do with the typography of the county."""

from django.db import transaction

from reports.actions.audit import record
from reports.actions.storing import check
from reports.models import Person, TypographySettings

TYPOGRAPHY_FIELDS = ("line_pitch", "latin", "faces")


@transaction.atomic
def save_typography(*, by: Person, **values: str) -> TypographySettings:
    """Settle the typography (TYPOGRAPHY_FIELDS) of all documents from now on; frozen ones keep theirs."""
    settings = TypographySettings.objects.filter(pk=1).first() or TypographySettings(pk=1)
    changes = {name: [getattr(settings, name), new] for name, new in values.items() if getattr(settings, name) != new}
    for name in changes:
        setattr(settings, name, values[name])
    check(settings, constraints=False)
    if changes:
        settings.save()
        record("typography.saved", by=by, label=str(settings), changes=changes)
    return settings
