"""Forms that were sent: which were taken, so that the same one sent again does nothing twice."""

from django.db import models


class Receipt(models.Model):
    """A form that a person sent once (`key` is made with the form) and where that led; blank while it is being done."""

    key = models.UUIDField(primary_key=True)
    person = models.ForeignKey("Person", on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=300)
    led_to = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["at"], name="receipt_by_time")]

    def __str__(self) -> str:
        return f"{self.path} → {self.led_to}"
