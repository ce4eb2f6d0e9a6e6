"""Who is asked to approve a booking, and who answers for them while they are away."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from academy.booking.models.bookings import Booking
from academy.people.models import Account, Person


class Approval(models.Model):
    """One question to one person about one booking. The booking itself says whether it is approved."""

    scope_path = "booking__person"
    seen_as = "approve bookings"
    because_of = ("booking",)

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="asked_for")
    asked_of = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")  # nobody: any lead
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    widened_at = models.DateTimeField(null=True)  # from then on the training leads may answer as well
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)  # it was declined

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["asked_of", "answered_at"])]

    def __str__(self) -> str:
        return f"Approval of {self.booking}"

    def get_absolute_url(self) -> str:
        return reverse("approval", args=[self.pk])


class Deputy(models.Model):
    """Who approves for somebody from a day to a day."""

    scope_path = "person"
    seen_as = "name deputies"
    trail_paths = ("person", "deputy")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        verbose_name_plural = "deputies"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_deputy_ends_after_they_start"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="nobody_is_their_own_deputy"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.person}"
