"""What a booking says of the person, beyond that somebody had the place."""

from collections import Counter

from django.db import transaction
from django.db.models import Q

from academy.booking import rules
from academy.booking.actions.feeds import forget_calendar_addresses
from academy.booking.actions.leading import forget_trainer
from academy.booking.actions.places import give_back_for_leaver
from academy.booking.models import Approval, Booking, Charge, Deputy, Interest, Mark
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
    theirs.update(cancel_reason="", cover="", all_the_same="")
    Approval.objects.filter(booking__in=theirs).update(why="")
    Deputy.objects.filter(Q(person=person) | Q(deputy=person)).delete()
    Interest.objects.filter(person=person).delete()
    Mark.objects.filter(booking__in=theirs).exclude(reason="").update(reason="")
    Charge.objects.filter(booking__in=theirs).exclude(words="").update(words="")
    forget_trainer(person)
    forget_calendar_addresses(person)
    return Counter(needs=needs)
