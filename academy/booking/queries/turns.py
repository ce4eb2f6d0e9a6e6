"""What became of turns: places that are kept and not taken, and the log of a list."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from academy.booking.models import Booking, Decision, Session, Terms
from academy.booking.rules import Approved, ListOrder, Status, Turned
from academy.people.scope import Viewer, visible


def lapsed(session: Session, *, now: datetime) -> QuerySet[Booking]:
    """Places that were kept until now."""
    kept = Booking.objects.filter(session=session, status=Status.KEPT, kept_until__lte=now)
    return kept.select_related("person").order_by("booked_at", "pk")


def with_lapsed_places(*, now: datetime) -> QuerySet[Session]:
    kept = Booking.objects.filter(status=Status.KEPT, kept_until__lte=now)
    return Session.objects.filter(pk__in=kept.values("session"), is_cancelled=False)


def served_by_urgency(*, now: datetime) -> dict[Session, list[int]]:
    """Sessions to come whose lists go first to those for whom it is overdue, with the people who wait."""
    first = Terms.objects.filter(list_order=ListOrder.OVERDUE)
    own = Terms.objects.filter(session__isnull=False)
    by_item = Q(item__in=first.filter(item__isnull=False).values("item")) & ~Q(pk__in=own.values("session"))
    to_come = Session.objects.filter(by_item | Q(pk__in=first.filter(session__isnull=False).values("session")))
    to_come = to_come.filter(is_cancelled=False, starts_at__gt=now)
    found: dict[Session, list[int]] = {}
    waiting = Booking.objects.filter(session__in=to_come, status=Status.WAITING)
    for booking in waiting.select_related("session").order_by("session_id", "pk"):
        found.setdefault(booking.session, []).append(booking.person_id)
    return found


def awaiting_approval(booking_ids: Collection[int]) -> set[int]:
    if not booking_ids:
        return set()
    asked = Booking.objects.filter(pk__in=list(booking_ids), approval=Approved.ASKED)
    return set(asked.values_list("pk", flat=True))


def decisions(viewer: Viewer, session: Session) -> QuerySet[Decision]:
    """The log of a session's list, the latest first."""
    return visible(viewer, Decision).filter(session=session).select_related("booking__person")


def decisions_about(booking: Booking) -> Sequence[Decision]:
    """For the one whose turn it is: what happened to it, the latest first."""
    return list(Decision.objects.filter(booking=booking))


def given_since(booking: Booking) -> int:
    """How many places came free since they joined, and went to others."""
    came_free = Decision.objects.filter(session=booking.session_id, at__gte=booking.booked_at)
    return came_free.filter(turned__in=[Turned.GIVEN, Turned.OFFERED, Turned.KEPT]).exclude(booking=booking).count()
