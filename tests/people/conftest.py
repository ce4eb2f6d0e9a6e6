"""Who looks at the pages about people, and how they read them."""

import pytest
from django.test import Client

from academy.people.models import Organisation
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, signed_in


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
