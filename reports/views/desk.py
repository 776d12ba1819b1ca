"""The desk: what a person sees first, what to do next."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    return render(request, "reports/desk/desk.html")
