"""Reporting periods and the extensions that single units get."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import PeriodKind
from reports.models.fields import labelled, one_of


class Period(models.Model):
    """A stretch of time that reports cover, and when they are written and due; administrators change it."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=20, choices=labelled(PeriodKind))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    opens = models.DateField(_("opens"))
    due = models.DateField(_("due"))
    closes = models.DateField(_("closes"))

    class Meta:
        ordering = ["-last_day", "-first_day"]
        constraints = [
            one_of("kind", PeriodKind, name="period_kind_known"),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="period_first_before_last"
            ),
            models.CheckConstraint(
                condition=models.Q(opens__lte=models.F("due"), due__lte=models.F("closes")),
                name="period_opens_due_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Extension(models.Model):
    """More time for one unit in one period, with the reason; it replaces due and closing day."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="extensions")
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)
    granted_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "unit"], name="extension_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.unit_id} {self.until}"
