"""How a unit's documents go out: its letterhead and what follows from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterheadSettings(models.Model):
    """A unit's letterhead, seal and imprint (GB/T 9704-2012, 7.2 to 7.4); administrators fill it in once.

    A report's type says whether it is printed with them. `organ` is the mark with or without 文件, `code_word` what
    stands before 〔2026〕 in a document number. `signers` and `signing_bodies` are one a line; without signing bodies
    the unit signs by itself, and without `printed_by` it prints.
    """

    unit = models.OneToOneField("Unit", on_delete=models.CASCADE, related_name="letterhead")
    organ = models.CharField(_("mark of the issuing body"), max_length=60)
    code_word = models.CharField(_("code word of document numbers"), max_length=20)
    signers = models.TextField(_("signers"), blank=True)
    signing_bodies = models.TextField(_("signing bodies"), blank=True)
    sealed = models.BooleanField(_("sealed"), default=True)
    note = models.CharField(_("contact"), max_length=100, blank=True)
    copy_to = models.CharField(_("copy to"), max_length=200, blank=True)
    printed_by = models.CharField(_("printed by"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(organ="") & ~models.Q(code_word=""), name="letterhead_has_organ_and_code_word"
            )
        ]

    def __str__(self) -> str:
        return self.organ
