"""What happens around every request: where it comes from, and errors that are meant for the person."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.actions.audit import Origin, origin
from reports.errors import InvalidInput, NotAllowed, ReportError, StaleReport, WrongState

Handler = Callable[[HttpRequest], HttpResponse]

STATUS: dict[type[ReportError], int] = {InvalidInput: 422, NotAllowed: 403, WrongState: 409, StaleReport: 409}


class RequestOrigin:
    """Give each request an id (answered as X-Request-Id) and tell the audit where it comes from."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request with its origin set."""
        here = Origin(request.META.get("REMOTE_ADDR") or None, uuid.uuid4().hex)
        token = origin.set(here)
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
        response["X-Request-Id"] = here.request_id
        return response


class ErrorsForPeople:
    """Answer a ReportError that no view handled with a page that says what happened and what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle the request; `process_exception` does the work."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for `error`, or None where it is no ReportError."""
        if not isinstance(error, ReportError):
            return None
        return render(request, "reports/error.html", {"error": error}, status=STATUS.get(type(error), 400))
