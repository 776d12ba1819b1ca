"""Reports and their chapters; the entries live in `entries`."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import ChapterKind, EntryStyle, ReportState, Urgency
from reports.models.fields import labelled, one_of


class Report(models.Model):
    """One unit's report of one type for one period; its clerk and head write it while it is theirs.

    `version` counts every saved change and is checked in each UPDATE. `edition` counts approvals that were reopened.
    `unit_name` is the unit's name at the time: a later renaming leaves finished reports alone. `last_step` is the
    wizard step to continue with. A discarded report keeps its row and frees its place. `serial` is the number in the
    document number 〔2026〕3号, which an office gives late; it and `urgency` are printed with a letterhead only.
    `signature` names one signing body a line.
    """

    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="reports")
    period = models.ForeignKey("Period", on_delete=models.PROTECT, related_name="reports")
    report_type = models.ForeignKey("ReportType", on_delete=models.PROTECT, related_name="reports")
    outline = models.ForeignKey("Outline", on_delete=models.PROTECT, related_name="reports")
    unit_name = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=labelled(ReportState), default=ReportState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    edition = models.PositiveIntegerField(default=1)
    last_step = models.CharField(max_length=60, blank=True)

    title = models.CharField(_("title"), max_length=200, blank=True)
    recipient = models.CharField(_("recipient"), max_length=100, blank=True)
    signature = models.CharField(_("signature"), max_length=200, blank=True)
    document_date = models.DateField(_("date of the document"), null=True, blank=True)
    serial = models.PositiveSmallIntegerField(_("document number"), null=True, blank=True)
    urgency = models.CharField(_("urgency"), max_length=20, choices=labelled(Urgency), blank=True)
    preamble = models.TextField(_("preamble"), blank=True)
    closing = models.TextField(_("closing line"), blank=True)

    created_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    state_since = models.DateTimeField(auto_now_add=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "report_type"],
                condition=models.Q(discarded_at__isnull=True),
                name="report_once_while_living",
            ),
            one_of("state", ReportState, name="report_state_known"),
            models.CheckConstraint(
                condition=models.Q(urgency__in=["", *(choice.value for choice in Urgency)]), name="report_urgency_known"
            ),
            models.CheckConstraint(
                condition=models.Q(serial__isnull=True) | models.Q(serial__gte=1), name="report_serial_from_one"
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1, edition__gte=1), name="report_counts_from_one"),
            models.CheckConstraint(
                condition=models.Q(discarded_at__isnull=True) | models.Q(state=ReportState.DRAFT.value),
                name="report_only_drafts_discarded",
            ),
        ]
        indexes = [models.Index(fields=["state", "state_since"], name="report_state_since")]

    def __str__(self) -> str:
        return self.title


class Chapter(models.Model):
    """A chapter of a report, copied from the outline or the unit's `own` beside it; the report's writers change it.

    Only an own chapter, added by hand or by an import, changes its place: the outline's keep their order.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="chapters")
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=labelled(ChapterKind))
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    lead = models.TextField(_("opening text"), blank=True)
    guidance = models.TextField(blank=True)
    required = models.BooleanField(default=False)
    own = models.BooleanField(default=False)
    entry_style = models.CharField(
        _("entries are set"), max_length=20, choices=labelled(EntryStyle), default=EntryStyle.TITLED.value
    )

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="chapter_place_once"),
            models.CheckConstraint(condition=~models.Q(own=True, required=True), name="chapter_own_not_required"),
            one_of("kind", ChapterKind, name="chapter_kind_known"),
            one_of("entry_style", EntryStyle, name="chapter_style_known"),
        ]

    def __str__(self) -> str:
        return self.heading or self.kind
