"""Signing in with the account one has at work: whose account it is, and who sets it up."""

import logging
import re

import pytest
from django.test import Client

from academy.core.models import Entry
from academy.people import actions
from academy.people.models import Account, SignInIdentity, SignInProvider
from academy.people.rules import Role
from academy.people.rules.invitations import INVITATION_LASTS
from academy.people.rules.single_sign_on import domains_in, is_issuer, may_be_linked
from tests.builders import make_account, make_organisation, make_spell, signed_in
from tests.openid_provider import CLIENT, SECRET
from tests.people.reading import days, read
from tests.people.work_accounts import EMAIL, LEILA, and_back, is_in, set_up, signs_in, to_provider

pytestmark = pytest.mark.django_db


# --- not in: whose account it is --------------------------------------------------------------------------------------


def unknown(leila, hostile, provider):
    hostile.person = LEILA | {"email": "nobody@trust.example"}


def unverified(leila, hostile, provider):
    hostile.person = LEILA | {"email_verified": False}


def verified_in_words(leila, hostile, provider):
    hostile.person = LEILA | {"email_verified": "true"}


def silent(leila, hostile, provider):
    hostile.person = {"sub": LEILA["sub"], "email": EMAIL}


def another_domain(leila, hostile, provider):
    Account.objects.filter(pk=leila.pk).update(email="leila@police.example")
    hostile.person = LEILA | {"email": "leila@police.example"}


def another_organisation(leila, hostile, provider):
    SignInProvider.objects.filter(pk=provider.pk).update(organisation=make_organisation("Police"))


def known_elsewhere(leila, hostile, provider):
    other = set_up(provider.organisation, "https://other.example", name="Other")
    SignInIdentity.objects.create(
        provider=other, issuer=other.issuer, subject="x", account=leila, linked_at=leila.created_at
    )


def somebody_had_the_address_before(leila, hostile, provider):
    signs_in(provider)
    hostile.person = LEILA | {"sub": "00u-a-new-leila"}


def left(leila, hostile, provider):
    actions.end_post(leila.person.spells.earliest("pk"), on=days(-1), by=None)


def closed(leila, hostile, provider):
    actions.close_account(leila, by=None)


def left_since(leila, hostile, provider):
    signs_in(provider)
    left(leila, hostile, provider)


def moved_since(leila, hostile, provider):
    signs_in(provider)
    make_spell(leila.person, organisation=make_organisation("Police"), job_role="nurse")
    left(leila, hostile, provider)


def nothing(leila, hostile, provider):
    """The control."""


REFUSED = [
    unknown,
    unverified,
    verified_in_words,
    silent,
    another_domain,
    another_organisation,
    known_elsewhere,
    somebody_had_the_address_before,
    left,
    closed,
    left_since,
    moved_since,
]


@pytest.mark.parametrize("case", [*REFUSED, nothing], ids=lambda case: case.__name__)
def test_whoever_is_not_let_in_reads_the_same(provider, hostile, leila, case, caplog):
    case(leila, hostile, provider)
    client = Client()
    linked = SignInIdentity.objects.count()

    with caplog.at_level(logging.WARNING):
        answer = signs_in(provider, client)

    assert is_in(client) == (case is nothing)
    assert answer.status_code == (302 if case is nothing else 403)
    if case is not nothing:
        assert "We could not sign you in that way. Try again, or sign in with a password." in answer.content.decode()
        assert "Leila" not in answer.content.decode()
        assert SignInIdentity.objects.count() == linked
        assert "A sign-in from an organisation was refused" in caplog.text
        assert EMAIL not in caplog.text


def test_those_pages_are_the_same_to_the_byte(provider, hostile, leila):
    pages = set()
    for case in (unknown, unverified, another_domain, closed):
        case(leila, hostile, provider)
        answer = signs_in(provider)
        pages.add((answer.status_code, re.sub(r'(nonce|value)="[\w-]+"', "", answer.content.decode())))

    assert len(pages) == 1


def test_an_invitation_joins_the_account_whatever_the_provider_says_of_the_address(provider, hostile, leila):
    hostile.person = {"sub": "00u-leila", "email": "lh1@trust.onmicrosoft.example"}
    invitation = actions.send_invitation(leila, by=None)
    token = actions.invitation_link(invitation).rstrip("/").rpartition("/")[2]
    client = Client()
    assert "Sign in with Trust" in read(client, f"/people/invitation/{token}/")

    answer = client.get(and_back(to_provider(client, provider, invitation=token)))
    again = Client()
    hostile.person = {"sub": "00u-thief"}
    second = again.get(and_back(to_provider(again, provider, invitation=token)))

    assert (answer.status_code, is_in(client)) == (302, True)
    assert (second.status_code, is_in(again)) == (403, False)
    assert Client().get(f"/people/invitation/{token}/").status_code == 410
    assert INVITATION_LASTS.days == 7


