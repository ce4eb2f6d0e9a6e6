"""Somebody with several organisations chooses which one they look at."""

import pytest

from academy.people import queries
from academy.people.models import Grant
from academy.people.rules import Role, seen_from
from academy.people.scope import TheAuthority
from tests.builders import LONG_AGO, make_account, make_organisation, make_person, make_spell, signed_in
from tests.people.reading import days, queries_of, read

pytestmark = pytest.mark.django_db


def hold(account, role, organisation, **dates):
    return Grant.objects.create(account=account, role=role, organisation=organisation, starts_on=LONG_AGO, **dates)


@pytest.fixture
def two():
    """A training lead of two agencies, each with one person."""
    top = make_organisation("Weyshire", code="top")
    north, south = (make_organisation(name, parent=top, kind="health") for name in ("North", "South"))
    for place in (north, south):
        make_spell(make_person("Amara", f"Of{place.name}"), organisation=place)
    account = make_account(Role.TRAINING_LEAD, person=make_person("Una", "Hart"), organisation=north)
    hold(account, Role.TRAINING_LEAD, south)
    return signed_in(account), north, south


@pytest.mark.parametrize(
    ("chosen", "role", "granted_in", "left"),
    [
        ("a.b.", Role.TRAINING_LEAD, "a.b.", "a.b."),
        ("a.b.", Role.TRAINING_LEAD, "a.b.c.", "a.b.c."),
        ("a.b.", Role.TRAINING_LEAD, "a.", "a.b."),
        ("a.b.", Role.TRAINING_LEAD, "a.d.", None),
        ("a.b.", Role.TRAINING_LEAD, "a.bb.", None),
        ("a.b.", Role.PRACTITIONER, "a.d.", "a.d."),
        ("a.b.", Role.ACADEMY, "a.", None),
        ("a.b.", Role.DIRECTOR, "a.b.", None),
    ],
)
def test_what_is_left_of_a_role(chosen, role, granted_in, left):
    assert seen_from(chosen, role=role, granted_in=granted_in) == left


def test_all_is_the_rule_and_one_is_chosen_and_all_again(two):
    una, north, south = two
    assert "Amara OfNorth" in read(una, "/people/")
    assert "Amara OfSouth" in read(una, "/people/")

    answer = una.post("/people/switch/", {"post": north.pk})
    chosen = read(una, "/people/")
    una.post("/people/switch/", {"post": ""})

    assert answer["Location"] == "/"
    assert "Amara OfNorth" in chosen
    assert "Amara OfSouth" not in chosen
    assert f'<option value="{north.pk}" selected>North</option>' in chosen
    assert una.get(south.get_absolute_url()).status_code == 200
    assert "Amara OfSouth" in read(una, "/people/")


def test_what_rests_is_not_found_at_its_address_nor_through_the_api(two):
    una, north, south = two
    una.post("/people/switch/", {"post": north.pk})

    assert una.get(south.get_absolute_url()).status_code == 404
    assert [row["name"] for row in una.get("/api/people/organisations").json()] == ["North"]


def test_whoever_has_one_organisation_is_not_asked(grace, dan, trust):
    for client in (grace, dan):
        assert "Working for" not in read(client, "/")


def test_a_second_post_is_enough_to_choose(trust):
    school = make_organisation("St Alda’s", kind="school")
    person = make_spell(organisation=school).person
    una = signed_in(make_account(Role.PRACTITIONER, person=person, organisation=trust))

    page = read(una, "/")

    for words in ("Working for", "All my organisations", trust.name, "St Alda’s"):
        assert words in page


def test_a_post_that_is_over_or_to_come_is_no_choice(trust):
    person = make_spell(organisation=trust).person
    make_spell(person, organisation=make_organisation("Was"), ended_on=days(-1))
    make_spell(person, organisation=make_organisation("Will be"), started_on=days(1))
    una = signed_in(make_account(Role.PRACTITIONER, person=person, organisation=trust))

    assert "Working for" not in read(una, "/")


def test_what_is_not_theirs_cannot_be_chosen(two):
    una, north, _ = two
    other = make_organisation("Other")

    answers = [una.post("/people/switch/", {"post": number}) for number in (other.pk, 10**9, "x", north.parent_id)]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert "Amara OfSouth" in read(una, "/people/")
    assert una.get("/people/switch/").status_code in (404, 405)


def test_a_choice_is_forgotten_once_it_is_no_longer_theirs(two):
    una, _, south = two
    una.post("/people/switch/", {"post": south.pk})

    Grant.objects.filter(organisation=south).update(ends_on=days(-1))

    page = read(una, "/people/")
    assert "Amara OfNorth" in page
    assert "Amara OfSouth" not in page
    assert "Working for" not in page


def test_a_role_for_the_whole_authority_rests_and_comes_back(two):
    una, north, _ = two
    account = Grant.objects.filter(organisation=north).get().account
    hold(account, Role.ACADEMY, north.parent)
    una.post("/people/switch/", {"post": north.pk})
    rests = una.get("/people/organisations/new/").status_code

    una.post("/people/switch/", {"post": ""})

    assert (rests, una.get("/people/organisations/new/").status_code) == (404, 200)


def test_a_part_can_be_chosen_by_whoever_leads_the_whole_and_works_in_it():
    trust = make_organisation("Trust", kind="health")
    part, beside = (make_organisation(name, parent=trust, kind="health") for name in ("Part", "Beside"))
    person = make_spell(make_person("Una", "Hart"), organisation=part).person
    make_spell(make_person("Amara", "Beside"), organisation=beside)
    una = signed_in(make_account(Role.TRAINING_LEAD, person=person, organisation=trust))

    una.post("/people/switch/", {"post": part.pk})
    page = read(una, "/people/")

    assert "Una Hart" in page
    assert "Amara Beside" not in page


def test_the_switcher_costs_the_same_with_two_organisations_and_with_many(two):
    una, north, _ = two
    account = Grant.objects.filter(organisation=north).get().account
    before = queries_of(una, "/people/organisations/")
    for number in range(3):
        hold(account, Role.TRAINING_LEAD, make_organisation(f"More {number}", kind="health"))

    assert queries_of(una, "/people/organisations/") == before


# C2: a report at any node includes all that is below it, and says how much that is


def test_a_page_counts_everything_below_its_place_and_says_so(dan):
    council = make_organisation("Council", code="council")
    part = make_organisation("Part", parent=council)
    both = make_spell(organisation=council).person
    make_spell(both, organisation=part)
    make_spell(organisation=make_organisation("Deep", parent=part))
    make_spell(organisation=part, ended_on=days(-1))
    make_organisation("Closed", parent=council, closed_on=days(-1))

    assert queries.in_scope(TheAuthority(), council) == (2, 3)
    assert queries.in_scope(TheAuthority(), part, has_parts=False) == (1, 1)
    assert "2 people work here" in read(dan, council.get_absolute_url())
    assert "in three organisations" in read(dan, council.get_absolute_url())
    assert "of 2 people in three organisations" in read(dan, f"/needs/gaps/organisations/{council.pk}/")
