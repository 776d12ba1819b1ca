"""The second factor of a sign-in: a code that an app makes anew every half minute (TOTP), or one of ten on paper."""

import secrets
import time
import unicodedata

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from reports.access import keeps_security, needs_second_factor
from reports.actions.accounts import note_failed_sign_in
from reports.actions.audit import record
from reports.actions.locks import is_locked, was_refused
from reports.actions.sessions import end_sessions
from reports.actions.storing import hold
from reports.errors import InvalidInput, NotAllowed, WrongState
from reports.models import BackupCode, Person
from reports.queries.moments import AHEAD

CODES = 10
# Without letters and digits that are mistaken for one another on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def begin_second_factor(*, by: Person) -> None:
    """Make a secret for the person's app; it counts from the first right code on (`confirm_second_factor`).

    Raises WrongState where the person has a second factor.
    """
    hold(Person.objects.filter(pk=by.pk))
    _check_without(by)
    TOTPDevice.objects.filter(user=by).delete()
    TOTPDevice.objects.create(user=by, name="totp", confirmed=False)


@transaction.atomic
def confirm_second_factor(code: str, *, by: Person) -> list[str]:
    """Let the secret count, since the app made this code of it; all sign-ins of the person end.

    Answers the backup codes, which are kept nowhere in clear. Raises InvalidInput for another code, WrongState where no
    secret waits.
    """
    hold(Person.objects.filter(pk=by.pk))
    _check_without(by)
    device = TOTPDevice.objects.filter(user=by, confirmed=False).first()
    if device is None:
        raise WrongState(_("Begin anew: the picture for your app is not there any more."))
    if not device.verify_token(_typed(code)):
        words = _(
            "This code doesn't fit. Type the one that the app shows now, and look whether the phone's clock is right."
        )
        raise InvalidInput(words, field="code")
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    end_sessions(by)
    record("second_factor.set", by=by, label=by.full_name)
    return _make_codes(by)


@transaction.atomic
def renew_backup_codes(*, by: Person) -> list[str]:
    """Make ten new backup codes; the old ones end. Raises WrongState without a second factor."""
    if not TOTPDevice.objects.filter(user=by, confirmed=True).exists():
        raise WrongState(_("You have no second factor."))
    record("second_factor.codes_made", by=by, label=by.full_name)
    return _make_codes(by)


@transaction.atomic
def remove_second_factor(*, by: Person) -> None:
    """Do without the own second factor; raises WrongState where a role of the person demands it."""
    if needs_second_factor(by):
        raise WrongState(_("Your role demands a second factor."))
    _remove(by)
    record("second_factor.removed", by=by, label=by.full_name)


@transaction.atomic
def reset_second_factor(person: Person, *, by: Person | None) -> None:
    """Take away the second factor of somebody who lost it; all sign-ins of the person end.

    Raises NotAllowed for who doesn't keep the security and for the own, WrongState where there is none.
    """
    if by is not None and (by == person or not keeps_security(by)):
        raise NotAllowed(_("Only another administrator of the security resets a second factor."))
    _remove(person)
    end_sessions(person)
    record("second_factor.reset", by=by, label=person.full_name, username=person.username)


def is_right_code(request: HttpRequest, person: Person, code: str) -> bool:
    """Whether `code` is the second factor of the person who is about to sign in; used up by that.

    A wrong one counts as a failed sign-in, and where that is locked no code is looked at (`locks.is_locked`).
    """
    allowed = AxesProxyHandler.is_allowed(request, get_credentials(person.username))
    if not allowed:
        request.axes_locked_out = True  # type: ignore[attr-defined]
    elif _use(person, _typed(code)):
        return True
    else:
        user_login_failed.send(__name__, credentials=get_credentials(person.username), request=request)
    note_failed_sign_in(person.username, refused=was_refused(request), locked=is_locked(request))
    return False


@transaction.atomic
def _use(person: Person, code: str) -> bool:
    # Held, so that of two who send the same code at once one comes in.
    device = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=True).first()
    if device is not None and len(code) == device.digits and code.isdecimal():
        _forget_code_ahead(device)
        return bool(device.verify_token(code))
    if not person.backup_codes.filter(digest=_digest(person, code)).delete()[0]:
        return False
    record("second_factor.code_used", by=person, label=person.full_name, left=person.backup_codes.count())
    return True


def _forget_code_ahead(device: TOTPDevice) -> None:
    """Let a code that was taken while the clock was ahead bar no other: else none is right until that time comes."""
    if device.last_t * device.step + device.t0 > time.time() + AHEAD.total_seconds():
        device.last_t = -1


def _make_codes(person: Person) -> list[str]:
    codes = [
        "-".join("".join(secrets.choice(ALPHABET) for _place in range(4)) for _half in "ab") for _code in range(CODES)
    ]
    person.backup_codes.all().delete()
    BackupCode.objects.bulk_create(BackupCode(person=person, digest=_digest(person, _typed(code))) for code in codes)
    return codes


def _remove(person: Person) -> None:
    hold(Person.objects.filter(pk=person.pk))
    if not TOTPDevice.objects.filter(user=person).delete()[0]:
        raise WrongState(_("There is no second factor."))
    person.backup_codes.all().delete()


def _check_without(person: Person) -> None:
    if TOTPDevice.objects.filter(user=person, confirmed=True).exists():
        raise WrongState(_("You have a second factor. Take it away before you set another one."))


def _typed(code: str) -> str:
    """A code as it is compared: without blanks and hyphens, in small ASCII letters."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code).lower() if sign.isalnum())[:40]


def _digest(person: Person, code: str) -> str:
    return salted_hmac("backup code", f"{person.pk}:{code}", algorithm="sha256").hexdigest()
