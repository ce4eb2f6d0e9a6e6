"""The list of people and a person’s page, empty and wrong cases among them."""

import re

import pytest

from academy.core.models import Entry
from academy.people.models import Grant, Spell
from academy.people.rules import Role
from tests.builders import (
    LONG_AGO,
    make_account,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    signed_in,
)
from tests.people.reading import days, queries_of, read

pytestmark = pytest.mark.django_db


def test_the_list_shows_each_person_with_post_team_and_line_manager(grace, trust):
    team = make_team("Health visiting", organisation=trust)
    make_spell(
        make_person("Amara", "Okafor"), team=team, job_role="health_visitor", line_manager=make_person("Ruth", "Bell")
    )

    page = read(grace, "/people/")

    for words in ("2 people are within your reach", "Amara Okafor", "Health visitor", "Health visiting", "Ruth Bell"):
        assert words in page
    assert "Download these 2 rows (CSV)" in page


def test_the_list_is_searched_and_says_how_many_of_how_many(grace, trust):
    for name in ("Siân", "Tom"):
        make_spell(make_person(name, "Pugh"), organisation=trust)

    page = read(grace, "/people/", q="sian")

    assert "Showing <strong>1 of 3</strong>" in page
    assert ("Siân Pugh" in page, "Tom Pugh" in page) == (True, False)


def test_a_search_that_finds_nobody_says_what_to_try(grace):
    page = read(grace, "/people/", q="nobody")

    assert "Nobody here fits that" in page
    assert "<table" not in page


def test_a_filter_that_cannot_be_read_is_shown_as_a_mistake_and_left_out(dan):
    page = read(dan, "/people/", organisation="999999999999999999999", state="sideways", page="x", sort="nothing")

    assert "Dan Whitcombe" in page
    assert "Choose one of those offered" in page


def test_the_academy_may_look_for_those_who_have_left(dan):
    make_spell(make_person("Gone", "Away"), ended_on=days(-1))

    page = read(dan, "/people/", state="not-in-post")

    assert "Gone Away" in page
    assert "Not in post" in page


def test_the_academy_reads_who_is_still_to_come(dan):
    make_spell(make_person("Leila", "Haddad"), started_on=days(3))

    page = read(dan, "/people/", q="leila")

    assert re.search(r"is-note\">Starts \d+ \w+ \d{4}<", page)


def test_the_list_is_downloaded_with_its_filters_and_that_is_remembered(grace, trust):
    make_spell(make_person("=cmd()", "Pugh"), organisation=trust)
    make_spell(make_person("Tom", "Bell"), organisation=trust)

    answer = grace.get("/people/", {"q": "pugh", "format": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert lines[0] == '"Name","Post","Team","Organisation","Line manager"'
    assert lines[1:] == ['"\'=cmd() Pugh","Social worker","","Weyshire Community Health",""']
    assert grace.get("/people/", {"format": "xlsx"}).status_code == 200
    entries = list(Entry.objects.values_list("verb", "details"))
    assert entries[0] == ("downloaded a list of people", {"filters": ["search"]})


def test_the_list_costs_the_same_however_long_it_is(grace, trust):
    def costs(rows: int) -> int:
        for number in range(rows):
            make_spell(team=make_team(f"{rows}{number}", organisation=trust), line_manager=make_person("Ruth"))
        return queries_of(grace, "/people/", sort="-name")

    assert costs(1) == costs(2) <= 11


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DIRECTOR, Role.AUDITOR, Role.MANAGER, Role.PRACTITIONER])
def test_there_is_no_list_of_people_for_others(role):
    client = signed_in(make_account(role))

    assert [client.get(address).status_code for address in ("/people/", "/people/organisations/")] == [404, 404]


