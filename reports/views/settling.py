"""What the pages share on which the look of documents is settled: a form, and a picture that follows it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from reports.document import Document
from reports.rendering import render_html
from reports.views.requests import PersonRequest


def is_to_be_saved(request: PersonRequest) -> bool:
    """Whether the form was sent for good, and not only for its picture: by a script, or by the button `act` = look."""
    return request.method == "POST" and not request.htmx and request.POST.get("act") != "look"


def with_picture(request: PersonRequest, name: str, document: Document, context: dict[str, Any]) -> HttpResponse:
    """The page `name`, or the picture alone where a script asks for it."""
    template = "picture" if request.htmx else name
    picture = render_html(document, anchors=False)
    return render(request, f"reports/settling/{template}.html", {"picture": picture, **context})
