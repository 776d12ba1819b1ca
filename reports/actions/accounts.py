"""What a person does with the own account: sign in and out, change the password."""

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.errors import InvalidInput
from reports.models import FormerPassword, Person


def note_sign_in(*, by: Person) -> None:
    """Write down that the person signed in."""
    record("account.signed_in", by=by, label=by.full_name)


@transaction.atomic
def note_failed_sign_in(username: str, *, refused: bool = False, locked: bool = False) -> None:
    """Write down that somebody tried to sign in with this name; never what was typed as the password.

    `refused` says that a lock kept the try from being looked at, `locked` that a lock holds from now on.
    """
    label = username.replace("\0", "")
    record("account.sign_in_refused" if refused else "account.sign_in_failed", by=None, label=label)
    if locked and not refused:
        record("account.locked", by=None, label=label)


def note_sign_out(*, by: Person) -> None:
    """Write down that the person signed out."""
    record("account.signed_out", by=by, label=by.full_name)


@transaction.atomic
def change_password(password: str, *, by: Person) -> None:
    """Set the person's own new password, end a forced change, and with it all sign-ins of the person.

    Raises InvalidInput where the rules for passwords refuse it, or it is the old one or one of the last few.
    """
    if by.check_password(password):
        raise InvalidInput(_("This is the old password. Choose another one."), field="new_password1")
    remembered = by.former_passwords.order_by("-pk").values_list("password", flat=True)
    if any(check_password(password, former) for former in remembered[: settings.PASSWORDS_REMEMBERED - 1]):
        message = _("You have had this password before. Choose one that is none of the last %(n)s.")
        raise InvalidInput(message % {"n": settings.PASSWORDS_REMEMBERED}, field="new_password1")
    try:
        validate_password(password, by)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="new_password1") from error
    remember_password(by)
    by.set_password(password)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    record("account.password_changed", by=by, label=by.full_name)


def remember_password(person: Person) -> None:
    """Keep the hash of the password that is about to be replaced, and only of as many as the rule asks for.

    A first password, which somebody else made, counts as none: it would push a chosen one out.
    """
    if person.must_change_password or not person.has_usable_password():
        return
    FormerPassword.objects.create(person=person, password=person.password)
    newest = person.former_passwords.order_by("-pk").values("pk")[: max(settings.PASSWORDS_REMEMBERED - 1, 0)]
    person.former_passwords.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
