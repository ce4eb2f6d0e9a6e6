"""The gallery in a real browser: nothing axe can find, nothing that scrolls sideways, and scripts that only add."""

import pytest

from tests.browsing import found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def width_of(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth")


def test_the_gallery_is_whole_on_a_desktop(page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    page.goto("/gallery/")
    page.get_by_text("Show the numbers").first.click()

    assert (found_by_axe(page), complaints, width_of(page)) == ([], [], 1280)


def test_the_gallery_is_whole_on_a_phone(phone):
    phone.goto("/gallery/")
    phone.get_by_text("Show the numbers").first.click()

    assert (found_by_axe(phone), width_of(phone)) == ([], 390)


def test_axe_sees_what_it_should(page):
    page.goto("/gallery/")
    page.evaluate("document.querySelector('h1').innerHTML = '<img src=x>'")

    assert "image-alt" in [name for name, _ in found_by_axe(page)]


@pytest.mark.parametrize("width", [320, 820])
def test_no_page_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 900})

    page.goto("/gallery/")

    assert width_of(page) == width


def test_the_menu_button_says_whether_it_is_open(phone):
    phone.goto("/gallery/")
    button = phone.get_by_role("button", name="Menu")

    button.click()

    assert button.get_attribute("aria-expanded") == "true"
    assert phone.get_by_role("navigation", name="Main").is_visible()
    button.click()
    assert (button.get_attribute("aria-expanded"), phone.locator("#menu").is_visible()) == ("false", False)


def test_the_menu_opens_without_scripts(chromium, live_server):
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    visitor = context.new_page()

    visitor.goto("/gallery/")
    visitor.get_by_role("link", name="Menu").click()

    assert visitor.get_by_role("navigation", name="Main").is_visible()
    context.close()


def test_a_list_of_mistakes_takes_the_focus_and_leads_to_the_field(page):
    page.goto("/gallery/")
    page.wait_for_function("document.activeElement.className.includes('govuk-error-summary')")

    page.get_by_role("link", name="Enter 11 or less").click()

    assert page.evaluate("document.activeElement.id") == "id_places"


def test_on_paper_the_wide_charts_stand_and_the_menu_does_not(phone):
    phone.goto("/gallery/")
    phone.emulate_media(media="print")

    assert phone.locator(".app-chart svg.wide").first.is_visible()
    assert not phone.locator(".app-chart svg.narrow").first.is_visible()
    assert not phone.locator("#menu").is_visible()
