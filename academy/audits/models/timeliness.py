"""Practice timeliness as it was counted on a day: counts alone, small ones already left out."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from academy.people.models import Account
from academy.people.scope import EVERYONE


class TimelinessReading(models.Model):
    """What one file said on one day. A second file for the day takes the place of the first, so that nobody can be told
    from the difference."""

    scope_path = EVERYONE
    seen_as = "see practice timeliness"

    on = models.DateField(unique=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    file_mark = models.CharField(max_length=64)  # keyed: tells whether it was the same file, and nothing of its name
    rows = models.JSONField(default=dict)  # of each list, or "c"
    notes = models.JSONField(default=list)  # what could not be read, in sentences that repeat no cell
    agencies = models.JSONField(default=list)  # contacts and referrals by the kind of agency, small numbers as "c"

    class Meta:
        verbose_name = "practice timeliness"
        verbose_name_plural = "practice timeliness"
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"Practice timeliness on {self.on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("timeliness-reading", args=[self.pk])


class TimelinessFigure(models.Model):
    """One measure on that day. Hidden: too few to keep. Neither hidden nor known: `reason` says why."""

    scope_path = EVERYONE
    seen_as = "see practice timeliness"

    reading = models.ForeignKey(TimelinessReading, on_delete=models.CASCADE, related_name="figures")
    code = models.CharField(max_length=60)
    numerator = models.PositiveIntegerField(null=True, blank=True)
    denominator = models.PositiveIntegerField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)  # a share from 0 to 1, a count, or an average
    is_hidden = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)

    because_of = ("reading",)

    class Meta:
        verbose_name = "figure of practice timeliness"
        verbose_name_plural = "figures of practice timeliness"
        ordering = ["reading", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "code"], name="a_measure_is_counted_once_a_reading"),
            models.CheckConstraint(
                condition=Q(is_hidden=False) | Q(numerator__isnull=True, value__isnull=True),
                name="a_hidden_figure_holds_no_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} on {self.reading.on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("timeliness-measure", args=[self.code])
