"""Forms of the own account."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reports.actions.locks import is_locked
from reports.actions.sessions import NO_ANSWER, confirm, is_silent
from reports.errors import InvalidInput
from reports.forms.fields import CleanText
from reports.forms.pages import PageForm
from reports.forms.words import HouseForm
from reports.models import Person


class SignInForm(HouseForm, AuthenticationForm):
    """Name and password; one answer for an unknown name, a wrong password and a disabled account."""

    error_messages = {
        "invalid_login": _("User name or password is wrong, or the account is disabled. Try again."),
        "inactive": _("User name or password is wrong, or the account is disabled. Try again."),
        "locked": _(
            "Too many tries failed, so this way in is locked for %(minutes)s minutes. Wait, or ask the administrator."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")
        self.helper = FormHelper()
        self.helper.form_tag = False

    def get_invalid_login_error(self) -> ValidationError:
        """What to do after a try that failed, or that a lock refused."""
        if self.request is not None and is_locked(self.request):
            params = {"minutes": settings.SIGN_IN_LOCK_MINUTES}
            return ValidationError(self.error_messages["locked"], code="locked", params=params)
        if self.request is not None and is_silent(self.request):
            return ValidationError(NO_ANSWER, code="silent")
        return super().get_invalid_login_error()


class CodeForm(PageForm):
    """One code of a second factor."""

    code = CleanText(
        label=_("Six digits or backup code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )


class OwnPasswordForm(HouseForm, PasswordChangeForm):
    """The current password and twice the new one; the action sets it."""

    def __init__(self, person: Person, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(person, *args, label_suffix="", **kwargs)
        self.fields["old_password"].label = _("Current password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _(
            "At least %(length)s characters, with %(kinds)s of these: small letters, capital letters, digits, other "
            "characters. Not your name, and none of your last %(remembered)s passwords."
        ) % {
            "length": settings.PASSWORD_LENGTH,
            "kinds": settings.PASSWORD_KINDS,
            "remembered": settings.PASSWORDS_REMEMBERED,
        }
        self.fields["new_password2"].label = _("New password again")
        self.fields["new_password2"].help_text = ""
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_old_password(self) -> str:
        """The current password; who guesses it at somebody's open screen meets the lock of the sign-in."""
        password: str = self.cleaned_data["old_password"]
        try:
            confirm(self.request, password, by=self.user)
        except InvalidInput as error:
            raise ValidationError(str(error)) from error
        return password
