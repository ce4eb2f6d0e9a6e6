"""The made-up past keeps the promises that the actions keep."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count, F, Q

import academy.booking.demo
import academy.catalogue.demo
import academy.frameworks.demo
import academy.people.demo
from academy.booking import queries, rules
from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.core import clock
from academy.core.demo import World
from academy.people.models import Person
from academy.records.models import Completion

pytestmark = pytest.mark.django_db
PEOPLE = 300


def build(on: date) -> None:
    for room in (academy.people.demo, academy.frameworks.demo, academy.catalogue.demo, academy.booking.demo):
        room.build(World(on=on, people=PEOPLE))


@pytest.fixture
def weyshire() -> date:
    on = clock.today()
    build(on)
    return on


def test_weyshire_keeps_every_promise(weyshire):
    now = clock.now()
    true_count = Count("bookings", filter=Q(bookings__status__in=rules.FILLS_A_PLACE))

    assert list(Session.objects.annotate(true_count=true_count).exclude(taken=F("true_count"))) == []
    for session in Session.objects.filter(starts_at__gt=now, is_cancelled=False):
        places = queries.places(session)
        assert places.open >= 0
        assert list(rules.given(places, queries.waiting(session))) == []
    assert not Booking.objects.filter(
        Q(booked_at__gt=now) | Q(ended_at__gt=now) | Q(placed_at__lt=F("booked_at"))
    ).exists()
    on_the_same_day = Booking.objects.filter(status__in=rules.IS_ON_THE_LIST).values(
        "person", "session__starts_at__date"
    )
    assert not on_the_same_day.annotate(times=Count("pk")).filter(times__gt=1).exists()


def test_whoever_came_has_it_on_their_record(weyshire):
    is_being_marked = Q(session__register__closed_at__isnull=True, session__starts_at__date=weyshire)
    came = Booking.objects.filter(status=Status.ATTENDED).exclude(is_being_marked)

    assert 0 < came.count() == Completion.objects.count()
    assert set(came.values_list("pk", flat=True)) == set(Completion.objects.values_list("cause_id", flat=True))


def test_the_pictures_are_there(weyshire):
    amara = Person.objects.get(given_name="Amara", family_name="Okafor")

    risk, shadowing = queries.upcoming(amara)

    assert (risk.session.item.title, risk.status) == ("Assessing and managing risk with families", Status.BOOKED)
    assert (shadowing.session.item.title, queries.position(shadowing)) == (
        "A day with health visiting: Tannery Lane",
        2,
    )
    assert queries.places(risk.session).held > 0
    assert Completion.objects.filter(person=amara).count() >= 4


def test_it_is_the_same_every_time():
    assert built_and_taken_away() == built_and_taken_away()


def built_and_taken_away() -> list[tuple]:
    kept = ("session__starts_at", "person__email", "status", "booked_at")
    with transaction.atomic():
        build(clock.today())
        said = list(Booking.objects.order_by("pk").values_list(*kept)[:200])
        transaction.set_rollback(True)
    return said