# --- setting it up ----------------------------------------------------------------------------------------------------


def typed(issuer: str = "https://login.trust.example/tenant", **changed: str) -> dict[str, str]:
    return {
        "name": "Trust",
        "issuer": issuer,
        "client_id": CLIENT,
        "secret": SECRET,
        "email_domains": "trust.example, @Health.Example",
        "is_on": "on",
    } | changed


def test_a_training_lead_sets_it_up_and_the_secret_is_sealed_and_never_shown(grace, trust):
    grace.post(f"/people/organisations/{trust.pk}/ways-in/new/", typed())

    provider = SignInProvider.objects.get()
    assert (provider.issuer, provider.email_domains, provider.is_on) == (
        "https://login.trust.example/tenant",
        ["health.example", "trust.example"],
        True,
    )
    page = read(grace, f"/people/sign-in-providers/{provider.pk}/")
    assert f"/people/sign-in/{provider.pk}/return/" in page
    assert SECRET not in page
    assert SECRET not in str(SignInProvider.objects.values()) + str(list(Entry.objects.values()))
    assert "Sign in with Trust" in read(Client(), "/people/sign-in/")


def test_switched_off_it_is_not_offered_and_not_gone_to(grace, provider, hostile):
    grace.post(f"/people/sign-in-providers/{provider.pk}/", typed(hostile.issuer, secret="", is_on=""))

    assert "Sign in with Trust" not in read(Client(), "/people/sign-in/")
    assert Client().get(f"/people/sign-in/{provider.pk}/").status_code == 404
    assert Client().get(f"/people/sign-in/{provider.pk}/return/").status_code == 404


def test_another_issuer_needs_its_own_secret_and_forgets_who_was_known(grace, provider, leila):
    signs_in(provider)

    without_secret = grace.post(f"/people/sign-in-providers/{provider.pk}/", typed(secret=""))
    grace.post(f"/people/sign-in-providers/{provider.pk}/", typed())

    assert "needs a secret of its own" in without_secret.content.decode()
    assert not SignInIdentity.objects.exists()


def test_nobody_sets_it_up_for_another_organisation(provider, trust):
    other = signed_in(make_account(Role.TRAINING_LEAD, organisation=make_organisation("Police")))
    practitioner = signed_in(make_account(Role.PRACTITIONER, organisation=trust))
    addresses = [
        f"/people/organisations/{trust.pk}/ways-in/",
        f"/people/organisations/{trust.pk}/ways-in/new/",
        f"/people/sign-in-providers/{provider.pk}/",
    ]

    assert [[client.get(to).status_code for to in addresses] for client in (other, practitioner)] == [[404] * 3] * 2
    assert [[client.post(to, typed()).status_code for to in addresses] for client in (other, practitioner)] == [
        [404] * 3
    ] * 2


@pytest.mark.parametrize(
    ("issuer", "may_be_near", "is_one"),
    [
        ("https://login.example/tenant/v2.0", False, True),
        ("http://login.example", False, False),
        ("http://login.example", True, False),
        ("https://127.0.0.1", False, False),
        ("http://127.0.0.1:9400", True, True),
        ("https://localhost", False, False),
        ("https://user:secret@login.example", False, False),
        ("https://login.example/?a=b", False, False),
        ("https://login.example/#a", False, False),
        ("file:///etc/passwd", True, False),
        ("login.example", False, False),
    ],
)
def test_what_can_be_an_issuer(issuer, may_be_near, is_one):
    assert is_issuer(issuer, may_be_near=may_be_near) == is_one


@pytest.mark.parametrize(
    ("email", "is_verified", "may"),
    [
        ("a@trust.example", True, True),
        ("A@TRUST.example", True, True),
        ("a@trust.example", "true", False),
        ("a@trust.example", 1, False),
        ("a@trust.example", None, False),
        ("a@sub.trust.example", True, False),
        ("a@nottrust.example", True, False),
        ("@", True, False),
        ("", True, False),
    ],
)
def test_which_addresses_a_provider_may_vouch_for(email, is_verified, may):
    assert may_be_linked(email, is_verified=is_verified, domains=["trust.example"]) == may


def test_domains_are_read_as_people_write_them():
    assert domains_in(" @Trust.example; health.example,\ntrust.example ") == ["health.example", "trust.example"]
