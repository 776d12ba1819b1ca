"""What happened: one row for every act, chained so that nobody can change or drop one unseen."""

from django.db import models


class AuditEntry(models.Model):
    """One act: when, who, where from, what, on which object; written in the act's own transaction, never changed.

    `event` is a verb of the actions floor (`report.submit`, `unit.moved`); `detail` holds plain data about it.
    `object_version` is the version of the report after the act; `digest_before` and `digest_after` are SHA-256 of what
    the act replaced and of what it wrote, where it wrote texts.

    `digest` is the SHA-256 of all of this (`queries.chain.content_of`). `number` counts the entries without a gap, and
    `hash` binds number, the `previous` entry's hash and digest together; the database fills in the three when the
    transaction commits (`models.audit_triggers`), and refuses every later change.
    """

    at = models.DateTimeField()
    person = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    report = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    event = models.CharField(max_length=60)
    object_label = models.CharField(max_length=200, blank=True)
    object_version = models.PositiveIntegerField(null=True, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    digest_before = models.CharField(max_length=64, blank=True)
    digest_after = models.CharField(max_length=64, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    request_id = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField(unique=True, null=True, editable=False)
    previous = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(event=""), name="audit_entry_has_event"),
            models.CheckConstraint(condition=~models.Q(digest=""), name="audit_entry_has_digest"),
        ]
        indexes = [
            models.Index(fields=["event", "-id"], name="audit_by_event"),
            models.Index(fields=["report", "-id"], name="audit_by_report"),
            models.Index(fields=["person", "-id"], name="audit_by_person"),
            models.Index(fields=["unit", "-id"], name="audit_by_unit"),
            models.Index(fields=["at"], name="audit_by_time"),
            models.Index(fields=["request_id"], name="audit_by_request"),
            models.Index(fields=["address", "-id"], name="audit_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.object_label}"


class AuditHead(models.Model):
    """The end of the chain, in one row: how many entries there ever were, and the hash of the last one.

    Only the database's own trigger writes it, with the entry; so a tail that is cut off is missed.
    """

    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_alone")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class AuditCheckpoint(models.Model):
    """Where old entries went into an archive: the chain goes on from `hash`, which entry `through` had.

    `archived` entries lie in the file `archive` with the SHA-256 `archive_sha256`. `kept` of those up to `through` stay
    (decisions on reports, as long as the reports); `kept_sha256` is the hash over their hashes. Entries may be deleted
    only while their checkpoint isn't `sealed`, which is the length of the transaction that archives them.
    """

    through = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    archived = models.PositiveBigIntegerField()
    archive = models.CharField(max_length=120)
    archive_sha256 = models.CharField(max_length=64)
    kept = models.PositiveBigIntegerField()
    kept_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    sealed = models.BooleanField(default=False)

    class Meta:
        ordering = ["through"]

    def __str__(self) -> str:
        return f"{self.through} {self.archive}"


class AuditVerification(models.Model):
    """What `verify_audit` found when it last read the whole chain; `fault` is blank where all was right."""

    at = models.DateTimeField(auto_now_add=True)
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.fault or 'whole'}"
