"""The pages in a real browser: axe finds nothing, nothing scrolls sideways, by keyboard, and no script is needed."""

import pytest

from academy.core import jobs
from academy.people.models import Person
from academy.people.rules import Role
from academy.privacy import actions
from academy.privacy.jobs import make_subject_file
from tests.browsing import wrong_with
from tests.builders import make_account, make_organisation, make_person, make_spell
from tests.people.test_browser import PASSWORD, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("without_a_second_step"),
]
HERS = ("/privacy/", "/privacy/trail/", "/privacy/trail/?year=1999")
OFFICERS = ("/privacy/look-up/", "/privacy/erasures/", "/privacy/chain/")


@pytest.fixture
def people():
    """Somebody, whoever leads training there, and an information governance officer."""
    trust = make_organisation("Weyshire Community Health", kind="health")
    for name, role in (("amara", Role.PRACTITIONER), ("lead", Role.TRAINING_LEAD), ("information", Role.INFORMATION)):
        person = make_person(name.capitalize(), "Okafor", email=f"{name}@weyshire.example")
        make_spell(person, organisation=trust)
        make_account(role, person=person, organisation=trust, password=PASSWORD)
    actions.ask_for_check()


def walk(page) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}

    def look(name: str) -> None:
        wrong[name] = wrong_with(page)

    sign_in(page, "amara")
    for address in HERS:
        page.goto(address)
        look(address)
    page.goto("/privacy/")
    page.click("text=Make my file")
    look("file, being made")
    jobs.work_once({"privacy.make_subject_file": make_subject_file})
    page.reload()
    look("file")
    page.context.clear_cookies()
    sign_in(page, "lead")
    page.goto("/privacy/trail/organisation/")
    look("organisation")
    page.context.clear_cookies()
    sign_in(page, "information")
    for address in OFFICERS:
        page.goto(address)
        look(address)
    _looks_somebody_up(page, look)
    return wrong


def _looks_somebody_up(page, look) -> None:
    page.goto("/privacy/look-up/")
    page.click("main button")
    look("look up, refused")
    page.fill("[name=who]", "okafor")
    page.check("[value=asked]")
    page.click("main button")
    look("look up, which of them")
    page.check(f"[name=person][value='{Person.objects.get(given_name='Amara').pk}']")
    page.click("main button")
    look("looked up")
    page.goto(page.url + "erase/")
    look("erase, refused")


def nothing_wrong(found: dict[str, list[str]]) -> bool:
    wrong = {name: faults for name, faults in found.items() if faults}
    assert wrong == {}
    return len(found) > 10


def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, people):
    page.set_viewport_size({"width": 1280, "height": 900})

    assert nothing_wrong(walk(page))


def test_nor_on_a_phone(page, people):
    page.set_viewport_size({"width": 390, "height": 844})

    assert nothing_wrong(walk(page))


def test_somebody_is_looked_up_by_keyboard_alone(page, people):
    sign_in(page, "information")
    page.goto("/privacy/look-up/")
    page.focus("[name=who]")

    page.keyboard.type("amara@weyshire.example")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Case 7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/privacy/look-up/*/")

    assert "Amara Okafor" in page.inner_text("h1")
