"""Answers that Django gives by itself, in our words."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from reports.forms.typed import reads_data, typed_texts


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page came from another sign-in or without its cookie: say what to do (CSRF_FAILURE_VIEW).

    What was typed is given back only to a page of this site: others must not make ours say what they like.
    """
    if reads_data(request):
        return JsonResponse({"why": "OldPage"}, status=403)
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    return render(request, "reports/errors/csrf.html", {"typed": typed_texts(request) if ours else []}, status=403)
