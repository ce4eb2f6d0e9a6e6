"""What a booking says of the person, beyond that somebody had the place."""

from collections import Counter

from django.db import transaction

from academy.booking import rules
from academy.booking.actions.places import give_back_for_leaver
from academy.booking.models import Booking
from academy.core import clock
from academy.people.models import Person


@transaction.atomic
def erase_person(person: Person) -> Counter[str]:
    """Places to come are given back. Who was on a session stays counted, with where they worked then."""
    theirs = Booking.objects.filter(person=person)
    to_come = theirs.filter(status__in=rules.IS_ON_THE_LIST, session__starts_at__gt=clock.now())
    for booking in to_come.filter(session__is_cancelled=False).select_related("session").order_by("session_id"):
        give_back_for_leaver(booking)
    needs = theirs.exclude(needs="").update(needs="")
    theirs.update(cancel_reason="", cover="")
    return Counter(needs=needs)
