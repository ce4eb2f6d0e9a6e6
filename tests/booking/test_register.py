from datetime import date, timedelta

import pytest
from django.utils import timezone

from academy.booking import actions, rules
from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.core import trail
from academy.core.models import Entry
from academy.people.rules import Role
from academy.records.models import Completion
from academy.records.rules import Door
from tests.booking.cast import account_of, standing
from tests.builders import make_booking, make_item, make_person, make_session

pytestmark = pytest.mark.django_db


def session_today(**fields) -> Session:
    return make_session(starts_at=timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0), **fields)


def booked(session: Session, *names: str) -> list[Booking]:
    return [make_booking(session, make_person(name)) for name in names]


def on_record() -> dict[str, date]:
    return {c.person.given_name: c.completed_on for c in Completion.objects.select_related("person")}


def test_whoever_came_has_it_on_their_record():
    session = session_today(item=make_item())
    amara, tom, _priya = booked(session, "Amara", "Tom", "Priya")

    actions.mark_attendance(session, {amara.pk: True, tom.pk: False}, by=None)

    assert standing(session) == {"Amara": "attended", "Tom": "missed", "Priya": "booked"}
    completion = Completion.objects.get()
    assert (completion.person, completion.item, completion.completed_on) == (amara.person, session.item, session.on)
    assert (completion.door, completion.hours, completion.cause) == (Door.REGISTER, session.item.hours, amara)


def test_marked_again_the_same_nothing_changes():
    session = session_today()
    (amara,) = booked(session, "Amara")
    actions.mark_attendance(session, {amara.pk: True}, by=None)
    entries = Entry.objects.count()

    again = actions.mark_attendance(session, {amara.pk: True}, by=None)

    assert (again, Completion.objects.count(), Entry.objects.count()) == ([], 1, entries)


def test_a_correction_gives_or_takes_back_what_is_on_the_record():
    session = session_today()
    amara, tom = booked(session, "Amara", "Tom")
    actions.mark_attendance(session, {amara.pk: True, tom.pk: False}, by=None)

    actions.mark_attendance(session, {amara.pk: False, tom.pk: True}, by=None)

    assert standing(session) == {"Amara": "missed", "Tom": "attended"}
    assert on_record() == {"Tom": session.on}


def test_what_came_by_another_door_stays_when_the_register_is_put_right():
    session = session_today()
    (amara,) = booked(session, "Amara")
    Completion.objects.create(
        person=amara.person, item=session.item, completed_on=session.on, hours=1, door=Door.CERTIFICATE
    )
    actions.mark_attendance(session, {amara.pk: True}, by=None)

    actions.mark_attendance(session, {amara.pk: False}, by=None)

    assert on_record() == {"Amara": session.on}


def test_every_mark_and_correction_is_in_the_trail():
    session = session_today()
    (amara,) = booked(session, "Amara")
    dan = account_of(make_person("Dan", "Whitcombe"), Role.ACADEMY)

    actions.mark_attendance(session, {amara.pk: True}, by=dan)
    actions.mark_attendance(session, {amara.pk: False}, by=dan)

    assert list(trail.entries_about(amara).values_list("by_id", "verb", "details")) == [
        (dan.pk, "marked as came", {"before": "not marked", "on": str(session.on)}),
        (dan.pk, "marked as did not come", {"before": "came", "on": str(session.on)}),
    ]
    assert trail.first_broken() is None


def test_nobody_is_marked_before_the_day():
    session = make_session(starts_at=timezone.now() + timedelta(days=1))
    (amara,) = booked(session, "Amara")

    with pytest.raises(rules.RegisterNotOpen):
        actions.mark_attendance(session, {amara.pk: True}, by=None)

    assert (Booking.objects.get().status, Completion.objects.count()) == (Status.BOOKED, 0)


def test_nobody_comes_to_what_was_called_off():
    session = session_today(is_cancelled=True)

    with pytest.raises(rules.SessionCalledOff):
        actions.mark_attendance(session, {}, by=None)


def test_only_those_with_a_place_on_this_session_are_marked():
    session = session_today()
    waiting = make_booking(session, make_person("Waits"), status=Status.WAITING)
    (elsewhere,) = booked(session_today(item=make_item("Another")), "Elsewhere")

    marked = actions.mark_attendance(session, {waiting.pk: True, elsewhere.pk: True}, by=None)

    assert (marked, on_record()) == ([], {})


@pytest.mark.parametrize(("promoted", "charge"), [(False, 60), (True, 0)])
def test_who_does_not_come_is_charged_unless_the_list_gave_them_the_place_too_late(promoted, charge):
    session = session_today(late_charge=60)
    booked_at = timezone.now() - timedelta(days=20)
    placed_at = timezone.now() - timedelta(days=2) if promoted else booked_at
    booking = make_booking(session, booked_at=booked_at, placed_at=placed_at)

    (marked,) = actions.mark_attendance(session, {booking.pk: False}, by=None)

    assert marked.charge == charge
