"""Frozen versions of reports."""

from django.db import models


class Snapshot(models.Model):
    """A report's document as it was submitted; nobody changes it, decisions and comments point at it.

    `document` is the canonical JSON of `reports.document.encode`, `sha256` its hash. `answers` are plain data: what the
    last report named and promised, and what this one says became of it (`composing.answers`). `opened_at` is when an
    officer began to read it; one withdrawn before that (`withdrawn_at`) is shown to officers no more.
    """

    report = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    answers = models.JSONField(default=list, blank=True)
    unit_name = models.CharField(max_length=60)
    created_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="snapshot_number_once"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(opened_at__isnull=True),
                name="snapshot_withdrawn_only_unopened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}#{self.number}"
