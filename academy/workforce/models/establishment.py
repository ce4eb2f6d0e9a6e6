from django.db import models
from django.db.models import Q

from academy.people.models import Account, Team


class Establishment(models.Model):
    """What a team is budgeted to have, in full-time equivalent social workers, from a day until the next such line.

    A correction for a day that has one already takes its place; what held before a day is never lost.
    """

    scope_path = "team__organisation"
    seen_as = "see workforce rates"
    trail_paths = ("team__organisation",)

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    fte = models.DecimalField(max_digits=7, decimal_places=2)
    starts_on = models.DateField()
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["team", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["team", "starts_on"], name="one_establishment_of_a_team_from_a_day"),
            models.CheckConstraint(condition=Q(fte__gte=0), name="an_establishment_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"Establishment of {self.team}"
