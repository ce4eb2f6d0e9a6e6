"""Who may see what, on a page; and looking as somebody else, on made-up people only."""

import pytest
from django.test import Client

from academy.core.models import Entry
from academy.people.models import Account
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Account:
    return make_account(Role.ACADEMY, person=make_person("Dan"), organisation=make_organisation())


def made_up(role: Role, name: str) -> Account:
    account = make_account(role, person=make_person(name), organisation=make_organisation())
    Account.objects.filter(pk=account.pk).update(is_demonstration=True)
    account.refresh_from_db()
    return account


def looked_at_by(client: Client) -> str:
    return str(client.get("/").wsgi_request.viewer.name)


def test_each_role_is_shown_with_how_far_it_reaches(team):
    page = signed_in(team).get("/people/roles/", {"role": "manager"}).content.decode()

    of_the_team = page.split("For themselves and the people whose line manager they are")[1].split("<h3")[0]
    assert "<li>see bookings</li>" in of_the_team
    assert "<li>give roles</li>" in page.split("Not at all")[1]


def test_a_role_that_is_not_there_shows_the_first(team):
    page = signed_in(team).get("/people/roles/", {"role": "queen"}).content.decode()

    assert '<h2 class="govuk-heading-l">Practitioner</h2>' in page


def test_in_a_demonstration_the_academy_team_looks_as_a_line_manager_and_comes_back(settings):
    settings.DEMONSTRATION = True
    dan, ruth = made_up(Role.ACADEMY, "Dan"), made_up(Role.MANAGER, "Ruth")
    client = signed_in(dan)

    client.post("/people/roles/look-as/manager/")
    seen_as = looked_at_by(client)
    client.post("/people/roles/look-back/")

    assert (seen_as, looked_at_by(client)) == (str(ruth), str(dan))
    assert Entry.objects.filter(verb="began to look as", by_id=dan.pk, subject_id=str(ruth.pk)).count() == 1
    assert client.post("/people/roles/look-back/").status_code == 404


@pytest.mark.parametrize(
    ("is_demonstration", "looker_is_made_up", "shown_is_made_up"),
    [(False, True, True), (True, False, True), (True, True, False)],
)
def test_nobody_looks_as_a_real_person_nor_where_real_people_are(
    settings, is_demonstration, looker_is_made_up, shown_is_made_up
):
    settings.DEMONSTRATION = True
    dan, ruth = made_up(Role.ACADEMY, "Dan"), made_up(Role.MANAGER, "Ruth")
    client = signed_in(dan)
    Account.objects.filter(pk=dan.pk).update(is_demonstration=looker_is_made_up)
    Account.objects.filter(pk=ruth.pk).update(is_demonstration=shown_is_made_up)
    settings.DEMONSTRATION = is_demonstration

    status = client.post("/people/roles/look-as/manager/").status_code

    assert status in (302, 404)
    assert not Entry.objects.filter(verb="began to look as").exists()


def test_who_did_not_begin_to_look_cannot_go_back_to_anybody(settings):
    settings.DEMONSTRATION = True
    made_up(Role.ACADEMY, "Dan")

    assert signed_in(made_up(Role.MANAGER, "Ruth")).post("/people/roles/look-back/").status_code == 404
    assert Client().post("/people/roles/look-back/").status_code == 404
