"""Whole sentences that come into a report by one press: what the ledger has of its period."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.entries import add_entry, save_entry
from reports.composing.drafts import drafted
from reports.errors import InvalidInput
from reports.models import Chapter, Entry, Person, Report
from reports.models.entries import ENTRY_MODELS


@transaction.atomic
def draft_from_ledger(
    report: Report,
    chapter: Chapter,
    *,
    kinds: Collection[str],
    activities: Collection[UUID],
    into: UUID | None,
    by: Person,
    version: int,
) -> Entry:
    """Put the sentences of these kinds and activities behind the text of the entry `into`, or into a new one.

    Raises InvalidInput where nothing is chosen, nothing of it can be said, or the entry isn't there any more, and what
    `claim` raises.
    """
    if not kinds and not activities:
        raise InvalidInput(_("Tick what is to be put into the text first."))
    text = drafted(report, kinds, activities)
    if not text:
        raise InvalidInput(_("The ledger has no numbers for what you ticked, so there is nothing to put in."))
    if into is None:
        return add_entry(report, chapter, body=text, by=by, version=version)
    model = ENTRY_MODELS[chapter.kind]
    entry = model._default_manager.filter(chapter=chapter, uuid=into, removed_at__isnull=True).first()
    if entry is None:
        raise InvalidInput(_("The entry that you chose has been removed. Choose another one."))
    return save_entry(report, entry, body=f"{entry.body.rstrip()}{text}", by=by, version=version)
