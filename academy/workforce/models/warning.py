"""Early warning: what was counted of a team month by month, and the changes that were not chance."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.people.models import Team
from academy.workforce.rules.warning import Shown, Watched


class TeamReading(models.Model):
    """One thing of one team in one month, counted from the records by a job; it can be dropped and counted again."""

    scope_path = "team__organisation"
    seen_as = "see early warning"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    watched = models.CharField(max_length=12, choices=Watched)
    month = models.DateField()  # its last day
    part = models.DecimalField(max_digits=9, decimal_places=2)
    of = models.DecimalField(max_digits=9, decimal_places=2)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["team", "watched", "month"]
        constraints = [
            models.UniqueConstraint(fields=["team", "watched", "month"], name="a_team_is_read_once_a_month"),
            models.CheckConstraint(condition=Q(of__gt=0) & Q(part__gte=0), name="a_reading_is_of_something"),
        ]
        indexes = [models.Index(fields=["month"])]

    def __str__(self) -> str:
        return f"{self.get_watched_display()} of {self.team}, {self.month:%B %Y}"


class TeamChange(models.Model):
    """That a team’s series said something has changed: from which month, and as long as it went on saying so."""

    scope_path = "team__organisation"
    seen_as = "see early warning"

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    watched = models.CharField(max_length=12, choices=Watched)
    is_worse = models.BooleanField()
    shown = models.CharField(max_length=5, choices=Shown)
    first_on = models.DateField()
    last_on = models.DateField()
    said = models.CharField(max_length=300)
    noticed_at = models.DateTimeField()

    class Meta:
        verbose_name = "change in a team"
        verbose_name_plural = "changes in teams"
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "watched", "first_on"], name="a_change_is_noticed_once"),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="a_change_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["team", "watched", "last_on"])]

    def __str__(self) -> str:
        return f"{self.get_watched_display()}, {self.team}: {'worse' if self.is_worse else 'better'}"

    def get_absolute_url(self) -> str:
        return reverse("early-warning-series", args=[self.team_id, self.watched])
