from django.db import models
from django.db.models import Q

from academy.people.models import Team


class TeamMonth(models.Model):
    """What a team's own systems say of one month, in numbers: cases held, days lost, agency cover. Never a case.

    A number that was not given is empty, which is not nothing.
    """

    scope_path = "team__organisation"
    seen_as = "see workforce rates"
    trail_paths = ("team__organisation",)

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()  # the last day of the month
    cases = models.PositiveIntegerField(null=True)
    case_holders_fte = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    days_lost = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    agency_cover_fte = models.DecimalField(max_digits=7, decimal_places=2, null=True)

    class Meta:
        ordering = ["-on", "team"]
        constraints = [
            models.UniqueConstraint(fields=["team", "on"], name="one_month_of_a_team"),
            models.CheckConstraint(
                condition=Q(case_holders_fte__isnull=True) | Q(case_holders_fte__gte=0),
                name="case_holders_are_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(days_lost__isnull=True) | Q(days_lost__gte=0), name="days_lost_are_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(agency_cover_fte__isnull=True) | Q(agency_cover_fte__gte=0),
                name="agency_cover_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} to {self.on:%d %B %Y}"
