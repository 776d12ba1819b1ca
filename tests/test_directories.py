"""Directories, as far as it goes without their packages: stand-ins take the place of what these provide."""

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.contrib import auth
from django.contrib.auth.backends import ModelBackend
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, include, path
from django.views import View
from pytest_django import Settings

from reports.actions import people, second_factor, sessions
from reports.models import AuditEntry, Person
from tests.cast import Cast
from tests.factories import PASSWORD, make_person
from tests.test_settings import bare_environment, settings_now
from tests.views.test_second_factor import app

__all__ = ["bare_environment"]


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **content: object) -> None:
    module = ModuleType(name)
    vars(module).update(content)
    monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.usefixtures("bare_environment")
def test_without_settings_there_is_no_directory() -> None:
    settings = settings_now()
    backends = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
    assert settings["AUTHENTICATION_BACKENDS"] == backends
    assert "mozilla_django_oidc" not in settings["INSTALLED_APPS"]
    assert not {"ldap", "django_auth_ldap", "mozilla_django_oidc"} & sys.modules.keys()


@pytest.mark.usefixtures("bare_environment")
@pytest.mark.parametrize(("server", "start_tls"), [("ldaps://ldap.example.com", False), ("ldap://10.0.0.1", True)])
def test_the_settings_of_ldap(monkeypatch: pytest.MonkeyPatch, server: str, start_tls: bool) -> None:
    options = {"OPT_NETWORK_TIMEOUT": 1, "OPT_TIMEOUT": 2, "OPT_REFERRALS": 3, "SCOPE_SUBTREE": 4}
    stand_in(monkeypatch, "ldap", **options)
    stand_in(monkeypatch, "django_auth_ldap")
    stand_in(monkeypatch, "django_auth_ldap.config", LDAPSearch=lambda *given: given)
    monkeypatch.setenv("LDAP_SERVER", server)
    monkeypatch.setenv("LDAP_SEARCH_BASE", "dc=example")
    settings = settings_now()
    assert settings["AUTHENTICATION_BACKENDS"][-1] == "reportsite.ldap.Directory"
    assert settings["AUTH_LDAP_START_TLS"] is start_tls
    assert settings["AUTH_LDAP_USER_SEARCH"] == ("dc=example", 4, "(uid=%(user)s)")
    assert (settings["AUTH_LDAP_NO_NEW_USERS"], settings["AUTH_LDAP_ALWAYS_UPDATE_USER"]) == (True, False)


@pytest.mark.usefixtures("bare_environment")
def test_the_settings_of_openid_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_CLIENT_ID", "lianbao")
    settings = settings_now()
    assert settings["AUTHENTICATION_BACKENDS"][-1] == settings["OIDC_BACKEND"]
    assert (settings["OIDC_CREATE_USER"], settings["OIDC_USERNAME_CLAIM"]) == (False, "preferred_username")


class AuthenticationFailed(Exception):
    """As django-auth-ldap has it on the user of the directory."""


# As django-auth-ldap sends it where the directory doesn't answer.
ldap_error = Signal()


class LDAPBackend:
    """A directory whose people all have the password `in the directory`, as long as it isn't down."""

    down = False

    def authenticate(self, request: HttpRequest, username: str = "", password: str = "") -> object:
        if self.down:
            ldap_error.send(type(self), context="authenticate", user=None, request=request, exception=OSError())
            return None
        if password != "in the directory":
            return None
        try:
            return self.get_or_build_user(username, SimpleNamespace(AuthenticationFailed=AuthenticationFailed))[0]  # type: ignore[attr-defined]
        except AuthenticationFailed:
            return None


@pytest.fixture
def ldap(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    stand_in(monkeypatch, "django_auth_ldap")
    stand_in(monkeypatch, "django_auth_ldap.backend", LDAPBackend=LDAPBackend, ldap_error=ldap_error)
    monkeypatch.delitem(sys.modules, "reportsite.ldap", raising=False)
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, "reportsite.ldap.Directory"]


def status(client: Client, username: str, password: str = "in the directory") -> int:
    return client.post("/sign-in/", {"username": username, "password": password}).status_code


