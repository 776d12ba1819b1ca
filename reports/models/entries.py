"""The four kinds of entries that chapters hold."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import ChapterKind, RectificationState
from reports.document.figures import beginning
from reports.models.fields import labelled, one_of


class Entry(models.Model):
    """A titled piece of a chapter. Its uuid stays with it for good, so comments and findings can name it.

    `report` repeats the chapter's report, so that one query fetches all entries. A removed entry keeps its row, so
    that the removal can be undone.
    """

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="%(class)ss")
    chapter = models.ForeignKey("reports.Chapter", on_delete=models.CASCADE, related_name="%(class)ss")
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["chapter", "order", "pk"]

    def __str__(self) -> str:
        return self.heading or beginning(self.body, 20)


class WorkItem(Entry):
    """Work that was done; an `Answer` to the last report may name it as its basis.

    `drafted_from` are the activities of the ledger of which sentences were put into it.
    """

    drafted_from = models.ManyToManyField("reports.Activity", related_name="drafted_into", blank=True)


class Problem(Entry):
    """A problem found, who puts it right until when, by which measures, and how far that is.

    It may be `carried_from` an earlier report; `running` counts the reports that named it one after the other.
    `rectification_state` and `closed_at` follow from the moves of `rectification`, which `moves_made` counts; only
    problems of approved reports are moved.
    """

    cause = models.TextField(_("cause"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    responsible_leader = models.CharField(_("responsible leader"), max_length=40, blank=True)
    responsible_office = models.CharField(_("responsible office"), max_length=60, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    rectification_state = models.CharField(
        _("rectification"),
        max_length=20,
        choices=labelled(RectificationState),
        default=RectificationState.OPEN.value,
    )
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="carried_to", null=True, blank=True)
    running = models.PositiveSmallIntegerField(default=1, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    moves_made = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Entry.Meta):
        abstract = False
        constraints = [
            one_of("rectification_state", RectificationState, name="problem_rectification_known"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=False, rectification_state=RectificationState.CLOSED.value)
                | (models.Q(closed_at__isnull=True) & ~models.Q(rectification_state=RectificationState.CLOSED.value)),
                name="problem_closed_with_its_moment",
            ),
        ]


class NextStep(Entry):
    """A promise: what will be done, by whom and until when; `addresses` are the problems it answers.

    It may be carried on like a problem. Its unit ticks it off through the year: `kept_at`, with a word or the
    `activities` that keep it.
    """

    responsible = models.CharField(_("responsible"), max_length=60, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="carried_to", null=True, blank=True)
    running = models.PositiveSmallIntegerField(default=1, editable=False)
    addresses = models.ManyToManyField(Problem, related_name="answered_by", blank=True)
    kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    kept_word = models.CharField(_("how it was kept"), max_length=200, blank=True)
    activities = models.ManyToManyField("reports.Activity", related_name="keeps", blank=True)

    class Meta(Entry.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept_at__isnull=False) | models.Q(kept_word=""), name="next_step_word_when_kept"
            )
        ]


# What a later report has to answer for, and may carry on.
Carried = Problem | NextStep


class Attachment(Entry):
    """What is printed on pages of its own behind the report and named below it (附件)."""


# Which table holds the entries of a chapter of this kind.
ENTRY_MODELS: dict[str, type[Entry]] = {
    ChapterKind.WORK: WorkItem,
    ChapterKind.PROBLEMS: Problem,
    ChapterKind.NEXT_STEPS: NextStep,
    ChapterKind.ATTACHMENTS: Attachment,
}
