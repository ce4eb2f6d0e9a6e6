"""Each audience walks through its pages in a real browser: nothing axe can find, nothing sideways, no script needed."""

from datetime import date, timedelta
from functools import partial
from importlib import import_module

import pytest
from django.db.models import F

from academy.booking.models import Session
from academy.core import clock
from academy.core.demo import World
from academy.people.demo import DEMO_PASSWORD
from tests.browsing import follow, wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOMS = ("people", "frameworks", "catalogue", "needs", "booking", "records", "surveys")
DAY = date.today()

WALKS = {
    "practitioner": ["/", "/catalogue/", "/booking/", "/records/", "/search/?q=risk", "first session", "first item"],
    "manager": ["/", "/needs/my-team/", "/needs/my-team/grid/", "/surveys/follow-ups/", "first session"],
    "lead": ["/", "/needs/gaps/", "/people/", "/people/imports/", "/people/organisations/", "/impact/"],
    "academy": [
        "/",
        "/booking/sessions/",
        "/needs/requirements/",
        "/people/imports/new/",
        "/surveys/answers/",
        "/impact/",
    ],
    "auditor": ["/", "/catalogue/"],
    "director": ["/", "/impact/", "/workforce/staying/", "/needs/gaps/"],
    "member": ["/", "/impact/", "/workforce/staying/"],
}


@pytest.fixture
def weyshire(settings, db) -> None:
    settings.DEMONSTRATION = True
    for room in ROOMS:
        import_module(f"academy.{room}.demo").build(World(on=DAY, people=400))


@pytest.mark.parametrize("width", [1280, 390])
def test_every_audience_walks_through_its_pages(weyshire, chromium, live_server, width):
    faults = []
    for who, addresses in WALKS.items():
        context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
        page = context.new_page()
        page.on("console", partial(keep_error, faults, who))
        sign_in(page, who)
        for address in addresses:
            go(page, address)
            faults += [(who, address, fault) for fault in wrong_with(page)]
        context.close()

    assert faults == []


def test_every_audience_walks_through_its_pages_without_scripts(weyshire, chromium, live_server):
    seen = []
    for who, addresses in WALKS.items():
        context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
        page = context.new_page()
        sign_in(page, who)
        for address in addresses:
            go(page, address)
            seen.append((who, address, page.locator("h1").count()))
        context.close()

    assert [line for line in seen if line[2] != 1] == []


def test_a_practitioner_books_and_cancels_on_a_phone_without_scripts(weyshire, chromium, live_server):
    phone = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
    context = chromium.new_context(base_url=live_server.url, **phone)
    page = context.new_page()
    sign_in(page, "practitioner")
    page.goto(f"/booking/sessions/{one_with_room_for('Amara').pk}/")
    page.get_by_role("link", name="Book a place").click()

    page.get_by_role("button", name="Book this place").click()
    assert page.locator("h1").inner_text() == "You have a place"

    page.get_by_role("link", name="Cancel this booking").click()
    page.get_by_role("button", name="Too much work").click()
    assert "cancelled" in page.locator("body").inner_text().lower()
    context.close()


def one_with_room_for(given_name: str) -> Session:
    later = Session.objects.filter(starts_at__gt=clock.now() + timedelta(days=20), is_cancelled=False, held=None)
    roomy = later.filter(taken__lt=F("places")).exclude(bookings__person__given_name=given_name)
    return roomy.order_by("taken", "pk")[0]


def keep_error(faults: list, who: str, message) -> None:
    if message.type == "error":
        faults.append((who, message.text))


def sign_in(page, who: str) -> None:
    page.goto("/people/sign-in/")
    page.get_by_label("E-mail address").fill(f"{who}@weyshire.example")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    follow(page, page.get_by_role("button", name="Sign in"))


def go(page, address: str) -> None:
    if address == "first session":
        page.goto("/booking/")
        follow(page, page.locator("main a[href*='/booking/sessions/']").first)
    elif address == "first item":
        page.goto("/catalogue/")
        follow(page, page.locator("main a[href*='/catalogue/']").first)
    else:
        answer = page.goto(address)
        assert answer.status == 200, f"{address} answered {answer.status}"
