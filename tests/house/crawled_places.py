"""What the crawl meets around a session's day and an event: a room, who leads, a calendar's address; an expert and who
knows them, what was promised, a talk and what was learned."""

from typing import Any

from academy.booking import actions as booking
from academy.booking.models import Leading, Room, Trainer, Venue
from academy.catalogue import actions as catalogue
from academy.catalogue.models import PublicEvent
from academy.core import clock
from academy.people.models import Organisation, Person
from tests.builders import make_item
from tests.catalogue.experts import make_expert

EXAMPLES = {
    "booking/venues/": "venue",
    "booking/rooms/": "room",
    "booking/trainers/": "trainer",
    "booking/calendar/": "calendar token",
    "catalogue/experts/": "expert",
    "catalogue/promises/": "promise",
    "catalogue/talks/": "talk",
    "catalogue/events/": "event",
}


def where_and_who(things: dict[str, Any], organisation: Organisation, person: Person, family: str) -> None:
    """A room and a trainer; their names stand nowhere but with those who plan, so that a leak of them would show."""
    venue = things["venue"] = Venue.objects.create(name=f"Venue {person.pk}", town=f"Town {organisation.code}")
    things["room"] = Room.objects.create(venue=venue, name="Garden Room", capacity=20)
    trainer = things["trainer"] = Trainer.objects.create(person=person, known_as=f"{person}, who leads")
    things["day"] = things["session"].days.get()
    things["leading"] = Leading.objects.create(day=things["day"], trainer=trainer)
    things["calendar address"] = booking.make_calendar_address(person, by=None)
    things["calendar token"] = booking.calendar_token(things["calendar address"])
    _speaking(things, organisation, person, family)


def _speaking(things: dict[str, Any], organisation: Organisation, person: Person, family: str) -> None:
    expert = things["expert"] = make_expert(f"Expert {person.pk} of {organisation.code}")
    event = things["event"] = make_item(
        f"Event {person.pk} of {organisation.code}", kind="event", organisation=organisation
    )
    things["acquaintance"] = catalogue.know_expert(expert, person, how=f"{family} knows them", by=None)
    things["contact"] = catalogue.log_contact(expert, on=clock.today(), way="call", said=f"{family} called", by=None)
    things["promise"] = catalogue.make_promise(
        expert, what=f"{family} sends slides", due_on=clock.today(), is_ours=True, by=None
    )
    things["talk"] = catalogue.add_talk(expert, event, title="In good time", by=None)
    things["takeaway"] = catalogue.note_takeaway(things["talk"], "Ask about heating first", by=None)
    catalogue.show_event_to(event, "public", how_to_ask="Write to us", by=None)
    things["public event"] = PublicEvent.objects.get(item=event)
