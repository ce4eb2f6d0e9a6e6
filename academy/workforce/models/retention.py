"""From which day the records hold everybody, also those who have left since."""

from django.db import models

from academy.people.models import Account
from academy.people.scope import EVERYONE


class CompleteFrom(models.Model):
    """Somebody’s word for the day from which no leaver is missing. The latest word counts; the earlier ones stay."""

    scope_path = EVERYONE
    seen_as = "see retention"

    on = models.DateField()
    why = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "day from which records are complete"
        verbose_name_plural = "days from which records are complete"
        ordering = ["-said_at", "-pk"]

    def __str__(self) -> str:
        return f"Records are complete from {self.on:%-d %B %Y}"
