"""Checking oneself in from the wall: what works, and what somebody who is not in the room might try."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.booking import actions, queries
from academy.booking.models import Mark, Session
from academy.booking.rules import Presence, Status, check_in
from academy.core import clock
from academy.people.rules import Role
from tests.booking.cast import account_of, standing, text_of
from tests.builders import make_account, make_booking, make_person, make_session, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    """It begins in ten minutes."""
    return make_session(starts_at=timezone.now() + timedelta(minutes=10), places=3)


@pytest.fixture
def wall(session):
    return actions.show_wall(session)


def token(wall, *, steps_ago: int = 0) -> str:
    return f"{wall.session_id}-{check_in.link_code(wall, check_in.step(clock.now()) - steps_ago)}"


def digits(wall, *, steps_ago: int = 0) -> str:
    return check_in.typed_code(wall, check_in.step(clock.now()) - steps_ago)


def marks() -> dict[str, str]:
    found = Mark.objects.filter(stands=True).select_related("booking__person")
    return {mark.booking.person.given_name: f"{mark.presence} {mark.way}" for mark in found}


def test_the_square_and_one_tap(session, wall, amara, hers):
    make_booking(session, amara)

    page = text_of(hers.get(f"/booking/check-in/{token(wall)}/", follow=True))
    done = text_of(hers.post("/booking/check-in/", {"here": "yes"}, follow=True))

    assert "You have seen the code. One tap, and the register has you." in page
    assert "You are checked in" in done
    assert (marks(), standing(session)) == ({"Amara": "came check_in"}, {"Amara": "attended"})


def test_the_six_digits(session, wall, amara, hers):
    make_booking(session, amara)

    done = text_of(hers.post("/booking/check-in/", {"code": digits(wall)}, follow=True))

    assert ("You are checked in" in done, marks()) == (True, {"Amara": "came check_in"})


def test_a_second_tap_is_the_same_mark(session, wall, amara, hers):
    make_booking(session, amara)
    for _ in range(2):
        hers.get(f"/booking/check-in/{token(wall)}/")
        hers.post("/booking/check-in/", {"here": "yes"})

    assert Mark.objects.count() == 1


def test_there_is_time_to_sign_in_between_the_square_and_the_tap(session, wall, amara, settings):
    settings.SECOND_FACTOR = frozenset()
    make_booking(session, amara)
    account, client = account_of(amara), Client()
    account.set_password("a long enough pass phrase")
    account.save()

    asked = client.get(f"/booking/check-in/{token(wall)}/", follow=True)
    typed = {"email": account.email, "password": "a long enough pass phrase", "next": "/booking/check-in/"}
    page = text_of(client.post("/people/sign-in/", typed, follow=True))

    assert asked.redirect_chain[-1][0].startswith("/people/sign-in/?next=/booking/check-in/")
    assert "You have seen the code" in page


@pytest.mark.parametrize("steps_ago", [2, 3, 100])
def test_a_photograph_of_an_old_code_is_refused(session, wall, amara, hers, steps_ago):
    make_booking(session, amara)

    page = text_of(hers.get(f"/booking/check-in/{token(wall, steps_ago=steps_ago)}/", follow=True))
    typed = text_of(hers.post("/booking/check-in/", {"code": digits(wall, steps_ago=steps_ago)}))

    assert "That code is old" in page
    assert "That code is not on the wall now" in typed
    assert text_of(hers.post("/booking/check-in/", {"here": "yes"})).count("one you see") == 0
    assert marks() == {}


def test_were_the_time_not_in_the_code_the_photograph_would_do(session, wall, amara, hers, monkeypatch):
    make_booking(session, amara)
    old = token(wall, steps_ago=100)
    monkeypatch.setattr(check_in, "STEPS_THAT_COUNT", 200)

    hers.get(f"/booking/check-in/{old}/")
    hers.post("/booking/check-in/", {"here": "yes"})

    assert marks() == {"Amara": "came check_in"}


def test_a_tap_long_after_the_square_is_refused(session, wall, amara, hers, monkeypatch):
    make_booking(session, amara)
    hers.get(f"/booking/check-in/{token(wall)}/")
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)

    page = text_of(hers.post("/booking/check-in/", {"here": "yes"}))

    assert ("That took more than ten minutes" in page, marks()) == (True, {})


@pytest.mark.parametrize("made_up", ["1-aaaaaaaaaaaaaaa", "x", "-", "99999999999999999999-a", "0-", "１-a"])
def test_a_code_made_up_is_an_old_code(made_up, hers):
    page = hers.get(f"/booking/check-in/{made_up}/")

    assert (page.status_code, "That code is old" in text_of(page)) == (200, True)


def test_the_code_of_another_session_opens_only_that_one(session, wall, amara, hers):
    make_booking(session, amara)
    other = actions.show_wall(make_session(starts_at=timezone.now()))

    answer = hers.get(f"/booking/check-in/{session.pk}-{token(other).partition('-')[2]}/")

    assert "That code is old" in text_of(answer)


def test_only_those_with_a_place_or_with_a_free_one_check_in(session, wall):
    session.places = 1
    session.save()
    waits = make_booking(session, make_person("Waits"), status=Status.WAITING)
    stranger = account_of(make_person("Stranger"))

    answers = {}
    for name, account in {"waits": account_of(waits.person), "stranger": stranger}.items():
        client = signed_in(account)
        client.get(f"/booking/check-in/{token(wall)}/")
        answers[name] = text_of(client.post("/booking/check-in/", {"here": "yes"}, follow=True))

    assert "You are checked in" in answers["waits"]
    assert "You have no place on this session" in answers["stranger"]
    assert standing(session) == {"Waits": "attended"}


def test_a_full_room_has_no_place_for_who_waits(session, wall, amara, hers):
    session.places = 1
    session.save()
    make_booking(session, make_person("First"))
    make_booking(session, amara, status=Status.WAITING)

    page = text_of(hers.post("/booking/check-in/", {"code": digits(wall)}))

    assert ("every place is taken" in page, marks()) == (True, {})


def test_nobody_checks_in_past_what_the_trainer_said(session, wall, amara, hers, monkeypatch):
    booking = make_booking(session, amara)
    said = actions.NewMark(booking.pk, session.on, Presence.MISSED)
    actions.take_marks(session, [said], by=None)

    page = text_of(hers.post("/booking/check-in/", {"code": digits(wall)}))

    assert ("The register says something else about you" in page, marks()) == (True, {"Amara": "missed register"})


def test_nobody_checks_in_after_the_register_is_closed(session, wall, amara, hers):
    make_booking(session, amara)
    register = actions.open_register(session)
    register.closed_at = clock.now()
    register.save()

    page = text_of(hers.post("/booking/check-in/", {"code": digits(wall)}))

    assert ("The register of this session is closed" in page, marks()) == (True, {})


def test_guessing_is_slowed(session, wall, amara, hers):
    make_booking(session, amara)
    wrong = f"{(int(digits(wall)) + 1) % 10**6:06d}"

    for _ in range(10):
        hers.post("/booking/check-in/", {"code": wrong})
    page = text_of(hers.post("/booking/check-in/", {"code": digits(wall)}))

    assert ("That was too many tries" in page, marks()) == (True, {})


def test_were_tries_not_counted_the_right_code_would_follow_a_thousand_wrong_ones(
    session, wall, amara, hers, monkeypatch
):
    make_booking(session, amara)
    wrong = f"{(int(digits(wall)) + 1) % 10**6:06d}"
    monkeypatch.setattr("academy.people.rules.wait_until", lambda *given, **more: None)

    for _ in range(15):
        hers.post("/booking/check-in/", {"code": wrong})
    hers.post("/booking/check-in/", {"code": digits(wall)})

    assert marks() == {"Amara": "came check_in"}


def test_a_code_means_nothing_before_somebody_puts_it_on_the_wall(session, amara, hers):
    make_booking(session, amara)

    hers.post("/booking/check-in/", {"code": "000000"})

    assert (queries.wall(session, now=clock.now()), marks()) == (None, {})


def test_whoever_comes_late_has_what_is_left(amara, hers, monkeypatch):
    session = make_session(starts_at=timezone.now() - timedelta(minutes=210))
    make_booking(session, amara)
    wall = actions.show_wall(session)

    page = text_of(hers.post("/booking/check-in/", {"code": digits(wall)}, follow=True))

    assert "3 hours of the day count" in page
    assert marks() == {"Amara": "late check_in"}


def test_the_wall_renews_itself_when_the_code_does(session, academy, monkeypatch):
    moment = datetime.fromtimestamp(clock.now().timestamp() // 30 * 30 + 12, timezone.get_current_timezone())
    monkeypatch.setattr(clock, "now", lambda: moment)

    answer = academy.get(f"/booking/sessions/{session.pk}/register/check-in/")
    wall = queries.wall(session, now=moment)

    assert (answer["Refresh"], answer["Cache-Control"]) == (
        "18", "max-age=0, no-cache, no-store, must-revalidate, private",
    )  # fmt: skip
    code = digits(wall)
    assert f"{code[:3]} {code[3:]}" in text_of(answer)
    assert b"<svg" in answer.content
    assert wall.secret.encode() not in answer.content


def test_there_is_no_code_the_day_before(academy):
    session = make_session(starts_at=timezone.now() + timedelta(days=1))

    answer = academy.get(f"/booking/sessions/{session.pk}/register/check-in/")

    assert ("No code now" in text_of(answer), answer.has_header("Refresh")) == (True, False)


def test_the_wall_is_for_those_who_take_the_register(session, hers):
    lead = signed_in(make_account(Role.TRAINING_LEAD))

    assert [one.get(f"/booking/sessions/{session.pk}/register/check-in/").status_code for one in (hers, lead)] == [
        404
    ] * 2
