"""Sessions and who is on them. What feeds a page takes the viewer first and stays within their reach."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone

from academy.booking import rules
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import Hold, Places, Status, Turn
from academy.booking.statements import (
    AT_THAT_TIME,
    AT_WORK,
    EARLIER_WAITING,
    HELD,
    LOCKED_SESSION,
    NUMBERS_WAITING,
    ON_THE_LIST,
    ONE_SESSION,
    UPCOMING,
    WAITING,
)
from academy.catalogue.models import Item
from academy.core import clock
from academy.core.models import Notice
from academy.people import queries as people
from academy.people.models import Account, Organisation, Person
from academy.people.scope import Viewer, current_spells, visible, visible_people

SESSIONS_TO_LEARN_FROM = 10


@dataclass(frozen=True)
class Posts:
    """Where somebody works today, and who manages them there."""

    organisations: tuple[Organisation, ...] = ()
    managers: tuple[Person, ...] = ()

    @property
    def manager(self) -> Person | None:
        return self.managers[0] if self.managers else None

    def best_for(self, places: Places) -> Organisation | None:
        """Somebody with two posts books for the organisation that has more free for them."""
        return max(self.organisations, key=lambda organisation: places.free_for(organisation.path), default=None)

    def free_of(self, places: Places) -> int:
        best = self.best_for(places)
        return places.free_for(best.path if best else "")


# --- sessions ---------------------------------------------------------------------------------------------------------


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
    [(session, session.item, session.item.theme)] = found
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


def next_sessions(item_ids: Collection[int], *, on: date, each: int = 2) -> dict[int, list[Session]]:
    """The next few dates of many items, after a day, in one query."""
    to_come = Session.objects.filter(
        item__in=item_ids, is_cancelled=False, starts_at__gte=_start_of(on + timedelta(days=1))
    )
    turn = Window(RowNumber(), partition_by=[F("item_id")], order_by=[F("starts_at"), F("pk")])
    found: dict[int, list[Session]] = defaultdict(list)
    for session in to_come.annotate(turn=turn).filter(turn__lte=each).order_by("item_id", "starts_at", "pk"):
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


# --- places -----------------------------------------------------------------------------------------------------------


def free_places(session: Session, organisation: Organisation | None = None, *, on: date | None = None) -> int:
    """Free to anybody, or to the people of one organisation."""
    return places(session, on=on).free_for(organisation.path if organisation else "")


def places(session: Session, *, on: date | None = None) -> Places:
    return places_of([session], on=on)[session.pk]


def places_of(sessions: Iterable[Session], *, on: date | None = None) -> dict[int, Places]:
    """Of many sessions in two queries. A hold whose day has come is a hold no more."""
    sessions = list(sessions)
    holds: dict[int, list[tuple[HeldPlaces, Organisation]]] = defaultdict(list)
    for held, organisation in HELD.records([session.pk for session in sessions], on or clock.today()):
        holds[held.session_id].append((held, organisation))
    taken = _taken_by_agency(holds)
    return {
        session.pk: Places(
            session.places, session.taken, tuple(_hold(*held, taken[session.pk]) for held in holds[session.pk])
        )
        for session in sessions
    }


def why_not_hold(
    session: Session, organisation: Organisation, *, places: int, release_on: date
) -> list[rules.CannotHold]:
    """For the form before it is sent, and for the action under the lock."""
    now = places_of([session])[session.pk]
    others = [hold for hold in now.holds if hold.path != organisation.path]
    for other in others:
        if other.path.startswith(organisation.path) or organisation.path.startswith(other.path):
            return [rules.held_above_or_below(other.name)]
    return rules.why_not_hold(
        places,
        release_on,
        free=now.places - now.taken - sum(hold.left for hold in others),
        theirs=taken_by(session, organisation),
        session_on=session.on,
        today=clock.today(),
    )


def taken_by(session: Session, organisation: Organisation) -> int:
    """Places that an agency's people have."""
    taken = Booking.objects.filter(session=session, status__in=rules.TAKES_A_PLACE)
    return taken.filter(organisation__path__startswith=organisation.path).count()


