"""What an agreement does not share is kept from the hub: asked by `scope.visible`, and nowhere else."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.people.models import Agreement, Organisation, Person, Spell
from academy.people.rules import OPENED_BY, needs_agreement


def kept_back(what: str, on: date, *, of: Person | None = None) -> QuerySet[Spell] | None:
    """Posts of the people whose rows the hub does not see on the day; None when there is nothing to keep back.

    Somebody with two employers is seen when one of them shares it. Somebody who has left is kept back when any of their
    employers was one that does not: the hub does not come to see a record because its person is gone.
    """
    closed = not_sharing(OPENED_BY[what], on) if what in OPENED_BY else []
    if not closed:
        return None
    held = Spell.objects.filter(_lasting(on), started_on__lte=on, person=OuterRef("person"))
    there = Spell.objects.filter(post__organisation__in=closed).exclude(person=of)
    today = Q(_lasting(on), started_on__lte=on)
    open_post = held.exclude(post__organisation__in=closed)
    return there.filter(today | ~Exists(held)).exclude(Exists(open_post))


def not_sharing(word: str, on: date) -> list[int]:
    """Partners without an agreement, their own or of what they are part of, that shares this today."""
    sharing = {
        path for path, shares in current_agreements(on).values_list("organisation__path", "shares") if word in shares
    }
    return [
        pk
        for pk, path, kind in Organisation.objects.order_by("pk").values_list("pk", "path", "kind")
        if needs_agreement(kind) and not any(path.startswith(above) for above in sharing)
    ]


def current_agreements(on: date) -> QuerySet[Agreement]:
    still = (Q(ends_on__isnull=True) | Q(ends_on__gte=on)) & (Q(ended_on__isnull=True) | Q(ended_on__gte=on))
    return Agreement.objects.filter(still, starts_on__lte=on)


def _lasting(on: date) -> Q:
    return Q(ended_on__isnull=True) | Q(ended_on__gte=on)
