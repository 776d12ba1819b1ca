"""Reads for the page on which a report begins: what may be started, and what is there already."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from reports.models import Extension, ImportedFile, Outline, Period, Person, Report, ReportType, Unit
from reports.queries import written_units


def open_periods(unit: Unit, today: datetime.date | None = None) -> QuerySet[Period]:
    """The periods whose reports this unit may start today, the one due first in front.

    Each has `due_day`: the day this unit's report is due (`due_date` in one query for all of them).
    """
    today = today or timezone.localdate()
    until = Extension.objects.filter(unit=unit, period=OuterRef("pk")).values("until")[:1]
    return (
        Period.objects.alias(until=Coalesce(Subquery(until), "due"))
        .annotate(due_day=Greatest("due", "until"))
        .filter(Q(closes__gte=today) | Q(until__gte=today), opens__lte=today)
        .order_by("due_day", "-last_day")
    )


def types_for(period: Period) -> list[ReportType]:
    """The report types that are written for a period of this kind and can be started, by name."""
    published = Outline.objects.filter(report_type=OuterRef("pk"), published_at__isnull=False)
    types = ReportType.objects.filter(Exists(published), active=True).order_by("name", "pk")
    return [report_type for report_type in types if period.kind in report_type.period_kinds]


def usual_type(unit: Unit, period: Period) -> ReportType | None:
    """The type of the unit's last report for an earlier period of this kind."""
    return (
        ReportType.objects.filter(
            reports__unit=unit,
            reports__discarded_at__isnull=True,
            reports__period__kind=period.kind,
            reports__period__last_day__lt=period.last_day,
        )
        .order_by("-reports__period__last_day", "-reports__pk")
        .first()
    )


def living_report(unit: Unit, period: Period, report_type: ReportType) -> Report | None:
    """The one report of this unit, period and type that is not discarded, whoever asks: check the unit first."""
    return (
        Report.objects.filter(unit=unit, period=period, report_type=report_type, discarded_at__isnull=True)
        .select_related("unit", "period", "report_type")
        .first()
    )


def is_blank(report: Report) -> bool:
    """Whether nothing was written into the report yet but its cover."""
    rows = (report.workitems, report.problems, report.nextsteps, report.attachments)
    return not (
        report.preamble.strip()
        or report.chapters.exclude(lead="").exists()
        or any(related.filter(removed_at__isnull=True).exists() for related in rows)
    )


def waiting_imports(person: Person) -> QuerySet[ImportedFile]:
    """The files that the person uploaded and neither confirmed nor gave up, the newest first, without what they say."""
    waiting = ImportedFile.objects.filter(uploaded_by=person, unit__in=written_units(person))
    return waiting.defer("lines", "notes")
