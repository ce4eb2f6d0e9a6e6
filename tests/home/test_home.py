from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db


def page_of(account, address: str = "/") -> str:
    return signed_in(account).get(address).content.decode()


def a_practitioner(*roles: Role):
    organisation = make_organisation()
    person = make_person("Amara", "Okafor")
    make_spell(person, organisation=organisation)
    return make_account(*(roles or (Role.PRACTITIONER,)), person=person, organisation=organisation)


def test_a_follow_up_and_a_gap_are_things_to_do_and_the_first_is_the_main_one():
    account = a_practitioner()
    make_follow_up(make_completion(account.person, make_item("Motivational interviewing")))
    make_requirement(make_item("Safeguarding level 3 refresher"), why="Social workers renew it every three years.")

    page = page_of(account)

    assert "You have two things to do." in page
    assert "How did you use Motivational interviewing?" in page
    assert "Social workers renew it every three years." in page
    assert page.count('class="govuk-button"') == 1


def test_nothing_to_do_is_said_plainly():
    assert "Nothing waits for you today." in page_of(a_practitioner())


def test_what_is_booked_stands_under_next_sessions_with_where_to_cancel():
    account = a_practitioner()
    booking = make_booking(person=account.person)

    page = page_of(account)

    assert "You have a place." in page
    assert f"/booking/{booking.pk}/cancel/" in page


def test_a_manager_is_told_who_in_the_team_is_overdue_and_asked_what_they_saw():
    account = a_practitioner(Role.PRACTITIONER, Role.MANAGER)
    organisation = account.grants.first().organisation
    learner = make_person("Tom", "Beckett")
    make_spell(learner, organisation=organisation, job_role="family_support_worker", line_manager=account.person)
    make_requirement(job_role="family_support_worker")
    make_follow_up(make_completion(learner), manager=account.person)

    page = page_of(account)

    assert "One person in your team is overdue" in page
    assert "Have you seen your team use what they learned?" in page


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DIRECTOR])
def test_whoever_sees_numbers_only_is_shown_figures_and_no_name(role):
    make_spell(make_person("Tom", "Beckett"))
    account = make_account(role, person=make_person("Jean", "Holloway"))

    page = page_of(account)

    assert "How are we doing?" in page
    assert "Beckett" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_home_reads_as_many_queries_for_three_things_as_for_one(django_assert_max_num_queries, number):
    account = a_practitioner()
    for _ in range(number):
        make_follow_up(make_completion(account.person, completed_on=timezone.localdate()))
        make_requirement()
        make_booking(make_session(), account.person)
    client = signed_in(account)
    client.get("/")

    with django_assert_max_num_queries(16):
        client.get("/")


def test_a_thread_runs_from_the_rule_to_the_answer_and_back():
    account = make_account(Role.ACADEMY)
    requirement = make_requirement()
    booking = make_booking(cause=requirement)
    completion = make_completion(booking.person, booking.session.item, cause=booking, completed_on=date(2026, 8, 6))
    follow_up = make_follow_up(completion)

    page = page_of(account, f"/thread/surveys.followup/{follow_up.pk}/")
    turned = page_of(account, f"/thread/surveys.followup/{follow_up.pk}/?from=effect")

    kinds = ["Requirement", "Booking", "Completion", "Follow up"]
    places = [page.index(f'<div class="kind">{kind}') for kind in kinds]
    turned_places = [turned.index(f'<div class="kind">{kind}') for kind in kinds]
    assert places == sorted(places)
    assert turned_places == sorted(turned_places, reverse=True)
    assert "led to" in page
    assert "because of" in turned


def test_ends_of_a_thread_that_are_not_the_viewers_are_counted_and_not_named():
    account = a_practitioner()
    requirement = make_requirement()
    for name in ("Tom", "Leila"):
        make_booking(person=make_person(name, "Beckett"), cause=requirement)

    page = page_of(account, f"/thread/needs.requirement/{requirement.pk}/")

    assert "Two more records on this thread are not yours to open." in page
    assert "Beckett" not in page


@pytest.mark.parametrize("address", ["surveys.followup/1", "auth.group/1", "nothing/1", "people.person/999999"])
def test_a_thread_of_nothing_is_a_page_that_is_not_there(address):
    assert signed_in(a_practitioner()).get(f"/thread/{address}/").status_code == 404


def test_search_finds_learning_dates_and_people_within_reach_only():
    account = a_practitioner(Role.PRACTITIONER, Role.MANAGER)
    make_session(make_item("Neglect: seeing it, naming it"), starts_at=timezone.now() + timedelta(days=9))
    own, other = make_person("Nell", "Neglectful"), make_person("Nora", "Neglectable")
    make_spell(own, line_manager=account.person)
    make_spell(other)

    page = page_of(account, "/search/?q=negle")

    assert "Neglect: seeing it, naming it" in page
    assert "Nell Neglectful" in page
    assert "Nora" not in page


@pytest.mark.parametrize("words", ["", "a", "%", "'; DROP TABLE people_person; --", "\x00", "x" * 10_000])
def test_whatever_is_searched_for_is_answered(words):
    assert signed_in(a_practitioner()).get("/search/", {"q": words}).status_code == 200


@pytest.mark.parametrize("address", ["/help/", "/help/accessibility/", "/help/who-sees-what/", "/help/worried/"])
def test_the_pages_at_the_foot_open_without_signing_in(address):
    assert Client().get(address).status_code == 200


def test_a_form_left_open_too_long_says_that_nothing_was_saved():
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_practitioner())

    answer = client.post("/people/sign-out/")

    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()
