"""Signing in by a provider of OpenID Connect (setting OIDC_CLIENT_ID; needs the extra `oidc`): backend and addresses.

As with LDAP nobody gets an account by it (docs/decisions/0013). The own second factor is asked for here too, and before
an act that needs the password the provider is asked again.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from reports.actions.accounts import note_failed_sign_in
from reports.models import Person
from reports.views.accounts import let_in
from reports.views.confirming import WAITING, note_asked


class Directory(OIDCAuthenticationBackend):  # type: ignore[misc]  # mozilla-django-oidc ships no types
    """Finds the person by exactly the name that the provider tells."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[Person]:
        """The open account of that name, or none."""
        return Person.objects.filter(username=str(claims.get(settings.OIDC_USERNAME_CLAIM, "")), is_active=True)

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """Whether the provider tells a name; the package would warn at each sign-in that nobody looks."""
        return bool(claims.get(settings.OIDC_USERNAME_CLAIM))


class Callback(OIDCAuthenticationCallbackView):  # type: ignore[misc]
    """Where the provider sends the person back to."""

    def login_success(self) -> HttpResponse:
        """Let the person in, as after a password that was right; a form that waits for it may go on."""
        note_asked(self.request, self.user)
        return let_in(self.request, self.user, self.success_url)

    def login_failure(self) -> HttpResponse:
        """Back to the sign-in page, which says that there is no account; the provider tells no name then."""
        note_failed_sign_in("")
        return redirect(settings.LOGIN_REDIRECT_URL_FAILURE)


def go_on(request: HttpRequest) -> HttpResponse:
    """The form that waited while the provider asked for the password again."""
    waiting = request.session.get(WAITING)
    if waiting is None:
        return redirect("desk")
    return render(request, "reports/accounts/confirm.html", {**waiting, "confirmed": True})


urlpatterns = [
    path("authenticate/", login_not_required(OIDCAuthenticationRequestView.as_view()), name="oidc_authentication_init"),
    path("callback/", login_not_required(Callback.as_view()), name="oidc_authentication_callback"),
    path("go-on/", go_on, name="oidc_go_on"),
]
