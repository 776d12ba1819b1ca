"""What is done with the rows of a place, in a process of its own: fill it, and look what stands there afterwards.

`python -m scripts.faults.inside FUNCTION WORDS…` prints the answer as JSON; `Place.inside` calls it.
"""

import datetime
import json
import sys
from collections import Counter
from collections.abc import Callable
from io import StringIO
from typing import Any

import django

django.setup()

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import transaction

from reports import media
from reports.choices import ChapterKind, Computation, ReportState, Role, UnitKind
from reports.forms.steps import chapter_key
from reports.models import (
    Activity,
    ActivityKind,
    AuditEntry,
    Decision,
    Evidence,
    Indicator,
    Period,
    Person,
    Report,
    StoredFile,
)
from reports.queries.chain import verify_chain
from reports.queries.wholeness import broken_snapshots
from tests.factories import (
    PASSWORD,
    give_role,
    make_entry,
    make_period,
    make_person,
    make_report,
    make_report_type,
    make_unit,
)

# How much a furnished draft has: pieces of work, problems and promises each of the year before, activities.
WORK_ITEMS, QUESTIONS, ACTIVITIES = 12, 4, 120


@transaction.atomic
def fill(bureaus: str) -> dict[str, Any]:
    """A county with so many bureaus, each with a clerk, a head and a draft that may be submitted, and one officer."""
    # Hashed once: 300 times would take longer than what is measured.
    password = make_password(PASSWORD)
    period, report_type = make_period(), make_report_type()
    # For which nobody has a report yet, so that one may be imported.
    spare = make_period(year=period.year - 1)
    county = make_unit("云岭县", kind=UnitKind.COUNTY.value)
    officer = _person("officer", password)
    admin = _person("admin", password)
    give_role(admin, Role.ADMIN)
    desks = []
    for number in range(int(bureaus)):
        unit = make_unit(f"云岭县第{number}局", parent=county)
        clerk, head = _person(f"clerk{number}", password), _person(f"head{number}", password)
        give_role(clerk, Role.CLERK, unit)
        give_role(head, Role.HEAD, unit)
        report = make_report(unit, by=clerk, period=period, report_type=report_type, filled=True)
        free = {"unit": unit.code, "period": spare.code, "report_type": report_type.code}
        desks.append({"clerk": _account(clerk), "head": _account(head), "report": _parts(report), "free": free})
    county.refresh_from_db()
    give_role(officer, Role.OFFICER, county, with_subunits=True)
    return {"officer": _account(officer), "admin": _account(admin), "desks": desks}


@transaction.atomic
def furnish(*reports: str) -> dict[str, Any]:
    """Make these drafts as large as a county's are, with all that a page of theirs reads.

    That is the delivered catalogue with its cross-checks, a dozen more pieces of work with a figure each, a ledger that
    counts, and an approved report of the year before with problems and promises to answer for.
    """
    call_command("load_reference", stdout=StringIO())
    counted = list(Indicator.objects.filter(computation=Computation.COUNT.value, kinds__isnull=False).distinct())
    for report in Report.objects.filter(pk__in=reports).select_related("unit", "period", "report_type", "created_by"):
        work = report.chapters.filter(kind=ChapterKind.WORK.value)[0]
        for number in range(WORK_ITEMS):
            code = counted[number % len(counted)].code
            make_entry(work, f"推进第{number}个方面的工作", f"围绕重点环节逐条细化措施，全年{{{{{code}}}}}。" * 4)
        _keep_ledger(report)
        earlier = make_report(
            report.unit,
            by=report.created_by,
            period=Period.objects.get(year=report.period.year - 1),
            report_type=report.report_type,
            state=ReportState.APPROVED.value,
        )
        for chapter in earlier.chapters.exclude(kind=ChapterKind.WORK.value):
            for number in range(QUESTIONS):
                make_entry(chapter, f"第{number}个问题", "台账登记不及时，需要逐月核对。")
    return {}


def _keep_ledger(report: Report) -> None:
    kinds, period, clerk = list(ActivityKind.objects.all()), report.period, report.created_by
    days = [period.first_day + datetime.timedelta(days=2 * number) for number in range(ACTIVITIES)]
    Activity.objects.bulk_create(
        Activity(
            unit=report.unit,
            kind=kinds[number % len(kinds)],
            first_day=day,
            last_day=day,
            title=f"第{number}次活动",
            attendance=9,
            created_by=clerk,
            changed_by=clerk,
        )
        for number, day in enumerate(days)
    )


@transaction.atomic
def close_on(day: str, *reports: str) -> dict[str, Any]:
    """Let the periods of these reports close with this day (as 2028-02-29)."""
    Period.objects.filter(reports__pk__in=reports).update(closes=datetime.date.fromisoformat(day))
    return {}


def look() -> dict[str, Any]:
    """Everything that was written, and whether it is whole: what `scripts.faults.ledger` compares."""
    files = list(StoredFile.objects.all())
    missing = [
        file.pk for file in files if media.read(media.content_place(file.unit_id, file.sha256), file.sha256) is None
    ]
    return {
        "reports": {str(report.pk): _stored(report) for report in Report.objects.all()},
        "audit": str(verify_chain().fault or ""),
        "broken_snapshots": [snapshot.pk for snapshot in broken_snapshots()],
        "broken_files": missing,
    }


def _stored(report: Report) -> dict[str, Any]:
    snapshots = report.snapshots.order_by("number")
    return {
        "version": report.version,
        "state": report.state,
        "entries": {
            str(entry.uuid): [entry.heading, entry.body]
            for rows in (report.workitems, report.problems, report.nextsteps)
            for entry in rows.all()
        },
        "snapshots": [snapshot.document for snapshot in snapshots],
        "decisions": Counter(Decision.objects.filter(report=report).values_list("move", flat=True)),
        "approved_unseen": Decision.objects.filter(report=report, move="approve", snapshot__opened_at=None).count(),
        "evidence": sorted(
            Evidence.objects.filter(report=report, removed_at=None).values_list("file__sha256", flat=True)
        ),
        "audit": Counter(AuditEntry.objects.filter(report=report.pk).values_list("event", flat=True)),
    }


def _person(username: str, password: str) -> Person:
    person = make_person(username, username=username)
    Person.objects.filter(pk=person.pk).update(password=password)
    return person


def _account(person: Person) -> dict[str, Any]:
    return {"username": person.username, "password": PASSWORD, "person": person.pk}


def _parts(report: Report) -> dict[str, Any]:
    """The report's key, and of each chapter its step with the entry that stands there."""
    steps = {}
    for chapter in report.chapters.all():
        rows = next(rows for rows in (chapter.workitems, chapter.problems, chapter.nextsteps) if rows.exists())
        steps[chapter_key(chapter)] = str(rows.get().uuid)
    return {"pk": report.pk, "steps": steps}


FUNCTIONS: dict[str, Callable[..., Any]] = {"fill": fill, "furnish": furnish, "close_on": close_on, "look": look}


if __name__ == "__main__":
    print(json.dumps(FUNCTIONS[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
