"""Learning that goes with a score, and what a group's confirmed scores fall short of."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from academy.catalogue.models import Item
from academy.frameworks.models import Capability
from academy.frameworks.rules import Level
from academy.people.models import Organisation, Team
from academy.people.scope import EVERYONE


class Recommendation(models.Model):
    """Who scores from this to that on a capability is pointed to the item: a rule, and its own row of data."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("capability",)
    led_to = ("item",)

    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    lowest = models.PositiveSmallIntegerField(choices=Level, default=Level.NEW)
    highest = models.PositiveSmallIntegerField(choices=Level, default=Level.HELPED)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["lowest", "highest", "item__title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["capability", "item"], condition=Q(withdrawn_on__isnull=True), name="an_item_recommended_once"
            ),
            models.CheckConstraint(
                condition=Q(lowest__gte=1, highest__lte=4, lowest__lte=F("highest")), name="recommended_for_a_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} for {self.capability}"

    def get_absolute_url(self) -> str:
        return reverse("capability", args=[self.capability_id])


class CapabilityGap(models.Model):
    """Counted on a day: how many of a group are below what their roles expect. Never fewer than five people."""

    scope_path = "organisation"
    seen_as = "see signals"
    because_of = ("capability",)

    counted_on = models.DateField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")  # none: its small teams
    capability = models.ForeignKey(Capability, on_delete=models.PROTECT, related_name="+")
    scored = models.PositiveIntegerField()
    below = models.PositiveIntegerField()

    class Meta:
        verbose_name = "gap in capability"
        verbose_name_plural = "gaps in capability"
        ordering = ["-counted_on", "-below", "pk"]
        constraints = [
            models.UniqueConstraint(
                "counted_on", "organisation", Coalesce("team", 0), "capability", name="one_capability_gap_a_day"
            ),
            models.CheckConstraint(
                condition=Q(scored__gte=5) & Q(below__lte=F("scored")), name="a_capability_gap_is_of_five_or_more"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "team", "capability", "counted_on"])]

    def __str__(self) -> str:
        return f"{self.capability}: {self.below} of {self.scored} in {self.where}"

    def get_absolute_url(self) -> str:
        return reverse("capability-gap", args=[self.pk])

    @property
    def where(self) -> str:
        return str(self.team) if self.team else f"small teams of {self.organisation}"
