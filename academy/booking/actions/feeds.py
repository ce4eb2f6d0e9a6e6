"""The address at which somebody’s own calendar reads what they go to and what they lead."""

from django.db import transaction

from academy.booking import queries
from academy.booking.actions.invitations import feed
from academy.booking.models import CalendarAddress
from academy.core import clock, links, trail
from academy.people.models import Account, Person

PURPOSE = "calendar"


@transaction.atomic
def make_calendar_address(person: Person, *, by: Account | None) -> CalendarAddress:
    """A new one. Whoever had the old one reads nothing any more."""
    close_calendar_address(person, by=by)
    made = CalendarAddress.objects.create(person=person, made_at=clock.now())
    trail.note(by, "made a calendar address", made)
    return made


@transaction.atomic
def close_calendar_address(person: Person, *, by: Account | None) -> None:
    for open_one in CalendarAddress.objects.select_for_update(no_key=True).filter(person=person, closed_at=None):
        open_one.closed_at = clock.now()
        open_one.save(update_fields=["closed_at"])
        trail.note(by, "closed a calendar address", open_one)


def calendar_token(address: CalendarAddress) -> str:
    return links.token(PURPOSE, address.pk)


def calendar_feed(address: CalendarAddress) -> str:
    person = address.person
    since = queries.feed_begins(clock.now())
    return feed(
        queries.bookings_for_feed(person, since=since),
        queries.leadings_for_feed(person, since=since),
        name=f"{person.first_name}: learning",
        opened_at=address.made_at,
    )


def forget_calendar_addresses(person: Person) -> int:
    """Of somebody who is erased: the addresses close, and so does what they were."""
    return CalendarAddress.objects.filter(person=person).delete()[0]
