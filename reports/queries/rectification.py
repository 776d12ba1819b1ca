"""Reads for the register of problems (问题台账) and the promises of approved reports."""

import datetime
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from reports.access import memberships
from reports.choices import FINISHED, Outcome, RectificationState, Role
from reports.models import Answer, NextStep, Person, Problem, RectificationMove, Report, Unit
from reports.queries import reviewed_units, written_units
from reports.queries.ledger import kept_units

SOON = datetime.timedelta(days=30)


def _approved(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    return rows.filter(removed_at__isnull=True, report__discarded_at__isnull=True, report__state__in=FINISHED)


def live_problems() -> QuerySet[Problem]:
    """The problems of approved reports that no later approved report carries on or drops."""
    later = {"report__discarded_at__isnull": True, "report__state__in": FINISHED}
    carried = Problem.objects.filter(carried_from=OuterRef("pk"), removed_at__isnull=True, **later)
    dropped = Answer.objects.filter(problem=OuterRef("pk"), outcome=Outcome.DROPPED.value, **later)
    return _approved(Problem.objects.all()).exclude(Exists(carried)).exclude(Exists(dropped))


def answers_to_close(report: Report) -> QuerySet[Answer]:
    """The answers of a report by which a live problem is done, so that approving the report closes it out."""
    closed = Q(problem__rectification_state=RectificationState.CLOSED.value)
    done = report.answers.filter(outcome=Outcome.DONE.value, problem__in=live_problems()).exclude(closed)
    return done.select_related("problem__report__unit")


def visible_problems(person: Person) -> QuerySet[Problem]:
    """The problems of approved reports that the person may see.

    Clerk and head see those of their units and all below, officers those of the units they review.
    """
    units = Q(report__unit__in=kept_units(person)) | Q(report__unit__in=reviewed_units(person))
    return _approved(Problem.objects.filter(units)).select_related("report__unit", "report__period")


def visible_problem(person: Person, pk: int) -> Problem:
    """The problem `pk`; Http404 where there is none that the person may see."""
    return get_object_or_404(visible_problems(person), pk=pk)


def is_live(problem: Problem) -> bool:
    """Whether the problem is put right here: approved, and not carried on or dropped by a later approved report."""
    return live_problems().filter(pk=problem.pk).exists()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the register; what is None or blank asks for nothing.

    `state` is a state's value, or "unsettled" for all but those closed out. `due` is "overdue" or "soon", `words` stand
    in heading, text, measures or the responsible people.
    """

    unit: Unit | None = None
    state: str = ""
    due: str = ""
    words: str = ""
    repeated: bool = False


UNSETTLED = "unsettled"
OVERDUE, DUE_SOON = "overdue", "soon"


def register(person: Person, wanted: Wanted) -> QuerySet[Problem]:
    """The live problems that the person may see and asks for: unsettled ones by deadline, then those closed out."""
    today = timezone.localdate()
    rows = visible_problems(person).filter(pk__in=live_problems().values("pk"))
    closed = Q(rectification_state=RectificationState.CLOSED.value)
    if wanted.unit is not None:
        rows = rows.filter(report__unit__path__startswith=wanted.unit.path)
    if wanted.state == UNSETTLED:
        rows = rows.exclude(closed)
    elif wanted.state:
        rows = rows.filter(rectification_state=wanted.state)
    if wanted.due == OVERDUE:
        rows = rows.exclude(closed).filter(deadline__lt=today)
    elif wanted.due == DUE_SOON:
        rows = rows.exclude(closed).filter(deadline__range=(today, today + SOON))
    if wanted.repeated:
        rows = rows.filter(running__gte=2)
    for word in wanted.words.split():
        names = ("heading", "body", "measures", "responsible_leader", "responsible_office")
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names)))
    moves = Prefetch("moves", RectificationMove.objects.select_related("by"))
    order = (F("closed_at").asc(nulls_first=True), F("deadline").asc(nulls_last=True), "report__unit__path", "pk")
    return rows.prefetch_related(moves).order_by(*order)


def waiting_for_verification(officer: Person) -> QuerySet[Problem]:
    """The live problems that were submitted for closing and wait for this officer, the first due in front."""
    waits = register(officer, Wanted(state=RectificationState.SUBMITTED.value))
    own = Q(report__unit__in=[m.unit_id for m in memberships(officer) if m.role in (Role.CLERK, Role.HEAD)])
    return waits.filter(report__unit__in=reviewed_units(officer)).exclude(own)


def story_of(problem: Problem) -> list[Problem]:
    """The problem as each approved report named it, the newest first, with its moves; a query for each report."""
    moves = Prefetch("moves", RectificationMove.objects.select_related("by").order_by("-pk"))
    rows = _approved(Problem.objects.all()).select_related("report__period", "report__report_type")
    told = [rows.prefetch_related(moves).get(pk=problem.pk)]
    while told[-1].carried_from_id:
        before = rows.prefetch_related(moves).filter(pk=told[-1].carried_from_id).first()
        if before is None:
            break
        told.append(before)
    while later := rows.prefetch_related(moves).filter(carried_from=told[0]).first():
        told.insert(0, later)
    return told


def live_promises() -> QuerySet[NextStep]:
    """The next steps of approved reports that no later approved report answers for."""
    answered = Answer.objects.filter(
        next_step=OuterRef("pk"), report__discarded_at__isnull=True, report__state__in=FINISHED
    )
    steps = NextStep.objects.filter(
        removed_at__isnull=True, report__discarded_at__isnull=True, report__state__in=FINISHED
    )
    return steps.exclude(Exists(answered)).select_related("report__unit", "report__period")


def own_promise(person: Person, pk: int) -> NextStep:
    """A live promise of a unit that the person writes for; Http404 for all others."""
    return get_object_or_404(live_promises().filter(report__unit__in=written_units(person)), pk=pk)


def promises_due(units: QuerySet[Unit], today: datetime.date | None = None) -> QuerySet[NextStep]:
    """The live promises of these units, not kept yet, that are overdue or due within thirty days, by deadline."""
    until = (today or timezone.localdate()) + SOON
    return (
        live_promises()
        .filter(report__unit__in=units, kept_at__isnull=True, deadline__lte=until)
        .order_by("deadline", "pk")
    )
