"""Reads that span tables; the `visible_*` family is the only way to fetch a row by an id from outside."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.access import is_admin, memberships, reviews_for, writes_for
from reports.choices import FINISHED, RectificationState, ReportState, Role, ThreadState
from reports.errors import NotAllowed, WrongState
from reports.models import (
    Comment,
    Decision,
    Extension,
    ImportedFile,
    Membership,
    NextStep,
    Outline,
    Period,
    Person,
    Problem,
    Report,
    ReportType,
    Snapshot,
    Thread,
    Unit,
)

NOBODY = Q(pk__in=[])


def _any(conditions: list[Q]) -> Q:
    return reduce(or_, conditions, NOBODY)


def written_units(person: Person) -> QuerySet[Unit]:
    """The units for which the person is clerk or head."""
    pks = [m.unit_id for m in memberships(person) if m.role in (Role.CLERK, Role.HEAD)]
    units: QuerySet[Unit] = Unit.objects.filter(pk__in=pks)
    return units


def reviewed_units(person: Person) -> QuerySet[Unit]:
    """The units whose reports the person reviews, in tree order."""
    conditions = [
        Q(path__startswith=m.unit.path) if m.with_subunits else Q(pk=m.unit_id)
        for m in memberships(person)
        if m.role == Role.OFFICER and m.unit is not None
    ]
    units: QuerySet[Unit] = Unit.objects.filter(_any(conditions))
    return units


def visible_reports(person: Person) -> QuerySet[Report]:
    """The living reports the person may see: `access.may_see_report` as a filter."""
    submitted = Exists(Snapshot.objects.filter(report=OuterRef("pk"), withdrawn_at__isnull=True))
    own = Q(unit__in=written_units(person))
    assigned = Q(unit__in=reviewed_units(person)) & Q(submitted)
    return (
        Report.objects.filter(discarded_at__isnull=True)
        .filter(own | assigned)
        .select_related("unit", "period", "report_type")
    )


def visible_report(person: Person, pk: int) -> Report:
    """The report `pk`; Http404 where there is none that the person may see."""
    return get_object_or_404(visible_reports(person), pk=pk)


def own_report(person: Person, pk: int) -> Report:
    """A report of a unit for which the person writes; Http404 otherwise, also for officers."""
    return get_object_or_404(visible_reports(person).filter(unit__in=written_units(person)), pk=pk)


def reviewed_report(person: Person, pk: int) -> Report:
    """A submitted report of a unit that the person reviews; Http404 for all that the person may not see.

    Raises NotAllowed for those who see it as its writers, and WrongState where the unit has taken back what this
    officer was asked to read.
    """
    report = visible_reports(person).filter(pk=pk).first()
    if report is None:
        # What was submitted once is never discarded.
        once = Report.objects.filter(pk=pk, snapshots__isnull=False)
        if once.filter(unit__in=reviewed_units(person)).exists():
            raise withdrawn()
        raise Http404
    if not reviews_for(person, report.unit):
        raise NotAllowed(_("This page is for the officers who review the report."))
    return report


def withdrawn() -> WrongState:
    """What an officer is told who wants to read what the unit has taken back."""
    return WrongState(_("The unit has withdrawn the report meanwhile; once it is submitted again, it is on your desk."))


def movable_report(person: Person, pk: int) -> Report:
    """A report that the person may move: a visible one, or for administrators one that may be reopened."""
    if not is_admin(person):
        return visible_report(person, pk)
    # None of these is discarded: the database lets only drafts be.
    done = Q(state__in=FINISHED)
    reports = Report.objects.select_related("unit", "period", "report_type")
    return get_object_or_404(reports.filter(done | Q(pk__in=visible_reports(person).values("pk"))), pk=pk)


def previous_snapshot(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot that officers read before this one; None for the first."""
    earlier = Snapshot.objects.filter(report=snapshot.report_id, number__lt=snapshot.number, withdrawn_at__isnull=True)
    return earlier.order_by("-number").first()


