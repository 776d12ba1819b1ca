"""A unit over the years: its figures, open problems, promises and returns; never beside another unit."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.access import keeps_ledger, reviews_for, writes_for
from reports.queries.years import figure_years, looked_back_on, open_problems_of, promises_of_years, returns_of
from reports.views.requests import PersonRequest


@require_safe
def unit_years(request: PersonRequest, pk: int) -> HttpResponse:
    """What the unit's approved reports said year by year; the ledger's own counts stand there for its people only."""
    person = request.user
    unit = looked_back_on(person, pk)
    with_ledger = keeps_ledger(person, unit)
    context = {
        "unit": unit,
        "figures": figure_years(unit, with_ledger=with_ledger),
        "with_ledger": with_ledger,
        # Who keeps a ledger above the unit reads its reports nowhere else.
        "reads": writes_for(person, unit) or reviews_for(person, unit),
        "problems": open_problems_of(unit),
        "promises": promises_of_years(unit, with_ledger=with_ledger),
        "returns": returns_of(unit),
    }
    return render(request, "reports/years/years.html", context)
