"""Who may see and do what: small questions about a person and a row; nothing here changes anything.

Everybody's sight of a report is `may_see_report`; `queries` has the same rule as a filter.
"""

from django.conf import settings
from django_otp.plugins.otp_totp.models import TOTPDevice

from reports.choices import SITE_ROLES, Role
from reports.models import Membership, Person, Report, Unit


def memberships(person: Person) -> list[Membership]:
    """The person's roles with their units, read once for each request (and Person instance)."""
    cached: list[Membership] | None = getattr(person, "_memberships", None)
    if cached is None:
        cached = list(person.memberships.select_related("unit"))
        person._memberships = cached  # type: ignore[attr-defined]
    return cached


def separate_duties() -> bool:
    """Whether administrator, security administrator and auditor are three (三员分立, setting SEPARATE_DUTIES)."""
    return bool(settings.SEPARATE_DUTIES)


def is_admin(person: Person) -> bool:
    """Whether the person keeps the site's units, accounts, periods and types."""
    return _has(person, Role.ADMIN)


def keeps_security(person: Person) -> bool:
    """Whether the person gives roles and lifts locks: a security administrator, else where duties aren't separate."""
    return _has(person, Role.SECURITY) or (is_admin(person) and not separate_duties())


def may_read_audit(person: Person) -> bool:
    """Whether the person reads what everybody did: an auditor, and an administrator where duties aren't separate."""
    return _has(person, Role.AUDITOR) or (is_admin(person) and not separate_duties())


def sees_accounts(person: Person) -> bool:
    """Whether the person sees all accounts: who keeps them, and who gives their roles."""
    return is_admin(person) or keeps_security(person)


def may_renew_password(person: Person, of: Person) -> bool:
    """Whether the person may make a new first password for somebody.

    Where duties are separate nobody makes one for an administrator or auditor: who knows it would be two of the three.
    """
    guarded = separate_duties() and any(membership.role in SITE_ROLES for membership in memberships(of))
    return is_admin(person) and not guarded


def has_second_factor(person: Person) -> bool:
    """Whether signing in asks this person for a code too."""
    return bool(TOTPDevice.objects.filter(user=person, confirmed=True).exists())


def needs_second_factor(person: Person) -> bool:
    """Whether one of the person's roles demands a second factor (setting SECOND_FACTOR_ROLES)."""
    wanted: list[str] = settings.SECOND_FACTOR_ROLES
    return bool(wanted) and any(membership.role in wanted for membership in memberships(person))


def _has(person: Person, role: Role) -> bool:
    return any(membership.role == role for membership in memberships(person))


def is_officer(person: Person) -> bool:
    """Whether the person reviews reports of any unit."""
    return _has(person, Role.OFFICER)


def writes_for(person: Person, unit: Unit, *roles: Role) -> bool:
    """Whether the person has one of `roles` (clerk or head when none is given) in exactly this unit."""
    wanted = roles or (Role.CLERK, Role.HEAD)
    return any(m.unit_id == unit.pk and m.role in wanted for m in memberships(person))


def keeps_ledger(person: Person, unit: Unit) -> bool:
    """Whether the person keeps the ledger of this unit: a clerk or head of it or of one above it, and nobody else."""
    return any(
        m.role in (Role.CLERK, Role.HEAD) and m.unit is not None and unit.path.startswith(m.unit.path)
        for m in memberships(person)
    )


def reviews_for(person: Person, unit: Unit) -> bool:
    """Whether the person is an officer assigned to this unit, or to one above it with all below."""
    return any(covers(membership, unit) for membership in memberships(person))


def covers(membership: Membership, unit: Unit) -> bool:
    """Whether the role is that of an officer for this unit, or for one above it with all below."""
    above = membership.unit
    if membership.role != Role.OFFICER or above is None:
        return False
    return above.pk == unit.pk or (membership.with_subunits and unit.path.startswith(above.path))


def looks_back_on(person: Person, unit: Unit) -> bool:
    """Whether the person may look at the unit over the years: who keeps its ledger, and the officers assigned to it."""
    return keeps_ledger(person, unit) or reviews_for(person, unit)


def may_see_report(person: Person, report: Report) -> bool:
    """Clerk and head see their unit's reports, officers those of their units once submitted.

    Administrators take part in no review: they see an approved report's row on their own pages, never its text.
    """
    if report.discarded_at is not None:
        return False
    if writes_for(person, report.unit):
        return True
    return reviews_for(person, report.unit) and report.snapshots.filter(withdrawn_at__isnull=True).exists()


def wrote_on(person: Person, report: Report) -> bool:
    """Whether the person started, last changed or submitted the report, in whatever role that was."""
    return (
        person.pk in (report.created_by_id, report.changed_by_id) or report.snapshots.filter(created_by=person).exists()
    )


def may_review(person: Person, report: Report) -> bool:
    """An assigned officer, unless the report is one the person wrote on: nobody approves the own report."""
    return reviews_for(person, report.unit) and not writes_for(person, report.unit) and not wrote_on(person, report)


def verifies_for(person: Person, unit: Unit) -> bool:
    """Whether the person verifies how the unit's problems are put right: an officer assigned to it and not of it."""
    return reviews_for(person, unit) and not writes_for(person, unit)


def sign_off_needed() -> bool:
    """Whether a report leaves its unit only through the head's hands (setting REQUIRE_SIGN_OFF)."""
    return bool(settings.REQUIRE_SIGN_OFF)
