"""What is done with the rows of a place, in a process of its own: fill it, and look what stands there afterwards.

`python -m scripts.faults.inside FUNCTION WORDS…` prints the answer as JSON; `Place.inside` calls it.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.contrib.auth.hashers import make_password
from django.db import transaction

from reports import media
from reports.choices import Role, UnitKind
from reports.forms.steps import chapter_key
from reports.models import AuditEntry, Decision, Evidence, Person, Report, StoredFile
from reports.queries.chain import verify_chain
from reports.queries.wholeness import broken_snapshots
from tests.factories import PASSWORD, give_role, make_period, make_person, make_report, make_report_type, make_unit


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


FUNCTIONS: dict[str, Callable[..., Any]] = {"fill": fill, "look": look}


if __name__ == "__main__":
    print(json.dumps(FUNCTIONS[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
