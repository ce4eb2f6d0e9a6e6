"""Adding people, starting and ending posts: what people type, and what they read then."""

import re

import pytest

from academy.core.models import Entry
from academy.people.models import JobRole, Person, Spell
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_organisation,
    make_person,
    make_spell,
    make_team,
)
from tests.people.reading import days, read, typed

pytestmark = pytest.mark.django_db


def test_a_training_lead_adds_somebody_with_their_post(grace, trust):
    make_spell(make_person("Ruth", "Bell", email="ruth@trust.example"), organisation=trust)
    team = make_team("Health visiting", organisation=trust)
    role = JobRole.objects.get(code="health_visitor")

    answer = grace.post(
        "/people/new/",
        {
            "given_name": "Siân", "family_name": "Pugh", "email": "sian@trust.example", "staff_number": "42",
            "job_role": role.pk, "team": team.pk, "on": typed(days(-2)), "line_manager": "ruth bell",
            "contract": "fixed", "fte": "0.6",
        },
    )  # fmt: skip

    sian = Person.objects.get(given_name="Siân")
    assert answer["Location"] == f"/people/{sian.pk}/"
    spell = sian.spells.get()
    kept = (str(spell.post), spell.post.team, spell.post.organisation, spell.started_on, str(spell.line_manager))
    assert kept == ("Health visitor", team, trust, days(-2), "Ruth Bell")
    assert (spell.contract, float(spell.fte), sian.staff_numbers.get().number) == ("fixed", 0.6, "42")


def test_mistakes_in_adding_somebody_stand_beside_their_fields_and_keep_what_was_typed(grace, trust):
    role = JobRole.objects.get(code="nurse")
    sent = {"given_name": "Siân", "job_role": role.pk, "on": "31/11/2026", "contract": "fixed", "fte": "2"}

    page = grace.post("/people/new/", sent | {"line_manager": "Nobody Known", "swe_number": ""}).content.decode()

    assert "Error: Add a person" in page
    for words in ("#id_family_name", "November has 30 days", "Enter 1 or less", "Nobody in post whom you can see"):
        assert words in page
    assert 'value="Siân"' in page
    assert not Person.objects.filter(given_name="Siân").exists()


def test_an_action_that_refuses_says_so_on_the_form_and_leaves_nothing_behind(grace, trust):
    make_person(email="sian@trust.example")
    before = Person.objects.count()
    role = JobRole.objects.get(code="nurse")
    sent = {"given_name": "Siân", "family_name": "Pugh", "email": "sian@trust.example", "job_role": role.pk}

    page = grace.post("/people/new/", sent | {"on": typed(days(0)), "contract": "fixed", "fte": "1"}).content.decode()

    assert "Somebody here has that e-mail address already" in page
    assert (Person.objects.count(), Entry.objects.count()) == (before, 0)


def test_somebody_who_starts_later_is_added_and_seen_from_that_day(grace, trust):
    role = JobRole.objects.get(code="nurse")
    sent = {"given_name": "Siân", "family_name": "Pugh", "job_role": role.pk, "contract": "fixed", "fte": "1"}

    page = grace.post("/people/new/", sent | {"on": typed(days(20))}, follow=True).content.decode()

    assert "Siân Pugh is added" in page
    assert "you see their record from that day" in page
    assert grace.get(f"/people/{Person.objects.get(given_name='Siân').pk}/").status_code == 404


def test_where_there_are_several_organisations_the_first_question_is_which(dan, trust):
    page = read(dan, "/people/new/")

    assert "First, where they will work" in page
    assert "Job title" not in page
    assert "Weyshire Community Health" in read(dan, "/people/new/", organisation="trust")
    assert dan.get("/people/new/", {"organisation": "nowhere"}).status_code == 404


def test_a_training_lead_adds_nobody_to_another_organisation(grace):
    make_organisation("Other", code="other")

    assert grace.get("/people/new/", {"organisation": "other"}).status_code == 404


def test_a_training_lead_may_not_choose_a_team_or_line_manager_elsewhere(grace, trust):
    elsewhere, boss = make_team("Elsewhere"), make_spell(make_person("Boss", "Elsewhere")).person
    sent = {"family_name": "Pugh", "job_role": JobRole.objects.get(code="nurse").pk, "on": typed(days(0))}

    answer = grace.post(
        "/people/new/", sent | {"contract": "fixed", "fte": "1", "team": elsewhere.pk, "line_manager": boss.email}
    )

    page = answer.content.decode()
    assert "Choose one of those offered for “Team”" in page
    assert "Nobody in post whom you can see" in page


