"""Which reports and versions go out when a whole period is taken as files."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from reports.models import Period, Person, Report, Snapshot
from reports.queries import reviewed_units, visible_reports


@dataclass(frozen=True, slots=True)
class Item:
    """One report of the batch and its newest version, by their pks: None where there is none that may be read.

    Rows would take memory that grows with the batch; whoever needs them fetches some at a time.
    """

    report: int
    snapshot: int | None


def readable_batch(officer: Person, period: Period) -> list[Item]:
    """The period's reports of the officer's units, in the order of the tree of units.

    A newest version that nobody opened yet may not be read; its report comes without one.
    """
    reports = visible_reports(officer).filter(unit__in=reviewed_units(officer), period=period)
    return _items(reports, Snapshot.objects.exclude(opened_at=None))


def whole_batch(period: Period) -> list[Item]:
    """All of the period's reports that were ever submitted: for whoever runs commands, who owns the database."""
    reports = Report.objects.filter(period=period, discarded_at__isnull=True)
    return [item for item in _items(reports, Snapshot.objects.all()) if item.snapshot]


def _items(reports: QuerySet[Report], readable: QuerySet[Snapshot]) -> list[Item]:
    newest = Snapshot.objects.filter(report=OuterRef("pk"), withdrawn_at=None).order_by("-number").values("pk")[:1]
    ordered = reports.annotate(newest=Subquery(newest)).order_by("unit__path", "report_type__code")
    found = list(ordered.values_list("pk", "newest"))
    may_read = set(readable.filter(pk__in=[newest for _, newest in found]).values_list("pk", flat=True))
    return [Item(report, newest if newest in may_read else None) for report, newest in found]
