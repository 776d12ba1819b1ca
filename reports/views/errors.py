"""Answers that Django gives by itself, in our words."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults

from reports.errors import TooLarge
from reports.forms.typed import reads_data, too_large, typed_texts, unread_texts

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page came from another sign-in or without its cookie: say what to do (CSRF_FAILURE_VIEW).

    What was typed is given back only to a page of this site: others must not make ours say what they like.
    """
    if reads_data(request):
        return JsonResponse({"why": "OldPage"}, status=403)
    typed = typed_texts(request) if _is_ours(request) else []
    return render(request, "reports/errors/csrf.html", {"typed": typed}, status=403)


def not_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django could not read (handler400): of more than the site takes at once what was typed is given back.

    As with an old page, only to a page of this site: no token was looked at.
    """
    if request.method != "POST" or not isinstance(exception, _TOO_MUCH):
        return defaults.bad_request(request, exception)
    if reads_data(request):
        told = too_large()
        return JsonResponse({"why": type(told).__name__, "words": str(told)}, status=told.status)
    typed = unread_texts(request) if _is_ours(request) else []
    return render(request, "reports/errors/too_much.html", {"typed": typed}, status=TooLarge.status)


def _is_ours(request: HttpRequest) -> bool:
    """Whether a page of this site sent the request."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
