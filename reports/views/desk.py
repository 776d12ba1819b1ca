"""The desk: what a person sees first, what to do next."""

from django.http import HttpResponse
from django.shortcuts import render

from reports.views.requests import PersonRequest


def desk(request: PersonRequest) -> HttpResponse:
    """The first page after signing in."""
    return render(request, "reports/desk/desk.html")
