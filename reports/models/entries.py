"""The four kinds of entries that chapters hold."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import ChapterKind, RectificationState
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
        return self.heading or self.body[:20]


class WorkItem(Entry):
    """Work that was done; `fulfils` are the promises of an earlier report that it keeps."""

    fulfils: "models.ManyToManyField[NextStep, models.Model]" = models.ManyToManyField(
        "reports.NextStep", related_name="fulfilled_by", blank=True
    )


class Problem(Entry):
    """A problem found, who puts it right until when, and how far that is; it may come from an earlier report."""

    cause = models.TextField(_("cause"), blank=True)
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

    class Meta(Entry.Meta):
        abstract = False
        constraints = [one_of("rectification_state", RectificationState, name="problem_rectification_known")]


class NextStep(Entry):
    """A promise: what will be done, by whom and until when; `addresses` are the problems it answers."""

    responsible = models.CharField(_("responsible"), max_length=60, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    addresses = models.ManyToManyField(Problem, related_name="answered_by", blank=True)


class Attachment(Entry):
    """What is printed on pages of its own behind the report and named below it (附件)."""


# Which table holds the entries of a chapter of this kind.
ENTRY_MODELS: dict[str, type[Entry]] = {
    ChapterKind.WORK: WorkItem,
    ChapterKind.PROBLEMS: Problem,
    ChapterKind.NEXT_STEPS: NextStep,
    ChapterKind.ATTACHMENTS: Attachment,
}
