"""Sessions."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from academy.booking import rules
from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.people.scope import EVERYONE
from academy.ui.dates import date_words, time_words
from academy.ui.templatetags.academy import in_words

if TYPE_CHECKING:
    from academy.booking.models.days import SessionDay


class Session(Caused):
    """An item on a date. `taken` is kept in step under the session's lock, and the database refuses more than fit."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("item", "cause")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    day_count = models.PositiveSmallIntegerField(default=1)  # of its days: their first start, their last end
    timetable = models.CharField(max_length=160, blank=True)  # what the two times do not say: "with lunch"
    venue = models.CharField(max_length=200, blank=True)  # in words, as of its first day
    access = models.CharField(max_length=160, blank=True)
    link = models.URLField(blank=True)
    led_by = models.CharField(max_length=200, blank=True)
    bring = models.CharField(max_length=160, blank=True)  # "one assessment you are working on"
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    late_charge = models.PositiveSmallIntegerField(default=0)  # pounds, when cancelled late or missed
    is_cancelled = models.BooleanField(default=False)
    cancelled_because = models.CharField(max_length=200, blank=True)
    moved_at = models.DateTimeField(null=True)  # when its days or its place last changed after people had booked
    changed_at = models.DateTimeField(null=True)
    sequence = models.PositiveSmallIntegerField(default=0)  # of its calendar invitation

    class Meta(Caused.Meta):
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="no_more_taken_than_places"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(day_count__gt=0), name="a_session_has_a_day"),
        ]
        indexes = [
            *Caused.Meta.indexes,
            models.Index(fields=["item", "starts_at"]),
            models.Index(fields=["starts_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.item}, {date_words(self.on)}"

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.pk])

    @property
    def on(self) -> date:
        """Its day where the authority is."""
        return timezone.localdate(self.starts_at)

    @cached_property
    def each_day(self) -> "list[SessionDay]":
        """Its days in order. Whoever has one day says it without a query; whoever changes days forgets this."""
        if self.day_count == 1:
            own = {"starts_at": self.starts_at, "ends_at": self.ends_at, "venue": self.venue, "link": self.link}
            return [self.days.model(session=self, number=1, **own)]
        days = list(self.days.order_by("number"))
        for day in days:
            day.session = self
        return days

    @property
    def free(self) -> int:
        return self.places - self.taken

    def is_open(self, *, now: datetime) -> bool:
        """May still be booked, cancelled and changed."""
        return not self.is_cancelled and self.starts_at > now

    @property
    def times(self) -> str:
        """9:30am to 4:30pm; three days, from 9:30am to 4:30pm on 19 November 2026."""
        ends_on = timezone.localdate(self.ends_at)
        until = "" if ends_on == self.on else f" on {date_words(ends_on)}"
        days = f"{in_words(self.day_count)} days, from " if self.day_count > 1 else ""
        return f"{days}{clock_words(self.starts_at)} to {clock_words(self.ends_at)}{until}"

    @property
    def when(self) -> str:
        return f"{self.on:%A} {date_words(self.on)}, {self.times}"

    @property
    def where(self) -> str:
        return self.venue or ("Online" if self.link else "To be announced")

    @property
    def last_day_to_cancel(self) -> date:
        return rules.last_day_to_cancel(self.on)


def clock_words(moment: datetime) -> str:
    return time_words(timezone.localtime(moment).time())
