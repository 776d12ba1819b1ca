"""What happened to the problems of approved reports on their way to being closed out."""

from django.db import models

from reports.choices import RectificationState
from reports.models.fields import labelled, one_of


class RectificationMove(models.Model):
    """One move of a problem: who, when, from where to where, and on what basis or why. Written once, never changed.

    `deadline` is the new one, where the move extends it.
    """

    problem = models.ForeignKey("Problem", on_delete=models.PROTECT, related_name="moves")
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, choices=labelled(RectificationState))
    to_state = models.CharField(max_length=20, choices=labelled(RectificationState))
    words = models.TextField(blank=True)
    deadline = models.DateField(null=True, blank=True)
    by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["problem", "pk"]
        constraints = [
            one_of("from_state", RectificationState, name="rectification_from_known"),
            one_of("to_state", RectificationState, name="rectification_to_known"),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.move}"
