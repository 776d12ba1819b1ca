"""Signing in with a password that an LDAP directory keeps (setting LDAP_SERVER; needs the extra `ldap`).

The directory says whether the password is right. Who somebody is and what they may is said here: nobody gets an account
by it, and a closed account stays closed (docs/decisions/0013).
"""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django_auth_ldap.backend import LDAPBackend, ldap_error

from reports.actions.sessions import note_silence
from reports.models import Person


class Directory(LDAPBackend):  # type: ignore[misc]  # django-auth-ldap ships no types
    """Finds the person by exactly the name that was typed: the locks count by it."""

    def get_or_build_user(self, username: str, ldap_user: Any) -> tuple[Person, bool]:
        """The person of this name, never a new one; raises `ldap_user.AuthenticationFailed` where there is none."""
        person = Person.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise ldap_user.AuthenticationFailed("no open account of this name")
        return person, False

    def get_user(self, user_id: int) -> Person | None:
        """The person of an open session, as long as the account is open."""
        return Person.objects.filter(pk=user_id, is_active=True).first()


@receiver(ldap_error)
def tell_silence(request: HttpRequest | None = None, **_more: Any) -> None:
    """Let the person read that the directory doesn't answer, instead of that the password is wrong."""
    if request is not None:
        note_silence(request)
