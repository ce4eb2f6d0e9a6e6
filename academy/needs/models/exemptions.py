"""Somebody need not, for a while: two names stand to it before it counts."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.catalogue.models import Item
from academy.needs.models.requirements import Requirement
from academy.needs.rules.exemptions import ExemptionState, Signer
from academy.people.models import Account, Organisation, Person


class Exemption(models.Model):
    """From the day of the second name until a day, the item is not asked of the person."""

    scope_path = "person"
    seen_as = "see exemptions"
    because_of = ("requirement",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")  # where it was asked
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # whose lead signs
    why = models.CharField(max_length=300)
    until_on = models.DateField()
    state = models.CharField(max_length=12, choices=ExemptionState, default=ExemptionState.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    manager_signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    manager_signed_at = models.DateTimeField(null=True)
    lead_signed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    lead_signed_at = models.DateTimeField(null=True)
    counts_from = models.DateField(null=True)
    ended_on = models.DateField(null=True)  # its last day, where that is earlier than was said
    reason = models.CharField(max_length=300, blank=True)  # why it was refused, or ended early

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"], condition=Q(state=ExemptionState.WAITING), name="exemption_asked_for_once"
            ),
            models.CheckConstraint(
                condition=Q(counts_from__isnull=True)
                | (Q(manager_signed_by__isnull=False) & Q(lead_signed_by__isnull=False)),
                name="an_exemption_counts_with_two_names",
            ),
            models.CheckConstraint(
                condition=Q(manager_signed_by__isnull=True)
                | Q(lead_signed_by__isnull=True)
                | ~Q(manager_signed_by=F("lead_signed_by")),
                name="two_names_to_an_exemption_are_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state=ExemptionState.COUNTS, counts_from__isnull=False)
                | (~Q(state=ExemptionState.COUNTS) & Q(counts_from__isnull=True)),
                name="an_exemption_that_counts_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at"]),
            models.Index(fields=["person", "item", "counts_from", "until_on"]),
        ]

    def __str__(self) -> str:
        return f"Exemption from {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("exemption", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == ExemptionState.WAITING

    @property
    def missing(self) -> list[Signer]:
        """Whose name is still asked for."""
        signed = {Signer.LINE_MANAGER: self.manager_signed_by_id, Signer.TRAINING_LEAD: self.lead_signed_by_id}
        return [signer for signer, by in signed.items() if by is None]
