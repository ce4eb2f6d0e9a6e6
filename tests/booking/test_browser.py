"""The pages of booking in a real browser, at the two widths of the design's pictures."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from academy.booking.models import Session
from academy.core import clock
from academy.people.rules import Role
from tests.booking.cast import account_of, make_partnership, worker
from tests.browsing import has_signed_in, wrong_with
from tests.builders import hold_places, make_account, make_booking, make_item, make_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_whole(page, heading: str) -> None:
    """It is there, axe finds nothing, one filled button at most, and nothing scrolls sideways."""
    expect(page.locator("h1")).to_have_text(heading)
    assert wrong_with(page) == []


def a_course() -> tuple[Session, Session]:
    """One date with places held, and one that is full."""
    item = make_item(why="In January, 14 of 40 audits described risk but did not weigh it.")
    session = make_session(item, starts_at=timezone.now() + timedelta(days=20), late_charge=60)
    full = make_session(item, starts_at=timezone.now() + timedelta(days=30), places=1, venue="Tannery Lane, Farnstead")
    make_booking(full)
    return session, full


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_somebody_books_and_sees_what_happens_next(visitor, request, live_server):
    page, partners = request.getfixturevalue(visitor), make_partnership()
    session, full = a_course()
    hold_places(session, partners.health, places=6, release_on=clock.today() + timedelta(days=9))
    amara = worker("Amara", partners.council, manager=worker("Ruth", partners.council))
    has_signed_in(page, account_of(amara), live_server.url)

    page.goto(f"/booking/sessions/{session.pk}/")
    is_whole(page, session.item.title)
    assert page.get_by_role("img", name="24 places: 0 taken, 6 held for partners, 18 free for you").count() == 1
    page.get_by_role("link", name="Book a place").click()
    is_whole(page, "Book a place")
    page.get_by_role("button", name="Book this place").click()
    is_whole(page, "You have a place")
    page.get_by_role("button", name="Not sure").click()
    expect(page.get_by_text("You said “not sure”.")).to_be_visible()

    page.goto(f"/booking/?item={full.item_id}")
    is_whole(page, "Choose a date")
    page.get_by_role("link", name="Join the list").click()
    is_whole(page, session.item.title)
    page.get_by_role("link", name="Join the waiting list").click()
    is_whole(page, "Join the waiting list")
    expect(page.get_by_text("You have a place on another date already")).to_be_visible()
    page.get_by_label("Why do you book it all the same?").fill("The first may be called off")
    page.get_by_role("button", name="Book it all the same").click()
    is_whole(page, "You are 1st on the waiting list")


@pytest.mark.parametrize("visitor", ["page", "phone"])
def test_the_forms_of_the_academy_team_say_what_is_wrong(visitor, request, live_server):
    page, partners = request.getfixturevalue(visitor), make_partnership()
    session, _ = a_course()
    has_signed_in(page, make_account(Role.ACADEMY), live_server.url)

    page.goto(f"/booking/sessions/{session.pk}/hold/")
    page.get_by_label("For which agency?").select_option(label=partners.health.name)
    page.get_by_label("How many places?").fill("30")
    page.get_by_label("Release them on").fill(session.on.strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Hold these places").click()

    expect(page).to_have_title(re.compile("^Error: Hold places"))
    is_whole(page, "Hold places")
    assert page.get_by_label("How many places?").input_value() == "30"
    page.get_by_role("link", name="Hold 24 places or fewer").click()
    expect(page.get_by_label("How many places?")).to_be_focused()
    page.goto("/booking/sessions/new/")
    page.get_by_role("button", name="Save this session").click()
    expect(page.get_by_text("Five things to put right")).to_be_visible()
    is_whole(page, "Plan a session")
