"""Who sees somebody on which day: a change of line manager, a secondment, a leaver and a rejoiner (A-3).

Everything is arranged on the first of March. Nobody does anything afterwards: the days themselves open and close.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.booking.models import Booking
from academy.people import actions
from academy.people.models import Account, Person, Spell
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_organisation,
    make_person,
    make_session,
    make_spell,
)

pytestmark = pytest.mark.django_db
ARRANGED = date(2027, 3, 1)
WHO = ("Ruth", "Sue", "Grace", "Omar", "Zoe", "Noor", "Dan")

# the day, what has just happened, and who sees Tom: his page, his learning record, his booking, and him in a list
TABLE = [
    (date(2027, 3, 8), "Ruth is his line manager at the trust, whose lead is Grace", "Ruth Grace Dan"),
    (date(2027, 3, 9), "Sue follows Ruth, as arranged a week before", "Sue Grace Dan"),
    (date(2027, 3, 15), "the day before the secondment", "Sue Grace Dan"),
    (
        date(2027, 3, 16),
        "he is lent to a school: Omar manages him there, and Zoe leads training",
        "Sue Grace Omar Zoe Dan",
    ),
    (date(2027, 3, 22), "at the school Noor follows Omar; nothing changes at the trust", "Sue Grace Noor Zoe Dan"),
    (date(2027, 3, 31), "the last day at the school", "Sue Grace Noor Zoe Dan"),
    (date(2027, 4, 1), "he is back", "Sue Grace Dan"),
    (date(2027, 4, 30), "his last day at the trust", "Sue Grace Dan"),
    (date(2027, 5, 1), "he has left", "Dan"),
    (date(2027, 5, 31), "the day before he comes back", "Dan"),
    (date(2027, 6, 1), "he is back, and Ruth manages him again", "Ruth Grace Dan"),
    (date(2028, 6, 1), "a year later", "Ruth Grace Dan"),
]


@pytest.fixture
def travel(monkeypatch):
    def to(day: date) -> None:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return to


@pytest.fixture
def tom(travel) -> Person:
    """With what he has learned and booked, and all that is arranged for him."""
    travel(ARRANGED)
    person = make_person("Tom", "Ellery")
    make_completion(person, completed_on=date(2026, 11, 2))
    make_booking(make_session(), person)
    return person


@pytest.fixture
def accounts(tom) -> dict[str, Account]:
    trust, school = make_organisation("Trust", kind="health"), make_organisation("School", kind="school")
    named = {name: make_person(name, "Marsh") for name in WHO}
    nursing = make_spell(tom, organisation=trust, job_role="nurse", line_manager=named["Ruth"])
    actions.change_line_manager(nursing, named["Sue"], on=date(2027, 3, 9), by=None)
    lent = make_spell(
        tom, organisation=school, job_role="school_nurse", line_manager=named["Omar"],
        started_on=date(2027, 3, 16), ended_on=date(2027, 3, 31),
    )  # fmt: skip
    actions.change_line_manager(lent, named["Noor"], on=date(2027, 3, 22), by=None)
    actions.end_post(Spell.objects.get(line_manager=named["Sue"]), on=date(2027, 4, 30), by=None)
    actions.start_post(tom, nursing.post, on=date(2027, 6, 1), line_manager=named["Ruth"], by=None)
    roles = {"Grace": (Role.TRAINING_LEAD, trust), "Zoe": (Role.TRAINING_LEAD, school), "Dan": (Role.ACADEMY, trust)}
    return {
        name: make_account(role, person=person, organisation=at)
        for name, person in named.items()
        for role, at in [roles.get(name, (Role.MANAGER, trust))]
    }


def client(account: Account) -> Client:
    """Signs in on the day itself."""
    browser = Client()
    browser.force_login(account)
    return browser


def sees(account: Account, tom: Person) -> dict[str, bool]:
    browser = client(account)
    booking = Booking.objects.get(person=tom)
    answers = {
        "person": browser.get(f"/people/{tom.pk}/").status_code,
        "record": browser.get(f"/records/people/{tom.pk}/").status_code,
        "booking": browser.get(f"/booking/{booking.pk}/").status_code,
        "API": browser.get(f"/api/people/{tom.pk}").status_code,
    }
    assert set(answers.values()) <= {200, 404}
    found = b"Tom Ellery" in browser.get("/search/", {"q": "Ellery"}).content
    return {page: status == 200 for page, status in answers.items()} | {"search": found}


@pytest.mark.parametrize(("day", "what", "seen_by"), TABLE, ids=[f"{day:%d-%B}" for day, _, _ in TABLE])
def test_each_day_opens_and_closes_the_same_pages_for_the_same_people(day, what, seen_by, tom, accounts, travel):
    travel(day)

    seen = {name: sees(accounts[name], tom) for name in WHO}

    pages = ("person", "record", "booking", "API", "search")
    assert seen == {name: dict.fromkeys(pages, name in seen_by.split()) for name in WHO}, what


def test_the_page_of_a_person_shows_the_line_manager_of_the_day(tom, accounts, travel):
    shown = {}
    for day in (date(2027, 3, 8), date(2027, 3, 9), date(2027, 6, 1)):
        travel(day)
        page = client(accounts["Dan"]).get(f"/people/{tom.pk}/").content.decode()
        shown[day] = [name for name in WHO if f"Line manager: {name} Marsh." in page.partition("<main")[0]]

    assert shown == {date(2027, 3, 8): ["Ruth"], date(2027, 3, 9): ["Sue"], date(2027, 6, 1): ["Ruth"]}


def test_a_line_manager_sees_their_own_stretch_of_posts_and_no_other_employers(tom, accounts, travel):
    travel(date(2027, 3, 24))

    page = client(accounts["Noor"]).get(f"/people/{tom.pk}/").content.decode()

    assert "School nurse" in page
    assert "Trust" not in page


def test_without_the_days_everybody_who_ever_managed_him_would_still_see_him(tom, accounts, travel, monkeypatch):
    """The control: the table holds because the spells have ends."""
    monkeypatch.setattr("academy.people.scope.current_spells", lambda on: Spell.objects.all())
    travel(date(2027, 5, 1) + timedelta(days=1))

    seen = {name for name in WHO if sees(accounts[name], tom)["record"]}

    assert seen == set(WHO)


@pytest.mark.parametrize(
    ("day", "seen_by"),
    [
        (date(2027, 8, 31), "Una Vic Dan"),
        (date(2027, 9, 1), "Una Grace Dan"),
        (date(2028, 9, 1), "Una Grace Dan"),
    ],
)
def test_when_organisations_merge_the_lead_of_the_one_follows_the_lead_of_the_other(day, seen_by, travel):
    """On the first of September a clinic becomes part of the trust, as arranged in March. The line manager goes on."""
    travel(ARRANGED)
    partnership = make_organisation("Partnership")
    trust, clinic = (make_organisation(name, kind="health", parent=partnership) for name in ("Trust", "Clinic"))
    una = make_spell(make_person("Una", "Marsh"), organisation=clinic).person
    person = make_spell(make_person("Tom", "Ellery"), organisation=clinic, line_manager=una).person
    make_completion(person, completed_on=date(2026, 11, 2))
    make_booking(make_session(), person)
    accounts = {
        "Una": make_account(Role.MANAGER, person=una, organisation=clinic),
        "Vic": make_account(Role.TRAINING_LEAD, person=make_person("Vic"), organisation=clinic),
        "Grace": make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=trust),
        "Dan": make_account(Role.ACADEMY, person=make_person("Dan"), organisation=partnership),
    }
    actions.merge_organisation(clinic, trust, on=date(2027, 9, 1), by=None)
    travel(day)

    seen = {name: sees(account, person) for name, account in accounts.items()}

    pages = ("person", "record", "booking", "API", "search")
    assert seen == {name: dict.fromkeys(pages, name in seen_by.split()) for name in accounts}
