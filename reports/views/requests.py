"""The request as views get it: the middleware lets nobody pass who has not signed in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from reports.models import Person


class PersonRequest(HttpRequest):
    """A request of a signed-in person."""

    user: Person
    htmx: HtmxDetails


def came_from(request: HttpRequest) -> str:
    """The page of this site that the form names in `next`, else the one that sent it, else the desk."""
    for wanted in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
            return wanted
    return reverse("desk")


def posted_version(request: HttpRequest, name: str = "version") -> int:
    """The version of a row that the form was made from; 0, which no row has, for anything that is no number."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
