from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.booking.models import Booking, Session
from academy.core.thread import causes, effects, knot_of
from academy.needs.models import Requirement
from academy.records.models import Completion
from academy.surveys.models import FollowUp
from tests.builders import make_booking, make_completion, make_follow_up, make_requirement

pytestmark = pytest.mark.django_db


def found(knots) -> dict:
    return {knot.model: sorted(knot.ids) for knot in knots}


def a_loop_once_round():
    requirement = make_requirement()
    booking = make_booking(cause=requirement)
    completion = make_completion(booking.person, booking.session.item, cause=booking, completed_on=date(2026, 8, 6))
    return requirement, booking, completion, make_follow_up(completion)


def test_an_answer_is_because_of_a_completion_and_that_of_a_booking_and_that_of_a_requirement():
    requirement, booking, completion, follow_up = a_loop_once_round()

    assert found(causes(knot_of(follow_up))) == {Completion: [completion.pk]}
    assert found(causes(knot_of(completion))) == {Booking: [booking.pk]}
    assert found(causes(knot_of(booking))) == {Session: [booking.session_id], Requirement: [requirement.pk]}


def test_the_same_pointers_are_read_the_other_way():
    requirement, booking, completion, follow_up = a_loop_once_round()

    assert found(effects(knot_of(requirement))) == {Booking: [booking.pk]}
    assert found(effects(knot_of(booking))) == {Completion: [completion.pk]}
    assert found(effects(knot_of(completion))) == {FollowUp: [follow_up.pk]}


def test_records_that_were_never_joined_have_no_ends():
    completion = make_completion()
    make_booking()

    assert causes(knot_of(completion)) == []
    assert effects(knot_of(completion)) == []


def test_three_records_are_read_in_as_many_queries_as_one():
    a_loop_once_round()
    session = Session.objects.get()
    effects(knot_of(session))  # Django remembers the kinds of record once it has met them
    with CaptureQueriesContext(connection) as one:
        effects(knot_of(session))
    for _ in range(2):
        make_booking(session)

    with CaptureQueriesContext(connection) as three:
        found_now = found(effects(knot_of(session)))

    assert len(found_now[Booking]) == 3
    assert len(three) == len(one)
