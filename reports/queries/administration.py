"""Reads of the administrator's pages; who may open these is `queries.administered`."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from reports.choices import FINISHED, Layout, Role, UnitKind
from reports.models import Membership, Outline, Period, Person, Report, ReportType, Unit


def people_found(text: str = "", role: str = "", unit: Unit | None = None, active: str = "") -> QuerySet[Person]:
    """The accounts that the administrator looks for, with their roles; nothing given finds all."""
    people = Person.objects.prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("unit").order_by("role", "unit__path"))
    ).order_by("-is_active", "full_name", "pk")
    if text:
        people = people.filter(Q(full_name__icontains=text) | Q(username__icontains=text))
    if role or unit:
        wanted = {name: value for name, value in (("role", role), ("unit", unit)) if value}
        people = people.filter(pk__in=Membership.objects.filter(**wanted).values("person"))
    return people.filter(is_active=active == "yes") if active else people


def only_top_unit() -> Unit | None:
    """The unit at the top of the tree where there is just one that is active: in one county all others stand below."""
    tops = list(Unit.objects.filter(depth=1, active=True)[:2])
    return tops[0] if len(tops) == 1 else None


def periods_with_counts() -> QuerySet[Period]:
    """All periods, the latest first, each with how many living reports and extensions it has."""
    living = Count("reports", filter=Q(reports__discarded_at__isnull=True), distinct=True)
    return Period.objects.annotate(report_count=living, extension_count=Count("extensions", distinct=True))


def report_types_with_outlines() -> QuerySet[ReportType]:
    """All types, each with the number of its newest published and of its draft outline, and its living reports."""
    outlines = Outline.objects.filter(report_type=OuterRef("pk")).order_by("-number").values("number")
    return ReportType.objects.annotate(
        published_number=Subquery(outlines.filter(published_at__isnull=False)[:1]),
        draft_number=Subquery(outlines.filter(published_at__isnull=True)[:1]),
        report_count=Count("reports", filter=Q(reports__discarded_at__isnull=True)),
    ).order_by("-active", "code")


def all_reports_found(
    unit: Unit | None = None, period: Period | None = None, report_type: ReportType | None = None, state: str = ""
) -> QuerySet[Report]:
    """The living reports that the administrator looks for, without their texts; a unit has those below it too."""
    given = {"period": period, "report_type": report_type, "state": state, "unit__path__startswith": unit and unit.path}
    return (
        Report.objects.filter(discarded_at__isnull=True, **{name: value for name, value in given.items() if value})
        .defer("preamble")
        .select_related("unit", "period", "report_type")
        .order_by("-period__last_day", "unit__path", "report_type__code")
    )


def units_without_clerk() -> QuerySet[Unit]:
    """Active bureaus, towns and institutions for which nobody with an open account writes; offices write nothing."""
    clerks = Membership.objects.filter(unit=OuterRef("pk"), role=Role.CLERK, person__is_active=True)
    kinds = (UnitKind.BUREAU, UnitKind.TOWN, UnitKind.INSTITUTION)
    units: QuerySet[Unit] = Unit.objects.filter(active=True, kind__in=kinds).exclude(Exists(clerks))
    return units


def units_without_letterhead() -> QuerySet[Unit]:
    """Active units that are writing a report whose type has a letterhead, and have none to print it with."""
    lettered = Report.objects.filter(unit=OuterRef("pk"), discarded_at__isnull=True)
    lettered = lettered.exclude(state__in=FINISHED).exclude(outline__layout=Layout.PLAIN)
    units: QuerySet[Unit] = Unit.objects.filter(Exists(lettered), active=True, letterhead__isnull=True)
    return units


def people_without_role() -> QuerySet[Person]:
    """Open accounts that nobody has given a role."""
    return Person.objects.filter(is_active=True, memberships__isnull=True).order_by("full_name")


def periods_open_today() -> QuerySet[Period]:
    """The periods for which reports can be started today, by the day they are due; each with its count of reports."""
    today = timezone.localdate()
    return periods_with_counts().filter(opens__lte=today, closes__gte=today).order_by("due")


def types_without_outline() -> QuerySet[ReportType]:
    """Active types of which no report can be started, since no outline is published."""
    published = Outline.objects.filter(report_type=OuterRef("pk"), published_at__isnull=False)
    return ReportType.objects.filter(active=True).exclude(Exists(published))
