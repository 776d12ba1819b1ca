"""Whole sentences that come into a report by one press: what the ledger has of its period, or the zero report."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.drafting import claim
from reports.actions.entries import add_entry, save_entry
from reports.choices import EntryStyle
from reports.composing.drafts import drafted, drafted_activities, zero_sentence
from reports.errors import InvalidInput, WrongState
from reports.models import Chapter, Entry, Person, Report, WorkItem
from reports.queries.starting import is_blank


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

    A new one is headed by the names of the kinds where the entries of its chapter have headings.
    Raises InvalidInput where nothing is chosen, nothing of it can be said, or the entry isn't there any more, and what
    `claim` raises.
    """
    if not kinds and not activities:
        raise InvalidInput(_("Tick what is to be put into the text first."))
    draft = drafted(report, kinds, activities)
    if not draft.text:
        raise InvalidInput(_("The ledger has no numbers for what you ticked, so there is nothing to put in."))
    if into is None:
        heading = draft.heading if chapter.entry_style in (EntryStyle.TITLED, EntryStyle.OWN_LINE) else ""
        entry = add_entry(report, chapter, heading=heading, body=draft.text, by=by, version=version)
    else:
        found = WorkItem.objects.filter(chapter=chapter, uuid=into, removed_at__isnull=True).first()
        if found is None:
            raise InvalidInput(_("The entry that you chose has been removed. Choose another one."))
        entry = save_entry(report, found, body=f"{found.body.rstrip()}{draft.text}", by=by, version=version)
    WorkItem.objects.get(pk=entry.pk).drafted_from.add(*drafted_activities(report, kinds, activities))
    return entry


@transaction.atomic
def fill_zero_report(report: Report, *, by: Person, version: int) -> None:
    """Fill the parts that an empty report must have with the one sentence of its type's zero report.

    Raises WrongState for a type without one and for a report in which something stands, and what `claim` raises.
    """
    sentence = zero_sentence(report.outline, report.unit, report.period)
    if not sentence:
        raise WrongState(_("This kind of report takes no zero report."))
    claim(report, by=by, version=version)
    if not is_blank(report):
        raise WrongState(_("Something stands in the report already; only an empty one becomes a zero report."))
    if report.outline.preamble_required:
        Report.objects.filter(pk=report.pk).update(preamble=sentence)
        report.preamble = sentence
    chapters = report.chapters.filter(required=True)
    chapters.update(lead=sentence)
    record("report.zero_filled", by=by, report=report, chapters=chapters.count())
