"""Which sign-ins are locked: what failed lately, counted by account and address (docs/decisions/0009)."""

import datetime
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, QuerySet, Sum

from reports.models import AuditEntry
from reports.queries.moments import lately

SIGNED_IN = "account.signed_in"


@dataclass(frozen=True, slots=True)
class SignInLock:
    """A lock that holds now: of an account at an address, of an account (no address) or of an address (no account)."""

    username: str
    address: str
    failures: int
    until: datetime.datetime


def locks_now() -> list[SignInLock]:
    """All locks that hold now, the one that ends last first."""
    pairs = _counted("username", "ip_address").filter(failures__gte=settings.SIGN_IN_TRIES)
    accounts = _counted("username").filter(failures__gte=settings.SIGN_IN_TRIES_ACCOUNT)
    addresses = _counted("ip_address").filter(failures__gte=settings.SIGN_IN_TRIES_ADDRESS)
    locks = [
        SignInLock(row.get("username") or "", row.get("ip_address") or "", row["failures"], row["last"] + _lasts())
        for rows in (pairs, accounts, addresses)
        for row in rows
    ]
    return sorted(locks, key=lambda lock: lock.until, reverse=True)


def failures(username: str, address: str | None) -> int:
    """How often signing in to the account failed lately from this address."""
    return _sum(username=username, ip_address=address)


def is_closed(username: str, address: str | None) -> bool:
    """Whether too much failed at this account from anywhere, or from this address at any account.

    Who has signed in here before isn't concerned: otherwise anybody could lock everybody out.
    """
    account = _sum(username=username) >= settings.SIGN_IN_TRIES_ACCOUNT
    if not (account or _sum(ip_address=address) >= settings.SIGN_IN_TRIES_ADDRESS):
        return False
    return not AuditEntry.objects.filter(event=SIGNED_IN, person__username=username, address=address).exists()


def _lasts() -> datetime.timedelta:
    return datetime.timedelta(minutes=settings.SIGN_IN_LOCK_MINUTES)


def _lately() -> QuerySet[AccessAttempt]:
    attempts: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(attempt_time__range=lately(_lasts()))
    return attempts


def _counted(*fields: str) -> QuerySet[AccessAttempt, dict[str, Any]]:
    """The failures of each account, address or both, and the moment of the last one."""
    rows = _lately().order_by().values(*fields)
    counted: QuerySet[AccessAttempt, dict[str, Any]] = rows.annotate(
        failures=Sum("failures_since_start"), last=Max("attempt_time")
    )
    return counted


def _sum(**given: str | None) -> int:
    total: int | None = _lately().filter(**given).aggregate(total=Sum("failures_since_start"))["total"]
    return total or 0
