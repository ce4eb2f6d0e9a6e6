import pytest
from django.test import Client

from academy.core import clock, links
from academy.people.rules import Role
from academy.surveys.actions import LEARNER
from academy.surveys.models import FollowUp
from tests.builders import (
    make_account,
    make_completion,
    make_follow_up,
    make_organisation,
    make_person,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db


def address(follow_up: FollowUp) -> str:
    return f"/f/{links.token(LEARNER, follow_up.pk)}/"


def test_two_taps_without_signing_in_are_an_answer():
    follow_up = make_follow_up()
    client = Client()

    assert "Have you used it" in client.get(address(follow_up)).content.decode()
    client.post(address(follow_up), {"used": "often"})
    assert "What difference did it make" in client.get(address(follow_up)).content.decode()
    last = client.post(address(follow_up), {"difference": "some"}, follow=True)

    assert "Saved. That is all we need" in last.content.decode()
    follow_up.refresh_from_db()
    assert (follow_up.used, follow_up.difference) == ("often", "some")
    assert follow_up.answered_at is not None


def test_a_question_that_is_closed_says_so_and_to_whom_one_may_still_write():
    asked = make_follow_up(closed_on=clock.today())

    page = Client().get(address(asked)).content.decode()

    assert "have stopped asking" in page
    assert "mailto:" in page


def test_opening_the_link_changes_nothing_however_often_a_mail_scanner_does():
    follow_up = make_follow_up()

    for _ in range(3):
        Client().get(address(follow_up) + "?used=often")

    follow_up.refresh_from_db()
    assert follow_up.used == ""


def test_a_link_is_used_up_by_its_answer():
    follow_up = make_follow_up()
    client = Client()
    client.post(address(follow_up), {"used": "no"})

    client.post(address(follow_up), {"used": "often"})

    follow_up.refresh_from_db()
    assert follow_up.used == "no"


def test_the_first_answer_may_be_changed_until_the_second_is_given():
    follow_up = make_follow_up()
    client = Client()
    client.post(address(follow_up), {"used": "once"})

    assert "Have you used it" in client.get(address(follow_up) + "?change").content.decode()
    client.post(address(follow_up), {"used": "often"})

    follow_up.refresh_from_db()
    assert follow_up.used == "often"


def test_a_story_is_kept_with_whether_it_may_be_quoted():
    follow_up = make_follow_up()
    client = Client()
    client.post(address(follow_up), {"used": "not_yet"})

    client.post(address(follow_up) + "story/", {"story": "She came back.", "may_quote": "on"})

    follow_up.refresh_from_db()
    assert (follow_up.story, follow_up.may_quote) == ("She came back.", True)


@pytest.mark.parametrize("posted", [{"used": "nonsense"}, {}, {"difference": "clear"}, {"used": "x" * 5000}])
def test_a_tap_that_is_no_answer_is_not_kept(posted):
    follow_up = make_follow_up()

    response = Client().post(address(follow_up), posted, follow=True)

    follow_up.refresh_from_db()
    assert response.status_code == 200
    assert (follow_up.used, follow_up.answered_at) == ("", None)


@pytest.mark.parametrize("token", ["1-aaaaaaaaaaaa", "x", "999999999999999999999-a", "1"])
def test_a_made_up_link_is_a_page_that_is_not_there(token):
    make_follow_up()

    assert Client().get(f"/f/{token}/").status_code == 404


def a_team(seen_by: str = "manager"):
    organisation = make_organisation()
    manager, learner = make_person("Ruth", "Adeyemi"), make_person("Amara", "Okafor")
    make_spell(learner, organisation=organisation, line_manager=manager)
    make_spell(manager, organisation=organisation, job_role="team_manager")
    account = make_account(Role.MANAGER, person=manager, organisation=organisation)
    return account, make_follow_up(make_completion(learner), manager=manager)


def test_a_manager_says_what_they_saw_with_one_tap():
    account, follow_up = a_team()
    client = signed_in(account)

    assert "Amara Okafor" in client.get("/surveys/follow-ups/").content.decode()
    client.post(f"/surveys/follow-ups/{follow_up.pk}/seen/", {"seen": "once"})

    follow_up.refresh_from_db()
    assert follow_up.manager_saw == "once"
    assert "You have nothing to answer" in client.get("/surveys/follow-ups/").content.decode()


def test_a_manager_cannot_answer_for_somebody_elses_team():
    account, _ = a_team()
    other = make_follow_up()

    response = signed_in(account).post(f"/surveys/follow-ups/{other.pk}/seen/", {"seen": "once"})

    other.refresh_from_db()
    assert (response.status_code, other.manager_saw) == (404, "")


@pytest.mark.parametrize("answers", [1, 3])
def test_the_answers_page_reads_the_same_number_of_queries_however_many_answers(django_assert_max_num_queries, answers):
    organisation = make_organisation()
    account = make_account(Role.ACADEMY, organisation=organisation)
    for _ in range(answers):
        Client().post(address(make_follow_up(make_completion(make_person()))), {"used": "no"})
    client = signed_in(account)

    with django_assert_max_num_queries(8):
        page = client.get("/surveys/answers/").content.decode()

    assert page.count("No, it does not fit my work") == answers
