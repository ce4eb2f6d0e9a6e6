"""Who looks at the pages about people, and how they read them."""

from collections.abc import Iterator

import pytest
from django.test import Client

from academy.people.models import Account, Organisation, SignInProvider
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.openid_provider import Hostile, hostile_provider
from tests.people.work_accounts import EMAIL, LEILA, set_up


@pytest.fixture
def trust() -> Organisation:
    return make_organisation("Weyshire Community Health", kind="health", code="trust")


@pytest.fixture
def grace(trust: Organisation) -> Client:
    """The training lead of a trust, signed in."""
    return signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Grace", "Lindqvist"), organisation=trust))


@pytest.fixture
def dan() -> Client:
    """The Academy team, signed in."""
    return signed_in(make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe")))


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    with hostile_provider(**LEILA) as provider:
        yield provider


@pytest.fixture
def leila(trust) -> Account:
    spell = make_spell(make_person("Leila", "Haddad", email=EMAIL), organisation=trust)
    return make_account(Role.PRACTITIONER, person=spell.person, organisation=trust)


@pytest.fixture
def provider(trust, hostile, leila) -> SignInProvider:
    return set_up(trust, hostile.issuer)
