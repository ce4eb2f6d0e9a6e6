from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.people.models.organisations import Organisation
from academy.people.rules import Shared, last_day


class Agreement(models.Model):
    """What an organisation shows the hub, who signed it, and from when to when. It covers all parts of it."""

    scope_path = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    shares = models.JSONField(default=list)  # words of `rules.Shared`
    signed_for_organisation = models.CharField(max_length=160)
    signed_for_hub = models.CharField(max_length=160)
    signed_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)  # its last day, where it was ended before its time

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "starts_on"], name="an_agreement_starts_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="an_agreement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"Sharing agreement with {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.pk])

    @property
    def last_on(self) -> date | None:
        return last_day(self.ends_on, self.ended_on)

    @property
    def shared(self) -> list[str]:
        """In words, in the order of the list."""
        return [word.label for word in Shared if word in self.shares]

    def is_current(self, on: date) -> bool:
        return self.starts_on <= on and (self.last_on is None or self.last_on >= on)


class LeadShortage(models.Model):
    """From when to when an organisation had fewer than two training leads: the hub is told once of each."""

    scope_path = "organisation"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    since_on = models.DateField()
    over_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(over_on__isnull=True), name="one_shortage_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Too few training leads at {self.organisation}"
