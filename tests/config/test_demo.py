"""A demonstration is one by decision, in a database of its own, and its accounts open nothing anywhere else."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from academy.people.demo import DEMO_PASSWORD, who_signs_in
from academy.people.models import Account, Person
from academy.people.rules import Role
from tests.builders import make_account, make_person, signed_in
from tests.config.commands import answer_of

pytestmark = pytest.mark.django_db


def a_demonstration_account() -> Account:
    account = make_account(Role.PRACTITIONER, password=DEMO_PASSWORD)
    Account.objects.update(is_demonstration=True)
    return account


def sign_in(account: Account) -> Client:
    client = Client()
    client.post("/people/sign-in/", {"email": account.email, "password": DEMO_PASSWORD})
    return client


def test_the_demonstration_is_not_built_outside_a_demonstration():
    with pytest.raises(CommandError, match="into a demonstration only"):
        call_command("demo", no_serve=True)

    assert not Person.objects.exists()


def test_the_demonstration_is_not_built_among_people_who_are_real(settings):
    settings.DEMONSTRATION = True
    make_account(person=make_person("Real", "Person"))

    with pytest.raises(CommandError, match="people who are not made up"):
        call_command("demo", no_serve=True)

    assert list(Person.objects.values_list("family_name", flat=True)) == ["Person"]


def test_a_demonstration_that_is_there_is_left_as_it_is(settings, capsys):
    settings.DEMONSTRATION = True
    a_demonstration_account()

    answer, _ = answer_of("demo", "--no-serve")

    assert answer | {"seconds": 0} == {
        "people": 1,
        "seconds": 0,
        "accounts": who_signs_in(),
        "password": DEMO_PASSWORD,
    }
    assert "there already" in capsys.readouterr().err


@pytest.mark.parametrize(("in_demonstration", "status"), [(True, 200), (False, 302)])
def test_its_printed_password_opens_the_door_in_a_demonstration_only(settings, in_demonstration, status):
    settings.DEMONSTRATION = in_demonstration

    client = sign_in(a_demonstration_account())

    assert client.get("/").status_code == status


def test_whoever_was_signed_in_when_the_demonstration_ended_is_out(settings):
    settings.DEMONSTRATION = True
    client = signed_in(a_demonstration_account())
    before = client.get("/").status_code

    settings.DEMONSTRATION = False

    assert (before, client.get("/").status_code, client.get("/api/catalogue/items").status_code) == (200, 302, 401)


@pytest.mark.parametrize("in_demonstration", [True, False])
def test_every_page_of_a_demonstration_and_of_nothing_else_says_that_it_is_one(settings, in_demonstration):
    settings.DEMONSTRATION = in_demonstration

    pages = [Client().get(address).content.decode() for address in ("/help/", "/people/sign-in/", "/records/verify/")]

    assert ["Demonstration data." in page for page in pages] == [in_demonstration] * 3
