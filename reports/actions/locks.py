"""Locks of the sign-in: the rule that django-axes asks, and lifting a lock (docs/decisions/0009)."""

from ipaddress import ip_address

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from reports.actions.audit import record
from reports.errors import WrongState
from reports.models import Person
from reports.queries.locks import failures, is_closed


class SignInLocks(AxesDatabaseHandler):  # type: ignore[misc]  # axes ships no types
    """Counts failed sign-ins in the database, so for all servers, and says when it is enough (AXES_HANDLER)."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, str] | None = None) -> int:
        """The failed tries of this account from this address; at least the limit where a wider lock holds."""
        username, address = get_client_username(request, credentials), request.axes_ip_address  # type: ignore[attr-defined]
        if username is None:
            # Somebody comes back from a provider of OpenID Connect: nothing could be guessed here.
            return 0
        tried = failures(username, address)
        return max(tried, settings.SIGN_IN_TRIES) if is_closed(username, address) else tried


def is_locked(request: HttpRequest) -> bool:
    """Whether the sign-in that was just tried met a lock, or brought one about."""
    return bool(getattr(request, "axes_locked_out", False))


def was_refused(request: HttpRequest) -> bool:
    """Whether the sign-in that was just tried met a lock, so that nobody looked at the password."""
    return is_locked(request) and request.axes_failures_since_start is None  # type: ignore[attr-defined]


def forget_failures(request: HttpRequest, person: Person) -> None:
    """Begin to count anew where the person typed the right password without signing in by it."""
    if settings.AXES_ENABLED:
        AxesProxyHandler.reset_attempts(username=person.username, ip_address=request.axes_ip_address)  # type: ignore[attr-defined]


@transaction.atomic
def lift_lock(username: str, address: str, *, by: Person | None) -> None:
    """Forget the failed sign-ins of an account, of an address (the other is "") or of one at the other.

    Raises WrongState where there are none, as somebody else was quicker or half an hour has passed.
    """
    given = {name: value for name, value in (("username", username), ("ip_address", address)) if value}
    if not (given and _is_address(address or "::") and AccessAttempt.objects.filter(**given).delete()[0]):
        raise WrongState(_("Nothing is locked here any more."))
    record("account.lock_lifted", by=by, label=username or address, username=username, from_address=address)


def _is_address(text: str) -> bool:
    """PostgreSQL compares nothing but addresses with addresses."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
