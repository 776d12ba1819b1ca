"""What is done with the entries of a chapter: add, save, remove and bring back, move."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.actions.drafting import claim
from reports.actions.storing import check
from reports.errors import WrongState
from reports.models import Chapter, Entry, Person, Report
from reports.models.entries import ENTRY_MODELS
from reports.queries.figures import printed_now

# The links of each entry table to entries of other chapters or reports: values are collections of rows.
LINKS = ("addresses",)


@transaction.atomic
def add_entry(report: Report, chapter: Chapter, *, by: Person, version: int, **values: Any) -> Entry:
    """Add an entry at the end of the chapter, of the kind that the chapter holds; `values` are its fields.

    Raises InvalidInput for values that the model doesn't take, and what `claim` raises.
    """
    claim(report, by=by, version=version)
    model = ENTRY_MODELS[chapter.kind]
    last = model._default_manager.filter(chapter=chapter).aggregate(last=Max("order"))["last"] or 0
    links = {name: values.pop(name) for name in LINKS if name in values}
    entry = model(report=report, chapter=chapter, order=last + 1, **values)
    check(entry)
    entry.save()
    for name, rows in links.items():
        getattr(entry, name).set(rows)
    record("report.entry_added", by=by, report=report, chapter=str(chapter.uuid), entry=str(entry.uuid))
    return entry


@transaction.atomic
def save_entry(report: Report, entry: Entry, *, by: Person, version: int, **values: Any) -> Entry:
    """Save some fields of one entry; raises what `claim` raises."""
    changed = changed_values(entry, values)
    if changed:
        claim(report, by=by, version=version)
        replaced = plain_values(entry, changed)
        write_values(entry, changed)
        written = plain_values(entry, changed)
        record(
            "report.entry_saved",
            by=by,
            report=report,
            entry=str(entry.uuid),
            fields=sorted(changed),
            replaced=replaced,
            written=written,
        )
    return entry


@transaction.atomic
def remove_entry(report: Report, entry: Entry, *, by: Person, version: int) -> None:
    """Take an entry out of the report; its row stays, so that `restore_entry` can bring it back.

    Raises what `claim` raises.
    """
    if entry.removed_at is not None:
        return
    claim(report, by=by, version=version)
    write_values(entry, {"removed_at": timezone.now()})
    record("report.entry_removed", by=by, report=report, label=printed_now(report, str(entry)), entry=str(entry.uuid))


@transaction.atomic
def restore_entry(report: Report, entry: Entry, *, by: Person, version: int) -> None:
    """Bring a removed entry back to where it was; raises what `claim` raises."""
    if entry.removed_at is None:
        return
    claim(report, by=by, version=version)
    write_values(entry, {"removed_at": None})
    record("report.entry_restored", by=by, report=report, entry=str(entry.uuid))


@transaction.atomic
def move_entry(report: Report, entry: Entry, *, to: int, by: Person, version: int) -> None:
    """Move an entry to the place `to` (from 0) among the entries of its chapter; beyond an end means that end.

    Raises WrongState for a removed entry, and what `claim` raises.
    """
    if entry.removed_at is not None:
        raise WrongState(_("This entry has been removed; bring it back before you move it."))
    others = [other for other in siblings(entry) if other.pk != entry.pk]
    wanted = [*others[: max(to, 0)], entry, *others[max(to, 0) :]]
    if [other.pk for other in wanted] == [other.pk for other in siblings(entry)]:
        return
    claim(report, by=by, version=version)
    for order, other in enumerate(wanted, 1):
        other.order = order
    type(entry)._default_manager.bulk_update(wanted, ["order"])
    record("report.entry_moved", by=by, report=report, entry=str(entry.uuid), to=wanted.index(entry) + 1)


def siblings(entry: Entry) -> list[Entry]:
    """The living entries of the same chapter in order, this one among them."""
    return list(type(entry)._default_manager.filter(chapter_id=entry.chapter_id, removed_at__isnull=True))


def changed_values(entry: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `values` that differ from the entry's own, links among them."""
    changed = {}
    for name, value in values.items():
        if name in LINKS:
            if {row.pk for row in getattr(entry, name).all()} != {row.pk for row in value}:
                changed[name] = list(value)
        elif getattr(entry, name) != value:
            changed[name] = value
    return changed


def plain_values(entry: Entry, names: Iterable[str]) -> dict[str, Any]:
    """These fields of the entry as it stands, links as the numbers of their rows: what the audit keeps a digest of."""
    return {
        name: sorted(row.pk for row in getattr(entry, name).all()) if name in LINKS else getattr(entry, name)
        for name in names
    }


def write_values(entry: Entry, changed: Mapping[str, Any]) -> None:
    """Write exactly these fields and links of an entry; the caller has claimed its report."""
    for name, value in changed.items():
        if name in LINKS:
            getattr(entry, name).set(value)
        else:
            setattr(entry, name, value)
    if fields := [name for name in changed if name not in LINKS]:
        entry.save(update_fields=fields)
