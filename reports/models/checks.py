"""Cross-checks (勾稽): the rules, what a unit says to one that doesn't hold, and what a snapshot kept of both."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import CheckKind, CheckSeverity
from reports.models.fields import labelled, one_of
from reports.models.report_types import ReportType


class CheckRule(models.Model):
    """Something that must hold between the figures of a report, or between them and its text; administrators change it.

    `expression` is in the language of `reports.checking`; the kinds that compare words of the text have none. `words`
    are those before the percentage that a rule of the kind RATE looks at. Without `report_types` it is for all.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    kind = models.CharField(_("compares"), max_length=20, choices=labelled(CheckKind))
    severity = models.CharField(_("where it does not hold"), max_length=10, choices=labelled(CheckSeverity))
    expression = models.CharField(_("what must hold"), max_length=500, blank=True)
    words = models.JSONField(_("words before the percentage"), default=list, blank=True)
    message = models.CharField(_("message"), max_length=200)
    mend = models.CharField(_("how to mend it"), max_length=200)
    report_types = models.ManyToManyField(
        ReportType, related_name="check_rules", blank=True, verbose_name=_("report types")
    )
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            one_of("kind", CheckKind, name="check_rule_kind_known"),
            one_of("severity", CheckSeverity, name="check_rule_severity_known"),
        ]

    def __str__(self) -> str:
        return self.name


class CheckAnswer(models.Model):
    """What somebody of the unit says to a rule that doesn't hold; the unit changes it while it writes.

    `key` tells apart what one rule found: the code of an indicator, or blank. `about` are the figures and words that it
    is said of, by name; where they differ by now, it has to be said again.
    """

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="%(class)ss")
    rule = models.ForeignKey(CheckRule, on_delete=models.PROTECT, related_name="%(class)ss")
    key = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=500)
    about = models.JSONField(default=dict)
    by = models.ForeignKey("reports.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "rule", "key"], name="%(class)s_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="%(class)s_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:20]


class Explanation(CheckAnswer):
    """Why the figures are right although a rule to be explained doesn't hold."""


class Waiver(CheckAnswer):
    """Why the head of the unit lets the report go although a hard rule doesn't hold."""


class FrozenCheck(models.Model):
    """A rule that didn't hold when a snapshot was made, with what was said to it; never changed.

    `parts` are the figures and words as they stood, plain data of `composing.judging.Part`.
    """

    snapshot = models.ForeignKey("Snapshot", on_delete=models.PROTECT, related_name="checks")
    code = models.CharField(max_length=40)
    key = models.CharField(max_length=40, blank=True)
    severity = models.CharField(max_length=10, choices=labelled(CheckSeverity))
    name = models.CharField(max_length=60)
    message = models.CharField(max_length=200)
    parts = models.JSONField()
    text = models.CharField(max_length=500)
    by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["snapshot", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "code", "key"], name="frozen_check_once"),
            one_of("severity", CheckSeverity, name="frozen_check_severity_known"),
        ]

    def __str__(self) -> str:
        return self.name