def test_the_page_of_what_was_just_done_is_nothing_by_itself(grace):
    assert grace.get("/people/done/")["Location"] == "/people/"


def test_details_are_corrected(grace, trust):
    amara = make_spell(organisation=trust).person

    answer = grace.post(
        f"/people/{amara.pk}/correct/", {"given_name": "Amara", "family_name": "Bell", "swe_number": "sw9"}
    )

    assert answer["Location"] == f"/people/{amara.pk}/"
    amara.refresh_from_db()
    assert (amara.name, amara.swe_number, amara.email) == ("Amara Bell", "SW9", None)


def test_a_second_post_is_started(grace, trust):
    amara = make_spell(organisation=trust).person
    sent = {"job_role": JobRole.objects.get(code="nurse").pk, "title": "School nurse, nights", "contract": "permanent"}

    answer = grace.post(f"/people/{amara.pk}/start-post/", sent | {"on": typed(days(-1)), "fte": "0.5", "origin": "1"})

    assert answer["Location"] == f"/people/{amara.pk}/"
    assert [str(spell.post) for spell in amara.spells.all()] == ["Social worker", "School nurse, nights"]


def test_the_same_post_twice_is_refused_on_the_form(grace, trust):
    spell = make_spell(organisation=trust)
    sent = {"job_role": spell.post.job_role_id, "on": typed(days(0)), "contract": "permanent", "fte": "1"}

    page = grace.post(f"/people/{spell.person_id}/start-post/", sent).content.decode()

    assert "End that post first, or choose another day" in page
    assert Spell.objects.count() == 1


def test_before_a_post_ends_the_page_says_who_loses_sight_and_nothing_is_saved(grace, trust):
    spell = make_spell(organisation=trust, line_manager=make_person("Ruth", "Bell"))
    make_spell(organisation=trust, line_manager=spell.person)
    make_account(Role.PRACTITIONER, Role.MANAGER, person=spell.person, organisation=trust)

    page = grace.post(f"/people/posts/{spell.pk}/end/", {"on": typed(days(0)), "reason": "1"}).content.decode()

    for words in (
        "Nothing has been saved yet",
        "Ruth Bell no longer sees Amara Okafor’s record",
        "Grace Lindqvist no longer sees",
        "“Line manager, Weyshire Community Health” ends",
        "One person has Amara Okafor as line manager",
        "Resigned",
    ):
        assert words in page
    spell.refresh_from_db()
    assert spell.ended_on is None
    (back,) = re.findall(r'href="([^"]+)" class="govuk-back-link"', page)
    assert 'value="1" selected' in read(grace, back.replace("&amp;", "&"))


def test_a_post_ends_when_the_answers_are_checked(grace, trust):
    spell = make_spell(organisation=trust)
    sent = {"on": typed(days(-1)), "reason": "1", "destination": "3", "is_checked": "True"}

    page = grace.post(f"/people/posts/{spell.pk}/end/", sent, follow=True).content.decode()

    spell.refresh_from_db()
    assert (spell.ended_on, spell.reason_for_leaving, spell.destination) == (days(-1), 1, 3)
    assert "You no longer see their record: it goes with them" in page


def test_what_would_be_refused_is_refused_before_anything_is_checked(grace, trust):
    spell = make_spell(organisation=trust, started_on=days(-5))

    page = grace.post(f"/people/posts/{spell.pk}/end/", {"on": typed(days(-6))}).content.decode()

    assert "Choose that day or a later one" in page
    assert "Nothing has been saved yet" not in page


def test_a_post_that_has_ended_or_is_elsewhere_cannot_be_ended_again(grace, trust):
    person = make_spell(organisation=trust).person
    over = make_spell(person, organisation=trust, job_role="nurse", ended_on=days(-1))
    elsewhere = make_spell(person, organisation=make_organisation("Other"))

    codes = [
        grace.get(f"/people/posts/{spell.pk}/{what}/").status_code
        for spell in (over, elsewhere)
        for what in ("end", "line-manager")
    ]

    assert codes == [404] * 4


def test_the_line_manager_is_changed_by_name(grace, trust):
    spell = make_spell(organisation=trust, line_manager=make_person("Ruth"))
    tom = make_spell(make_person("Tom", "Beckett"), organisation=trust).person

    answer = grace.post(f"/people/posts/{spell.pk}/line-manager/", {"line_manager": "tom b", "on": typed(days(0))})

    assert answer["Location"] == f"/people/{spell.person_id}/"
    assert [row.line_manager for row in spell.person.spells.all()][1] == tom
