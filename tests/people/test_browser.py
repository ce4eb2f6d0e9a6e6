"""The pages about people in a real browser: axe finds nothing, nothing scrolls sideways, and no script is needed."""

import pytest

from academy.people.models import StaffNumber
from academy.people.rules import Role
from tests.browsing import wrong_with
from tests.builders import make_account, make_organisation, make_person, make_spell, make_team
from tests.people.reading import days

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("without_a_second_step"),
]
PASSWORD = "three quiet horses"


@pytest.fixture
def trust():
    """A trust with a part, a team, five people, a training lead and the Academy team."""
    trust = make_organisation("Weyshire Community Health", kind="health", parent=make_organisation("Weyshire"))
    make_organisation("Health visiting, north", parent=trust, kind="health")
    team = make_team("Health visiting", organisation=trust)
    for name in ("Amara Okafor", "Tom Beckett", "Priya Nair"):
        person = make_person(*name.split())
        make_spell(person, team=team, line_manager=make_person("Ruth", "Adeyemi"), job_role="health_visitor")
        StaffNumber.objects.create(person=person, organisation=trust, number=name)
    grace = make_person("Grace", "Lindqvist", email="lead@weyshire.example")
    make_spell(grace, organisation=trust)
    make_account(Role.PRACTITIONER, Role.TRAINING_LEAD, person=grace, organisation=trust, password=PASSWORD)
    dan = make_person("Dan", "Whitcombe", email="academy@weyshire.example")
    make_account(Role.ACADEMY, person=dan, organisation=trust.parent, password=PASSWORD)
    return trust


def sign_in(page, who: str) -> None:
    page.goto("/people/sign-in/")
    page.fill("[name=email]", f"{who}@weyshire.example")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")


def walk_as_training_lead(page, trust) -> dict[str, list[str]]:
    wrong = {}
    page.goto("/people/sign-in/")
    wrong["sign in"] = wrong_with(page)
    page.click("main button")
    wrong["sign in, refused"] = wrong_with(page)
    sign_in(page, "lead")
    for address in ("/people/", "/people/?q=nobody", "/people/organisations/", f"/people/organisations/{trust.pk}/"):
        page.goto(address)
        wrong[address] = wrong_with(page)
    page.goto("/people/new/?organisation=" + trust.code)
    page.fill("[name=on]", "31/11/2026")
    page.click("main button")
    wrong["add a person, refused"] = wrong_with(page)
    page.goto("/people/?q=amara")
    page.click("tbody a")
    wrong["a person"] = wrong_with(page)
    page.click("text=End this post")
    page.fill("[name=on]", days(0).isoformat())
    page.click("main button")
    wrong["check before the post ends"] = wrong_with(page)
    return wrong


def test_a_training_leads_pages_are_sound_on_a_desktop(page, trust):
    assert {what: wrong for what, wrong in walk_as_training_lead(page, trust).items() if wrong} == {}


def test_a_training_leads_pages_are_sound_on_a_phone(phone, trust):
    assert {what: wrong for what, wrong in walk_as_training_lead(phone, trust).items() if wrong} == {}


def test_the_academys_pages_are_sound(page, trust):
    sign_in(page, "academy")
    person = trust.teams.get().posts.get().spells.first().person

    wrong = {}
    for address in (
        f"/people/{person.pk}/",
        f"/people/{person.pk}/roles/",
        f"/people/{person.pk}/account/",
        "/people/new/",
    ):
        page.goto(address)
        wrong[address] = wrong_with(page)

    assert {what: found for what, found in wrong.items() if found} == {}


def test_somebody_signs_in_and_a_post_ends_without_any_script(chromium, live_server, trust):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "lead")

    page.goto("/people/?q=tom")
    page.click("tbody a")
    page.click("text=End this post")
    page.fill("[name=on]", days(-1).isoformat())
    page.click("text=Continue")
    page.click("main button")

    assert "You no longer see their record" in page.content()
    context.close()
