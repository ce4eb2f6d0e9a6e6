"""Fifty people at once, doing whatever can be done with places; and what must be true whatever they do."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection
from django.db.models import Count, F, Q

from academy.booking import actions, queries, rules
from academy.booking.actions import approvals, lists, places
from academy.booking.models import Approval, Booking, Decision, HeldPlaces, Session, Terms
from academy.booking.rules import Approved, Approver, CancelReason, ListOrder, Offers, Status
from academy.core import clock
from academy.core.refusals import Refused
from academy.people.models import Account, Person
from academy.people.rules import OrganisationKind
from tests.booking.cast import account_of, in_days, make_partnership, worker
from tests.builders import make_item, make_organisation, make_session

CLIENTS = 50
A_BUSY_SERVERS_PAUSE = 0.02
STEPS = int(os.environ.get("STORM_STEPS", "2000"))  # of all clients together
FILLS = Q(bookings__status__in=rules.FILLS_A_PLACE)


@dataclass
class Sea:
    """Three dates of two items: one needs the line manager, one is offered in time, one is first for the overdue."""

    sessions: list[Session]
    people: list[Person]
    accounts: dict[int, Account]
    organisations: list
    approved: set[int] = field(default_factory=set)  # what was truly approved, told by whoever approved it
    faults: list[BaseException] = field(default_factory=list)
    done: int = 0


def make_sea(people: int = CLIENTS) -> Sea:
    partners = make_partnership()
    school = make_organisation("Guildbourne High", kind=OrganisationKind.SCHOOL)
    homes = [partners.council, partners.health, partners.ward, school, None]
    ruth = worker("Ruth", partners.council)
    crowd = [worker(f"P{number}", homes[number % 5], manager=ruth) for number in range(people)]
    asked, free = make_item("With approval"), make_item("Without")
    sessions = [
        make_session(asked, places=9, starts_at=in_days(20)),
        make_session(asked, places=7, starts_at=in_days(30)),
        make_session(free, places=8, starts_at=in_days(20)),  # at the same hours as the first
        make_session(free, places=6, starts_at=in_days(40)),
    ]
    Terms.objects.create(item=asked, approver=Approver.MANAGER, approval_days=2)
    Terms.objects.create(session=sessions[3], offers=Offers.TIMED, offer_days=1, list_order=ListOrder.OVERDUE)
    accounts = {person.pk: account_of(person) for person in crowd}
    return Sea(sessions, crowd, accounts, [partners.health, partners.ward, partners.council])


# --- what people do ---------------------------------------------------------------------------------------------------


def book(sea: Sea, chance: random.Random) -> None:
    person = chance.choice(sea.people)
    actions.book_place(chance.choice(sea.sessions), person, by=sea.accounts[person.pk], all_the_same="It is a storm")


def book_a_group(sea: Sea, chance: random.Random) -> None:
    people = chance.sample(sea.people, chance.randrange(2, 5))
    actions.book_places(chance.choice(sea.sessions), people, by=None, name="A group", all_or_none=chance.random() < 0.5)


def cancel(sea: Sea, chance: random.Random) -> None:
    if booking := _one(chance, status__in=rules.IS_TO_COME):
        actions.cancel_booking(booking, by=None, reason=CancelReason.ILL)


def move(sea: Sea, chance: random.Random) -> None:
    if booking := _one(chance, status__in=rules.IS_TO_COME):
        dates = [session for session in sea.sessions if session.item_id == booking.session.item_id]
        actions.move_booking(booking, chance.choice(dates), by=None)


def approve(sea: Sea, chance: random.Random) -> None:
    if booking := _one(chance, approval=Approved.ASKED, status__in=rules.IS_TO_COME):
        sea.approved.add(booking.pk)  # before: another may see what comes of it before we are back
        actions.approve(booking, by=None)


def decline(sea: Sea, chance: random.Random) -> None:
    if booking := _one(chance, approval=Approved.ASKED, status__in=rules.IS_TO_COME):
        actions.decline(booking, by=None, why="Not this month")


def take_offer(sea: Sea, chance: random.Random) -> None:
    if booking := _one(chance, status=Status.KEPT, approval=""):
        actions.take_offer(booking, by=None)


def ask_again(sea: Sea, chance: random.Random) -> None:
    if booking := _one(chance, status=Status.WAITING, lapsed_at__isnull=False):
        actions.ask_again(booking, by=None)


def time_passes(sea: Sea, chance: random.Random) -> None:
    """What was kept is kept no longer, and what was held is anybody's."""
    session = chance.choice(sea.sessions)
    Booking.objects.filter(session=session, status=Status.KEPT).update(kept_until=clock.now())
    if chance.random() < 0.5:
        HeldPlaces.objects.filter(session=session).update(release_on=clock.today())
    actions.fill_freed_places(session)


def resize(sea: Sea, chance: random.Random) -> None:
    actions.change_places(chance.choice(sea.sessions), chance.randrange(4, 13), by=None)


def hold(sea: Sea, chance: random.Random) -> None:
    whom = {"kind": OrganisationKind.SCHOOL} if chance.random() < 0.5 else {}
    organisation = None if whom else chance.choice(sea.organisations)
    release_on = clock.today() + timedelta(days=chance.randrange(1, 4))
    actions.hold_places(
        chance.choice(sea.sessions), organisation, **whom, places=chance.randrange(1, 5), release_on=release_on, by=None
    )


def release(sea: Sea, chance: random.Random) -> None:
    held = HeldPlaces.objects.select_related("organisation", "session").order_by("?").first()
    if held:
        actions.release_places(held, by=None)


def it_is_overdue(sea: Sea, chance: random.Random) -> None:
    actions.say_who_is_urgent(sea.sessions[3], {one.pk for one in chance.sample(sea.people, 5)})


