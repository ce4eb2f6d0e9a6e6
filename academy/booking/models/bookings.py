"""Who has a place, or a turn on the waiting list."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from academy.booking import rules
from academy.booking.models.sessions import Session, clock_words
from academy.booking.models.turns import Party
from academy.booking.rules import IS_ON_THE_LIST, TAKES_A_PLACE, Approved, CancelReason, Cover, Status
from academy.core.models import Caused
from academy.people.models import Account, Organisation, Person


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
    approval = models.CharField(max_length=8, choices=Approved, blank=True)  # beside the status: no place implies it
    kept_until = models.DateTimeField(null=True)  # of a place that is kept, for approval or as an offer
    lapsed_at = models.DateTimeField(null=True)  # a place was kept and not taken: passed over until it is asked for
    is_urgent = models.BooleanField(default=False)  # what asks for it was overdue
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="bookings")
    all_the_same = models.CharField(max_length=300, blank=True)  # why, though something spoke against it
    cover = models.CharField(max_length=8, choices=Cover, blank=True)
    needs = models.CharField(max_length=300, blank=True)  # access and dietary; erased a week after the session
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    is_late_cancel = models.BooleanField(default=False)
    booked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)  # when a place was given to them or kept for them: at once, or later
    ended_at = models.DateTimeField(null=True)

    class Meta(Caused.Meta):
        ordering = ["booked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(status__in=IS_ON_THE_LIST), name="on_the_list_once"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=TAKES_A_PLACE) | Q(approval__in=["", Approved.GIVEN]),
                name="no_place_without_approval",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.KEPT) | Q(kept_until__isnull=False), name="a_place_is_kept_until_a_moment"
            ),
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
    def is_kept(self) -> bool:
        return self.status == Status.KEPT

    @property
    def awaits_approval(self) -> bool:
        return self.approval == Approved.ASKED

    @property
    def is_offered(self) -> bool:
        """A place came free and is theirs if they take it in time."""
        return self.is_kept and not self.awaits_approval

    @property
    def kept_until_words(self) -> str:
        """5pm on Tuesday 24 November."""
        if self.kept_until is None:
            return ""
        until = timezone.localtime(self.kept_until)
        return f"{clock_words(until)} on {until:%A} {until.day} {until:%B}"

    @property
    def is_to_come(self) -> bool:
        return self.status in rules.IS_TO_COME

    @property
    def had_notice(self) -> bool:
        """Whoever was given a place from the list within the days of notice never had the chance to cancel in time; nor
        whoever booked a session that was moved within them."""
        moved_at, session_on = self.session.moved_at, self.session.on
        if moved_at and moved_at > self.booked_at and rules.is_late(timezone.localdate(moved_at), session_on):
            return False
        if self.placed_at is None or self.placed_at == self.booked_at:
            return True
        return not rules.is_late(timezone.localdate(self.placed_at), self.session.on)

    @property
    def charge(self) -> int:
        """What the team pays, in pounds: what was charged and not taken back."""
        if made := list(self.charges.all()):
            return sum(charge.pounds for charge in made if charge.is_standing)
        is_charged = rules.is_charged(
            Status(self.status), self.cancel_reason, is_late_cancel=self.is_late_cancel, had_notice=self.had_notice
        )
        return self.session.late_charge if is_charged else 0  # as it was before charges were kept one by one
