"""What a report says became of the problems and next steps of the unit's last approved one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import Outcome
from reports.models.entries import WorkItem
from reports.models.fields import labelled
from reports.models.ledger import Activity


class Answer(models.Model):
    """What became of one problem or next step (`subject`) of the last report; the writers of `report` say it.

    Blank `outcome`: somebody began to write and has not decided. What goes on is an entry of the report that is
    `carried_from` the subject; what is done rests on `text`, and on work items of the report or activities.
    """

    report = models.ForeignKey("Report", on_delete=models.CASCADE, related_name="answers")
    problem = models.ForeignKey("Problem", on_delete=models.PROTECT, related_name="answers", null=True, blank=True)
    next_step = models.ForeignKey("NextStep", on_delete=models.PROTECT, related_name="answers", null=True, blank=True)
    outcome = models.CharField(_("what became of it"), max_length=20, choices=labelled(Outcome), blank=True)
    text = models.TextField(_("text"), blank=True)
    work_items = models.ManyToManyField(WorkItem, related_name="answers", blank=True)
    activities = models.ManyToManyField(Activity, related_name="answers", blank=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(problem__isnull=True, next_step__isnull=False)
                | models.Q(problem__isnull=False, next_step__isnull=True),
                name="answer_about_one_thing",
            ),
            models.UniqueConstraint(fields=["report", "problem"], name="answer_once_a_problem"),
            models.UniqueConstraint(fields=["report", "next_step"], name="answer_once_a_next_step"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=["", *(choice.value for choice in Outcome)]), name="answer_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem or self.next_step}: {self.outcome}"
