"""What every test in a real browser asks: signed in, wholly there, nothing axe can find, nothing sideways."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.builders import signed_in

FILLED = "main .govuk-button:not(.govuk-button--secondary):visible"


def found_by_axe(page) -> list[tuple[str, str]]:
    """Asked only of a page that is wholly there: a click answers while the next one may not have begun."""
    page.wait_for_load_state()
    violations = Axe().run(page).response["violations"]
    return [(violation["id"], violation["nodes"][0]["html"][:120]) for violation in violations]


def wrong_with(page) -> list:
    """What axe finds, more than one filled button, or a page wider than its window."""
    found = found_by_axe(page)
    is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found + ["two filled buttons"] * (page.locator(FILLED).count() > 1) + ["scrolls sideways"] * is_wide


def follow(page, link) -> None:
    """On to the next page, and no further before it is there."""
    with page.expect_navigation():
        link.click()


def has_signed_in(page, account, address: str) -> None:
    """What comes before is tested elsewhere: here the browser holds the session already."""
    name = settings.SESSION_COOKIE_NAME
    session = signed_in(account).cookies[name].value
    page.context.add_cookies([{"name": name, "value": session, "domain": urlsplit(address).hostname, "path": "/"}])
