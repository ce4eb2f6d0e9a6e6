"""An empty Academy begins with its authority and one person who may give roles to others."""

from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from academy.core.models import Entry
from academy.people.models import Account, Organisation
from academy.people.rules import Role
from tests.builders import make_account, make_organisation
from tests.config.commands import answer_of
from tests.people.second_steps import set_up_app

pytestmark = pytest.mark.django_db
WHO = ("Weyfield Council", "Dan", "Whitcombe", "Dan.Whitcombe@weyfield.example")


def test_the_first_person_chooses_a_password_and_may_then_give_roles():
    answer, _ = answer_of("begin", *WHO)
    link = urlsplit(answer.pop("link")).path
    client = Client()

    client.post(link, {"password": "three words together"})
    client.post("/people/sign-in/", {"email": answer["account"], "password": "three words together"})
    set_up_app(client)

    account = Account.objects.get()
    assert answer == {"organisation": "weyfield-council", "account": "dan.whitcombe@weyfield.example"}
    assert [(grant.role, grant.organisation.name) for grant in account.grants.all()] == [
        (Role.ACADEMY, "Weyfield Council")
    ]
    assert client.get(f"/people/{account.person_id}/roles/").status_code == 200


def test_an_authority_that_is_there_is_kept():
    make_organisation("Weyfield")

    answer_of("begin", *WHO)

    assert [organisation.name for organisation in Organisation.objects.all()] == ["Weyfield"]


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ((*WHO[:3], "dan"), "“dan” is not an e-mail address."),
        ((*WHO[:3], "taken@weyfield.example"), "Somebody here has that e-mail address already"),
    ],
)
def test_a_beginning_that_fails_leaves_nothing_behind(who, words):
    make_account(Role.PRACTITIONER).person.__class__.objects.update(email="taken@weyfield.example")
    before = (Organisation.objects.count(), Account.objects.count(), Entry.objects.count())

    with pytest.raises(CommandError, match=words):
        call_command("begin", *who)

    assert (Organisation.objects.count(), Account.objects.count(), Entry.objects.count()) == before


def test_an_academy_that_has_begun_is_not_begun_again():
    make_account(Role.ACADEMY)

    with pytest.raises(CommandError, match="Somebody has the Academy role already"):
        call_command("begin", *WHO)
