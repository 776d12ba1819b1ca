"""What goes on while somebody writes: sittings, the pages that are open, and texts that aren't sent yet."""

from django.db import models

LONGEST_PLACE = 140


class Sitting(models.Model):
    """What one person wrote in a report in one go: the saves made while they typed melt into it.

    `changes` are plain data by place (`actions.sittings`): each field with the text before and after. `stored` has of
    each place when the person last wrote there (seconds since 1970), from which page, and the base of what was written.
    `typed` counts the saves that have no audit entry of their own. `version` is the report's behind the last save:
    sittings are in its order, as clocks may jump. One that isn't `ended_at` goes on with the next save.
    """

    report = models.ForeignKey("Report", on_delete=models.CASCADE, related_name="sittings")
    person = models.ForeignKey("Person", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    typed = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict, blank=True)
    stored = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["report", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "person"], condition=models.Q(ended_at__isnull=True), name="sitting_open_once"
            ),
            models.CheckConstraint(condition=models.Q(last_at__gte=models.F("began_at")), name="sitting_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.person_id}"


class OpenPage(models.Model):
    """A page of a report that somebody has open in a browser: what others see of it, and the last save it sent.

    `key` is made by the page when it loads. `typed_at` is when something was last typed there. Of two saves of one
    page the one with the greater `sequence` counts, in whatever order they arrive. A page that was `left` stays for
    their sake: its last save may come after it said goodbye.
    """

    key = models.UUIDField(primary_key=True)
    report = models.ForeignKey("Report", on_delete=models.CASCADE, related_name="open_pages")
    person = models.ForeignKey("Person", on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=60, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()
    left = models.BooleanField(default=False)
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["report", "seen_at"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.step}"


class UnsentText(models.Model):
    """What a person typed into a box of a report that a button sends, such as an answer to a comment.

    `place` names the box (`actions.sittings`). Only this person ever sees it; sending it deletes the row.
    """

    report = models.ForeignKey("Report", on_delete=models.CASCADE, related_name="unsent_texts")
    person = models.ForeignKey("Person", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=LONGEST_PLACE)
    text = models.TextField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "person", "place"], name="unsent_text_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="unsent_text_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:20]
