"""What happened: one row for every act."""

from django.db import models


class AuditEntry(models.Model):
    """One act: when, who, where from, what, on which object; written in the act's own transaction, never changed.

    `event` is a verb of the actions floor (`report.submit`, `unit.moved`); `detail` holds plain data about it.
    """

    at = models.DateTimeField(auto_now_add=True)
    person = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    report = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    event = models.CharField(max_length=60)
    object_label = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(event=""), name="audit_entry_has_event")]
        indexes = [
            models.Index(fields=["event", "-id"], name="audit_by_event"),
            models.Index(fields=["report", "-id"], name="audit_by_report"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.object_label}"