def threads_of(report: Report) -> list[Thread]:
    """The report's comment threads with all that was said in them, in three queries."""
    comments = Prefetch("comments", Comment.objects.select_related("by"))
    return list(report.threads.select_related("snapshot", "opened_by").prefetch_related(comments))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submitted report on an officer's desk, with its latest snapshot and the unit's due day."""

    report: Report
    snapshot: Snapshot
    due: datetime.date

    @property
    def late(self) -> bool:
        """Whether the unit handed it in after the due day."""
        return timezone.localdate(self.snapshot.created_at) > self.due


def waiting_for(officer: Person) -> list[Waiting]:
    """The reports that wait for this officer, oldest first, in a constant number of queries; the own ones do not."""
    latest = Snapshot.objects.filter(withdrawn_at__isnull=True).order_by("-number").defer("document")
    reports = (
        visible_reports(officer)
        .filter(state=ReportState.SUBMITTED.value, unit__in=reviewed_units(officer))
        .exclude(unit__in=written_units(officer))
        .annotate(due_day=_due_day())
        .prefetch_related(Prefetch("snapshots", latest.select_related("opened_by"), to_attr="read"))
    )
    rows = [Waiting(one, one.read[0], one.due_day) for one in reports]
    return sorted(rows, key=lambda row: row.snapshot.pk)


def written_reports(person: Person) -> QuerySet[Report]:
    """The living reports of the units that the person writes for, the latest period first.

    Each has `open_comments`, and `due_day`.
    """
    comments = Count("threads", filter=Q(threads__state=ThreadState.OPEN.value))
    return (
        Report.objects.filter(unit__in=written_units(person), discarded_at__isnull=True)
        .select_related("unit", "period", "report_type", "changed_by")
        .annotate(open_comments=comments, due_day=_due_day())
        .order_by("-period__last_day", "unit__path", "pk")
    )


def decided_by(officer: Person, limit: int = 10) -> QuerySet[Decision]:
    """What the officer decided last in the units that are still the officer's, newest first."""
    decisions = Decision.objects.filter(
        by=officer, move__in=["return", "approve"], report__in=visible_reports(officer).values("pk")
    )
    return decisions.select_related("report__unit", "report__period", "report__report_type").order_by("-pk")[:limit]


def why_returned(reports: Iterable[Report]) -> dict[int, Decision]:
    """Why those of the reports came back that are with their units for changes, each by its report's id, in one query.

    One that was returned for its comments alone is left out: each of them stands at its field.
    """
    back = [report.pk for report in reports if report.state == ReportState.RETURNED]
    if not back:
        return {}
    returns = Decision.objects.filter(report__in=back, to_state=ReportState.RETURNED.value).select_related("by")
    latest = {decision.report_id: decision for decision in returns.order_by("pk")}
    return {pk: decision for pk, decision in latest.items() if decision.reason or decision.categories}


def visible_snapshot(person: Person, pk: int, number: int) -> Snapshot:
    """Snapshot `number` of the report `pk`; Http404 where the person may not see the report or there is none."""
    report = visible_report(person, pk)
    snapshots = report.snapshots.select_related("created_by", "opened_by")
    if not writes_for(person, report.unit):
        snapshots = snapshots.filter(withdrawn_at__isnull=True)
    snapshot = get_object_or_404(snapshots, number=number)
    snapshot.report = report
    return snapshot


def latest_snapshot(report: Report) -> Snapshot:
    """The newest snapshot that was not withdrawn; raises WrongState where there is none."""
    snapshot = report.snapshots.filter(withdrawn_at__isnull=True).order_by("-number").first()
    if snapshot is None:
        raise WrongState(_("This report has not been submitted yet."))
    return snapshot


def open_threads(snapshot: Snapshot) -> QuerySet[Thread]:
    """The open comments of this round of the review: made on this snapshot, or taken up again since it came.

    An old comment that nobody touched since is no reason to return the report once more.
    """
    this_round = Q(snapshot=snapshot) | Q(comments__snapshot_number=snapshot.number)
    return Thread.objects.filter(this_round, report=snapshot.report_id, state=ThreadState.OPEN.value).distinct()


