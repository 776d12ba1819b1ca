"""Signing in and out, and the own password."""

import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.access import has_second_factor
from reports.actions import accounts as actions
from reports.actions import sessions
from reports.actions.locks import is_locked, was_refused
from reports.actions.second_factor import is_right_code
from reports.errors import InvalidInput, WrongState
from reports.forms.accounts import CodeForm, OwnPasswordForm, SignInForm
from reports.models import Person
from reports.views.requests import PersonRequest

# Who has typed the right password and not yet the second factor, in the session, for so many seconds.
HALF = "half_signed_in"
HALF_LASTS = 600


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, then go on to the page that was wanted."""
    if request.user.is_authenticated:
        return redirect(_wanted_page(request))
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        person: Person = form.get_user()
        return let_in(request, person, _wanted_page(request))
    locked = is_locked(request)
    if form.is_bound:
        actions.note_failed_sign_in(form.data.get("username", ""), refused=was_refused(request), locked=locked)
    context = {
        "form": form,
        "wanted": _wanted_page(request),
        "ended": "" if form.is_bound else request.GET.get("ended", ""),
        "provider": bool(settings.OIDC_CLIENT_ID),
        "idle_minutes": settings.SESSION_IDLE_MINUTES,
        "owner": settings.SITE_OWNER,
        "contact": settings.SITE_CONTACT,
    }
    return render(request, "reports/accounts/sign_in.html", context, status=429 if locked else 200)


def let_in(request: HttpRequest, person: Person, wanted: str) -> HttpResponse:
    """Sign in who has just proved to be the person, or ask for the second factor first; then the page `wanted`."""
    if has_second_factor(person):
        half = {"person": person.pk, "hash": person.get_session_auth_hash(), "backend": person.backend}
        request.session[HALF] = {**half, "since": time.time()}
        request.session.cycle_key()
        return redirect(f"{reverse('second_code')}?{urlencode({'next': wanted})}")
    login(request, person)
    actions.note_sign_in(by=person)
    return redirect(wanted)


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_code(request: HttpRequest) -> HttpResponse:
    """Ask who has typed the right password for the second factor, then go on to the page that was wanted."""
    person = _half_signed_in(request)
    if person is None:
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': _wanted_page(request)})}")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if is_right_code(request, person, form.cleaned_data["code"]):
            login(request, person, backend=request.session.pop(HALF)["backend"])
            actions.note_sign_in(by=person)
            return redirect(_wanted_page(request))
        if is_locked(request):
            del request.session[HALF]
            form.add_error(None, SignInForm.error_messages["locked"] % {"minutes": settings.SIGN_IN_LOCK_MINUTES})
        else:
            form.add_error(
                "code", _("This code doesn't fit. Type the one that the app shows now, or a backup code not used yet.")
            )
    context = {"form": form, "wanted": _wanted_page(request), "contact": settings.SITE_CONTACT}
    return render(request, "reports/accounts/second_code.html", context, status=429 if is_locked(request) else 200)


def _half_signed_in(request: HttpRequest) -> Person | None:
    """Who typed the right password in this browser a moment ago, and whose account has stayed the same since."""
    half = request.session.get(HALF)
    if request.user.is_authenticated or half is None or sessions.seconds_since(half.get("since", 0)) > HALF_LASTS:
        return None
    person = Person.objects.filter(pk=half["person"], is_active=True).first()
    same = person is not None and constant_time_compare(half["hash"], person.get_session_auth_hash())
    return person if same else None


def own_answer(request: HttpRequest, response: HttpResponse, credentials: object) -> HttpResponse:
    """The page's own answer to a try that met a lock (AXES_LOCKOUT_CALLABLE)."""
    return response


@login_not_required
@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and the token that forms need by now: asked by a page that was refused or signs in again."""
    person = request.user if request.user.is_authenticated else None
    name = person.full_name if isinstance(person, Person) else ""
    return JsonResponse({"person": person and person.pk, "name": name, "token": get_token(request)})


@require_POST
def sign_out(request: PersonRequest) -> HttpResponse:
    """End the session."""
    actions.note_sign_out(by=request.user)
    logout(request)
    return redirect("sign_in")


@require_POST
def sign_out_everywhere(request: PersonRequest) -> HttpResponse:
    """End all other sign-ins of the own account; this one goes on."""
    sessions.sign_out_everywhere(by=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("All other sign-ins of your account have ended."))
    return redirect("desk")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: PersonRequest) -> HttpResponse:
    """Change the own password; the session goes on. Who signed in by a directory changes it there (409)."""
    if not sessions.has_password_here(request.session):
        raise WrongState(_("Your password is kept by the directory of your office. Change it there."))
    form = OwnPasswordForm(request.user, request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        try:
            actions.change_password(form.cleaned_data["new_password1"], by=request.user)
        except InvalidInput as error:
            form.add_error(error.field, str(error))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("The new password holds from now on."))
            return redirect("desk")
    return render(request, "reports/accounts/change_password.html", {"form": form})


def _wanted_page(request: HttpRequest) -> str:
    """The page that asked to sign in first, where it is one of this site; else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # A word without a slash would be taken for the name of a view.
    here = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else reverse("desk")
