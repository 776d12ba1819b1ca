"""Measures figures of one unit and of a whole county, reports that take many of them, and a text with blanks.

Holds that no report needs more queries for sixty figures than for one.
"""

import datetime
import sys
import time
from collections.abc import Callable
from functools import partial
from io import StringIO

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.blanks import find_blanks
from reports.choices import ChapterKind, Role, UnitKind
from reports.composing import compose
from reports.document import Reference
from reports.forms.steps import FIGURES, step_url
from reports.importing import read_text
from reports.management.catalogue import delivered_catalogue
from reports.models import Activity, ActivityKind, Indicator, Person, Report, Unit
from reports.queries.figures import figure_values
from scripts.bench_pages import fetch, signed_in
from scripts.measuring import medians, print_result
from tests.factories import (
    give_role,
    make_entry,
    make_period,
    make_person,
    make_report,
    make_report_type,
    make_unit,
)

UNITS, ACTIVITIES = 60, 5000
FIGURES_OF_A_REPORT = 60
YEAR = 2025
# One office in twenty has noted a meeting that another had noted already.
REPEATED = 20
ROUNDS = 5
# Five pages of an unfinished report, four blanks a line.
UNFINISHED = "（一）压实责任。全年召开党组会**次，开展谈心谈话***余人次，签订责任书**份，**同志到会讲话。\n" * 50


def make_county(by: Person) -> tuple[Unit, list[Unit]]:
    """A county of units that kept a ledger of a whole year."""
    county = make_unit("台账县", kind=UnitKind.COUNTY.value)
    units = [make_unit(parent=county) for _ in range(UNITS)]
    kinds = list(ActivityKind.objects.all())
    for unit in units:
        keep_ledger(unit, kinds, by)
    county.refresh_from_db()
    return county, units


@transaction.atomic
def keep_ledger(unit: Unit, kinds: list[ActivityKind], by: Person) -> None:
    """A year of activities of every kind in the unit; one in twenty is the first meeting as another noted it."""
    first = datetime.date(YEAR, 1, 1)
    people = {"created_by": by, "changed_by": by}
    meeting = Activity.objects.create(unit=unit, kind=kinds[0], first_day=first, last_day=first, title="会议", **people)
    rows = []
    for number in range(1, ACTIVITIES):
        day = first + datetime.timedelta(days=number * 365 // ACTIVITIES)
        kind = kinds[number % len(kinds)]
        said = {"title": f"{kind.name}{number // 3}", "attendance": 9, "quantity": 2, **people}
        same_as = None if number % REPEATED else meeting
        rows.append(Activity(unit=unit, kind=kind, first_day=day, last_day=day, same_as=same_as, **said))
    Activity.objects.bulk_create(rows, batch_size=1000)


def report_with(unit: Unit, figures: int, by: Person) -> Report:
    """A report of the unit whose text takes so many figures."""
    codes = Indicator.objects.values_list("code", flat=True)[:figures]
    period = make_period(year=YEAR)
    report = make_report(unit, by=by, period=period, report_type=make_report_type(), filled=True)
    make_entry(report.chapters.get(kind=ChapterKind.WORK), body="".join(Reference(code).token for code in codes))
    return report


def queries(call: Callable[[], object]) -> int:
    """How many queries it makes."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def main() -> int:
    """Measure and print; 1 where a report needs more queries for more figures."""
    call_command("load_reference", verbosity=0, stdout=StringIO())
    clerk = make_person()
    started = time.perf_counter()
    county, units = make_county(clerk)
    print_result("filling_a_county_with_300000_activities", time.perf_counter() - started, "s")
    give_role(clerk, Role.CLERK, units[0])
    one, sixty = (report_with(units[0], figures, clerk) for figures in (1, FIGURES_OF_A_REPORT))
    of_county = report_with(county, FIGURES_OF_A_REPORT, clerk)
    unfinished = report_with(units[0], 0, clerk)
    make_entry(unfinished.chapters.get(kind=ChapterKind.WORK), body=UNFINISHED)
    references = [Reference(code) for code in Indicator.objects.values_list("code", flat=True)]
    client = signed_in(clerk)
    catalogue = delivered_catalogue()
    composing = {"compose_with_1_figure": one, f"compose_with_{FIGURES_OF_A_REPORT}_figures": sixty}
    found = medians(
        {
            "all_figures_of_a_unit_with_5000_activities": lambda: figure_values(sixty, references),
            "step_of_the_figures": lambda: fetch(client, step_url(sixty, FIGURES)),
            "all_figures_of_a_county_with_300000_activities": lambda: figure_values(of_county, references),
            "ledger_list": lambda: fetch(client, reverse("ledger")),
            "unit_over_the_years": lambda: fetch(client, reverse("unit_years", args=[units[0].pk])),
            **{name: partial(compose, report) for name, report in composing.items()},
            "import_with_200_blanks": lambda: read_text(UNFINISHED.encode()),
            "finding_200_blanks": lambda: find_blanks(UNFINISHED, catalogue),
            "page_of_200_blanks": lambda: fetch(client, reverse("report_blanks", args=[unfinished.pk])),
        },
        ROUNDS,
    )
    for name, value in found.items():
        print_result(name, value, "ms")
    counts = {name: queries(partial(compose, report)) for name, report in composing.items()}
    for name, number in counts.items():
        print_result(f"{name}_queries", number, "queries")
    return int(len(set(counts.values())) != 1)


if __name__ == "__main__":
    sys.exit(main())
