"""Movers and merges in a real browser: axe finds nothing, nothing scrolls sideways, and no script is needed."""

import os

import pytest

from academy.core import clock
from academy.people.models import Claim, JobRole, Person, PostQuestion, Spell, StaffNumber
from academy.people.rules import Role
from tests.browsing import has_signed_in, wrong_with
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_organisation,
    make_person,
    make_spell,
    make_team,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def trust():
    """A trust with somebody who is here twice, and somebody whom a school has added to its staff."""
    trust = make_organisation("Weyshire Community Health", kind="health", code="trust")
    school = make_organisation("St Alda’s Primary", kind="school", code="st-aldas")
    team = make_team("Health visiting", organisation=trust)
    for email, number in (("amara@trust.example", "4471"), ("a.okafor@trust.example", "004471")):
        person = make_person("Amara", "Okafor", email=email, birth_year=1988)
        make_spell(person, team=team, job_role="health_visitor", line_manager=make_person("Ruth", "Bell"))
        StaffNumber.objects.create(person=person, organisation=trust, number=number)
        make_booking(person=person)
        make_completion(person)
    tom = make_spell(make_person("Tom", "Beckett"), team=team, job_role="nurse")
    claim = Claim.objects.create(person=tom.person, organisation=school, claimed_at=clock.now())
    PostQuestion.objects.create(claim=claim, spell=tom)
    make_spell(
        make_person("Priya", "Nair", email="priya@school.example", swe_number="SW7"),
        organisation=school, job_role="teacher",
    )  # fmt: skip
    return trust


@pytest.fixture
def lead(trust):
    return make_account(Role.TRAINING_LEAD, person=make_person("Grace", "Lindqvist"), organisation=trust)


def picture(page, name: str) -> None:
    """For whoever wants to look: PICTURES names a folder."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)


def walk(page) -> dict[str, list[str]]:
    wrong = {}

    def look(name: str, address: str = "") -> None:
        if address:
            page.goto(address)
        wrong[name] = wrong_with(page)
        picture(page, name)

    first, second = Person.objects.filter(family_name="Okafor").order_by("pk").values_list("pk", flat=True)
    look("people", "/people/")
    look("claim", "/people/claim/")
    page.fill("[name=given_name]", "Priya")
    page.click("main button.govuk-button")
    look("claim-refused")
    look("post-questions", "/people/posts/questions/")
    look("merges", "/people/merges/")
    look("merge-search", f"/people/{first}/same/")
    look("merge-new", f"/people/merges/new/?one={first}&other={second}")
    page.click("main button.govuk-button:not(.govuk-button--secondary)")
    look("merge-new-refused")
    page.check(f"[name=kept][value='{first}']")
    page.fill("[name=why]", "The payroll team says that both numbers are hers")
    page.click("text=Make them one record")
    look("merge")
    page.click("text=Undo: they are two people")
    look("merge-undone")
    page.goto("/people/merges/")
    page.click("text=Compare")
    page.click("main button:has-text('They are two people')")
    look("merges-empty")
    page.goto("/people/posts/questions/")
    page.click("text=No, they work for both")
    look("post-questions-empty")
    return wrong


def test_the_pages_are_sound_on_a_desktop(page, live_server, lead):
    has_signed_in(page, lead, live_server.url)

    assert {what: wrong for what, wrong in walk(page).items() if wrong} == {}


def test_the_pages_are_sound_on_a_phone(phone, live_server, lead):
    has_signed_in(phone, lead, live_server.url)

    assert {what: wrong for what, wrong in walk(phone).items() if wrong} == {}


def test_somebody_is_claimed_without_any_script(chromium, live_server, lead):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    has_signed_in(page, lead, live_server.url)
    page.goto("/people/claim/")

    page.fill("[name=email]", "priya@school.example")
    page.fill("[name=swe_number]", "sw 7")
    page.select_option("[name=job_role]", str(JobRole.objects.get(code="nurse").pk))
    page.fill("[name=on]", clock.today().isoformat())
    page.click("text=Add them to our staff")

    assert "Priya Nair" in page.inner_text("h1")
    assert Spell.objects.filter(person__given_name="Priya", ended_on=None).count() == 2
    context.close()
