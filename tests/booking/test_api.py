import pytest
from django.test import Client

from academy.booking.models import Booking
from academy.booking.rules import Status
from academy.people.rules import Role
from tests.booking.cast import account_of, make_partnership, queries_of, standing, worker
from tests.builders import hold_places, make_account, make_booking, make_item, make_person, make_session, signed_in

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def amara():
    return worker("Amara", make_partnership().council)


@pytest.fixture
def hers(amara) -> Client:
    return signed_in(account_of(amara))


def test_sessions_say_what_is_free_for_whoever_asks(hers):
    session = make_session(make_item("Court skills"), places=3)
    make_booking(session)
    make_session(is_cancelled=True)

    (answer,) = hers.get("/api/booking/sessions?search=court").json()

    assert {name: answer[name] for name in ("id", "title", "places", "taken", "free_for_you", "waiting")} == {
        "id": session.pk,
        "title": "Court skills",
        "places": 3,
        "taken": 1,
        "free_for_you": 2,
        "waiting": 0,
    }


def test_sessions_cost_as_many_queries_however_many_there_are(hers):
    asked = []
    for number in range(3):
        make_booking(make_session(make_item(f"Item {number}")))
        asked.append(queries_of(lambda: hers.get("/api/booking/sessions")))

    assert (len(set(asked)), asked[0] <= 9) == (1, True)


def test_booking_again_answers_with_the_same_booking(hers, amara):
    session = make_session()
    wanted = {"session": session.pk, "cover": "yes"}

    first = hers.post("/api/booking/bookings", wanted, content_type=JSON)
    second = hers.post("/api/booking/bookings", wanted, content_type=JSON)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert (first.json()["status"], first.json()["person"], first.json()["name"]) == (
        "booked",
        amara.pk,
        "Amara Example",
    )


def test_a_turn_on_the_list_says_where(hers):
    session = make_session(places=1)
    make_booking(session)
    make_booking(session, status=Status.WAITING)

    answer = hers.post("/api/booking/bookings", {"session": session.pk}, content_type=JSON).json()

    assert (answer["status"], answer["position"]) == ("waiting", 2)


def test_a_refusal_is_a_409_with_its_words(hers, amara):
    session = make_session()
    make_booking(make_session(make_item("Court skills"), starts_at=session.starts_at), amara)

    answer = hers.post("/api/booking/bookings", {"session": session.pk}, content_type=JSON)

    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("You have a place on Court skills at the same time")


def test_cancelling_twice_is_cancelling_once(hers, amara):
    session = make_session(places=1)
    booking = make_booking(session, amara)
    make_booking(session, make_person("Waits"), status=Status.WAITING)
    address = f"/api/booking/bookings/{booking.pk}/cancel"

    first = hers.post(address, {"reason": "workload"}, content_type=JSON)
    second = hers.post(address, {"reason": "ill"}, content_type=JSON)

    assert (first.json()["cancel_reason"], second.json()["cancel_reason"]) == ("workload", "workload")
    assert standing(session) == {"Amara": "cancelled", "Waits": "booked"}


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"session": "x"},
        {"session": 0},
        {"session": 10**30},
        {"session": 1, "cover": "perhaps"},
        {"session": 1, "needs": "x" * 301},
    ],
)
def test_what_cannot_be_read_is_a_422(hers, wanted):
    assert hers.post("/api/booking/bookings", wanted, content_type=JSON).status_code == 422


def test_sessions_and_people_that_are_not_there_or_not_theirs_are_not_found(hers):
    session, stranger = make_session(), make_person("Stranger")
    theirs = make_booking(session, stranger)

    statuses = [
        hers.post("/api/booking/bookings", {"session": 999_999}, content_type=JSON).status_code,
        hers.post(
            "/api/booking/bookings", {"session": session.pk, "person": stranger.pk}, content_type=JSON
        ).status_code,
        hers.post(f"/api/booking/bookings/{theirs.pk}/cancel", {"reason": "ill"}, content_type=JSON).status_code,
        hers.get("/api/booking/bookings").json(),
    ]

    assert statuses == [404, 404, 404, []]


def test_a_training_lead_sees_the_bookings_of_their_own_people():
    partners, session = make_partnership(), make_session()
    own = make_booking(session, worker("Sunita", partners.ward))
    make_booking(session, worker("Stranger", partners.council))
    lead = make_account(Role.TRAINING_LEAD, person=worker("Grace", partners.health), organisation=partners.health)

    answer = signed_in(lead).get(f"/api/booking/bookings?session={session.pk}").json()

    assert [booking["id"] for booking in answer] == [own.pk]


@pytest.mark.parametrize("address", ["/api/booking/sessions", "/api/booking/bookings"])
def test_the_api_is_closed_to_whoever_is_signed_out(address):
    assert Client().get(address).status_code == 401


def test_a_member_books_like_anybody_and_sees_nobody_elses_bookings():
    member, session = signed_in(make_account(Role.MEMBER)), make_session()
    make_booking(session)

    booked = member.post("/api/booking/bookings", {"session": session.pk}, content_type=JSON).json()

    assert [booking["id"] for booking in member.get("/api/booking/bookings").json()] == [booked["id"]]


def test_held_places_are_not_free_for_others(hers):
    partners, session = make_partnership(), make_session(places=2)
    hold_places(session, partners.health, places=2, release_on=session.on)

    (answer,) = hers.get("/api/booking/sessions").json()
    hers.post("/api/booking/bookings", {"session": session.pk}, content_type=JSON)

    assert answer["free_for_you"] == 0
    assert Booking.objects.get().status == Status.WAITING
