"""Whose time is over, and who is still here."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.people.models import Person, Spell
from academy.people.queries.leavers import who_left


def posts_that_last(person: Person, *, on: date) -> QuerySet[Spell]:
    """Held on the day or to come: while there is one, nobody is erased."""
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    return Spell.objects.filter(lasting, person=person).select_related("post__organisation")


def left_before(day: date, *, on: date) -> QuerySet[Person]:
    """Everybody who has left, with the last day at work before this one. Who never had a post has not left one."""
    later = Spell.objects.filter(person=OuterRef("pk"), ended_on__gte=day).order_by()
    return who_left(on).filter(~Exists(later), erased_on__isnull=True).order_by("pk")
