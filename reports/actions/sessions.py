"""How long a sign-in lasts, and ending it; the moments stand in the session, which all servers share.

A session ends after a while without an act, at last after a working day, and at once when the person's password,
roles or account change, since all of them change what `Person.get_session_auth_hash` answers.
"""

import math
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, authenticate
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.actions.audit import record
from reports.actions.locks import forget_failures, is_locked, was_refused
from reports.errors import InvalidInput
from reports.models import Person
from reports.queries.moments import AHEAD

SIGNED_IN_AT, ACTIVE_AT, CONFIRMED_AT = "signed_in_at", "active_at", "confirmed_at"
# In the request's environment.
_SILENT = "lianbao-directory-silent"
NO_ANSWER = gettext_lazy(
    "The directory that keeps the passwords doesn't answer, so yours could not be looked up. "
    "Try again in some minutes; if it lasts, tell the administrator."
)
# An act is noted once a minute at most: each one is a write.
NOTED_EVERY = 60


def begin_session(request: HttpRequest, **signal: Any) -> None:
    """Start the clocks of a new sign-in (receiver of Django's `user_logged_in`)."""
    request.session.update(dict.fromkeys((SIGNED_IN_AT, ACTIVE_AT, CONFIRMED_AT), _now()))


def why_over(session: SessionBase) -> str:
    """Why the sign-in has ended by now: "idle" after too long without an act, "expired" after all its hours, or ""."""
    if seconds_since(session.get(SIGNED_IN_AT, 0)) >= settings.SESSION_HOURS * 3600:
        return "expired"
    return "idle" if seconds_since(session.get(ACTIVE_AT, 0)) >= settings.SESSION_IDLE_MINUTES * 60 else ""


def note_act(session: SessionBase) -> None:
    """Note that the person did something just now."""
    if seconds_since(session.get(ACTIVE_AT, 0)) >= NOTED_EVERY:
        session[ACTIVE_AT] = _now()


def has_password_here(session: SessionBase) -> bool:
    """Whether the person signed in with a password that is kept here, and not in a directory."""
    return session.get(BACKEND_SESSION_KEY) == "django.contrib.auth.backends.ModelBackend"


def is_confirmed_elsewhere(session: SessionBase) -> bool:
    """Whether the person has no password to type here, since another site asks for it (OpenID Connect)."""
    return session.get(BACKEND_SESSION_KEY) == settings.OIDC_BACKEND


def is_confirmed(session: SessionBase) -> bool:
    """Whether the person has typed the password lately, by signing in or by `confirm`."""
    return seconds_since(session.get(CONFIRMED_AT, 0)) < settings.CONFIRM_MINUTES * 60


def note_silence(request: HttpRequest) -> None:
    """Note that the directory that keeps passwords didn't answer when this request asked it."""
    request.META[_SILENT] = True


def is_silent(request: HttpRequest) -> bool:
    """Whether a password was called wrong only because the directory that may know it didn't answer."""
    return _SILENT in request.META


def confirm(request: HttpRequest, password: str, *, by: Person) -> None:
    """Note that the person of the request has just typed the own password.

    Raises InvalidInput where it is another one; such a try counts as a failed sign-in, and too many meet its lock.
    """
    if authenticate(request, username=by.username, password=password) == by:
        forget_failures(request, by)
        request.session[CONFIRMED_AT] = _now()
        return
    record("account.confirmation_failed", by=by, label=by.full_name)
    if not is_locked(request):
        raise InvalidInput(str(NO_ANSWER) if is_silent(request) else _("This is not your password. Type it again."))
    if not was_refused(request):
        record("account.locked", by=by, label=by.username)
    words = _("Too many tries failed, so your password isn't taken for %(minutes)s minutes. Wait, then type it again.")
    raise InvalidInput(words % {"minutes": settings.SIGN_IN_LOCK_MINUTES})


def note_end(why: str, *, by: Person) -> None:
    """Write down that a sign-in of the person came to its end by itself; `why` as `why_over` says it."""
    record("account.session_ended", by=by, label=by.full_name, why=why)


def end_sessions(person: Person) -> None:
    """End all sign-ins of the person from the next request on."""
    Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])


@transaction.atomic
def sign_out_everywhere(*, by: Person) -> None:
    """End all sign-ins of the own account; who asks for it keeps the present one by a new hash in its session."""
    end_sessions(by)
    record("account.signed_out_everywhere", by=by, label=by.full_name)


def seconds_since(moment: float) -> float:
    """How long ago a moment was that a session keeps (seconds since 1970); endless for one that lies ahead.

    A clock that was ahead and is right again would else keep people signed in for as long as it was wrong.
    """
    passed = _now() - moment
    return passed if passed > -AHEAD.total_seconds() else math.inf


def _now() -> int:
    return int(time.time())
