"""The partnership as a tree, and who may do what in it."""

import pytest

from academy.core.models import Notice
from academy.people.models import Account, Grant, Organisation, Team
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    signed_in,
)
from tests.people.reading import days, read, typed

pytestmark = pytest.mark.django_db


def test_the_tree_shows_parts_below_their_whole_and_who_leads(dan, trust):
    part = make_organisation("North", parent=trust, kind="health")
    make_spell(organisation=part)
    for name in ("Grace", "Una"):
        make_account(Role.TRAINING_LEAD, person=make_person(name, "Lindqvist"), organisation=trust)

    page = read(dan, "/people/organisations/")

    tree = page[page.index("govuk-list--spaced") :]
    assert tree.index("Weyshire Community Health</a>") < tree.index("North</a>")
    assert "Grace Lindqvist and Una Lindqvist lead training" in tree


def test_organisations_with_fewer_than_two_training_leads_are_named(dan):
    make_organisation("Wren House", kind="early_years")

    page = read(dan, "/people/organisations/")

    assert "organisations have fewer than two training leads" in page
    assert "Fewer than two training leads" in page


def test_an_organisation_shows_its_people_teams_parts_and_lead(grace, trust):
    make_organisation("North", parent=trust, kind="health")
    team = make_team("Health visiting", organisation=trust)
    make_spell(team=team)

    page = read(grace, f"/people/organisations/{trust.pk}/")

    for words in (
        "1 person works here",
        "North",
        "Health visiting",
        "One training lead",
        "Grace Lindqvist",
        "Short name",
    ):
        assert words in page
    assert "Add a part" not in page


def test_an_organisation_without_anybody_says_so(dan, trust):
    page = read(dan, f"/people/organisations/{trust.pk}/")

    for words in ("Nobody works here today", "Nobody leads training here", "No teams yet"):
        assert words in page


def test_an_organisation_is_added_by_the_academy_only(dan, grace, trust):
    sent = {"name": "North Locality", "kind": "health", "parent": trust.pk}

    answer = dan.post("/people/organisations/new/", sent)
    again = dan.post("/people/organisations/new/", sent).content.decode()

    north = Organisation.objects.get(name="North Locality")
    assert (answer["Location"], north.path) == (f"/people/organisations/{north.pk}/", "trust.north-locality.")
    assert "Another organisation is called north-locality already" in again
    assert grace.post("/people/organisations/new/", sent).status_code == 404


def test_a_team_is_added_once(grace, trust):
    address = f"/people/organisations/{trust.pk}/add-team/"

    assert grace.post(address, {"name": "North"})["Location"] == f"/people/organisations/{trust.pk}/"
    assert "has a team of that name already" in grace.post(address, {"name": "North"}).content.decode()
    assert Team.objects.count() == 1


def test_an_account_is_made_after_asking_and_then_given_a_role(dan):
    spell = make_spell()
    organisation = spell.post.organisation

    assert "No account yet" in read(dan, f"/people/{spell.person_id}/roles/")
    assert "We send Amara a link" in read(dan, f"/people/{spell.person_id}/account/")
    dan.post(f"/people/{spell.person_id}/account/", {"go": "on"})
    sent = {"role": "training_lead", "organisation": organisation.pk, "on": typed(days(0))}
    answer = dan.post(f"/people/{spell.person_id}/roles/", sent)

    assert answer["Location"] == f"/people/{spell.person_id}/roles/"
    assert set(spell.person.account.grants.values_list("role", flat=True)) == {"practitioner", "training_lead"}
    assert Notice.objects.count() == 1
    assert "Training lead" in read(dan, f"/people/{spell.person_id}/roles/")


def test_without_an_address_no_account_can_be_made_and_the_page_says_why(dan):
    person = make_person(email=None)

    assert "We do not know an e-mail address" in read(dan, f"/people/{person.pk}/account/")
    refused = dan.post(f"/people/{person.pk}/account/", {"go": "on"}).content.decode()

    assert "Add it first" in refused or "Add their e-mail address" in refused
    assert not Account.objects.filter(person=person).exists()


def test_a_role_that_may_not_be_given_there_is_refused_on_the_form(dan):
    part = make_organisation("Part", parent=make_organisation())
    person = make_account().person
    sent = {"role": "academy", "organisation": part.pk, "on": typed(days(0))}

    page = dan.post(f"/people/{person.pk}/roles/", sent).content.decode()

    assert "give it at the top of the tree" in page


def test_a_role_ends_at_once(dan, trust):
    account = make_account(Role.TRAINING_LEAD, organisation=trust)
    (grant,) = account.grants.all()
    client = signed_in(account)
    assert client.get("/people/").status_code == 200

    assert "ends at once" in read(dan, f"/people/roles/{grant.pk}/end/")
    dan.post(f"/people/roles/{grant.pk}/end/", {"go": "on"})

    assert client.get("/people/").status_code == 404


def test_the_last_who_can_give_roles_keeps_the_role(dan):
    grant = Grant.objects.get(role="academy")

    page = dan.post(f"/people/roles/{grant.pk}/end/", {"go": "on"}).content.decode()

    assert "Give the Academy role to somebody else first" in page
    assert dan.get("/people/").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ACADEMY])
def test_nobody_else_gives_or_takes_roles(role, trust):
    account = make_account(role, organisation=trust)
    (grant,) = account.grants.all()
    client = signed_in(account)
    sent = {"role": "academy", "organisation": trust.pk, "on": typed(days(0))}

    answers = [
        client.post(f"/people/{account.person_id}/roles/", sent),
        client.post(f"/people/{account.person_id}/account/", {"go": "on"}),
        client.post(f"/people/roles/{grant.pk}/end/", {"go": "on"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert list(Grant.objects.values_list("role", "ends_on")) == [(role, None)]


def test_names_are_never_read_as_code(dan):
    person = make_spell(make_person("<script>alert(1)</script>", "“&amp;”")).person

    for address in ("/people/", f"/people/{person.pk}/", f"/people/{person.pk}/roles/"):
        assert "<script>alert" not in read(dan, address)
