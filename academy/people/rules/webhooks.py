"""What a system may be told of, and how it knows that it was us."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from django.db.models import TextChoices

from academy.core.refusals import Refused

SECRET_BEGINS = "whsec_"


class Event(TextChoices):
    PERSON_CREATED = "person.created", "A person was added"
    PERSON_CHANGED = "person.changed", "A person was corrected"
    POST_STARTED = "post.started", "A post started"
    POST_CHANGED = "post.changed", "A post changed hands"
    POST_ENDED = "post.ended", "A post ended"
    BOOKING_MADE = "booking.made", "A place was booked"
    BOOKING_WAITING = "booking.waiting", "Somebody joined a waiting list"
    BOOKING_PLACED = "booking.placed", "Somebody moved up from a waiting list"
    BOOKING_CANCELLED = "booking.cancelled", "A booking was cancelled"
    COMPLETION_RECORDED = "completion.recorded", "Learning was recorded"
    COMPLETION_WITHDRAWN = "completion.withdrawn", "A record of learning was withdrawn"
    IMPORT_SAVED = "import.saved", "A staff list was saved"
    IMPORT_UNDONE = "import.undone", "A staff list was undone"


# The lines of the trail that tell of each: what they are about, and what was done. Words only, so no room is called up.
TOLD_BY: dict[tuple[str, str], Event] = {
    ("people.person", "added"): Event.PERSON_CREATED,
    ("people.person", "corrected"): Event.PERSON_CHANGED,
    ("people.person", "changed from a directory"): Event.PERSON_CHANGED,
    ("people.spell", "started"): Event.POST_STARTED,
    ("people.spell", "changed the line manager in"): Event.POST_CHANGED,
    ("people.spell", "ended"): Event.POST_ENDED,
    ("booking.booking", "booked"): Event.BOOKING_MADE,
    ("booking.booking", "joined the waiting list of"): Event.BOOKING_WAITING,
    ("booking.booking", "gave a place to"): Event.BOOKING_PLACED,
    ("booking.booking", "asked for approval of"): Event.BOOKING_WAITING,
    ("booking.booking", "approved the place of"): Event.BOOKING_PLACED,
    ("booking.booking", "took the place offered on"): Event.BOOKING_PLACED,
    ("booking.booking", "declined"): Event.BOOKING_CANCELLED,
    ("booking.booking", "moved"): Event.BOOKING_CANCELLED,
    ("booking.booking", "cancelled"): Event.BOOKING_CANCELLED,
    ("records.completion", "recorded"): Event.COMPLETION_RECORDED,
    ("records.completion", "withdrew"): Event.COMPLETION_WITHDRAWN,
    ("core.importrun", "imported"): Event.IMPORT_SAVED,
    ("core.importrun", "undid"): Event.IMPORT_UNDONE,
}


class NotEvents(Refused):
    """No event, or one that is not there."""


def refuse_events(events: Iterable[str]) -> list[str]:
    wanted = set(events)
    if not wanted or wanted - set(Event.values):
        raise NotEvents("Choose at least one thing to be told of", field="events")
    return [event for event in Event.values if event in wanted]


def shown_secret(secret: bytes) -> str:
    return SECRET_BEGINS + base64.b64encode(secret).decode()


def signature(secret: bytes, *, number: str, moment: int, body: str) -> str:
    """As the Standard Webhooks specification has it: over the number, the moment and every byte of the body."""
    signed = hmac.new(secret, f"{number}.{moment}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()
