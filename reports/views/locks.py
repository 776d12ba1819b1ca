"""The security administrator's page about locked sign-ins."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.access import keeps_security
from reports.actions.locks import lift_lock
from reports.queries import administered
from reports.queries.locks import locks_now
from reports.views.answers import refusals_told
from reports.views.requests import PersonRequest, posted_text


def locks(request: PersonRequest) -> HttpResponse:
    """The locks that hold now, and the rules that brought them about."""
    administered(request.user, keeps_security)
    rules = {
        "pair": settings.SIGN_IN_TRIES,
        "account": settings.SIGN_IN_TRIES_ACCOUNT,
        "address": settings.SIGN_IN_TRIES_ADDRESS,
        "minutes": settings.SIGN_IN_LOCK_MINUTES,
    }
    return render(request, "reports/people/locks.html", {"locks": locks_now(), "rules": rules})


@require_POST
def lock_lift(request: PersonRequest) -> HttpResponse:
    """Lift the lock of `username`, of `address`, or of the one at the other."""
    administered(request.user, keeps_security)
    with refusals_told(request):
        lift_lock(posted_text(request, "username"), posted_text(request, "address"), by=request.user)
        messages.success(request, _("The lock is lifted."))
    return redirect("locks")
