"""Indicators (指标), what is typed over their values, and the figures that a snapshot froze."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import Computation
from reports.models.fields import labelled, one_of
from reports.models.ledger import ActivityKind
from reports.models.report_types import ReportType


class Indicator(models.Model):
    """A figure that reports name: what it counts and how; administrators change it.

    `unit_word` is printed behind the number (次, 人次, 份). `words` are those by which a text names it. It may be
    `part_of` another (其中). A `stock` is what is there on a day, such as files that are kept: a person types it, and
    the halves of a year don't add up; all others are flows, what happened in the period.
    `wanted_by` are the report types whose writers are asked for it.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    unit_word = models.CharField(_("unit of count"), max_length=6)
    computation = models.CharField(_("computed as"), max_length=20, choices=labelled(Computation))
    kinds = models.ManyToManyField(ActivityKind, related_name="indicators", blank=True, verbose_name=_("activities"))
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True, verbose_name=_("part of")
    )
    stock = models.BooleanField(_("what is there at the end"), default=False)
    words = models.JSONField(_("words in texts"), default=list, blank=True)
    wanted_by = models.ManyToManyField(
        ReportType, related_name="indicators", blank=True, verbose_name=_("asked for in")
    )
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            one_of("computation", Computation, name="indicator_computation_known"),
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("pk")),
                name="indicator_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TypedFigure(models.Model):
    """A value that a person typed for a figure of a report, with the reason; it takes the place of the counted one.

    `key` is the figure's (`document.figures.Reference.key`).
    """

    report = models.ForeignKey("Report", on_delete=models.CASCADE, related_name="typed_figures")
    key = models.CharField(max_length=120)
    value = models.PositiveIntegerField(_("value"))
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["report", "key"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="typed_figure_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="typed_figure_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class FrozenFigure(models.Model):
    """A figure as it stood when a snapshot was made: value, the records behind it and their hash; never changed.

    `printed` is how the text has it, blank for one that only a cross-check compares.

    `basis` is plain data: how it is computed and over what, and where it was typed by whom and why. `records` are the
    activities or problems that were counted; `sha256` is the hash of their canonical JSON.
    """

    snapshot = models.ForeignKey("Snapshot", on_delete=models.PROTECT, related_name="figures")
    key = models.CharField(max_length=120)
    name = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    printed = models.CharField(max_length=40, blank=True)
    basis = models.JSONField()
    records = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["snapshot", "pk"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "key"], name="frozen_figure_once")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
