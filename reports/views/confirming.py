"""Asking for the password again before an act that must be the person's own: nobody else's at an open screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.actions.locks import is_locked
from reports.actions.sessions import confirm, is_confirmed, is_confirmed_elsewhere
from reports.errors import InvalidInput
from reports.forms.typed import typed_texts
from reports.models import Person
from reports.views.requests import PersonRequest, came_from

# In the session: a form that goes on when the provider has asked for the password, and whether it has.
WAITING, ASKED = "waiting_form", "asked"
PASSWORD = "confirm_password"  # noqa: S105  # the name of a field  # nosec B105


def unconfirmed(request: PersonRequest) -> HttpResponse | None:
    """The page that asks for the password and sends the same form again with it; None where the act may go on.

    Everything that was posted stands in that page, so nothing that was typed is lost. To be called where the act would
    come next, after everything that could still refuse it for another reason.
    """
    if _has_waited(request) or is_confirmed(request.session):
        return None
    error = ""
    if PASSWORD in request.POST:
        try:
            confirm(request, request.POST[PASSWORD], by=request.user)
        except InvalidInput as refusal:
            error = str(refusal)
        else:
            return None
    elsewhere = is_confirmed_elsewhere(request.session)
    waiting: dict[str, object] = {
        "kept": _kept(request),
        "typed": typed_texts(request),
        "address": request.get_full_path(),
        "back": came_from(request),
    }
    if elsewhere:
        # The browser leaves for another site and comes back: the form waits in the session.
        request.session[WAITING] = waiting
    context = waiting | {"error": error, "elsewhere": elsewhere}
    return render(request, "reports/accounts/confirm.html", context, status=429 if is_locked(request) else 200)


def note_asked(request: HttpRequest, person: Person) -> None:
    """Note that the provider has asked for `person`: a form of theirs that waits for it may go on."""
    if request.user == person and WAITING in request.session:
        request.session[WAITING] |= {ASKED: True}


def _has_waited(request: PersonRequest) -> bool:
    """Whether exactly this form has waited until the provider asked; then it goes on, once."""
    waiting = request.session.get(WAITING)
    if waiting is None or (waiting["address"], waiting["kept"]) != (request.get_full_path(), _kept(request)):
        return False
    return bool(request.session.pop(WAITING).get(ASKED))


def _kept(request: PersonRequest) -> list[list[str]]:
    """Name and value of all that was posted, in lists as a session gives them back."""
    # The way back that views read from the request would lead to this page.
    sent = {**dict(request.POST.lists()), "next": [came_from(request)]}
    kept = [[name, value] for name, values in sent.items() for value in values]
    return [[name, value] for name, value in kept if name not in (PASSWORD, "csrfmiddlewaretoken")]
