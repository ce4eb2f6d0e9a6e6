"""How many take part in learning that leaves evidence, each quarter, and what a line manager says they heard."""

from django.db import models
from django.db.models import F, Q

from academy.impact.rules.barometer import Group
from academy.people.models import Account
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE
from academy.records.models import Reflection


class AcceptedReflection(models.Model):
    """A line manager says: we have talked about this reflection. From then on it is evidence of learning."""

    scope_path = "reflection__person"
    seen_as = "accept reflections"
    trail_paths = ("reflection__person",)
    because_of = ("reflection",)

    reflection = models.OneToOneField(Reflection, on_delete=models.CASCADE, related_name="+")
    accepted_on = models.DateField(db_index=True)
    accepted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "reflection that was talked about"
        verbose_name_plural = "reflections that were talked about"
        ordering = ["-accepted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.reflection}, talked about"


class EngagementSnapshot(models.Model):
    """One group in one quarter: numbers of people (of organisations, for partners), and nobody's name."""

    scope_path = EVERYONE
    seen_as = "see engagement"

    quarter_on = models.DateField()  # its last day
    group = models.CharField(max_length=12, choices=Group)
    kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    eligible = models.PositiveIntegerField()
    evidenced = models.PositiveIntegerField()
    eligible_all_year = models.PositiveIntegerField()
    sustained = models.PositiveIntegerField()
    teams = models.JSONField(default=list)  # how many teams in each band of the share: see `rules.barometer.BANDS`
    counted_on = models.DateField()

    class Meta:
        ordering = ["quarter_on", "group", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["quarter_on", "group", "kind"], name="a_group_is_counted_once_a_quarter"),
            models.CheckConstraint(
                condition=Q(evidenced__lte=F("eligible"), sustained__lte=F("eligible_all_year")),
                name="no_more_take_part_than_there_are",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}, quarter to {self.quarter_on:%-d %B %Y}"
