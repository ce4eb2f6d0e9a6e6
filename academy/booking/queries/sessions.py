"""Sessions, as somebody may see them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.booking.statements import (
    LOCKED_SESSION,
    NEXT_DATES,
    ONE_SESSION,
)
from academy.catalogue.models import Item
from academy.core import clock
from academy.people.scope import Viewer, visible

SESSIONS_TO_LEARN_FROM = 10


def sessions(viewer: Viewer) -> QuerySet[Session]:
    return visible(viewer, Session).select_related("item__theme")


def session(viewer: Viewer, pk: int) -> Session | None:
    return one_session(pk) if viewer.may(Session.seen_as) else None


def one_session(pk: int, *, is_locked: bool = False) -> Session | None:
    """With its item. Locked, it is nobody else’s to change until the transaction ends; on SQLite it never is."""
    locks = is_locked and connection.features.has_select_for_update
    found = (LOCKED_SESSION if locks else ONE_SESSION).records(pk)
    if not found:
        return None
    [(session, session.item, session.item.theme, session.terms)] = found
    return session


def open_sessions(
    viewer: Viewer, *, search: str = "", item: int | None = None, now: datetime | None = None
) -> QuerySet[Session]:
    """What can still be booked."""
    to_come = sessions(viewer).filter(is_cancelled=False, starts_at__gt=now or clock.now())
    return _found(to_come, search=search, item=item)


def sessions_to_run(
    viewer: Viewer, *, search: str = "", item: int | None = None, show: str = "to-come"
) -> QuerySet[Session]:
    """The Academy's list, with how many wait and how many are not marked yet."""
    now = clock.now()
    chosen = {
        "to-come": Q(starts_at__gt=now),
        "full": Q(starts_at__gt=now, taken__gte=F("places"), is_cancelled=False),
        "unmarked": Q(starts_at__lte=now, unmarked__gt=0),
        "past": Q(starts_at__lte=now),
    }[show]
    rows = sessions(viewer).annotate(waiting=_number_of(Status.WAITING), unmarked=_number_of(Status.BOOKED))
    found = _found(rows.filter(chosen), search=search, item=item)
    return found if show in ("to-come", "full") else found.order_by("-starts_at", "-pk")


def _found(rows: QuerySet[Session], *, search: str, item: int | None) -> QuerySet[Session]:
    for word in search.split():
        rows = rows.filter(Q(item__title__icontains=word) | Q(venue__icontains=word))
    return rows.filter(item=item) if item else rows


def _number_of(status: Status) -> Coalesce:
    """Counted beside each session, so that one count does not multiply another."""
    of_session = Booking.objects.filter(session=OuterRef("pk"), status=status).order_by()
    return Coalesce(Subquery(of_session.values("session").annotate(number=Count("pk")).values("number")), 0)


def other_dates(viewer: Viewer, session: Session, *, most: int = 4) -> list[Session]:
    others = visible(viewer, Session).filter(item=session.item_id, is_cancelled=False, starts_at__gt=clock.now())
    return list(others.exclude(pk=session.pk)[:most])


def dates_instead(session: Session, *, most: int = 3) -> list[Session]:
    """What is offered to those whose session was called off: other dates to come, with places if there are any."""
    others = Session.objects.filter(item=session.item_id, is_cancelled=False, starts_at__gt=clock.now())
    free = others.exclude(pk=session.pk).select_related("item").order_by("starts_at", "pk")
    return list(free.filter(taken__lt=F("places"))[:most]) or list(free[:most])


def next_sessions(item_ids: Collection[int], *, on: date, each: int = 2) -> dict[int, list[Session]]:
    """The next few dates of many items, after a day, in one query."""
    found: dict[int, list[Session]] = defaultdict(list)
    for (session,) in NEXT_DATES.records(list(item_ids), start_of(on + timedelta(days=1)), each):
        found[session.item_id].append(session)
    return dict(found)


def usually_freed(item: Item, *, now: datetime | None = None) -> int | None:
    """How many places people gave back on the latest dates of an item, as a rule. None when it never ran."""
    past = Session.objects.filter(item=item, is_cancelled=False, starts_at__lt=now or clock.now())
    latest = list(past.order_by("-starts_at").values_list("pk", flat=True)[:SESSIONS_TO_LEARN_FROM])
    if not latest:
        return None
    given_back = Booking.objects.filter(session__in=latest, status=Status.CANCELLED, placed_at__isnull=False)
    return round(given_back.count() / len(latest))


def with_free_places_and_a_list(*, now: datetime) -> QuerySet[Session]:
    """Where a free place and somebody waiting meet: a place may be held, or its day of release has come."""
    to_come = Session.objects.filter(is_cancelled=False, starts_at__gt=now, taken__lt=F("places"))
    return to_come.filter(bookings__status=Status.WAITING).distinct().select_related("item")


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
