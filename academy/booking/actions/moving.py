"""Two records of one person become one: whose places are whose."""

from academy.booking import rules
from academy.booking.models import Booking
from academy.booking.rules import IS_ON_THE_LIST, IS_TO_COME
from academy.core import clock
from academy.people.actions import Moving


def move_person(moving: Moving) -> None:
    """Two places on one session to come are refused: nobody can say which to give back. Of past ones, one stays."""
    theirs, held = (Booking.objects.filter(person=person) for person in (moving.merged, moving.kept))
    to_come = {"status__in": IS_TO_COME, "session__starts_at__gt": clock.now()}
    both = theirs.filter(**to_come, session__in=held.filter(**to_come).values("session"))
    booking = both.select_related("session__item").order_by("session__starts_at").first()
    if booking is not None:
        raise rules.both_booked(str(booking.session))
    on_the_list = {"status__in": IS_ON_THE_LIST}
    moving.repoint(theirs.filter(**on_the_list), held=held.filter(**on_the_list), same=("session_id",))
    moving.repoint(theirs.exclude(**on_the_list))
