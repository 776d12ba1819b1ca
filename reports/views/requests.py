"""The request as views get it: the middleware lets nobody pass who has not signed in."""

from django.http import HttpRequest

from reports.models import Person


class PersonRequest(HttpRequest):
    """A request of a signed-in person."""

    user: Person
