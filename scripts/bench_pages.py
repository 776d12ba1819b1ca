"""Measures pages through the whole site, and holds that no page needs more queries with more reports and activities."""

import datetime
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import django
from lxml.html import document_fromstring

django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.actions.imports import keep_upload
from reports.choices import ReportState, Role, UnitKind
from reports.composing import compose
from reports.forms.steps import chapter_key, step_url
from reports.models import Activity, ActivityKind, ImportedFile, Period, Person, Report, ReportType, Unit
from reports.rendering import render_text
from scripts.measuring import medians, print_result
from tests.cast import make_cast
from tests.factories import (
    give_role,
    make_entry,
    make_kind,
    make_period,
    make_report,
    make_report_type,
    make_snapshot,
    make_unit,
)

FEW, MANY = 10, 1000
PERIODS = 10
ENTRIES = 8
# A unit with an office below it, and 5,000 activities of both in a year once there are many reports.
ACTIVITIES_A_REPORT = 5
KINDS = 40


@dataclass(frozen=True)
class County:
    """The people, and the two reports and the file whose pages are measured; other reports only stand around."""

    unit: Unit
    clerk: Person
    officer: Person
    admin: Person
    draft: Report
    submitted: Report
    imported: ImportedFile
    offices: list[Unit]
    kinds: list[ActivityKind]
    periods: list[Period]
    report_type: ReportType


def make_county() -> County:
    """A clerk with a draft, a submitted report and an uploaded file, and an officer who reviews the whole county."""
    cast = make_cast()
    give_role(cast.officer, Role.OFFICER, cast.county, with_subunits=True)
    periods = [make_period(year=2020 + number) for number in range(PERIODS)]
    report_type = make_report_type()
    draft, submitted = (
        make_report(cast.bureau, by=cast.clerk, period=period, report_type=report_type, filled=True)
        for period in periods[:2]
    )
    for number in range(ENTRIES):
        make_entry(draft.chapters.all()[0], f"推进第{number}项工作")
    submit(submitted)
    text = render_text(compose(draft)).encode()
    imported = keep_upload(
        "report.txt", text, unit=cast.bureau, period=periods[2], report_type=report_type, by=cast.clerk
    )
    offices = [cast.bureau, make_unit("办公室", parent=cast.bureau)]
    kinds = [make_kind(order=number) for number in range(KINDS)]
    people = (cast.clerk, cast.officer, cast.admin)
    return County(cast.county, *people, draft, submitted, imported, offices, kinds, periods, report_type)


def submit(report: Report) -> None:
    """Put the report where an officer finds it; the way there is not what is measured."""
    make_snapshot(report)
    report.state = ReportState.SUBMITTED.value
    report.save(update_fields=["state"])


@transaction.atomic
def fill(county: County, total: int) -> None:
    """Add bureaus with submitted reports until there are `total` reports in all."""
    while (missing := total - Report.objects.count()) > 0:
        bureau = make_unit(parent=county.unit, kind=UnitKind.BUREAU.value)
        for period in county.periods[:missing]:
            submit(make_report(bureau, by=county.clerk, period=period, report_type=county.report_type, filled=True))
    keep_ledger(county, total * ACTIVITIES_A_REPORT)


def keep_ledger(county: County, total: int) -> None:
    """Add activities over this year until there are `total` in all; offices take turns, some record the same one."""
    first = timezone.localdate().replace(month=1, day=1)
    days = (timezone.localdate() - first).days + 1
    rows = []
    for number in range(Activity.objects.count(), total):
        day = first + datetime.timedelta(days=number * days // total)
        kind, unit = county.kinds[number // 2 % KINDS], county.offices[number % 2]
        title = f"第{number // 6}次学习研讨会议"
        people = {"created_by": county.clerk, "changed_by": county.clerk}
        rows.append(Activity(unit=unit, kind=kind, first_day=day, last_day=day, title=title, attendance=9, **people))
    Activity.objects.bulk_create(rows, batch_size=500)


def pages(county: County) -> dict[str, Callable[[], object]]:
    """What is measured, by name: each is one request."""
    clerk, officer, admin = (signed_in(person) for person in (county.clerk, county.officer, county.admin))
    chapter = step_url(county.draft, chapter_key(county.draft.chapters.all()[0]))
    return {
        "desk_of_clerk": lambda: fetch(clerk, reverse("desk")),
        "desk_of_officer": lambda: fetch(officer, reverse("desk")),
        "ledger": lambda: fetch(clerk, reverse("ledger")),
        "ledger_filtered": lambda: fetch(clerk, f"{reverse('ledger')}?kind={county.kinds[0].pk}&text=会议"),
        "ledger_month": lambda: fetch(clerk, reverse("ledger_month")),
        "quick_line": lambda: fetch(clerk, reverse("activity_quick"), {"line": "今天 学习研讨会议 9人"}),
        "wizard_step_get": lambda: fetch(clerk, chapter),
        "wizard_step_post": saving(clerk, chapter),
        "import": lambda: fetch(clerk, reverse("import_structure", args=[county.imported.uuid])),
        "review": lambda: fetch(officer, reverse("review", args=[county.submitted.pk])),
        "board_of_officer": lambda: fetch(officer, reverse("board")),
        "board_of_admin": lambda: fetch(admin, reverse("board")),
        "units": lambda: fetch(admin, reverse("units")),
    }


def signed_in(person: Person) -> Client:
    """A browser in which `person` has signed in."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    return client


def fetch(client: Client, url: str, data: dict[str, str] | None = None) -> bytes:
    """The answer to one request, a POST where there is `data`; anything but a page or a redirect ends the bench."""
    response = client.get(url) if data is None else client.post(url, data)
    if response.status_code >= 400:
        sys.exit(f"{url} answered {response.status_code}")
    return response.content


def saving(client: Client, url: str) -> Callable[[], object]:
    """Sends the form of a step again and again as the page shows it; each time its version is one higher."""
    page: Any = document_fromstring(fetch(client, url))
    values = next(values for form in page.forms if "version" in (values := dict(form.form_values())))
    version = count(int(values["version"]))
    return lambda: fetch(client, url, values | {"version": str(next(version))})


def queries(county: County) -> dict[str, int]:
    """How many queries each page makes as things stand."""
    counts = {}
    for name, call in pages(county).items():
        with CaptureQueriesContext(connection) as captured:
            call()
        counts[name] = len(captured)
    return counts


def main() -> int:
    """Measure and print; 1 where a page needs more queries with more reports."""
    county = make_county()
    fill(county, FEW)
    few = queries(county)
    fill(county, MANY)
    many = queries(county)
    for name, value in medians(pages(county)).items():
        print_result(name, value, "ms")
    for name in few:
        print_result(f"{name}_queries_with_{FEW}_reports", few[name], "queries")
        print_result(f"{name}_queries_with_{MANY}_reports", many[name], "queries")
    return int(few != many)


if __name__ == "__main__":
    sys.exit(main())
