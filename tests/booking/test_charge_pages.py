import re
from datetime import timedelta

import pytest
from django.test import Client

from academy.booking import actions
from academy.booking.models import Charge, ChargingPolicy, Contribution, InvoiceRun
from academy.core import clock
from academy.people.rules import Role
from tests.builders import (
    LONG_AGO,
    make_account,
    make_booking,
    make_item,
    make_organisation,
    make_person,
    make_session,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return make_organisation("Weyshire")


@pytest.fixture
def trust(top):
    return make_organisation("Community Health", parent=top, kind="health", code="trust")


@pytest.fixture
def dan(top) -> Client:
    return signed_in(make_account(Role.ACADEMY, organisation=top))


@pytest.fixture
def grace(trust) -> Client:
    return signed_in(make_account(Role.TRAINING_LEAD, organisation=trust))


@pytest.fixture
def rule(top) -> ChargingPolicy:
    rates = [{"charged_for": "missed", "pounds": 75}, {"charged_for": "late", "pounds": 40, "notice": 5}]
    return actions.set_policy("Lost places", starts_on=LONG_AGO, rates=rates, by=None)


def missed(organisation, *, name: str = "Amara") -> Charge:
    person = make_spell(make_person(name), organisation=organisation).person
    session = make_session(make_item("Risk", organisation=organisation), starts_at=clock.now() - timedelta(days=1))
    booking = make_booking(
        session, person, status="missed", organisation=organisation, booked_at=clock.now() - timedelta(days=40)
    )
    return actions.keep_charges([booking], by=None)[0]


def text(client: Client, address: str, **said) -> str:
    answer = client.post(address, said, follow=True) if said else client.get(address)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_training_lead_reads_what_their_organisation_was_charged_and_why_and_of_no_other(grace, trust, top, rule):
    missed(trust)
    missed(make_organisation("Police", parent=top, kind="police"), name="Zinnia")

    page = text(grace, "/booking/charges/")

    assert "Organisations pay £75 when nobody comes." in page
    assert "Amara" in page
    assert "Zinnia" not in page
    assert "£75 since 1 April" in page


def test_without_charges_the_page_says_so(grace):
    assert "Nothing was charged" in text(grace, "/booking/charges/")


def test_a_charge_is_explained_and_only_the_academy_team_may_waive_it(grace, dan, trust, rule):
    charge = missed(trust)
    address = f"/booking/charges/{charge.pk}/"

    assert "Lost places" in text(grace, address)
    assert grace.get(f"{address}waive/").status_code == 404
    page = text(dan, f"{address}waive/", why="court", words="Called as a witness")

    assert "Called to court" in page
    assert Charge.objects.get(of=charge).words == "Called as a witness"
    assert "Taken back" in text(grace, address)
    assert "was taken back before" in text(dan, f"{address}waive/", why="court")


def test_the_academy_team_bills_and_each_organisation_has_its_own_file(dan, trust, top, rule):
    missed(trust)
    missed(make_organisation("Police", parent=top, kind="police"))

    page = text(dan, "/booking/charges/runs/", until=clock.today().isoformat())
    run = InvoiceRun.objects.get()
    assert "£150 for what was charged" in page

    whole = b"".join(dan.get(f"/booking/charges/runs/{run.pk}/?format=csv").streaming_content).decode()
    own = b"".join(
        dan.get(f"/booking/charges/runs/{run.pk}/?organisation={trust.pk}&format=csv").streaming_content
    ).decode()
    assert (whole.count("WEY-"), own.count("WEY-")) == (2, 1)
    assert "Community Health" in own
    assert "Police" not in own
    assert "nothing to bill" in text(dan, "/booking/charges/runs/", until=clock.today().isoformat())


def test_a_rule_is_added_line_by_line_and_everybody_may_read_it(dan, grace, trust):
    said = {
        "name": "Free for contributors", "starts_on": clock.today().isoformat(), "free_kinds": ["voluntary"],
        "free_organisations": trust.name, "free_places": 2, "most_a_year": 500, "never": ["emergency", "ill"],
        "line-1-charged_for": "place", "line-1-pounds": 60, "line-1-contributes": "no",
        "line-2-charged_for": "late", "line-2-pounds": 40, "line-2-notice": 10, "line-2-unit": "working",
    } | {f"line-{number}-charged_for": "place" for number in range(3, 9)}  # fmt: skip

    answer = dan.post("/booking/charges/rules/new/", said)

    assert answer.status_code == 302
    page = text(grace, answer["Location"])
    for words in (
        "Organisations that do not contribute pay £60 for a place.",
        "Organisations pay £40 for a place given back fewer than 10 working days before.",
        "Voluntary sector organisations", "Community Health", "first two places", "above £500 in a year", "reason: ill",
    ):  # fmt: skip
        assert words in page
    assert "left" in ChargingPolicy.objects.get().never


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"line-1-notice": ""}, "Say from when a place is given back late"),
        ({"line-1-pounds": "9999"}, "Enter 5000 or less"),
        ({"name": ""}, "What is it called?"),
        ({"item": "No such thing"}, "The catalogue has nothing called “No such thing”"),
        ({"free_organisations": "Nowhere"}, "No organisation is called “Nowhere”"),
        ({"line-2-charged_for": "late", "line-2-pounds": 9, "line-2-notice": 5, "line-2-unit": "days"}, "Two lines"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused_with_a_sentence(dan, wrong, says):
    said = {"name": "A", "starts_on": clock.today().isoformat(), "free_places": 0} | {
        f"line-{number}-charged_for": "place" for number in range(1, 9)
    }
    said |= {"line-1-charged_for": "late", "line-1-pounds": 40, "line-1-notice": 5, "line-1-unit": "days"}

    assert says in text(dan, "/booking/charges/rules/new/", **(said | wrong))
    assert not ChargingPolicy.objects.exists()


def test_who_contributes_is_said_from_a_day(dan, trust):
    page = text(dan, "/booking/charges/contributions/", organisation=trust.pk, starts_on="1 April 2026")

    assert "Community Health" in page
    assert str(Contribution.objects.get().starts_on) == "2026-04-01"


def test_somebody_reads_what_a_place_costs_them_before_they_book_and_before_they_give_it_back(trust, rule):
    spell = make_spell(organisation=trust)
    hers = signed_in(make_account(Role.PRACTITIONER, person=spell.person, organisation=trust))
    session = make_session(make_item(organisation=trust), starts_at=clock.now() + timedelta(days=3))
    says = "If it is given back now or nobody comes, your organisation pays £40"

    assert says in text(hers, f"/booking/sessions/{session.pk}/")
    assert says in text(hers, f"/booking/sessions/{session.pk}/book/")
    booking = make_booking(session, spell.person, organisation=trust, booked_at=clock.now() - timedelta(days=9))
    assert says in text(hers, f"/booking/{booking.pk}/")
    assert "pays £40" in text(hers, f"/booking/{booking.pk}/cancel/")


def test_more_charges_ask_no_more_questions(grace, trust, rule, django_assert_num_queries):
    missed(trust)
    asked = count(grace)
    missed(trust, name="B")
    missed(trust, name="C")

    assert count(grace) == asked


def count(client: Client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        client.get("/booking/charges/")
    return len(made)
