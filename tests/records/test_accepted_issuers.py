"""Whose learning an organisation accepts: the same from the same issuer counts by itself from then on."""

from datetime import date, timedelta

import pytest

from academy.core import clock
from academy.people.rules import Role
from academy.records import actions, queries, rules
from academy.records.models import AcceptedIssuer, Completion
from academy.records.rules import Signer, State
from tests.builders import (
    make_accepted_issuer,
    make_account,
    make_organisation,
    make_person,
    make_spell,
    signed_in,
)
from tests.records.test_pages import words

pytestmark = pytest.mark.django_db
BOTH = [Signer.LINE_MANAGER, Signer.TRAINING_LEAD]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def given(**more):
    return {"issuer": "NHS England", "title": "Level 3 safeguarding", "completed_on": date(2026, 1, 6), **more}


@pytest.mark.parametrize(
    ("issuer", "title", "counts"),
    [
        ("NHS England", "Level 3 safeguarding", True),
        ("nhs  england", "LEVEL 3: Safeguarding", True),
        ("N.H.S. England", "Level 3 safeguarding.", True),
        ("NHS England", "Level 2 safeguarding", False),
        ("NHS Wales", "Level 3 safeguarding", False),
    ],
)
def test_the_same_from_the_same_issuer_counts_at_once(amara, account, council, item, issuer, title, counts):
    make_accepted_issuer(council, item)

    made = actions.hand_in(amara, item, by=account, **given(issuer=issuer, title=title))

    assert ((made.state == State.COUNTED), Completion.objects.count()) == (counts, int(counts))
    assert (made.accepted_as is not None) is counts


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        ({"title": ""}, True),
        ({"accepted_until": date(2026, 1, 1)}, False),
        ({"accepted_until": date(2999, 1, 1)}, True),
        ({"ended_on": date(2026, 1, 1)}, False),
    ],
)
def test_until_when_and_for_how_much_it_is_accepted(amara, account, council, item, fields, counts):
    make_accepted_issuer(council, item, **fields)

    made = actions.hand_in(amara, item, by=account, **given())

    assert (made.state == State.COUNTED) is counts


def test_what_the_whole_accepts_its_parts_accept_and_not_the_other_way_about(account, item, council):
    part = make_organisation("Children’s services", parent=council, code="part")
    inside, outside = make_person("Ina"), make_person("Olu")
    make_spell(inside, organisation=part)
    make_spell(outside, organisation=make_organisation("Health"))
    make_accepted_issuer(council, item)

    states = [actions.hand_in(person, item, by=None, **given()).state for person in (inside, outside)]

    assert states == [State.COUNTED, State.WAITING]


def test_accepting_from_the_queue_is_one_tick_and_the_next_counts_by_itself(amara, account, lead, council, item):
    first = actions.hand_in(amara, item, by=account, **given())
    client = signed_in(lead)
    page = client.get(f"/records/countersign/{first.pk}/")
    assert "Accept the same from now on, without asking" in words(page)

    client.post(f"/records/countersign/{first.pk}/", {"sign": "yes", "is_accepted": "on"})

    accepted = AcceptedIssuer.objects.get()
    assert (accepted.organisation, accepted.item, accepted.hand_in) == (council, item, first)
    tom = make_person("Tom", "Beckett")
    make_spell(tom, organisation=council)
    assert actions.hand_in(tom, item, by=None, **given()).state == State.COUNTED


def test_accepted_twice_is_refused_and_after_its_time_it_begins_anew(council, item, lead):
    actions.accept_issuer(council, item, issuer="NHS England", by=lead)
    with pytest.raises(rules.AlreadyAccepted):
        actions.accept_issuer(council, item, issuer="nhs england", by=lead)

    AcceptedIssuer.objects.update(accepted_until=clock.today() - timedelta(days=1))
    again = actions.accept_issuer(council, item, issuer="NHS England", by=lead)

    assert queries.in_force(clock.today()).get() == again


def test_only_an_organisations_own_leads_say_what_it_accepts(council, item, account):
    accepted = make_accepted_issuer(council, item)
    elsewhere = signed_in(make_account(Role.TRAINING_LEAD, organisation=make_organisation("Health")))
    sent = {"issuer": "X", "item": item.pk, "organisation": council.pk}

    assert "Choose one of those offered" in words(elsewhere.post("/records/accepted/new/", sent))
    assert elsewhere.post(f"/records/accepted/{accepted.pk}/stop/").status_code == 404
    assert signed_in(account).get("/records/accepted/new/").status_code == 404
    assert signed_in(account).get("/records/accepted/").status_code == 200
    assert AcceptedIssuer.objects.filter(ended_on__isnull=True).count() == 1
