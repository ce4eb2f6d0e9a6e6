"""From what somebody still needs to a place: two taps, three screens, without scripts and by keyboard alone."""

import pytest
from playwright.sync_api import expect

from academy.booking.models import Booking
from tests.booking.cast import account_of, in_days, make_partnership, worker
from tests.browsing import has_signed_in, wrong_with
from tests.builders import make_item, make_requirement, make_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SO_FAR_AND_NO_FURTHER = 60  # presses of Tab


@pytest.fixture
def amara():
    partners = make_partnership()
    return worker("Amara", partners.council, manager=worker("Ruth", partners.council))


@pytest.fixture
def asked(amara):
    item = make_item("Safeguarding level 3 refresher")
    make_session(item, starts_at=in_days(20))
    return make_requirement(item)


def test_two_taps_without_scripts_on_a_phone(amara, asked, chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, java_script_enabled=False, has_touch=True
    )
    page = context.new_page()
    has_signed_in(page, account_of(amara), live_server.url)
    page.goto("/")

    page.get_by_role("link", name="for Safeguarding level 3 refresher").tap()
    expect(page.locator("h1")).to_have_text("Book a place")
    page.get_by_role("button", name="Book this place").tap()

    expect(page.locator("h1")).to_have_text("You have a place")
    page.get_by_role("button", name="Not sure").tap()
    expect(page.get_by_text("You said “not sure”.")).to_be_visible()
    booking = Booking.objects.get()
    assert (booking.person, booking.cause, booking.cover) == (amara, asked, "not_sure")
    context.close()


def test_the_whole_journey_by_keyboard_from_the_catalogue(amara, asked, page, live_server):
    """Five screens: what it is, its dates, the date, the check, and that it is done."""
    has_signed_in(page, account_of(amara), live_server.url)
    page.goto(asked.item.get_absolute_url())

    for words in ("date", "Choose this date", "Book a place", "Book this place"):
        assert wrong_with(page) == []
        press(page, words)

    expect(page.locator("h1")).to_have_text("You have a place")
    press(page, "Not sure")
    expect(page.get_by_text("You said “not sure”.")).to_be_visible()
    press(page, "Move to another date")
    expect(page.locator("h1")).to_have_text("Move to another date")
    assert wrong_with(page) == []
    press(page, "Back to the booking")
    press(page, "Cancel this booking")
    press(page, "Ill")
    expect(page.locator("h1")).to_have_text("This booking is cancelled")


def press(page, words: str) -> None:
    """Tab as far as what says this, seen to be where one is, then Enter."""
    for _ in range(SO_FAR_AND_NO_FURTHER):
        page.keyboard.press("Tab")
        found = page.evaluate("document.activeElement.innerText || ''")
        if words in found and page.locator(":focus").count():
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never came to “{words}”")
