"""Evidence files: what is stored, which entry it belongs to, and what a snapshot keeps of it."""

import uuid

from django.db import models

from reports.choices import FileKind
from reports.models.fields import labelled, one_of


class StoredFile(models.Model):
    """A file on disk (`reports.media`), once for each unit and content; never changed.

    `sha256` and `size` are those of its bytes, `kind` is what screening found it to be. `damaged_at` says that the
    bytes on disk are not these any more; storing the same content again mends it.
    """

    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=labelled(FileKind))
    stored_at = models.DateTimeField(auto_now_add=True)
    damaged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "sha256"], name="stored_file_once"),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="stored_file_has_bytes"),
            one_of("kind", FileKind, name="stored_file_kind_known"),
        ]

    def __str__(self) -> str:
        return self.sha256


class Evidence(models.Model):
    """A file that shows what an entry says; the report's writers add and remove it while they write.

    `entry` is the entry's uuid, of whichever table. One that was removed can be brought back until its time of grace
    is over.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="evidence")
    entry = models.UUIDField(db_index=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["report", "entry", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "file"], condition=models.Q(removed_at__isnull=True), name="evidence_once_at_an_entry"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="evidence_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class FrozenEvidence(models.Model):
    """A piece of evidence as it stood when a snapshot was made; never changed, and its file is kept with it.

    `uuid`, `entry` and `name` are those of the `Evidence`, `sha256` is the hash of the file's bytes.
    """

    snapshot = models.ForeignKey("Snapshot", on_delete=models.PROTECT, related_name="evidence")
    uuid = models.UUIDField()
    entry = models.UUIDField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="frozen")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["snapshot", "pk"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "uuid"], name="frozen_evidence_once")]

    def __str__(self) -> str:
        return self.name
