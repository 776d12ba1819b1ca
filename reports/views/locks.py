"""The security administrator's page about locked sign-ins."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.access import keeps_security, separate_duties
from reports.actions.locks import lift_lock
from reports.choices import Role
from reports.queries import administered
from reports.queries.locks import locks_now
from reports.views.answers import refusals_told
from reports.views.requests import PersonRequest, posted_text


def locks(request: PersonRequest) -> HttpResponse:
    """The locks that hold now, the rules that brought them about, and what else the settings say about signing in."""
    administered(request.user, keeps_security)
    rules = {
        "pair": settings.SIGN_IN_TRIES,
        "account": settings.SIGN_IN_TRIES_ACCOUNT,
        "address": settings.SIGN_IN_TRIES_ADDRESS,
        "minutes": settings.SIGN_IN_LOCK_MINUTES,
    }
    context = {"locks": locks_now(), "rules": rules, "settings": settings_in_force()}
    return render(request, "reports/people/locks.html", context)


def settings_in_force() -> list[tuple[str, str]]:
    """The settings about signing in, in words; they are changed on the server (docs/deployment.md)."""
    roles = "、".join(gettext(Role(role).label) for role in settings.SECOND_FACTOR_ROLES)
    directories = [
        name for name, on in (("LDAP", settings.LDAP_SERVER), ("OpenID Connect", settings.OIDC_CLIENT_ID)) if on
    ]
    return [
        (_("A sign-in ends without an act after"), _("%(n)s minutes") % {"n": settings.SESSION_IDLE_MINUTES}),
        (_("and at last after"), _("%(n)s hours") % {"n": settings.SESSION_HOURS}),
        (_("The password is asked for again after"), _("%(n)s minutes") % {"n": settings.CONFIRM_MINUTES}),
        (_("Least characters of a password"), str(settings.PASSWORD_LENGTH)),
        (_("Kinds of characters in it"), str(settings.PASSWORD_KINDS)),
        (_("Last passwords that can't be chosen again"), str(settings.PASSWORDS_REMEMBERED)),
        (_("Roles that need a second factor"), roles or _("none")),
        (_("Three administrators"), _("yes") if separate_duties() else _("no")),
        (_("Directories"), "、".join(directories) or _("none")),
    ]


@require_POST
def lock_lift(request: PersonRequest) -> HttpResponse:
    """Lift the lock of `username`, of `address`, or of the one at the other."""
    administered(request.user, keeps_security)
    with refusals_told(request):
        lift_lock(posted_text(request, "username"), posted_text(request, "address"), by=request.user)
        messages.success(request, _("The lock is lifted."))
    return redirect("locks")
