"""The register: what was marked of whom on which day, by whom and when it was made; and what is enough."""

from django.db import models
from django.db.models import Q

from academy.booking import rules
from academy.booking.models.bookings import Booking
from academy.booking.models.sessions import Session
from academy.booking.rules import Presence, Way
from academy.catalogue.models import Item
from academy.catalogue.rules import hours_words
from academy.core.models import ImportRun
from academy.people.models import Account
from academy.people.scope import EVERYONE


class Register(models.Model):
    """A session's register, from when somebody first opens its check-in or closes it."""

    scope_path = EVERYONE
    seen_as = "take registers"
    because_of = ("session",)

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="register")
    secret = models.CharField(max_length=64)  # of the code on the wall
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Register of {self.session}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Mark(models.Model):
    """One mark, never changed: a later one stands in its place, and both stay.

    `made_at` is when it was tapped, which may be long before a phone without a connection could send it.
    """

    scope_path = "booking__person"
    seen_as = "see bookings"
    because_of = ("booking",)

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="marks")
    on = models.DateField()
    presence = models.CharField(max_length=10, choices=Presence)
    hours = models.DecimalField(max_digits=5, decimal_places=2)
    way = models.CharField(max_length=10, choices=Way, default=Way.REGISTER)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    stands = models.BooleanField(default=True)
    reason = models.CharField(max_length=300, blank=True)  # of a change after the register was closed
    key = models.CharField(max_length=40, unique=True)  # sent twice, it is the same mark
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "on"], condition=Q(stands=True), name="one_mark_a_day_stands"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="nobody_is_there_for_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.booking.person}: {self.get_presence_display().lower()}"

    @property
    def hours_words(self) -> str:
        return hours_words(self.hours) if self.hours else ""


class AttendanceRule(models.Model):
    """How much of an item somebody must be there for, when it is not all of it."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="+")
    least_share = models.PositiveSmallIntegerField(default=rules.ALL_OF_IT)  # per cent of the hours

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(least_share__range=(1, 100)), name="a_share_of_the_hours_in_per_cent")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.least_share}%"
