"""Sessions, the places held on them, and who has them."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from academy.booking import rules
from academy.booking.rules import IS_ON_THE_LIST, TAKES_A_PLACE, CancelReason, Cover, Status
from academy.catalogue.models import Item
from academy.core.models import Caused
from academy.people.models import Account, Organisation, Person
from academy.people.scope import EVERYONE
from academy.ui.dates import date_words, time_words


class Session(Caused):
    """An item on a date. `taken` is kept in step under the session's lock, and the database refuses more than fit."""

    scope_path = EVERYONE
    seen_as = "see the offer"
    because_of = ("item", "cause")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    timetable = models.CharField(max_length=160, blank=True)  # what the two times do not say: "with lunch"
    venue = models.CharField(max_length=160, blank=True)
    access = models.CharField(max_length=160, blank=True)
    link = models.URLField(blank=True)
    led_by = models.CharField(max_length=200, blank=True)
    bring = models.CharField(max_length=160, blank=True)  # "one assessment you are working on"
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    late_charge = models.PositiveSmallIntegerField(default=0)  # pounds, when cancelled late or missed
    is_cancelled = models.BooleanField(default=False)
    sequence = models.PositiveSmallIntegerField(default=0)  # of its calendar invitation

    class Meta(Caused.Meta):
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="no_more_taken_than_places"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"),
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

    @property
    def free(self) -> int:
        return self.places - self.taken

    def is_open(self, *, now: datetime) -> bool:
        """May still be booked, cancelled and changed."""
        return not self.is_cancelled and self.starts_at > now

    @property
    def times(self) -> str:
        """9:30am to 4:30pm; with the last day when it runs over several."""
        ends_on = timezone.localdate(self.ends_at)
        until = "" if ends_on == self.on else f" on {date_words(ends_on)}"
        return f"{_clock(self.starts_at)} to {_clock(self.ends_at)}{until}"

    @property
    def when(self) -> str:
        return f"{self.on:%A} {date_words(self.on)}, {self.times}"

    @property
    def where(self) -> str:
        return self.venue or ("Online" if self.link else "To be announced")

    @property
    def last_day_to_cancel(self) -> date:
        return rules.last_day_to_cancel(self.on)


class HeldPlaces(models.Model):
    """Places kept for one agency and all under it, until a date: then anyone may have them."""

    scope_path = EVERYONE
    seen_as = "see the offer"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="held")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField()
    release_on = models.DateField()

    class Meta:
        verbose_name_plural = "held places"
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["session", "organisation"], name="held_once_for_an_agency")]

    def __str__(self) -> str:
        return f"{self.places} held for {self.organisation}"


class Booking(Caused):
    """A person's place on a session, or a turn on its waiting list. The order of booking is the order of the list."""

    scope_path = "person"
    seen_as = "see bookings"
    trail_paths = ("person", "organisation")
    because_of = ("session", "cause")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # where they worked when they booked: whose held places they use up, and whose places were lost
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status)
    cover = models.CharField(max_length=8, choices=Cover, blank=True)
    needs = models.CharField(max_length=300, blank=True)  # access and dietary; erased a week after the session
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    is_late_cancel = models.BooleanField(default=False)
    booked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)  # when they were given a place: at once, or after waiting
    ended_at = models.DateTimeField(null=True)

    class Meta(Caused.Meta):
        ordering = ["booked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(status__in=IS_ON_THE_LIST), name="on_the_list_once"
            )
        ]
        indexes = [
            *Caused.Meta.indexes,
            models.Index(fields=["session", "status"]),
            models.Index(fields=["person", "status"]),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"

    def get_absolute_url(self) -> str:
        return reverse("booking", args=[self.pk])

    @property
    def reference(self) -> str:
        return f"{settings.AUTHORITY_NAME[:3].upper()}-{self.pk}"

    @property
    def has_place(self) -> bool:
        return self.status in TAKES_A_PLACE

    @property
    def is_waiting(self) -> bool:
        return self.status == Status.WAITING

    @property
    def is_to_come(self) -> bool:
        return self.status in rules.IS_TO_COME

    @property
    def had_notice(self) -> bool:
        """Whoever was given a place from the list within the days of notice never had the chance to cancel in time."""
        if self.placed_at is None or self.placed_at == self.booked_at:
            return True
        return not rules.is_late(timezone.localdate(self.placed_at), self.session.on)

    @property
    def charge(self) -> int:
        """What the team pays, in pounds."""
        is_charged = rules.is_charged(
            Status(self.status), self.cancel_reason, is_late_cancel=self.is_late_cancel, had_notice=self.had_notice
        )
        return self.session.late_charge if is_charged else 0


def _clock(moment: datetime) -> str:
    return time_words(timezone.localtime(moment).time())