def test_a_training_lead_reads_of_posts_here_and_nothing_of_pay_reasons_or_elsewhere(grace, trust):
    amara = make_person("Amara", "Okafor", birth_year=1985)
    make_spell(
        amara, organisation=trust, started_on=LONG_AGO, ended_on=days(-400), reason_for_leaving=4, job_role="nurse"
    )
    make_spell(amara, organisation=trust, started_on=days(-30), line_manager=make_person("Ruth", "Bell"))
    make_spell(amara, organisation=make_organisation("Elsewhere"))

    page = read(grace, f"/people/{amara.pk}/")

    for words in ("Amara Okafor", "Line manager: Ruth Bell", "Nurse", "6 January 2020 to"):
        assert words in page
    for words in ("Elsewhere", "Dismissed", "1985", "Roles in the Academy", "Trail"):
        assert words not in page


def test_the_academy_reads_reasons_roles_and_the_trail(dan):
    spell = make_spell(ended_on=days(-1), reason_for_leaving=1, destination=3)
    make_account(Role.PRACTITIONER, person=spell.person)

    page = read(dan, f"/people/{spell.person_id}/")

    for words in (
        "Left: Resigned. Went to: Agency or consultancy",
        "Not in a post today",
        "Practitioner, Weyshire",
        "Trail",
    ):
        assert words in page
    assert "saw why they left" in page


def test_somebody_reads_what_is_held_about_themselves_but_changes_nothing():
    amara = make_person("Amara", "Okafor", birth_year=1985)
    make_spell(amara, organisation=make_organisation("Elsewhere"), ended_on=days(-1), reason_for_leaving=1)
    make_spell(amara, job_role="nurse")

    page = read(signed_in(make_account(Role.PRACTITIONER, person=amara)), f"/people/{amara.pk}/")

    for words in ("What the Academy holds about you", "Elsewhere", "1985", "Left: Resigned", "Roles in the Academy"):
        assert words in page
    for words in ("Start a post", "Correct these", "End this post", "Trail", "Back to people"):
        assert words not in page


def test_a_line_manager_reads_about_their_team_until_yesterday():
    ruth = make_person("Ruth")
    spell = make_spell(line_manager=ruth, ended_on=days(0))
    client = signed_in(make_account(Role.MANAGER, person=ruth))
    address = f"/people/{spell.person_id}/"

    assert "Amara Okafor" in read(client, address)
    assert "Start a post" not in read(client, address)

    Spell.objects.filter(pk=spell.pk).update(ended_on=days(-1))
    assert client.get(address).status_code == 404


def test_a_training_lead_loses_sight_of_who_left_yesterday_and_the_new_employer_gains_it(grace, trust):
    amara, other = make_person("Amara"), make_organisation("Other")
    make_spell(amara, organisation=trust, ended_on=days(-1))
    make_spell(amara, organisation=other, started_on=days(0))
    new_lead = signed_in(make_account(Role.TRAINING_LEAD, organisation=other))
    address = f"/people/{amara.pk}/"

    assert (grace.get(address).status_code, new_lead.get(address).status_code) == (404, 200)


def test_what_is_not_theirs_what_is_gone_and_what_never_was_read_the_same(grace):
    theirs, gone = make_spell(), make_person()
    number = gone.pk
    gone.delete()

    answers = [grace.get(f"/people/{pk}/") for pk in (theirs.person_id, number, 10**9, 10**30)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb'csrfmiddlewaretoken" value="[^"]+', b"", answer.content) for answer in answers}) == 1


def test_a_persons_page_costs_the_same_however_long_the_story(dan):
    amara = make_person("Amara")
    account = make_account(person=amara)

    def costs(*jobs: str) -> int:
        for job in jobs:
            make_spell(amara, job_role=job, line_manager=make_person("Ruth"))
            where = make_organisation()
            Grant.objects.create(account=account, role=Role.MANAGER, organisation=where, starts_on=LONG_AGO)
        return queries_of(dan, f"/people/{amara.pk}/")

    assert costs("nurse") == costs("teacher", "midwife") <= 11
