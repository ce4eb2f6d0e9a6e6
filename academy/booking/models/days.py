"""The days of a session. Most have one; a three-day course has three, and whoever books comes to all of them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from academy.booking.models.sessions import Session, clock_words
from academy.booking.models.venues import Room
from academy.people.scope import EVERYONE
from academy.ui.dates import date_words


class SessionDay(models.Model):
    """From when to when on one day, and where. Every session has at least one, numbered in the order of their hours.

    `Session.starts_at` and `ends_at` are the first start and the last end: `actions.days` alone writes both. Two
    sessions clash when a day of one overlaps a day of the other.
    """

    scope_path = EVERYONE
    seen_as = "see the offer"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="days")
    number = models.PositiveSmallIntegerField()  # which of them: also what its event in a calendar goes by
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="days")
    venue = models.CharField(max_length=200, blank=True)  # in words, of the room or of a place not in the list
    link = models.URLField(blank=True)

    class Meta:
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_day_of_a_number"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_day_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(number__gt=0), name="days_are_counted_from_one"),
        ]
        indexes = [models.Index(fields=["room", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.session.item}, {date_words(self.on)}"

    def get_absolute_url(self) -> str:
        return self.session.get_absolute_url()

    @property
    def on(self) -> date:
        """Its date where the authority is."""
        return timezone.localdate(self.starts_at)

    @property
    def times(self) -> str:
        return f"{clock_words(self.starts_at)} to {clock_words(self.ends_at)}"

    @property
    def when(self) -> str:
        return f"{self.on:%A} {date_words(self.on)}, {self.times}"

    @property
    def where(self) -> str:
        return self.venue or ("Online" if self.link else "To be announced")
