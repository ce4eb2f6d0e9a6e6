"""The register on a phone: the connection goes half-way, two people mark at once, and a script that is not there."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from academy.booking import actions
from academy.booking.models import Booking, Mark, Session
from academy.people.rules import Role
from tests.booking.cast import standing
from tests.browsing import has_signed_in, wrong_with
from tests.builders import make_account, make_booking, make_person, make_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Amara", "Tom", "Priya", "Joseph")


@pytest.fixture
def session() -> Session:
    session = make_session(starts_at=timezone.localtime().replace(hour=0, minute=5))
    for name in NAMES:
        make_booking(session, make_person(name))
    return session


def opened(page, session, live_server, name: str = "Dan"):
    has_signed_in(page, make_account(Role.ACADEMY, person=make_person(name, "Whitcombe")), live_server.url)
    page.goto(f"{live_server.url}/booking/sessions/{session.pk}/register/")
    return page


def tap(page, words: str, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{words}.*{name}")).click()


def test_a_lost_connection_loses_no_mark(phone, session, live_server):
    page = opened(phone, session, live_server)
    tap(page, "Came", "Amara")
    expect(page.get_by_text("One came, none did not, three are not marked yet.")).to_be_visible()

    page.context.set_offline(True)
    tap(page, "Did not come", "Tom")
    tap(page, "Came", "Priya")
    tap(page, "Came", "Tom")  # the thumb slipped
    expect(page.get_by_text("3 marks wait to be sent.")).to_be_visible()
    assert wrong_with(page) == []
    before = standing(session)
    page.context.set_offline(False)
    expect(page.get_by_text("All marks are sent.")).to_be_visible()
    expect(page.get_by_text("Three came, none did not, one is not marked yet.")).to_be_visible()

    assert before == {"Amara": "attended", "Tom": "booked", "Priya": "booked", "Joseph": "booked"}
    assert standing(session) == {"Amara": "attended", "Tom": "attended", "Priya": "attended", "Joseph": "booked"}
    assert list(Mark.objects.filter(booking__person__given_name="Tom").values_list("presence", "stands")) == [
        ("missed", False),
        ("came", True),
    ]


def test_marks_kept_on_the_phone_go_out_when_the_page_is_opened_again(phone, session, live_server):
    page = opened(phone, session, live_server)
    page.context.set_offline(True)
    tap(page, "Did not come", "Tom")
    expect(page.get_by_text("One mark waits to be sent.")).to_be_visible()
    page.close(run_before_unload=False)
    context = phone.context
    context.set_offline(False)

    again = context.new_page()
    again.goto(f"{live_server.url}/booking/sessions/{session.pk}/register/")
    expect(again.get_by_text("None came, one did not, three are not marked yet.")).to_be_visible()
    again.wait_for_function("localStorage.length === 0")  # the closed page may have sent, and this one too

    assert standing(session)["Tom"] == "missed"


def test_an_answer_that_is_lost_makes_no_second_mark(phone, session, live_server):
    page = opened(phone, session, live_server)
    page.route("**/marks", lambda route: (route.fetch(), route.abort()), times=1)

    tap(page, "Came", "Amara")
    expect(page.get_by_text("One mark waits to be sent.")).to_be_visible()
    assert Mark.objects.count() == 1
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("All marks are sent.")).to_be_visible()

    assert Mark.objects.count() == 1


def test_two_people_mark_at_once_and_each_reads_of_the_other(phone, page, session, live_server):
    mine, theirs = opened(phone, session, live_server, "Dan"), opened(page, session, live_server, "Helen")
    mine.context.set_offline(True)
    tap(mine, "Did not come", "Amara")
    theirs.wait_for_timeout(50)
    tap(theirs, "Came", "Amara")
    expect(theirs.get_by_text("One came, none did not, three are not marked yet.")).to_be_visible()
    mine.context.set_offline(False)
    expect(
        mine.get_by_text(re.compile("Helen Whitcombe marked Amara Okafor “came” at .*, after you did."))
    ).to_be_visible()
    amara = Booking.objects.get(person__given_name="Amara")
    expect(mine.locator(f"#person-{amara.pk} [data-mark]")).to_have_text("Came")

    tap(mine, "Did not come", "Amara")
    expect(mine.get_by_text(re.compile("Helen Whitcombe had marked Amara Okafor “came” at"))).to_be_visible()

    assert standing(session)["Amara"] == "missed"
    assert Mark.objects.count() == 3


def test_a_register_closed_meanwhile_says_so(phone, session, live_server):
    page = opened(phone, session, live_server)
    page.context.set_offline(True)
    tap(page, "Did not come", "Amara")
    actions.mark_attendance(session, {booking.pk: True for booking in Booking.objects.all()}, by=None)
    actions.close_register(session, by=None)
    page.context.set_offline(False)

    expect(
        page.get_by_text(re.compile("The Academy closed this register at .* A change needs a reason"))
    ).to_be_visible()
    assert set(standing(session).values()) == {"attended"}


def test_who_was_signed_out_keeps_their_marks(phone, session, live_server):
    page = opened(phone, session, live_server)
    page.context.clear_cookies()

    tap(page, "Came", "Amara")

    expect(page.get_by_text("You are signed out. Your marks are kept on this phone")).to_be_visible()
    assert "Amara" not in page.evaluate("JSON.stringify(localStorage)")


def test_without_scripts_every_tap_is_a_form(chromium, session, live_server):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, has_touch=True)
    page = opened(context.new_page(), session, live_server)

    tap(page, "Did not come", "Tom")
    expect(page.get_by_text("None came, one did not, three are not marked yet.")).to_be_visible()
    page.get_by_role("button", name="Everybody else came").click()
    expect(page.get_by_text("Three came, one did not, none are not marked yet.")).to_be_visible()
    context.close()

    assert standing(session) == {"Amara": "attended", "Tom": "missed", "Priya": "attended", "Joseph": "attended"}


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_the_other_pages_are_whole(visitor, request, session, live_server):
    page = opened(request.getfixturevalue(visitor), session, live_server)
    booking = Booking.objects.first()
    places = ["", f"{booking.pk}/", "walk-in/", "check-in/", "file/"]

    for place in places:
        page.goto(f"{live_server.url}/booking/sessions/{session.pk}/register/{place}")
        assert wrong_with(page) == [], place
    for address in ("/booking/check-in/", "/booking/lost/", f"/booking/attendance/{session.item_id}/"):
        page.goto(f"{live_server.url}{address}")
        assert wrong_with(page) == [], address
