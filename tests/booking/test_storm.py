"""Whatever people do, in whatever order, what is promised stays true: never more than fit, and no free place while
somebody who may have it waits."""

import re
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from academy.booking import actions, queries, rules
from academy.booking.models import Booking, HeldPlaces, Session
from academy.booking.rules import CancelReason
from academy.core import clock, trail
from tests.booking.cast import make_partnership, worker
from tests.booking.storming import STEPS, blow, happened, make_sea, without
from tests.builders import make_person, make_session

PEOPLE = st.integers(min_value=0, max_value=8)
AGENCIES = st.sampled_from(["council", "health", "ward"])
REASONS = st.sampled_from(rules.CHOICES_OF_REASON)


def promises(session: Session) -> None:
    """Checked against the bookings themselves, not against the count that is kept."""
    session = Session.objects.get(pk=session.pk)
    listed = list(Booking.objects.filter(session=session, status__in=rules.IS_ON_THE_LIST))
    taken = sum(booking.has_place for booking in listed)
    assert session.taken == taken <= session.places
    assert len({booking.person_id for booking in listed}) == len(listed)
    places = queries.places(session)
    assert places.open >= 0
    for turn in queries.waiting(session):
        assert places.free_for(turn.path) < 1, "somebody waits for a place that is free to them"


class Storm(RuleBasedStateMachine):
    """One session, nine people of three agencies and none, and everything that can be done to it."""

    @initialize(places=st.integers(min_value=1, max_value=5))
    def begin(self, places: int) -> None:
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        self.agencies = make_partnership()
        homes = [self.agencies.council, self.agencies.health, self.agencies.ward, None]
        self.people = [worker(f"P{number}", homes[number % 4]) for number in range(9)]
        self.session = make_session(places=places)

    def teardown(self) -> None:
        if hasattr(self, "rolled_back"):
            transaction.set_rollback(True)
            self.rolled_back.__exit__(None, None, None)

    def listed(self) -> list[Booking]:
        return list(Booking.objects.filter(session=self.session, status__in=rules.IS_TO_COME).order_by("pk"))

    @rule(number=PEOPLE)
    def book(self, number: int) -> None:
        ahead = queries.waiting(self.session)
        booking = actions.book_place(self.session, self.people[number], by=None)
        if booking.is_waiting:
            assert [turn.booking_id for turn in queries.waiting(self.session)][: len(ahead)] == [
                turn.booking_id for turn in ahead
            ]

    @rule(numbers=st.lists(PEOPLE, min_size=1, max_size=4, unique=True))
    def book_a_team(self, numbers: list[int]) -> None:
        actions.book_places(self.session, [self.people[number] for number in numbers], by=None)

    @precondition(lambda self: self.listed())
    @rule(which=st.integers(min_value=0, max_value=20), reason=REASONS)
    def cancel(self, which: int, reason: CancelReason) -> None:
        listed = self.listed()
        actions.cancel_booking(listed[which % len(listed)], by=None, reason=reason)

    @rule(places=st.integers(min_value=1, max_value=8))
    def change_places(self, places: int) -> None:
        try:
            actions.change_places(self.session, places, by=None)
        except rules.TooFewPlaces:
            assert places < Session.objects.get(pk=self.session.pk).taken + queries.places(self.locked()).held

    @rule(agency=AGENCIES, places=st.integers(min_value=1, max_value=4), days=st.integers(min_value=1, max_value=3))
    def hold(self, agency: str, places: int, days: int) -> None:
        release_on = clock.today() + timedelta(days=days)
        with suppress(rules.CannotHold):
            actions.hold_places(
                self.locked(), getattr(self.agencies, agency), places=places, release_on=release_on, by=None
            )

    @precondition(lambda self: HeldPlaces.objects.exists())
    @rule()
    def release(self) -> None:
        held = HeldPlaces.objects.select_related("organisation", "session").first()
        actions.release_places(held, by=None)

    @rule()
    def a_day_of_release_comes(self) -> None:
        HeldPlaces.objects.update(release_on=clock.today())
        actions.fill_freed_places(self.session)

    @rule(number=PEOPLE)
    def a_newcomer_before_the_places_released_today_are_given_on(self, number: int) -> None:
        HeldPlaces.objects.update(release_on=clock.today())
        actions.book_place(self.session, self.people[number], by=None)
        actions.fill_freed_places(self.session)

    @invariant()
    def what_is_promised_is_true(self) -> None:
        if hasattr(self, "session"):
            promises(self.session)

    def locked(self) -> Session:
        return Session.objects.get(pk=self.session.pk)


@pytest.mark.django_db
def test_no_order_of_events_breaks_a_promise():
    quick = settings(
        max_examples=25, stateful_step_count=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )

    run_state_machine_as_test(Storm, settings=quick)


@pytest.mark.django_db(transaction=True)
def test_fifty_people_at_once_break_no_promise_and_lock_nobody_out():
    sea = make_sea()

    assert blow(sea, seed=1) == []

    weather = happened(sea)
    assert weather["steps"] >= STEPS * 0.98
    assert all(weather.values()), weather
    assert trail.first_broken() is None


@pytest.mark.parametrize(
    ("protection", "words"),
    [
        ("lock", "no_more_taken_than_places|on_the_list_once|overfull|two places at once"),
        ("promotion", "waits beside a free place"),
        ("approval", "has a place that nobody approved"),
        ("approval when promoted", "no_place_without_approval"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_without_a_protection_the_same_storm_is_caught(monkeypatch, protection, words):
    sea = make_sea(20)

    with without(monkeypatch, what=protection):  # sooner or later: threads take turns as they like
        storms = (" ".join(blow(sea, seed=seed, clients=10, steps=300)) for seed in range(2, 12))
        assert any(re.search(words, storm) for storm in storms)


@pytest.mark.django_db(transaction=True)
def test_in_two_windows_somebody_books_only_one_of_two_dates_at_the_same_hour():
    starts_at = make_session().starts_at
    both = [make_session(places=40, starts_at=starts_at) for _ in range(2)]
    people = [make_person(f"P{number}") for number in range(30)]
    gate = threading.Barrier(2)

    def go(session: Session) -> None:
        for person in people:
            gate.wait(timeout=60)
            with suppress(rules.Clash):
                actions.book_place(session, person, by=None)
        connection.close()

    threads = [threading.Thread(target=go, args=(session,)) for session in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Booking.objects.count() == Booking.objects.values("person").distinct().count() == 30
