"""What officers decide and say about snapshots."""

from django.db import models

from reports.choices import ReportState, ThreadState
from reports.models.fields import labelled, one_of


class Decision(models.Model):
    """One move in a report's life: who, when, from where to where, about which snapshot, and why.

    `categories` is a list of `ReturnReason` values. Written once, never changed.
    """

    report = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="decisions")
    snapshot = models.ForeignKey("Snapshot", on_delete=models.PROTECT, related_name="decisions", null=True, blank=True)
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, choices=labelled(ReportState))
    to_state = models.CharField(max_length=20, choices=labelled(ReportState))
    reason = models.TextField(blank=True)
    categories = models.JSONField(default=list, blank=True)
    by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            one_of("from_state", ReportState, name="decision_from_known"),
            one_of("to_state", ReportState, name="decision_to_known"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.move}"


class Thread(models.Model):
    """A conversation about one place of a snapshot, opened by an officer.

    `anchor` is an anchor of the snapshot's document and stays valid in later ones as long as the entry lives;
    `quote` is the text it was about. A proposal names the `field` there in which the paragraphs `against` should become
    `proposed`, a line each: blank, they are to be taken out; blank `against`, the field was empty. An ordinary comment
    has none of the three.
    """

    report = models.ForeignKey("Report", on_delete=models.PROTECT, related_name="threads")
    snapshot = models.ForeignKey("Snapshot", on_delete=models.PROTECT, related_name="threads")
    anchor = models.CharField(max_length=80)
    quote = models.TextField(blank=True)
    field = models.CharField(max_length=20, blank=True)
    against = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=labelled(ThreadState), default=ThreadState.OPEN.value)
    opened_by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            one_of("state", ThreadState, name="thread_state_known"),
            models.CheckConstraint(
                condition=models.Q(field="", against="", proposed="")
                | (~models.Q(field="") & ~models.Q(against=models.F("proposed"))),
                name="thread_proposes_a_change_or_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.anchor}"

    @property
    def is_proposal(self) -> bool:
        """Whether it proposes other words."""
        return bool(self.field)


class Comment(models.Model):
    """One remark or answer in a thread; written once, never changed.

    `snapshot_number` is that of the newest version by then: clocks may jump, so what was said since a version came goes
    by it. Where an uploaded Word file brought it, `word_author` and `word_time` are its author and time as the file has
    them.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    snapshot_number = models.PositiveIntegerField(default=0)
    body = models.TextField()
    word_author = models.CharField(max_length=80, blank=True)
    word_time = models.CharField(max_length=19, blank=True)
    by = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["thread", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(body=""), name="comment_says_something")]

    def __str__(self) -> str:
        return self.body[:20]
