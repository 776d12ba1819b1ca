"""The desk: what a person sees first, what to do next."""

from django.http import HttpResponse
from django.shortcuts import render

from reports.access import is_officer
from reports.models import Person
from reports.queries import decided_by, waiting_for
from reports.views.requests import PersonRequest


def desk(request: PersonRequest) -> HttpResponse:
    """The first page after signing in."""
    context = {"officer": officer_desk(request.user) if is_officer(request.user) else None}
    return render(request, "reports/desk/desk.html", context)


def officer_desk(person: Person) -> dict[str, object]:
    """What an officer sees first: new reports and those that came back, oldest first, and the last decisions."""
    waiting = waiting_for(person)
    return {
        "count": len(waiting),
        "fresh": [row for row in waiting if row.snapshot.number == 1],
        "returned": [row for row in waiting if row.snapshot.number > 1],
        "decided": decided_by(person),
    }
