"""The register as pages: whose it is, part of a day, several days, walk-ins, closing, and the door for the script."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from academy.booking import actions, queries
from academy.booking.models import AttendanceRule, Booking, Leading, Mark, Session, Trainer
from tests.booking.cast import account_of, in_days, queries_of, standing, text_of
from tests.builders import make_booking, make_days, make_item, make_person, make_session, make_spell, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return make_session(starts_at=in_days(0))


@pytest.fixture
def helen(session):
    """She leads it, and has no other role."""
    helen = make_person("Helen", "Marsh")
    trainer = Trainer.objects.create(person=helen, known_as="Helen Marsh")
    Leading.objects.create(day=session.days.get(), trainer=trainer)
    return signed_in(account_of(helen))


def address(session: Session, page: str = "") -> str:
    return f"/booking/sessions/{session.pk}/register/{page}"


def send(client, session: Session, *marks: dict, **more):
    url = f"/api/booking/sessions/{session.pk}/marks"
    return client.post(url, {"marks": list(marks), **more}, content_type="application/json")


def a_mark(booking: Booking, presence: str = "came", **fields) -> dict:
    return {"key": f"key-of-{booking.pk}-{presence}", "booking": booking.pk, "day": str(booking.session.on),
            "presence": presence, **fields}  # fmt: skip


def test_whoever_leads_a_session_takes_its_register_and_no_other(session, helen, hers):
    make_booking(session, make_person("Amara"))
    other = make_session(starts_at=in_days(0))

    assert [helen.get(address(session, page)).status_code for page in ("", "check-in/", "walk-in/", "file/")] == [
        200
    ] * 4
    assert [helen.get(address(other, page)).status_code for page in ("", "check-in/", "walk-in/", "file/")] == [404] * 4
    assert hers.get(address(session)).status_code == 404
    assert helen.get(f"/booking/sessions/{session.pk}/change/").status_code == 404


def test_part_of_a_day_by_quarters(session, academy):
    amara = make_booking(session, make_person("Amara"))
    page = f"{address(session)}{amara.pk}/"

    form = academy.get(page).content.decode()
    answer = academy.post(page, {"presence": "left_early", "hours": "4.50"}, follow=True)

    assert '<option value="5.75">5 hours 45 minutes</option>' in form
    assert "Left early: 4 hours 30 minutes" in text_of(answer)
    assert (Mark.objects.get().hours, standing(session)) == (Decimal("4.5"), {"Amara": "attended"})
    assert "Every mark so far Left early, 4 hours 30 minutes Stands" in text_of(academy.get(page))


def test_a_day_is_chosen_in_the_address(academy):
    session = make_session(make_item(hours=Decimal(12)), starts_at=in_days(-1))
    days = [day.on for day in make_days(session, in_days(-1), in_days(0))]
    amara = make_booking(session, make_person("Amara"))

    first = academy.post(f"{address(session)}?day={days[0]}", {f"mark-{amara.pk}": "missed"})
    academy.post(address(session), {f"mark-{amara.pk}": "came"})

    assert first.url == f"{address(session)}?day={days[0]}#person-{amara.pk}"
    assert list(amara.marks.order_by("on").values_list("on", "presence")) == [(days[0], "missed"), (days[1], "came")]
    assert text_of(academy.get(address(session))).count(f"{days[0]:%b}") >= 1


def test_a_day_to_come_takes_no_marks(academy):
    session = make_session(starts_at=in_days(0))
    days = [day.on for day in make_days(session, in_days(0), in_days(1))]
    amara = make_booking(session)

    page = text_of(academy.get(f"{address(session)}?day={days[1]}"))
    academy.post(f"{address(session)}?day={days[1]}", {f"mark-{amara.pk}": "came"})

    assert ("The register opens on" in page, Mark.objects.count()) == (True, 0)


def test_closing_and_putting_right(session, academy):
    amara = make_booking(session, make_person("Amara"))
    early = academy.post(address(session, "close/"))
    academy.post(address(session), {"rest": "came"})
    academy.post(address(session, "close/"))
    closed = text_of(academy.get(address(session)))
    without = text_of(academy.post(f"{address(session)}{amara.pk}/", {"presence": "missed"}))
    academy.post(f"{address(session)}{amara.pk}/", {"presence": "missed", "reason": "She was in court"})

    assert (early.status_code, "One person is not marked yet" in text_of(early)) == (409, True)
    assert "This register is closed." in closed
    assert "Dan Whitcombe closed it on" in closed
    assert "Say why it changes" in without
    assert standing(session) == {"Amara": "missed"}
    assert "Reason: She was in court" in text_of(academy.get(f"{address(session)}{amara.pk}/"))


def test_a_walk_in_is_found_by_name_and_added_by_a_tap(academy):
    session = make_session(starts_at=timezone.now() - timedelta(minutes=5))
    tom = make_person("Tom", "Beckett")
    make_spell(tom)

    found = text_of(academy.post(address(session, "walk-in/"), {"who": "beckett"}))
    nobody = text_of(academy.post(address(session, "walk-in/"), {"who": "nobody@nowhere.example"}))
    answer = academy.post(address(session, "walk-in/"), {"who": "beckett", "person": tom.pk})

    assert "Add Tom Beckett" in found
    assert "We know nobody by that" in nobody
    assert answer.url == f"{address(session)}#person-{Booking.objects.get().pk}"
    assert standing(session) == {"Tom": "attended"}


def test_a_trainer_finds_nobody_by_name_and_somebody_by_their_own_address(session, helen):
    tom = make_person("Tom", "Beckett")
    today = {"starts_at": timezone.now(), "ends_at": timezone.now() + timedelta(hours=6)}
    Session.objects.update(**today)
    session.days.update(**today)

    by_name = text_of(helen.post(address(session, "walk-in/"), {"who": "Tom Beckett"}))
    forged = helen.post(address(session, "walk-in/"), {"who": "Tom Beckett", "person": tom.pk})
    by_address = text_of(helen.post(address(session, "walk-in/"), {"who": tom.email}))

    assert "We know nobody by that" in by_name
    assert (forged.status_code, Booking.objects.count()) == (200, 0)
    assert "Add Tom Beckett" in by_address


def test_how_much_is_enough_is_set_for_an_item(session, academy, helen):
    page = f"/booking/attendance/{session.item_id}/"

    academy.post(page, {"least_share": "80"})

    assert AttendanceRule.objects.get().least_share == 80
    assert "80% of the hours is enough" in text_of(academy.get(address(session)))
    assert helen.get(page).status_code == 404


def test_the_door_for_the_script_answers_with_everybody_as_they_stand(session, helen):
    amara, tom = make_booking(session, make_person("Amara")), make_booking(session, make_person("Tom"))

    answer = send(helen, session, a_mark(amara), a_mark(tom, "late", hours="2.5"), day=str(session.on)).json()

    assert [(one["booking"], one["outcome"], one["words"]) for one in answer["marks"]] == [
        (amara.pk, "saved", ""), (tom.pk, "saved", ""),
    ]  # fmt: skip
    assert answer["standing"] == [
        {"booking": amara.pk, "presence": "came", "words": "Came", "tone": "good"},
        {"booking": tom.pk, "presence": "late", "words": "Came late: 2 hours 30 minutes", "tone": "good"},
    ]
    assert answer["says"] == "Two came, none did not, none are not marked yet."


def test_the_senders_clock_may_be_wrong_but_not_the_order(session, helen, academy):
    amara = make_booking(session, make_person("Amara"))
    wrong = timezone.now() - timedelta(days=900)
    send(academy, session, a_mark(amara, "missed"))

    answer = send(
        helen, session, a_mark(amara, made_at=(wrong - timedelta(minutes=9)).isoformat()), sent_at=wrong.isoformat()
    ).json()

    assert [one["outcome"] for one in answer["marks"]] == ["overtaken"]
    assert answer["marks"][0]["words"].startswith("Dan Whitcombe marked Amara Okafor “did not come” at")


@pytest.mark.parametrize(
    "odd",
    [
        {"presence": "waiting"},
        {"key": "x"},
        {"hours": -1},
        {"hours": "many"},
        {"day": "31/11/2026"},
        {"booking": 2**63},
        {"made_at": "2026-11-22T09:30:00"},
    ],
)
def test_odd_marks_are_refused_with_words_and_not_with_a_fault(session, helen, odd):
    amara = make_booking(session)

    answer = send(helen, session, a_mark(amara) | odd)

    assert (answer.status_code, Mark.objects.count()) == (422, 0)


def test_the_door_is_closed_to_everybody_else(session, hers):
    amara = make_booking(session)

    assert (send(hers, session, a_mark(amara)).status_code, Mark.objects.count()) == (404, 0)


def test_pages_ask_as_often_however_many_come(academy):
    asked = []
    for number in (1, 3):
        session = make_session(starts_at=in_days(0))
        for place in range(number):
            booking = make_booking(session, make_person(f"Person{place}"))
        actions.take_marks(session, [actions.NewMark(booking.pk, session.on, "came")], by=None)
        pages = [address(session), f"{address(session)}{booking.pk}/", address(session, "check-in/")]
        asked.append([queries_of(lambda page=page: academy.get(page)) for page in pages])

    assert asked[0] == asked[1]
    assert max(asked[0]) <= 14


def test_a_register_is_not_complete_until_every_day_is_marked(academy):
    session = make_session(starts_at=in_days(-1))
    make_days(session, in_days(-1), in_days(0))
    amara = make_booking(session)
    academy.post(f"{address(session)}?day={in_days(-1).date()}", {f"mark-{amara.pk}": "came"})

    assert queries.unmarked(session, queries.days_of(session)) == 1
    assert "Register not complete" in text_of(academy.get("/booking/sessions/?show=unmarked"))
