"""What a report has to answer for: the problems and next steps of the unit's last approved report of that kind."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Prefetch, Q, QuerySet

from reports.choices import ChapterKind, Outcome, RectificationState
from reports.models import Activity, Answer, Carried, Chapter, Entry, NextStep, Problem, Report, WorkItem
from reports.queries import earlier_report
from reports.queries.figures import texts_then
from reports.queries.ledger import subtree

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A problem or next step of the `earlier` report, its answer so far, and the entry that carries it on, if any.

    `heading` and `body` are its words as they were printed then.
    """

    earlier: Report
    subject: Carried
    heading: str
    body: str
    answer: Answer | None
    continued: Carried | None

    @property
    def key(self) -> str:
        """What names the question in forms and anchors: the subject's uuid."""
        return str(self.subject.uuid)

    @property
    def outcome(self) -> str:
        """The answer's outcome, "" while there is none."""
        return self.answer.outcome if self.answer else ""

    @property
    def text(self) -> str:
        """The answer's words."""
        return self.answer.text if self.answer else ""

    @property
    def about_problem(self) -> bool:
        """Whether the subject is a problem."""
        return isinstance(self.subject, Problem)

    @property
    def basis(self) -> list[str]:
        """The work items and activities on which the answer that it is done rests, as they are called."""
        if self.answer is None or self.outcome != Outcome.DONE:
            return []
        return [str(row) for row in (*self.answer.work_items.all(), *self.answer.activities.all())]


def questions_of(report: Report) -> list[Question]:
    """Every problem not closed out and every next step of the earlier report, in its order; problems first.

    What was closed out after somebody answered stays among them. A plan, which has no chapter of work done, answers for
    nothing. A constant number of queries; one where there is no earlier report.
    """
    carried = {"removed_at__isnull": True, "carried_from__isnull": False}
    rows = (related.filter(**carried) for related in (report.problems, report.nextsteps))
    return questions_among(report, report.chapters.filter(kind=ChapterKind.WORK)[:1], chain.from_iterable(rows))


def questions_among(report: Report, chapters: Iterable[Chapter], entries: Iterable[Entry]) -> list[Question]:
    """The same among the report's chapters and living entries, for who has read them.

    Lazy ones are read only where they matter: the chapters where there is an earlier report, the entries where it asks.
    """
    earlier = earlier_report(report)
    if earlier is None or all(chapter.kind != ChapterKind.WORK for chapter in chapters):
        return []
    items = WorkItem.objects.filter(removed_at__isnull=True)
    rows = report.answers.prefetch_related(Prefetch("work_items", items), "activities")
    answers = {(row.problem_id, row.next_step_id): row for row in rows}
    open_still = ~Q(rectification_state=RectificationState.CLOSED.value) | Q(
        pk__in=[problem for problem, _step in answers if problem]
    )
    problems = earlier.problems.filter(open_still, removed_at__isnull=True)
    steps = earlier.nextsteps.filter(removed_at__isnull=True)
    asked: list[tuple[Carried, Answer | None]] = [
        *((row, answers.get((row.pk, None))) for row in problems),
        *((row, answers.get((None, row.pk))) for row in steps),
    ]
    carried = _carried(entries) if asked else {}
    printed = iter(texts_then((earlier.pk, text) for row, _answer in asked for text in (row.heading, row.body)))
    return [
        Question(earlier, row, next(printed), next(printed), answer, carried.get((type(row), row.pk)))
        for row, answer in asked
    ]


def _carried(entries: Iterable[Entry]) -> dict[tuple[type[Carried], int], Carried]:
    """Those that carry something on, each by the kind and the key of what it carries."""
    rows = (entry for entry in entries if isinstance(entry, Carried))
    return {(type(row), row.carried_from_id): row for row in rows if row.carried_from_id}


def activities_since(step: NextStep, words: str, chosen: Iterable[str]) -> list[Activity]:
    """The activities since the report of the step that may keep it: linked or chosen ones, then what the words find.

    Without words those are found that share none in particular: the newest.
    """
    report = step.report
    rows = Activity.objects.filter(
        unit__in=subtree(report.unit.path), voided_at__isnull=True, first_day__gt=report.period.last_day
    )
    linked = list(step.activities.all())
    return linked + _found(rows, words, chosen, but=linked, newest=True)


def offered_activities(report: Report, words: str, chosen: Iterable[str]) -> list[Activity]:
    """The activities with these keys, and those of the unit and all below that the words find, the newest first.

    Only what begins within the report's period is offered, and of what is found only the first. Without keys and words
    there is nothing to look up.
    """
    rows = Activity.objects.filter(
        unit__in=subtree(report.unit.path),
        voided_at__isnull=True,
        first_day__range=(report.period.first_day, report.period.last_day),
    )
    return _found(rows, words, chosen)


def _found(
    rows: QuerySet[Activity],
    words: str,
    chosen: Iterable[str],
    *,
    but: Collection[Activity] = (),
    newest: bool = False,
) -> list[Activity]:
    """Those of `rows` with the chosen keys, then the first that have all the words; `newest`: also without words."""
    there = [row.pk for row in but]
    keys = [int(key) for key in chosen if key.isascii() and key.isdigit() and len(key) < 10]
    offered = list(rows.filter(pk__in=keys).exclude(pk__in=there)) if keys else []
    if words.split() or newest:
        titled = (Q(title__icontains=word) | Q(kind__name__icontains=word) for word in words.split())
        offered += rows.filter(*titled).exclude(pk__in=[*keys, *there])[:MOST_FOUND]
    return offered
