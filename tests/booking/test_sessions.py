"""Sessions planned, moved, made larger or smaller, called off; and places held."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.booking import actions, rules
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import Status
from academy.core import clock
from academy.core.models import Entry, Notice
from tests.booking.cast import make_partnership, standing, worker
from tests.builders import hold_places, make_booking, make_item, make_person, make_session

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return timezone.now() + timedelta(days=days)


def on_day(days: int):
    return clock.today() + timedelta(days=days)


def subjects() -> list[tuple[str, str]]:
    """Who was told, with the first word of what."""
    return sorted(
        (to.partition(".")[0], subject.partition(":")[0]) for to, subject in Notice.objects.values_list("to", "subject")
    )


def full_session(*names: str, places: int) -> Session:
    session = make_session(places=places)
    for name in names:
        actions.book_place(session, make_person(name), by=None)
    Notice.objects.all().delete()
    return session


def test_a_session_is_planned_because_of_something():
    item, starts_at = make_item(), in_days(30)

    session = actions.schedule(
        item, starts_at=starts_at, ends_at=starts_at + timedelta(hours=7), places=24, by=None, cause=item, venue="Here"
    )

    assert (session.venue, session.places, session.taken, session.cause) == ("Here", 24, 0, item)
    assert Entry.objects.get().verb == "scheduled"


def test_more_places_go_to_those_who_wait():
    session = full_session("A", "B", "C", "D", places=1)

    actions.change_places(session, 3, by=None)

    assert standing(session) == {"A": "booked", "B": "booked", "C": "booked", "D": "waiting"}
    assert subjects() == [("b", "A place came free, and it is yours"), ("c", "A place came free, and it is yours")]


def test_more_places_pass_by_nobody_who_may_have_them_but_those_who_may_not():
    partners, session = make_partnership(), make_session(places=2)
    hold_places(session, partners.health, places=2, release_on=on_day(5))
    for name, organisation in [("A", partners.council), ("B", partners.health), ("C", partners.council)]:
        actions.book_place(session, worker(name, organisation), by=None)

    actions.change_places(session, 3, by=None)

    assert standing(session) == {"A": "booked", "B": "booked", "C": "waiting"}


def test_a_session_cannot_have_fewer_places_than_are_taken_or_held():
    partners, session = make_partnership(), full_session("A", "B", places=6)
    hold_places(session, partners.health, places=2, release_on=on_day(5))

    with pytest.raises(rules.TooFewPlaces) as refused:
        actions.change_places(session, 3, by=None)

    assert (refused.value.words, refused.value.field) == (
        "Give 4 places or more: 2 are taken and 2 more are held",
        "places",
    )
    assert actions.change_places(session, 4, by=None).places == 4


def test_the_database_refuses_more_than_fit():
    session = full_session("A", places=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(taken=2)


def test_a_change_of_day_is_told_once_to_everybody_on_the_list():
    session = full_session("A", "B", places=1)
    starts_at = session.starts_at + timedelta(days=7)

    for _ in range(2):
        actions.change_session(session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=6), by=None)

    assert subjects() == [("a", "Changed"), ("b", "Changed")]
    assert Session.objects.get(pk=session.pk).sequence == 1


def test_a_change_that_nobody_need_know_is_told_to_nobody():
    session = full_session("A", places=1)

    changed = actions.change_session(session, led_by="Helen Marsh", late_charge=60, by=None)

    assert (changed.led_by, changed.late_charge, changed.sequence, subjects()) == ("Helen Marsh", 60, 0, [])


def test_a_session_moved_and_made_larger_tells_everybody_how_it_is_now():
    session = full_session("A", "B", places=1)

    actions.change_session(session, venue="Tannery Lane, Farnstead", places=2, by=None)

    assert standing(session) == {"A": "booked", "B": "booked"}
    assert subjects() == [("a", "Changed"), ("b", "A place came free, and it is yours"), ("b", "Changed")]


def test_a_session_moved_before_the_day_of_release_releases_its_places_on_the_day():
    partners, session = make_partnership(), make_session()
    hold_places(session, partners.health, places=2, release_on=on_day(10))
    starts_at = in_days(5)

    actions.change_session(session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), by=None)

    assert HeldPlaces.objects.get().release_on == timezone.localdate(starts_at)


def test_calling_off_tells_everybody_once_and_charges_nobody():
    session = full_session("A", "B", places=1)

    for _ in range(2):
        actions.cancel_session(session, by=None)

    assert standing(session) == {"A": "cancelled", "B": "cancelled"}
    assert subjects() == [("a", "Called off"), ("b", "Called off")]
    assert {(b.cancel_reason, b.charge) for b in Booking.objects.all()} == {("session_off", 0)}


@pytest.mark.parametrize("act", ["change", "places", "call off", "hold"])
def test_what_has_begun_is_not_changed_any_more(act):
    partners, session = make_partnership(), make_session(starts_at=timezone.now() - timedelta(minutes=1))
    acts = {
        "change": lambda: actions.change_session(session, venue="Elsewhere", by=None),
        "places": lambda: actions.change_places(session, 30, by=None),
        "call off": lambda: actions.cancel_session(session, by=None),
        "hold": lambda: actions.hold_places(session, partners.health, places=1, release_on=on_day(1), by=None),
    }

    with pytest.raises(rules.SessionOver):
        acts[act]()


def test_what_was_called_off_is_not_changed_any_more():
    with pytest.raises(rules.SessionCalledOff):
        actions.change_session(make_session(is_cancelled=True), venue="Elsewhere", by=None)


def test_places_are_held_for_an_agency():
    partners, session = make_partnership(), full_session("A", places=5)

    held = actions.hold_places(session, partners.health, places=4, release_on=on_day(4), by=None)

    assert (held.places, held.release_on, Entry.objects.last().verb) == (4, on_day(4), "held places on")


def test_held_again_the_number_changes_and_what_comes_free_goes_to_those_who_wait():
    partners, session = make_partnership(), make_session(places=4)
    actions.hold_places(session, partners.health, places=4, release_on=on_day(4), by=None)
    for name in ("A", "B", "C"):
        actions.book_place(session, worker(name, partners.council), by=None)

    actions.hold_places(session, partners.health, places=2, release_on=on_day(4), by=None)

    assert HeldPlaces.objects.get().places == 2
    assert standing(session) == {"A": "booked", "B": "booked", "C": "waiting"}


@pytest.mark.parametrize(
    ("places", "days", "words"),
    [
        (5, 4, "Hold 4 places or fewer: that is how many are free"),
        (4, 14, "Release the places before the session, on "),
        (4, 0, "Release the places on a day to come: tomorrow or later"),
    ],
)
def test_places_cannot_be_held_beyond_what_is_free_or_until_after_the_day(places, days, words):
    partners, session = make_partnership(), full_session("A", places=5)

    with pytest.raises(rules.CannotHold) as refused:
        actions.hold_places(session, partners.health, places=places, release_on=on_day(days), by=None)

    assert refused.value.words.startswith(words)
    assert HeldPlaces.objects.count() == 0


def test_what_is_held_for_others_is_not_free_to_hold():
    partners, session = make_partnership(), full_session("A", places=5)
    actions.hold_places(session, partners.health, places=3, release_on=on_day(4), by=None)

    with pytest.raises(rules.CannotHold) as refused:
        actions.hold_places(session, partners.council, places=2, release_on=on_day(4), by=None)

    assert refused.value.words == "Hold 1 place or fewer: that is how many are free"


@pytest.mark.parametrize(("first", "second"), [("health", "ward"), ("ward", "health")])
def test_an_agency_and_a_part_of_it_do_not_both_have_places_held(first, second):
    partners, session = make_partnership(), make_session()
    actions.hold_places(session, getattr(partners, first), places=2, release_on=on_day(4), by=None)

    with pytest.raises(rules.CannotHold) as refused:
        actions.hold_places(session, getattr(partners, second), places=2, release_on=on_day(4), by=None)

    assert (refused.value.field, getattr(partners, first).name in refused.value.words) == ("organisation", True)


def test_released_places_go_to_those_who_wait():
    partners, session = make_partnership(), make_session(places=1)
    held = actions.hold_places(session, partners.health, places=1, release_on=on_day(4), by=None)
    actions.book_place(session, worker("A", partners.council), by=None)

    actions.release_places(held, by=None)
    actions.release_places(held, by=None)

    assert standing(session) == {"A": "booked"}
    assert Entry.objects.filter(verb="released held places on").count() == 1


def test_a_session_that_has_bookings_cannot_be_forgotten():
    booking = make_booking(status=Status.WAITING)

    with pytest.raises(IntegrityError), transaction.atomic():
        booking.session.delete()
