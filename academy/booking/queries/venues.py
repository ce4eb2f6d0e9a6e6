"""Venues and trainers, and what is planned with them."""

from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from academy.booking.models import Leading, SessionDay, Trainer, Venue
from academy.booking.rules import FORMER_TRAINER
from academy.people.scope import Viewer, visible

MOST = 60


def venues(viewer: Viewer, *, search: str = "") -> QuerySet[Venue]:
    found = visible(viewer, Venue).annotate(
        room_count=Count("rooms", filter=Q(rooms__is_in_use=True)),
        largest=Max("rooms__capacity", filter=Q(rooms__is_in_use=True)),
    )
    for word in search.replace("\0", "").split():
        found = found.filter(Q(name__icontains=word) | Q(town__icontains=word) | Q(postcode__icontains=word))
    return found.order_by("name", "pk")


def days_at(venue: Venue, *, now: datetime) -> list[SessionDay]:
    """What is planned there, room by room, the next first."""
    planned = SessionDay.objects.filter(room__venue=venue, ends_at__gt=now, session__is_cancelled=False)
    return list(planned.select_related("session__item", "room").order_by("starts_at", "pk")[:MOST])


def trainers(viewer: Viewer, *, now: datetime) -> QuerySet[Trainer]:
    led = Leading.objects.filter(trainer=OuterRef("pk"), day__starts_at__gt=now, day__session__is_cancelled=False)
    to_come = led.order_by().values("trainer").annotate(number=Count("pk")).values("number")
    found = visible(viewer, Trainer).annotate(item_count=Count("may_lead"), to_come=Coalesce(Subquery(to_come), 0))
    return found.order_by("known_as", "pk")


def days_led_by(trainer: Trainer, *, now: datetime) -> list[Leading]:
    led = Leading.objects.filter(trainer=trainer, day__ends_at__gt=now, day__session__is_cancelled=False)
    return list(led.select_related("day__session__item").order_by("day__starts_at", "pk")[:MOST])


def number_led_by(trainer: Trainer, *, now: datetime) -> int:
    """Days led until now."""
    led = Leading.objects.filter(trainer=trainer, day__ends_at__lte=now, day__session__is_cancelled=False)
    return led.count()


def trainers_to_forget() -> list[Trainer]:
    """Experts who were forgotten, and whose name still stands beside sessions."""
    return list(Trainer.objects.filter(expert__erased_at__isnull=False).exclude(known_as=FORMER_TRAINER).order_by("pk"))
