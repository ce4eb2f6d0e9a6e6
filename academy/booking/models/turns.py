"""What became of turns on a list: groups that queue together, and every place given, offered or passed on."""

from django.db import models

from academy.booking.models.sessions import Session
from academy.booking.rules import Turned
from academy.people.models import Account
from academy.people.scope import EVERYONE


class Party(models.Model):
    """People who were booked together under a name. All or none: they have their places at one moment, or wait."""

    scope_path = EVERYONE
    seen_as = "run sessions"
    because_of = ("session",)

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parties")
    name = models.CharField(max_length=80)
    is_all_or_none = models.BooleanField(default=False)
    booked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """One line of the list's log: what happened to one turn, and why. Never changed."""

    scope_path = "booking__person"
    seen_as = "see bookings"
    because_of = ("booking",)

    booking = models.ForeignKey("booking.Booking", on_delete=models.CASCADE, related_name="decisions")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="decisions")
    at = models.DateTimeField()
    turned = models.CharField(max_length=12, choices=Turned)
    position = models.PositiveIntegerField(default=0)  # their turn at that moment
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["session", "turned"])]

    def __str__(self) -> str:
        return f"{self.get_turned_display()}: {self.booking}"
