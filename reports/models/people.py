"""People who sign in, and what they are to which unit."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import SITE_ROLES, Role
from reports.models.fields import labelled, one_of


class PersonManager(BaseUserManager["Person"]):
    """Finds people by the name they sign in with."""


class Person(AbstractBaseUser):
    """Somebody with an account; administrators create and disable it, the person changes the password."""

    username = models.CharField(_("user name"), max_length=40, unique=True)
    full_name = models.CharField(_("full name"), max_length=40)
    is_active = models.BooleanField(_("active"), default=True)
    # Counted up when all sign-ins are to end: the sessions' hash contains it.
    session_epoch = models.PositiveIntegerField(default=0)
    must_change_password = models.BooleanField(_("must change the password"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """What a session must agree with to go on: password and epoch."""
        return f"{super().get_session_auth_hash()}-{self.session_epoch}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the secret keys that are still accepted."""
        return (f"{one}-{self.session_epoch}" for one in super().get_session_auth_fallback_hash())


class FormerPassword(models.Model):
    """The hash of a password that its person chose and had until `replaced_at`: the last few aren't taken again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.person_id} {self.replaced_at:%Y-%m-%d}"


class BackupCode(models.Model):
    """One code that takes the place of a second factor once; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="backup_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="backup_code_once")]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Membership(models.Model):
    """One role of one person: for a unit, for a unit with all below it, or (one of SITE_ROLES) for the site."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="memberships", null=True, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=labelled(Role))
    with_subunits = models.BooleanField(_("with all units below"), default=False)

    class Meta:
        constraints = [
            one_of("role", Role, name="membership_role_known"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in SITE_ROLES], unit__isnull=True)
                | (~models.Q(role__in=[role.value for role in SITE_ROLES]) & models.Q(unit__isnull=False)),
                name="membership_unit_unless_site_role",
            ),
            models.CheckConstraint(
                condition=models.Q(with_subunits=False) | models.Q(role=Role.OFFICER.value),
                name="membership_subunits_only_officer",
            ),
            models.UniqueConstraint(fields=["person", "unit", "role"], name="membership_once"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(unit__isnull=True), name="membership_one_site_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.unit_id or ''}".strip()
