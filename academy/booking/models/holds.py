"""Places kept for some until a day."""

from django.db import models
from django.db.models import Q

from academy.booking.models.sessions import Session
from academy.people.models import Organisation
from academy.people.rules import OrganisationKind
from academy.people.scope import EVERYONE

KIND_WORDS = {
    OrganisationKind.COUNCIL: "councils",
    OrganisationKind.HEALTH: "health services",
    OrganisationKind.POLICE: "the police",
    OrganisationKind.SCHOOL: "schools",
    OrganisationKind.EARLY_YEARS: "early years",
    OrganisationKind.VOLUNTARY: "voluntary organisations",
    OrganisationKind.HOUSING: "housing",
    OrganisationKind.GENERAL_PRACTICE: "general practices",
}


class HeldPlaces(models.Model):
    """Kept for one agency and all under it, or for all agencies of a kind, until a date: then anyone may have them."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="held")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=OrganisationKind, blank=True)
    places = models.PositiveSmallIntegerField()
    release_on = models.DateField()

    class Meta:
        verbose_name_plural = "held places"
        ordering = ["organisation__name", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["session", "organisation"], name="held_once_for_an_agency"),
            models.UniqueConstraint(
                fields=["session", "kind"], condition=Q(organisation__isnull=True), name="held_once_for_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, kind="") | Q(organisation__isnull=True) & ~Q(kind=""),
                name="held_for_an_agency_or_for_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.places} held for {self.whom}"

    @property
    def whom(self) -> str:
        return str(self.organisation) if self.organisation_id else KIND_WORDS[OrganisationKind(self.kind)]
