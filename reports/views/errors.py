"""Answers that Django gives by itself, in our words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page came from another sign-in or without its cookie: say what to do (CSRF_FAILURE_VIEW)."""
    return render(request, "reports/errors/csrf.html", status=403)