ACTS: dict[Callable[[Sea, random.Random], None], int] = {
    book: 34, book_a_group: 8, cancel: 18, move: 12, approve: 10, decline: 3, take_offer: 5, ask_again: 3,
    time_passes: 3, resize: 4, hold: 3, release: 2, it_is_overdue: 1,
}  # fmt: skip


def step(sea: Sea, chance: random.Random) -> None:
    act = chance.choices(list(ACTS), weights=list(ACTS.values()))[0]
    with suppress(Refused):
        act(sea, chance)


def _one(chance: random.Random, **like: object) -> Booking | None:
    found = list(Booking.objects.filter(**like).select_related("session__item", "person").order_by("pk"))
    return chance.choice(found) if found else None


# --- what must be true ------------------------------------------------------------------------------------------------


def overfull() -> list[int]:
    """One question, so one moment: sessions with more places filled than there are, or counted wrongly."""
    counted = Session.objects.annotate(filled=Count("bookings", filter=FILLS))
    return list(counted.filter(Q(filled__gt=F("places")) | ~Q(filled=F("taken"))).values_list("pk", flat=True))


def unapproved(sea: Sea) -> set[int]:
    """Who has a place on what must be approved, and nobody approved it, whatever their booking says. A move takes what
    was approved along."""
    placed = Booking.objects.filter(session__in=sea.sessions[:2], status__in=rules.TAKES_A_PLACE)
    told = set(sea.approved)
    people = set(Booking.objects.filter(pk__in=told).values_list("person", flat=True))
    return {one.pk for one in placed if one.pk not in told and one.person_id not in people}


def wrong(sea: Sea) -> list[str]:
    """Asked of the bookings themselves, not of what is counted or decided elsewhere."""
    found = [f"{pk} is overfull or counted wrongly" for pk in overfull()]
    found += [f"{pk} has a place that nobody approved" for pk in unapproved(sea)]
    listed = Booking.objects.filter(status__in=rules.IS_ON_THE_LIST)
    found += [f"{pair} twice" for pair, number in _pairs(listed) if number > 1]
    for session in Session.objects.all():
        now = queries.places(session)
        if now.open < 0:
            found.append(f"{session.pk} holds more than there is")
        found += [f"{pk} waits beside a free place" for pk in _waits_in_vain(session, now)]
    same_hours = Booking.objects.filter(session__in=[sea.sessions[0], sea.sessions[2]], status__in=rules.IS_TO_COME)
    people = list(same_hours.values_list("person", flat=True))
    return found + ["somebody is in two places at once"] * (len(people) - len(set(people)))


def _pairs(listed: object) -> list[tuple[tuple[int, int], int]]:
    counted: dict[tuple[int, int], int] = {}
    for pair in listed.values_list("session", "person"):  # type: ignore[attr-defined]
        counted[pair] = counted.get(pair, 0) + 1
    return list(counted.items())


def _waits_in_vain(session: Session, now: rules.Places) -> Iterator[int]:
    """Alone: a place is free to them. A group: by any measure there is one for each, and all may have it."""
    waiting = Booking.objects.filter(session=session, status=Status.WAITING, lapsed_at=None)
    for booking in waiting.select_related("organisation", "party"):
        free = now.free_for(*queries.agency(booking.organisation))
        group = booking.party if booking.party and booking.party.is_all_or_none else None
        if group is None and free > 0:
            yield booking.pk
        elif group is not None:
            members = list(group.bookings.filter(status=Status.WAITING).select_related("organisation"))
            if not any(one.lapsed_at for one in members) and now.open >= len(members):
                yield booking.pk


# --- many at once -----------------------------------------------------------------------------------------------------


def blow(sea: Sea, *, seed: int, clients: int = CLIENTS, steps: int = STEPS) -> list[str]:
    """Each client in a thread of its own; between their steps somebody looks whether a session is overfull."""

    def sail(number: int) -> None:
        chance = random.Random(f"{seed}:{number}")
        try:
            for _ in range(steps // clients):
                step(sea, chance)
                sea.done += 1
                if chance.random() < 0.1 and overfull():
                    sea.faults.append(AssertionError("overfull in the middle of it"))
        except BaseException as fault:  # whatever it is, the test must hear of it
            sea.faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=sail, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [*map(repr, sea.faults), *wrong(sea)]


def happened(sea: Sea) -> dict[str, int]:
    """That there was weather: each kind of thing took place."""
    return {
        "steps": sea.done,
        "places": Booking.objects.filter(status=Status.BOOKED).count(),
        "waiting": Booking.objects.filter(status=Status.WAITING).count(),
        "approved": Approval.objects.filter(answered_at__isnull=False).count(),
        "moved": Booking.objects.filter(cancel_reason=CancelReason.MOVED).count(),
        "decisions": Decision.objects.count(),
    }


@contextmanager
def without(monkeypatch, *, what: str) -> Iterator[None]:
    """One protection switched off."""
    if what == "promotion":
        for module in (lists, places, approvals):
            monkeypatch.setattr(module, "give_free_places", lambda session, by: [])
    elif what == "lock":
        monkeypatch.setattr(places, "locked", _read_without_lock)
        monkeypatch.setattr(places, "lock_people", lambda people: None)
        monkeypatch.setattr(actions, "book_place", places.book_place.__wrapped__)  # the transaction locks on SQLite
    elif what == "approval":
        monkeypatch.setattr(places, "_await_approval", lambda *args, **more: None)
    elif what == "approval when promoted":
        monkeypatch.setattr(Booking, "awaits_approval", False)
    yield


def _read_without_lock(session: Session) -> Session:
    found = queries.one_session(session.pk)
    time.sleep(A_BUSY_SERVERS_PAUSE)
    assert found is not None
    return found
