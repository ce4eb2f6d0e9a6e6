"""Two records of one person become one: whose places are whose."""

from academy.booking import rules
from academy.booking.actions.leading import move_trainer
from academy.booking.models import Approval, Booking, CalendarAddress, Deputy, Interest
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
    move_trainer(moving)
    _move_approvals(moving)
    wants = Interest.objects.filter(ended_at=None)
    moving.repoint(wants.filter(person=moving.merged), held=wants.filter(person=moving.kept), same=("item_id",))
    moving.repoint(Interest.objects.filter(person=moving.merged, ended_at__isnull=False))
    moving.take_away(CalendarAddress.objects.filter(person=moving.merged))


def _move_approvals(moving: Moving) -> None:
    """Nobody becomes their own deputy by it."""
    both = (moving.merged, moving.kept)
    moving.take_away(Deputy.objects.filter(person__in=both, deputy__in=both))
    moving.repoint(Approval.objects.filter(asked_of=moving.merged), "asked_of")
    moving.repoint(Deputy.objects.filter(person=moving.merged))
    moving.repoint(Deputy.objects.filter(deputy=moving.merged), "deputy")
