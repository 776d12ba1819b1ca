"""The site's own rules for passwords, named in AUTH_PASSWORD_VALIDATORS."""

import string

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reports.models import Person


class LongEnough(MinimumLengthValidator):
    """Django's rule in the site's words: Django itself lacks them in Chinese."""

    def get_error_message(self) -> str:
        """What to do where the password is too short."""
        return self.get_help_text()

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Use at least %(n)s characters.") % {"n": self.min_length}


class WithoutName:
    """Neither the user name nor the full name stands in it; Django's own rule only compares the whole."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise ValidationError where `password` contains a name of `user` of two characters or more."""
        names = [user.username, user.full_name] if user else []
        if any(len(name) > 1 and name.casefold() in password.casefold() for name in names):
            raise ValidationError(self.get_help_text(), code="name_in_it")

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Leave your name out of it.")


class SeveralKinds:
    """At least `needed` of: small letters, capital letters, digits, other characters."""

    def __init__(self, needed: int = 3) -> None:
        self.needed = needed

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise ValidationError where `password` has fewer kinds of characters."""
        others = set(password) - set(string.ascii_letters + string.digits)
        kinds = [string.ascii_lowercase, string.ascii_uppercase, string.digits, "".join(others)]
        if sum(not set(kind).isdisjoint(password) for kind in kinds) < self.needed:
            raise ValidationError(self.get_help_text(), code="too_few_kinds")

    def get_help_text(self) -> str:
        """The rule in words."""
        rule = _("Use %(n)s of these: small letters, capital letters, digits, other characters.")
        return rule % {"n": self.needed}
