"""The ledger (工作台账): what a unit did through the year; figures in reports count these rows."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.Model):
    """A kind of activity that units keep count of; administrators change it.

    `words` are other words for it in quick lines and pasted rows. `quantity_word` is what its quantity counts (份, 期);
    blank, it has none. `sentence` is the pattern of the sentence that a report opens with, with {count}, {attendance}
    and {quantity} in it.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=40, unique=True)
    words = models.JSONField(_("other words for it"), default=list, blank=True)
    with_attendance = models.BooleanField(_("people attend"), default=True)
    quantity_word = models.CharField(_("what its quantity counts"), max_length=6, blank=True)
    sentence = models.CharField(_("sentence in the report"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """One thing a unit did: a meeting, a talk, letters signed. The unit's clerk and head keep it, or those above.

    It counts in the period of its `first_day`. `attendance` is people present (人次), `quantity` what the kind counts
    (42份). An activity `same_as` another is the same meeting as another office recorded it, and counts once. It is
    never deleted: a mistake is voided with a reason, and what a row said before a change is an `ActivityVersion`.
    """

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey("Unit", on_delete=models.PROTECT, related_name="activities")
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="activities", verbose_name=_("kind"))
    first_day = models.DateField(_("date"))
    last_day = models.DateField(_("until"))
    title = models.CharField(_("title"), max_length=200)
    attendance = models.PositiveIntegerField(_("attendance"), null=True, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    people = models.CharField(_("who"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, related_name="repeated_by", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="activity_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(attendance__isnull=True) | models.Q(attendance__gte=1),
                name="activity_attendance_from_one",
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gte=1), name="activity_quantity_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, void_reason="")
                | (models.Q(voided_at__isnull=False) & ~models.Q(void_reason="")),
                name="activity_voided_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(same_as__isnull=True) | ~models.Q(same_as=models.F("pk")),
                name="activity_not_same_as_itself",
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="activity_version_from_one"),
        ]
        indexes = [models.Index(fields=["unit", "first_day"], name="activity_unit_day")]

    def __str__(self) -> str:
        return self.title


class ActivityVersion(models.Model):
    """What an activity said before a change, by field name; written once, never changed."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    said = models.JSONField()
    by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["activity", "-number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="activity_version_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} v{self.number}"


class ActivitiesApart(models.Model):
    """Two activities that look like one meeting and are two, as a person said; the pair is not offered any more."""

    first = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="activities_apart_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="activities_apart_older_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class KindWording(models.Model):
    """Words that a unit uses for a kind of activity, learnt from a correction of its people."""

    unit = models.ForeignKey("Unit", on_delete=models.CASCADE, related_name="kind_wordings")
    words = models.CharField(max_length=60)
    kind = models.ForeignKey(ActivityKind, on_delete=models.CASCADE, related_name="wordings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "words"], name="kind_wording_once")]

    def __str__(self) -> str:
        return self.words
