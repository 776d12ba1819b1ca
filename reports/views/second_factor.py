"""The own second factor: setting it, new backup codes, doing without it."""

from base64 import b32encode

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice

from reports.access import needs_second_factor
from reports.actions import second_factor as actions
from reports.errors import WrongState
from reports.forms.accounts import CodeForm
from reports.views.confirming import unconfirmed
from reports.views.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: PersonRequest) -> HttpResponse:
    """Whether there is one, and how to set it; `act` begins, confirms, makes new codes or takes it away."""
    act = request.POST.get("act", "")
    if act == "confirm":
        return _confirm(request)
    if act in ("begin", "codes", "remove"):
        if page := unconfirmed(request):
            return page
        try:
            if act == "codes":
                return _page(request, codes=actions.renew_backup_codes(by=request.user))
            if act == "begin":
                actions.begin_second_factor(by=request.user)
            else:
                actions.remove_second_factor(by=request.user)
                messages.success(request, _("You sign in with the password alone from now on."))
        except WrongState as error:
            messages.error(request, str(error))
        return redirect("second_factor")
    return _page(request)


def _confirm(request: PersonRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if form.is_valid():
        with form.refusals():
            codes = actions.confirm_second_factor(form.cleaned_data["code"], by=request.user)
            # All sign-ins have ended but this one.
            update_session_auth_hash(request, request.user)
            return _page(request, codes=codes)
    return _page(request, form=form, status=form.status)


def _page(
    request: PersonRequest, *, codes: list[str] | None = None, form: CodeForm | None = None, status: int = 200
) -> HttpResponse:
    device = TOTPDevice.objects.filter(user=request.user).order_by("-confirmed").first()
    waits = device is not None and not device.confirmed
    secret = b32encode(device.bin_key).decode() if waits else ""
    context = {
        "device": device,
        "waits": waits,
        "picture": segno.make(device.config_url).svg_data_uri(scale=5, border=2) if waits else "",
        "secret": [secret[start : start + 4] for start in range(0, len(secret), 4)],
        "codes": codes,
        "left": request.user.backup_codes.count(),
        "demanded": needs_second_factor(request.user),
        "form": form or CodeForm(),
    }
    return render(request, "reports/accounts/second_factor.html", context, status=status)
