"""Who would come if there were a date."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from academy.booking.models import Booking, Interest, Session, Terms
from academy.booking.queries.terms import NO_TERMS
from academy.booking.rules import IS_ON_THE_LIST
from academy.catalogue.models import Item
from academy.core import clock
from academy.people import queries as people
from academy.people.models import Person
from academy.people.scope import Viewer, visible


@dataclass(frozen=True)
class Wanted:
    """An item that people want and that has no date to come; enough of them suggest a session."""

    item: Item
    people: int
    needed: int

    @property
    def is_enough(self) -> bool:
        return self.people >= self.needed


def interest_of(person: Person | None, item: Item) -> Interest | None:
    return Interest.objects.filter(person=person, item=item, ended_at=None).first() if person else None


def interested(item: Item) -> QuerySet[Interest]:
    """Whoever said so first is first. Nobody who has left is written to."""
    wants = Interest.objects.filter(item=item, ended_at=None).exclude(person__in=people.shut_out().values("pk"))
    return wants.select_related("person").order_by("said_at", "pk")


def wanted(viewer: Viewer, *, now: datetime | None = None) -> list[Wanted]:
    """What people want and has no open date with a free place, the most wanted first."""
    to_come = Session.objects.filter(item=OuterRef("pk"), is_cancelled=False, starts_at__gt=now or clock.now())
    counted = Interest.objects.filter(ended_at=None).order_by().values("item").annotate(number=Count("pk"))
    counts = dict(counted.values_list("item", "number"))
    items = visible(viewer, Item).filter(pk__in=list(counts)).exclude(Exists(to_come))
    needed = dict(Terms.objects.filter(item__in=list(counts)).values_list("item", "interest_needed"))
    found = [Wanted(item, counts[item.pk], needed.get(item.pk, NO_TERMS.interest_needed)) for item in items]
    return sorted(found, key=lambda one: (-one.people, one.item.title))


def number_interested(item: Item) -> int:
    return Interest.objects.filter(item=item, ended_at=None).count()


def sessions_to_tell_of(*, now: datetime) -> QuerySet[Session]:
    """New dates of what somebody waits for, the first date first: each is told of one, and then of the next new one."""
    waits = Interest.objects.filter(item=OuterRef("item"), ended_at=None)
    untold = waits.filter(Q(told_of=None) | Q(told_of__lt=OuterRef("pk")))
    to_come = Session.objects.filter(is_cancelled=False, starts_at__gt=now)
    return to_come.filter(Exists(untold)).select_related("item").order_by("pk")


def booked_since(*, now: datetime) -> QuerySet[Interest]:
    """They have a date now."""
    booked = Booking.objects.filter(
        person=OuterRef("person"), session__item=OuterRef("item"), status__in=IS_ON_THE_LIST,
        session__starts_at__gt=now,
    )  # fmt: skip
    return Interest.objects.filter(Exists(booked), ended_at=None)