def readable_snapshot(person: Person, pk: int, number: int) -> Snapshot:
    """A visible snapshot whose text may be read.

    Raises WrongState for an officer where nobody opened it yet: that is an act of its own, which ends withdrawal, and
    no page may do it by the way.
    """
    snapshot = visible_snapshot(person, pk, number)
    if snapshot.opened_at is None and not writes_for(person, snapshot.report.unit):
        raise WrongState(_("Nobody has opened this version yet. Start its review first."))
    return snapshot


def visible_thread(person: Person, pk: int) -> Thread:
    """The comment thread `pk`; Http404 where the person may not see its report."""
    thread = get_object_or_404(Thread.objects.select_related("report", "report__unit", "snapshot"), pk=pk)
    visible_report(person, thread.report_id)
    return thread


def visible_import(person: Person, uuid: UUID) -> ImportedFile:
    """A file waiting for its structure to be confirmed; Http404 for everybody but who uploaded it."""
    return get_object_or_404(
        ImportedFile.objects.select_related("unit", "period", "report_type"),
        uuid=uuid,
        uploaded_by=person,
        unit__in=written_units(person),
    )


def administered(person: Person, may: Callable[[Person], bool] = is_admin) -> None:
    """Open a page of those who keep the site, by the question of `access` about them; Http404 for everybody else."""
    if not may(person):
        raise Http404


def published_outline(report_type: ReportType) -> Outline | None:
    """The outline that new reports of this type start from: the newest published version."""
    return report_type.outlines.filter(published_at__isnull=False).order_by("-number").first()


def due_date(unit: Unit, period: Period) -> datetime.date:
    """The day a unit's report of this period is due: the period's, or the unit's extension."""
    extension = Extension.objects.filter(unit=unit, period=period).first()
    return max(period.due, extension.until) if extension else period.due


def _due_day() -> Greatest:
    """`due_date` for every report of a query."""
    until = Extension.objects.filter(unit=OuterRef("unit"), period=OuterRef("period")).values("until")
    return Greatest("period__due", Coalesce(Subquery(until[:1]), "period__due"))


def is_open(unit: Unit, period: Period, today: datetime.date | None = None) -> bool:
    """Whether reports of this period may be started and changed by this unit today (server time, Asia/Shanghai)."""
    today = today or timezone.localdate()
    extension = Extension.objects.filter(unit=unit, period=period).first()
    return period.opens <= today <= (max(period.closes, extension.until) if extension else period.closes)


def earlier_report(report: Report) -> Report | None:
    """The unit's last approved report of the same type for an earlier period, to look back on and start from."""
    return (
        Report.objects.filter(
            unit=report.unit_id,
            report_type=report.report_type_id,
            discarded_at__isnull=True,
            state__in=FINISHED,
            period__last_day__lt=report.period.last_day,
        )
        .select_related("period")
        .order_by("-period__last_day")
        .first()
    )


def open_problems(report: Report) -> QuerySet[Problem]:
    """The living problems of a report that are not closed out yet."""
    return report.problems.filter(removed_at__isnull=True).exclude(rectification_state=RectificationState.CLOSED.value)


def promises_of(report: Report) -> QuerySet[NextStep]:
    """The living next steps of a report, which a later one answers for."""
    return report.nextsteps.filter(removed_at__isnull=True)


def unfinished_reports(unit: Unit) -> QuerySet[Report]:
    """The unit's living reports that are neither approved nor archived."""
    return Report.objects.filter(unit=unit, discarded_at__isnull=True).exclude(state__in=FINISHED)


def people_of_unit(unit: Unit) -> QuerySet[Membership]:
    """Who writes for the unit or reviews it, from above too; disabled accounts are among them."""
    above = [unit.path[:end] for end in range(unit.steplen, len(unit.path), unit.steplen)]
    return (
        Membership.objects.filter(Q(unit=unit) | Q(with_subunits=True, unit__path__in=above))
        .select_related("person", "unit")
        .order_by("role", "person__full_name")
    )
