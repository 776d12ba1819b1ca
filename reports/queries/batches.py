"""Which reports and versions go out when a whole period is taken as files."""

from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import Combinable

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
    return _items(reports, Case(When(opened_at__isnull=False, then=F("pk"))))


def whole_batch(period: Period) -> list[Item]:
    """All of the period's reports that were ever submitted: for whoever runs commands, who owns the database."""
    reports = Report.objects.filter(period=period, discarded_at__isnull=True)
    return [item for item in _items(reports, F("pk")) if item.snapshot]


def _items(reports: QuerySet[Report], shown: Combinable) -> list[Item]:
    """The reports with what `shown` makes of their newest version: its pk or None."""
    standing = Snapshot.objects.filter(report=OuterRef("pk"), withdrawn_at=None)
    newest = standing.order_by("-number").annotate(shown=shown).values("shown")[:1]
    ordered = reports.annotate(newest=Subquery(newest)).order_by("unit__path", "report_type__code")
    return [Item(report, snapshot) for report, snapshot in ordered.values_list("pk", "newest")]
