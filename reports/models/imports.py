"""Files that were uploaded and wait for a person to say what becomes of them."""

import uuid

from django.db import models


class ImportedFile(models.Model):
    """A file that a person uploaded for a report to be made of it; gone once confirmed or given up.

    `lines` is the recognised structure as `reports.importing` gives and takes it, with the person's corrections, which
    `version` counts; `notes` are what only the reader of the file could tell.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey("Period", on_delete=models.CASCADE, related_name="+")
    report_type = models.ForeignKey("ReportType", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    lines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    uploaded_by = models.ForeignKey("Person", on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="imported_file_has_name")]

    def __str__(self) -> str:
        return self.name


class EditedFile(models.Model):
    """A report's Word file that somebody edited and uploaded; gone once its changes were taken or it was given up.

    An officer's is about `snapshot`, the unit's own about the draft. `content` is what `reports.importing` read in it.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("Report", on_delete=models.CASCADE, related_name="+")
    snapshot = models.ForeignKey("Snapshot", on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=120)
    content = models.JSONField()
    uploaded_by = models.ForeignKey("Person", on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="edited_file_has_name")]

    def __str__(self) -> str:
        return self.name
