"""Switching a second step on and off, losing it, and the roles that must have one."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from academy.core.models import Entry, Notice
from academy.people import actions, rules
from academy.people.models import Account, Grant
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.people.second_steps import (
    ACCOUNT,
    PASSWORD,
    SET_UP,
    Phone,
    is_in,
    typed_password,
    with_app,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara() -> Account:
    return make_account(
        Role.PRACTITIONER, person=make_person("Amara", email="amara@weyshire.example"), password=PASSWORD
    )


@pytest.fixture
def dan() -> Account:
    return make_account(Role.ACADEMY, person=make_person("Dan", email="dan@weyshire.example"), password=PASSWORD)


def text(response) -> str:
    return response.content.decode()


def verbs(account: Account) -> list[str]:
    return list(Entry.objects.filter(subject_id=str(account.pk)).order_by("pk").values_list("verb", flat=True))


# Switching on and off


def fresh(account: Account) -> Client:
    """Signed in a moment ago with the password, and the code of their app if they have one."""
    return typed_password(account)


def test_somebody_switches_an_app_on_and_sees_recovery_codes_once(amara):
    client = fresh(amara)
    page = text(client.get(f"{ACCOUNT}app/"))
    key = re.search(r'app-key-text">([A-Z2-7 ]+)<', page)[1].replace(" ", "")

    shown = client.post(f"{ACCOUNT}app/", {"code": Phone(key).code()})
    again = client.get(f"{ACCOUNT}app/")

    assert "data:image/svg+xml;base64," in page
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", text(shown))) == 10
    assert "no-store" in shown["Cache-Control"]
    assert again["Location"] == ACCOUNT
    assert "Authenticator app, on" in text(client.get(ACCOUNT))


def test_the_key_stays_the_same_until_it_is_on_so_that_a_mistyped_code_costs_nothing(amara):
    client = fresh(amara)
    first = re.search(r'app-key-text">([A-Z2-7 ]+)<', text(client.get(f"{ACCOUNT}app/")))[1]

    refused = text(client.post(f"{ACCOUNT}app/", {"code": "12"}))

    assert "That is not the code your app shows for this key" in refused
    assert first in refused


def test_changing_it_asks_for_proof_when_somebody_signed_in_a_while_ago(amara):
    client = signed_in(amara)

    asked = client.get(f"{ACCOUNT}app/")
    wrong = client.post(asked["Location"], {"password": "wrong", "next": f"{ACCOUNT}app/"})
    right = client.post(asked["Location"], {"password": PASSWORD, "next": f"{ACCOUNT}app/"})

    assert asked["Location"] == f"{ACCOUNT}prove/?next=%2Fpeople%2Faccount%2Fapp%2F"
    assert "That is not your password" in text(wrong)
    assert right["Location"] == f"{ACCOUNT}app/"
    assert client.get(f"{ACCOUNT}app/").status_code == 200


def test_proof_lasts_five_minutes(amara):
    client = fresh(amara)
    assert client.get(f"{ACCOUNT}app/").status_code == 200
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()

    assert client.get(f"{ACCOUNT}app/").status_code == 302


def test_with_an_app_the_password_is_not_proof_enough(amara):
    phone, _ = with_app(amara)
    client = signed_in(amara)
    off = f"{ACCOUNT}app/off/"

    client.post(f"{ACCOUNT}prove/", {"password": PASSWORD, "next": off})
    refused = client.post(off)
    client.post(f"{ACCOUNT}prove/", {"code": phone.code(), "next": off})
    asked = client.get(off)
    done = client.post(off)

    assert refused["Location"].startswith(f"{ACCOUNT}prove/")
    assert "Switch off the authenticator app" in asked.content.decode()
    assert done["Location"] == f"{ACCOUNT}?app-off"
    assert not Authenticator.objects.exists()


def test_a_change_ends_every_other_sign_in_and_the_person_is_told(amara):
    elsewhere, here = signed_in(amara), fresh(amara)
    page = text(here.get(f"{ACCOUNT}app/"))
    key = re.search(r'app-key-text">([A-Z2-7 ]+)<', page)[1].replace(" ", "")

    here.post(f"{ACCOUNT}app/", {"code": Phone(key).code()})

    assert elsewhere.get(ACCOUNT).status_code == 302
    assert here.get(ACCOUNT).status_code == 200
    notice = Notice.objects.get()
    assert notice.to == amara.email
    assert "You have switched on an authenticator app for your account." in notice.body


def test_an_app_is_switched_on_once(amara):
    phone, _ = with_app(amara)

    with pytest.raises(rules.AlreadyOn):
        actions.switch_on_app(amara, phone.key, phone.code())


@pytest.mark.parametrize("do", [actions.switch_off_app, actions.make_recovery_codes])
def test_what_is_not_there_is_not_switched_off(amara, do):
    with pytest.raises(rules.NotOn):
        do(amara)


def test_whose_role_must_have_one_keeps_the_last(dan):
    with_app(dan)

    with pytest.raises(rules.StillNeeded):
        actions.switch_off_app(dan)


# Lost


@pytest.fixture
def trust():
    return make_organisation("Weyshire Community Health", kind="health", code="trust")


@pytest.fixture
def grace(trust) -> Account:
    return make_account(Role.TRAINING_LEAD, person=make_person("Grace", "Lindqvist"), organisation=trust)


def colleague(trust, *roles: Role) -> Account:
    person = make_person("Priya", "Nair", email="priya@weyshire.example")
    make_spell(person, organisation=trust)
    return make_account(*roles, person=person, organisation=trust, password=PASSWORD)


def test_a_training_lead_takes_away_what_was_lost_and_the_person_is_told(trust, grace):
    priya = colleague(trust, Role.PRACTITIONER)
    with_app(priya)
    theirs, address = signed_in(priya), f"/people/{priya.person_id}/account/second-step/"
    Notice.objects.all().delete()

    answer = signed_in(grace).post(address)

    assert answer["Location"] == f"/people/{priya.person_id}/account/"
    assert is_in(typed_password(priya))
    assert theirs.get(ACCOUNT).status_code == 302
    assert Entry.objects.filter(verb="reset the second step of", by_id=grace.pk).count() == 1
    assert "Grace Lindqvist has reset the second step of your account" in Notice.objects.get().body


def test_nobody_takes_away_their_own_that_of_somebody_above_or_of_another_agency(trust, grace):
    priya = colleague(trust, Role.PRACTITIONER)
    elsewhere = make_account(Role.PRACTITIONER, person=make_person("Zinnia"))
    top = make_organisation("Weyshire")
    for account in (priya, elsewhere, grace):
        with_app(account)
    lead = signed_in(grace)
    Grant.objects.create(account=priya, role=Role.DIRECTOR, organisation=top, starts_on="2020-01-06")

    answers = [
        lead.post(f"/people/{account.person_id}/account/second-step/").status_code
        for account in (priya, elsewhere, grace)
    ]

    assert answers == [404, 404, 404]
    assert Authenticator.objects.filter(type="totp").count() == 3


# Those who must


@pytest.mark.parametrize(
    ("role", "must"),
    [
        (Role.PRACTITIONER, False),
        (Role.MANAGER, False),
        (Role.TRAINING_LEAD, True),
        (Role.ACADEMY, True),
        (Role.DIRECTOR, True),
        (Role.MEMBER, False),
    ],
)
def test_some_roles_must_set_one_up_before_anything_else(role, must):
    account = make_account(role, password=PASSWORD)

    client = typed_password(account)

    assert is_in(client) is not must
    assert client.get(SET_UP).status_code == (200 if must else 302)


def test_setting_it_up_signs_them_in_with_their_codes_in_hand(dan):
    client = typed_password(dan, next="/people/")
    page = text(client.get(SET_UP))
    key = re.search(r'app-key-text">([A-Z2-7 ]+)<', page)[1].replace(" ", "")

    shown = text(client.post(SET_UP, {"code": Phone(key).code()}))

    assert is_in(client)
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", shown)) == 10
    assert 'href="/people/">I have kept them' in shown
    assert verbs(dan) == ["switched on an authenticator app for", "signed in"]


def test_the_setting_says_which_roles(dan, settings):
    settings.SECOND_FACTOR = frozenset()

    assert is_in(typed_password(dan))


@pytest.mark.parametrize(("in_demonstration", "must"), [(True, False), (False, True)])
def test_a_demonstration_account_need_not_while_it_is_a_demonstration(dan, settings, in_demonstration, must):
    Account.objects.filter(pk=dan.pk).update(is_demonstration=in_demonstration)
    settings.DEMONSTRATION = True

    assert is_in(typed_password(dan)) is not must


def test_a_role_that_has_ended_asks_for_nothing(dan):
    Grant.objects.filter(account=dan).update(ends_on="2021-01-01")

    assert is_in(typed_password(dan))
