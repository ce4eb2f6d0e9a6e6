"""Wanting an item that has no date that suits, and being told of the next one."""

from django.db import transaction
from django.db.models import Model, Q

from academy.booking import queries
from academy.booking.actions import telling
from academy.booking.actions.locking import refuse_if_not_theirs
from academy.booking.models import Interest, Session
from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.people.models import Account, Person


@transaction.atomic
def register_interest(item: Item, person: Person, *, by: Account | None, cause: Model | None = None) -> Interest:
    """They are told of the next date. Said twice, it is said once, and the first time counts."""
    refuse_if_not_theirs(by, person)
    organisation = next(iter(queries.posts(person).organisations), None)
    # for dates that are there already they need no telling: they saw them
    latest = Session.objects.filter(item=item).order_by("-pk").first()
    interest, is_new = Interest.objects.get_or_create(
        item=item,
        person=person,
        ended_at=None,
        defaults={"organisation": organisation, "said_at": clock.now(), "told_of": latest, "cause": cause},
    )
    if is_new:
        trail.note(by, "registered interest in", interest)
    return interest


@transaction.atomic
def withdraw_interest(interest: Interest, *, by: Account | None) -> Interest:
    refuse_if_not_theirs(by, interest.person)
    if Interest.objects.filter(pk=interest.pk, ended_at=None).update(ended_at=clock.now()):
        trail.note(by, "withdrew interest in", interest)
    interest.refresh_from_db()
    return interest


@transaction.atomic
def tell_interested(session: Session) -> int:
    """Of a new date, in the order in which they asked. Each is told of it once, whatever fails and is tried again."""
    untold = queries.interested(session.item).filter(Q(told_of=None) | Q(told_of__lt=session.pk))
    to_tell = list(untold.select_for_update(of=("self",)))
    for place, interest in enumerate(to_tell, start=1):
        telling.new_date(interest, session, place=place)
    Interest.objects.filter(pk__in=[interest.pk for interest in to_tell]).update(told_of=session)
    return len(to_tell)


def end_interest_of_those_who_booked() -> int:
    """Nobody is asked for it when they book: a job looks."""
    return queries.booked_since(now=clock.now()).update(ended_at=clock.now())
