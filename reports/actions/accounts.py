"""What a person does with the own account: sign in and out, change the password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.errors import InvalidInput
from reports.models import Person


def note_sign_in(*, by: Person) -> None:
    """Write down that the person signed in."""
    record("account.signed_in", by=by, label=by.full_name)


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
    """Set the person's own new password and end a forced change.

    Raises InvalidInput where the rules for passwords refuse it or it is the old one.
    """
    if by.check_password(password):
        raise InvalidInput(_("This is the old password. Choose another one."), field="new_password1")
    try:
        validate_password(password, by)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="new_password1") from error
    by.set_password(password)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    record("account.password_changed", by=by, label=by.full_name)