@pytest.mark.django_db
@pytest.mark.usefixtures("ldap")
def test_a_directory_lets_in_who_has_an_open_account_of_exactly_this_name(client: Client) -> None:
    person = make_person(username="tian", must_change_password=True)
    make_person(username="gone", is_active=False)
    assert [status(Client(), name) for name in ("nobody", "Tian", "gone")] == [200] * 3
    assert Person.objects.count() == 2

    assert status(client, "tian") == 302
    # The password that the administrator made is none that this person knows, and none to be changed.
    assert client.get("/").status_code == 200
    assert client.get("/password/").status_code == 409
    people.disable_person(person, by=make_person())
    assert client.get("/").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("ldap")
def test_a_password_kept_here_goes_on_working(client: Client) -> None:
    make_person(username="admin", password=PASSWORD)
    assert status(client, "admin", PASSWORD) == 302
    assert client.get("/password/").status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("ldap")
def test_a_directory_that_is_down_is_not_called_a_wrong_password(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    make_person(username="tian")
    make_person(username="admin", password=PASSWORD)
    assert status(client, "tian") == 302
    monkeypatch.setattr(LDAPBackend, "down", True)

    page = Client().post("/sign-in/", {"username": "tian", "password": "in the directory"}).content.decode()
    assert "认证目录没有响应" in page
    assert "密码不对" not in page
    settings.CONFIRM_MINUTES = 0
    asked = client.post("/second-factor/", {"act": "begin", "confirm_password": "in the directory"})
    assert "认证目录没有响应" in asked.content.decode()
    assert status(Client(), "admin", PASSWORD) == 302


class OIDCBackend(ModelBackend):
    """A provider whose code is the name of the person, as its claims tell it."""

    def authenticate(self, request: HttpRequest, **given: Any) -> Person | None:  # type: ignore[override]
        claims = {"preferred_username": request.GET.get("code")}
        found: Person | None = self.filter_users_by_claims(claims).first()  # type: ignore[attr-defined]
        return found


class CallbackView(View):
    """What mozilla-django-oidc does with an answer of the provider."""

    success_url = "/oidc/go-on/"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.user = auth.authenticate(request, nonce="once")
        answer: Callable[[], HttpResponse] = self.login_success if self.user else self.login_failure  # type: ignore[attr-defined]
        return answer()


class RequestView(View):
    """Leads to the provider."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("to the provider")


@pytest.fixture
def oidc(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    stand_in(monkeypatch, "mozilla_django_oidc")
    stand_in(monkeypatch, "mozilla_django_oidc.auth", OIDCAuthenticationBackend=OIDCBackend)
    views = {"OIDCAuthenticationCallbackView": CallbackView, "OIDCAuthenticationRequestView": RequestView}
    stand_in(monkeypatch, "mozilla_django_oidc.views", **views)
    monkeypatch.delitem(sys.modules, "reportsite.oidc", raising=False)
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, settings.OIDC_BACKEND]
    settings.OIDC_CLIENT_ID, settings.OIDC_USERNAME_CLAIM = "lianbao", "preferred_username"
    settings.LOGIN_REDIRECT_URL_FAILURE = "/sign-in/?ended=unknown"
    addresses = ModuleType("addresses")
    vars(addresses)["urlpatterns"] = [
        path("", include("reports.urls")),
        path("oidc/", include(import_module("reportsite.oidc"))),
    ]
    settings.ROOT_URLCONF = addresses
    clear_url_caches()


@pytest.mark.django_db
@pytest.mark.usefixtures("oidc")
def test_a_provider_lets_in_who_has_an_open_account(client: Client, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    person = make_person(username="tian", must_change_password=True)
    assert "/oidc/authenticate/" in client.get("/sign-in/").content.decode()
    assert client.get("/oidc/authenticate/").content == b"to the provider"
    # However often strangers come: nobody guesses a password here, so nothing is locked.
    for _number in range(6):
        assert client.get("/oidc/callback/?code=nobody")["Location"] == "/sign-in/?ended=unknown"

    backend: Any = auth.load_backend(settings.OIDC_BACKEND)
    assert (backend.verify_claims({"preferred_username": "tian"}), backend.verify_claims({"sub": "1"})) == (True, False)

    assert client.get("/oidc/callback/?code=tian")["Location"] == "/oidc/go-on/"
    assert client.get("/oidc/go-on/")["Location"] == "/"
    assert client.get("/").status_code == 200
    assert AuditEntry.objects.get(event="account.signed_in").person == person


@pytest.mark.django_db
@pytest.mark.usefixtures("oidc")
@pytest.mark.parametrize("minutes", [10, 0])
def test_a_provider_is_asked_again_while_the_form_waits(
    client: Client, cast: Cast, settings: Settings, minutes: int
) -> None:
    settings.CONFIRM_MINUTES = minutes
    client.get("/oidc/callback/?code=admin")
    session = client.session
    session[sessions.CONFIRMED_AT] = 0
    session.save()
    address = f"/admin/people/{cast.outsider.pk}/role/"
    said = {"role": "officer", "unit": str(cast.bureau.pk)}
    page = client.post(address, said).content.decode()
    assert ("/oidc/authenticate/?next=/oidc/go-on/" in page, "confirm_password" in page) == (True, False)

    assert client.get("/oidc/callback/?code=admin")["Location"] == "/oidc/go-on/"
    waiting = client.get("/oidc/go-on/")
    page = waiting.content.decode()
    assert (f'action="{address}"' in page, ">继续<" in page) == (True, True)
    assert ("/oidc/authenticate/" in page, "confirm_password" in page) == (False, False)
    client.post(waiting.context["address"], dict(waiting.context["kept"]))
    assert cast.outsider.memberships.count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("oidc")
def test_what_the_provider_was_asked_for_goes_on_once(client: Client, cast: Cast, settings: Settings) -> None:
    settings.CONFIRM_MINUTES = 0
    client.get("/oidc/callback/?code=admin")
    addresses = [f"/admin/people/{person.pk}/role/" for person in (cast.outsider, cast.stranger_officer)]
    said = {"role": "officer", "unit": str(cast.bureau.pk)}
    # Not before the provider has asked, and nothing but what waited.
    for address in (addresses[0], addresses[0], addresses[1]):
        assert "/oidc/authenticate/" in client.post(address, said).content.decode()
    client.get("/oidc/callback/?code=admin")
    assert "/oidc/authenticate/" in client.post(addresses[0], said).content.decode()
    assert cast.outsider.memberships.count() == 1

    client.get("/oidc/callback/?code=admin")
    client.post(addresses[0], said)
    assert "/oidc/authenticate/" in client.post(addresses[0], said | {"unit": str(cast.county.pk)}).content.decode()
    assert cast.outsider.memberships.count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("oidc")
def test_a_provider_that_asked_for_somebody_else_lets_nothing_go_on(
    client: Client, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CONFIRM_MINUTES = 0
    clock = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: clock[0])
    second_factor.begin_second_factor(by=cast.clerk)
    second_factor.confirm_second_factor(app(cast.clerk, clock), by=cast.clerk)
    client.get("/oidc/callback/?code=admin")
    address, said = f"/admin/people/{cast.outsider.pk}/role/", {"role": "officer", "unit": str(cast.bureau.pk)}
    client.post(address, said)
    # Whose code is still to come isn't signed in: the session is the administrator's.
    assert client.get("/oidc/callback/?code=clerk")["Location"].startswith("/sign-in/code/")
    assert "/oidc/authenticate/" in client.post(address, said).content.decode()
    assert cast.outsider.memberships.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("oidc")
def test_the_own_second_factor_is_asked_for_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: clock[0])
    person = make_person(username="tian")
    second_factor.begin_second_factor(by=person)
    second_factor.confirm_second_factor(app(person, clock), by=person)
    assert client.get("/oidc/callback/?code=tian")["Location"].startswith("/sign-in/code/?next=")
    clock[0] += 30
    assert client.post("/sign-in/code/", {"code": app(person, clock)}).status_code == 302
    assert client.get("/").status_code == 200
