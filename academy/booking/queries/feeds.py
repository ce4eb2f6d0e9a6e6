"""What somebody's own calendar reads."""

from datetime import datetime, timedelta

from django.db.models import Max

from academy.booking.models import Booking, CalendarAddress, Leading
from academy.booking.queries.days import days_of_each
from academy.booking.rules import TAKES_A_PLACE
from academy.core import links
from academy.people import queries as people
from academy.people.models import Person

KEPT_FOR = timedelta(days=180)  # so that last term's days stay where they were
MOST = 400


def calendar_address_by(token: str, *, purpose: str) -> CalendarAddress | None:
    """The open address that a token is for; none when it was closed, or when its person has left."""
    number = links.number_in(purpose, token)
    found = CalendarAddress.objects.filter(pk=number or 0, closed_at=None).select_related("person").first()
    return None if found is None or people.is_shut_out(found.person) else found


def calendar_address_of(person: Person) -> CalendarAddress | None:
    return CalendarAddress.objects.filter(person=person, closed_at=None).first()


def feed_begins(now: datetime) -> datetime:
    return now - KEPT_FOR


def bookings_for_feed(person: Person, *, since: datetime) -> list[Booking]:
    """Places, not turns on a list: a turn may come to nothing, and a calendar would keep it."""
    placed = Booking.objects.filter(person=person, status__in=TAKES_A_PLACE, session__ends_at__gte=since)
    bookings = list(placed.select_related("session__item").order_by("session__starts_at", "pk")[:MOST])
    days = days_of_each(booking.session for booking in bookings if booking.session.day_count > 1)
    for booking in bookings:
        if booking.session_id in days:
            booking.session.each_day = days[booking.session_id]
    return bookings


def leadings_for_feed(person: Person, *, since: datetime) -> list[Leading]:
    led = Leading.objects.filter(trainer__person=person, day__session__is_cancelled=False, day__ends_at__gte=since)
    return list(led.select_related("day__session__item", "trainer").order_by("day__starts_at", "pk")[:MOST])


def feed_changed_at(address: CalendarAddress) -> datetime:
    """When something in it, or no longer in it, last changed."""
    booked = Booking.objects.filter(person=address.person_id).order_by()
    led = Leading.objects.filter(trainer__person=address.person_id).order_by()
    latest = booked.aggregate(
        at=Max("booked_at"), placed=Max("placed_at"), ended=Max("ended_at"), changed=Max("session__changed_at")
    )
    moments = [address.made_at, led.aggregate(at=Max("day__session__changed_at"))["at"], *latest.values()]
    return max(moment for moment in moments if moment)
