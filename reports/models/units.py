"""The tree of units."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from reports.choices import LeadingBody, UnitKind
from reports.models.fields import labelled, one_of


class Unit(MP_Node):  # type: ignore[misc]  # treebeard ships no types
    """A bureau, town or office that reports, at its place in the tree; administrators change it."""

    name = models.CharField(_("name"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=20)
    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=labelled(UnitKind))
    leading_body = models.CharField(
        _("leading body"), max_length=20, choices=labelled(LeadingBody), default=LeadingBody.PARTY_GROUP.value
    )
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [
            one_of("kind", UnitKind, name="unit_kind_known"),
            one_of("leading_body", LeadingBody, name="unit_leading_body_known"),
        ]

    def __str__(self) -> str:
        return self.name
