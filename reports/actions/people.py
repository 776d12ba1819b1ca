"""What administrators do with accounts and roles; the own password is `accounts`' business."""

import re
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from reports.access import covers, keeps_security, may_renew_password, memberships, separate_duties
from reports.actions.accounts import remember_password
from reports.actions.audit import record
from reports.actions.sessions import end_sessions
from reports.actions.storing import check, hold, remove, written_once
from reports.choices import SITE_ROLES, Role
from reports.errors import InvalidInput, NotAllowed, WrongState
from reports.models import Membership, Person, Unit

USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,39}")
# Without letters and digits that are mistaken for one another on paper.
ALPHABETS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789")


def make_password() -> str:
    """A random first password that can be read out and typed: three groups of four, 50 bits."""
    return "-".join("".join(secrets.choice(alphabet) for _position in range(4)) for alphabet in ALPHABETS)


@transaction.atomic
def create_person(username: str, full_name: str, *, by: Person | None) -> tuple[Person, str]:
    """Open an account; the answer holds its first password, which is stored nowhere and must be changed.

    Raises InvalidInput for a user name that is taken or has other characters than letters, digits, . _ -.
    """
    if not USERNAME.fullmatch(username):
        message = _("A user name has 2 to 40 letters, digits, full stops, hyphens or underscores.")
        raise InvalidInput(message, field="username")
    if Person.objects.filter(username__iexact=username).exists():
        raise InvalidInput(_("This user name is taken. Choose another one."), field="username")
    password = make_password()
    person = Person(username=username, full_name=full_name, must_change_password=True)
    person.set_password(password)
    check(person)
    with written_once():
        person.save()
    record("person.created", by=by, label=full_name, username=username)
    return person, password


@transaction.atomic
def rename_person(person: Person, full_name: str, *, by: Person) -> None:
    """Change the name under which the person's decisions and comments stand."""
    old = person.full_name
    if full_name == old:
        return
    person.full_name = full_name
    check(person, leave_out=["password"])
    person.save(update_fields=["full_name"])
    record("person.renamed", by=by, label=full_name, old=old, username=person.username)


@transaction.atomic
def renew_password(person: Person, *, by: Person | None) -> str:
    """Give the account a new first password, which must be changed; every session of it ends.

    Raises NotAllowed for whom `access.may_renew_password` refuses; `by` is None for a command.
    """
    if by is not None and not may_renew_password(by, person):
        raise NotAllowed(
            _("Nobody makes a password for one of the three administrators here. Use the command new_password.")
        )
    password = make_password()
    remember_password(person)
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    record("person.password_renewed", by=by, label=person.full_name, username=person.username)
    return password


@transaction.atomic
def disable_person(person: Person, *, by: Person) -> None:
    """Close the account from the next request on; roles and all that the person wrote stay.

    Raises WrongState for the own account and for the last one who can administer.
    """
    if person == by:
        raise WrongState(_("You can't disable your own account. Ask another administrator."))
    for membership in memberships(person):
        _keep_one(Role(membership.role), person)
    if _set_active(person, False):
        record("person.disabled", by=by, label=person.full_name, username=person.username)


@transaction.atomic
def enable_person(person: Person, *, by: Person) -> None:
    """Open a closed account again."""
    if _set_active(person, True):
        record("person.enabled", by=by, label=person.full_name, username=person.username)


@transaction.atomic
def give_role(
    person: Person, role: Role, unit: Unit | None = None, *, with_subunits: bool = False, by: Person | None
) -> Membership:
    """Make the person clerk, head or officer of `unit`, or one of SITE_ROLES (no unit); the person signs in anew.

    Raises InvalidInput where the person has the role already, where administration and other roles or two of the
    three would meet in one person, and where somebody would review the unit they write for; NotAllowed for who doesn't
    keep the security, WrongState for the own account.
    """
    _check_giver(person, by)
    membership = Membership(
        person=person, role=role.value, unit=unit, with_subunits=with_subunits and role is Role.OFFICER
    )
    hold(Person.objects.filter(pk=person.pk))
    _check_role(membership, list(person.memberships.select_related("unit")))
    check(membership)
    membership.save()
    _forget_roles(person)
    end_sessions(person)
    record(
        "person.role_given",
        by=by,
        unit=unit,
        label=person.full_name,
        username=person.username,
        role=role.value,
        with_subunits=membership.with_subunits,
    )
    return membership


@transaction.atomic
def end_role(membership: Membership, *, by: Person) -> None:
    """End one role of a person, who signs in anew.

    Raises NotAllowed for who doesn't keep the security, WrongState for the own account and for the last one who can
    administer.
    """
    person = membership.person
    _check_giver(person, by)
    _keep_one(Role(membership.role), person)
    unit, role = membership.unit, membership.role
    remove(membership)
    _forget_roles(person)
    end_sessions(person)
    record("person.role_ended", by=by, unit=unit, label=person.full_name, username=person.username, role=role)


def _check_giver(person: Person, by: Person | None) -> None:
    """Refuse roles from who may not give any, and to oneself."""
    if by is not None and not keeps_security(by):
        raise NotAllowed(_("You may not change roles. Ask the security administrator."))
    if person == by:
        raise WrongState(_("You can't change your own roles. Ask another administrator."))


def _check_role(new: Membership, roles: list[Membership]) -> None:
    if (new.role in SITE_ROLES) != (new.unit is None):
        raise InvalidInput(_("Choose the unit; only administrators and auditors have none."), field="unit")
    if any(held.role == new.role and held.unit_id == new.unit_id for held in roles):
        raise InvalidInput(_("The person has this role already."), field="role")
    if any((held.role in SITE_ROLES) != (new.role in SITE_ROLES) for held in roles):
        message = _("Who administers or audits neither writes nor reviews reports. Use another account for that role.")
        raise InvalidInput(message, field="role")
    if any(held.role in SITE_ROLES for held in roles):
        message = _("Administrator, security administrator and auditor are three people. Use another account.")
        raise InvalidInput(message, field="role")
    for held in roles:
        if _reviews_own(new, held) or _reviews_own(held, new):
            message = _("Nobody reviews the reports of the unit they write for. End the other role first.")
            raise InvalidInput(message, field="unit")


def _reviews_own(officer: Membership, writer: Membership) -> bool:
    """Whether the one role reviews the unit for which the other writes."""
    return writer.role in (Role.CLERK, Role.HEAD) and writer.unit is not None and covers(officer, writer.unit)


def _set_active(person: Person, active: bool) -> bool:
    """Open or close the account; says whether that changed anything."""
    person.is_active = active
    changed = Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
    if changed:
        end_sessions(person)
    return bool(changed)


def _keep_one(role: Role, person: Person) -> None:
    """Refuse to lose the last one in a role without which the site can't be administered (WrongState)."""
    if role not in (SITE_ROLES if separate_duties() else (Role.ADMIN,)):
        return
    # Locked until the transaction ends: two administrators can't strip each other at the same moment.
    holders = Membership.objects.select_for_update().filter(role=role, person__is_active=True)
    if set(holders.values_list("person_id", flat=True)) == {person.pk}:
        raise WrongState(_("This is the last active account of its kind. Make another one first."))


def _forget_roles(person: Person) -> None:
    """`access.memberships` keeps roles for the time of a request."""
    person.__dict__.pop("_memberships", None)
    memberships(person)
