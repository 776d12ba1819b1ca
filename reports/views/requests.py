"""The request as views get it: the middleware lets nobody pass who has not signed in."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from reports.document.texts import printable
from reports.models import Person


class PersonRequest(HttpRequest):
    """A request of a signed-in person."""

    user: Person
    htmx: HtmxDetails


def came_from(request: HttpRequest) -> str:
    """The page of this site that the form names in `next`, else the one that sent it, else the desk."""
    for wanted in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        # A word without a slash would be taken for the name of a view.
        if "/" in wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
            return wanted
    return reverse("desk")


def posted_version(request: HttpRequest, name: str = "version") -> int:
    """The version of a row that the form was made from; 0, which no row has, for anything that is no number."""
    return posted_number(request, name)


def posted_number(request: HttpRequest, name: str) -> int:
    """A counted thing that a page names; 0 for anything that is no number, or one that no page can mean."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def posted_text(request: HttpRequest, name: str) -> str:
    """A text that comes without a form, as it was typed but for control characters: no database keeps a NUL."""
    return printable(request.POST.get(name, ""))