def _taken_by_agency(session_ids: Collection[int]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    if session_ids:
        taken = Booking.objects.filter(session__in=list(session_ids), status__in=rules.TAKES_A_PLACE)
        counted = taken.order_by().values_list("session", "organisation__path").annotate(Count("pk"))
        for session_id, path, number in counted:
            found[session_id][path or ""] += number
    return found


def _hold(held: HeldPlaces, organisation: Organisation, taken: Counter[str]) -> Hold:
    branch = organisation.path
    theirs = sum(number for path, number in taken.items() if path.startswith(branch))
    return Hold(branch, held.places, theirs, organisation.name, held.release_on)


# --- the list ---------------------------------------------------------------------------------------------------------


def bookings(viewer: Viewer) -> QuerySet[Booking]:
    return visible(viewer, Booking).select_related("session__item", "person")


def on_the_list(session: Session, person: Person) -> Booking | None:
    found = ON_THE_LIST.records(session.pk, person.pk)
    return found[0][0] if found else None


def statuses(session: Session, people: Collection[Person]) -> dict[int, Status]:
    """How each of these people stands on its list already."""
    held = Booking.objects.filter(session=session, person__in=people, status__in=rules.IS_ON_THE_LIST)
    return {person: Status(status) for person, status in held.values_list("person", "status")}


def waiting(session: Session) -> list[Turn]:
    """The waiting list, whoever has waited longest first."""
    return [Turn(pk, path or "") for pk, path in WAITING.rows(session.pk)]


def numbers_waiting(sessions: Iterable[Session]) -> Counter[int]:
    return Counter(dict(NUMBERS_WAITING.rows([session.pk for session in sessions])))


def position(booking: Booking) -> int:
    """1 is next."""
    [(earlier,)] = EARLIER_WAITING.rows(booking.session_id, booking.booked_at, booking.pk)
    return earlier + 1


def at_that_time(session: Session, person: Person) -> tuple[Booking | None, Booking | None]:
    """Their booking of this session, and what else they are on at the same hours."""
    found = AT_THAT_TIME.records(person.pk, session.pk, session.ends_at, session.starts_at)
    bookings = [_with(*records) for records in found]
    held = next((booking for booking in bookings if booking.session_id == session.pk), None)
    return held, next((booking for booking in bookings if booking is not held), None)


def upcoming(person: Person, *, now: datetime | None = None) -> list[Booking]:
    """Their places and turns to come, the next one first."""
    return [_with(*records) for records in UPCOMING.records(person.pk, now or clock.now())]


def register(session: Session) -> QuerySet[Booking]:
    """Everybody with a place, by name."""
    placed = Booking.objects.filter(session=session, status__in=rules.TAKES_A_PLACE)
    return placed.select_related("person", "organisation").order_by("person__family_name", "person__given_name", "pk")


def waiting_list(session: Session) -> QuerySet[Booking]:
    """The people who wait, whoever is next first."""
    return Booking.objects.filter(session=session, status=Status.WAITING).select_related("person", "organisation")


def with_free_places_and_a_list(*, now: datetime) -> QuerySet[Session]:
    """Where a free place and somebody waiting meet: a place may be held, or its day of release has come."""
    to_come = Session.objects.filter(is_cancelled=False, starts_at__gt=now, taken__lt=F("places"))
    return to_come.filter(bookings__status=Status.WAITING).distinct().select_related("item")


def to_remind(days: int, *, on: date) -> list[Booking]:
    """Whose reminder of so many days is the latest that is due, and is not written yet."""
    later = max((fewer for fewer in rules.REMIND_DAYS_BEFORE if fewer < days), default=0)
    placed = Booking.objects.filter(
        status=Status.BOOKED,
        session__starts_at__range=(_start_of(on + timedelta(days=later + 1)), _start_of(on + timedelta(days=days + 1))),
    )
    placed = placed.exclude(person__in=people.shut_out(on).values("pk"))
    due = [booking for booking in placed.select_related("person", "session__item") if _is_due(booking, days)]
    keys = {rules.reminder_key(booking.pk, days): booking for booking in due}
    written = set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))
    return [booking for key, booking in keys.items() if key not in written]


def of_leavers(*, now: datetime) -> list[Booking]:
    """What people who have left, or whose account was closed, still hold of sessions to come."""
    gone = people.shut_out(timezone.localdate(now))
    held = Booking.objects.filter(status__in=rules.IS_TO_COME, session__starts_at__gt=now, session__is_cancelled=False)
    return list(held.filter(person__in=gone.values("pk")).select_related("session__item", "person").order_by("pk"))


def with_needs(*, ended_by: date) -> QuerySet[Booking]:
    ended = Session.objects.filter(ends_at__lt=_start_of(ended_by + timedelta(days=1)))
    return Booking.objects.filter(session__in=ended).exclude(needs="")


def _with(booking: Booking, session: Session, item: Item) -> Booking:
    booking.session, session.item = session, item
    return booking


def _is_due(booking: Booking, days: int) -> bool:
    """They had their place before the day of the reminder came."""
    remind_on = booking.session.on - timedelta(days=days)
    return booking.placed_at is None or timezone.localdate(booking.placed_at) < remind_on


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


# --- people -----------------------------------------------------------------------------------------------------------


def posts(person: Person | None, *, on: date | None = None) -> Posts:
    if person is None:
        return Posts()
    on = on or clock.today()
    held = AT_WORK.records(person.pk, on, on)
    return Posts(
        organisations=tuple(organisation for organisation, _ in held),
        managers=tuple(manager for _, manager in held if manager),
    )


def may_be_booked(viewer: Viewer, *, search: str = "", most: int = 60) -> list[Person]:
    """The people somebody may book for: those they manage; found by name, anybody within their reach."""
    people = visible_people(viewer).exclude(pk=viewer.person.pk if viewer.person else 0)
    for word in search.split():
        people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    if not search:
        team = current_spells(viewer.on).filter(line_manager=viewer.person)
        people = people.filter(pk__in=team.values("person")) if viewer.person else people.none()
    return list(people[:most])


def account_of(person: Person) -> Account | None:
    return Account.objects.filter(person=person).first()
