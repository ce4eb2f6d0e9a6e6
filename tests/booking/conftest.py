"""Who looks at the pages of booking."""

import pytest
from django.test import Client

from academy.people.rules import Role
from tests.booking.cast import account_of, make_partnership, worker
from tests.builders import make_account, make_person, signed_in


@pytest.fixture
def partners():
    return make_partnership()


@pytest.fixture
def ruth(partners):
    return worker("Ruth", partners.council)


@pytest.fixture
def amara(partners, ruth):
    return worker("Amara", partners.council, manager=ruth)


@pytest.fixture
def hers(amara) -> Client:
    return signed_in(account_of(amara))


@pytest.fixture
def academy() -> Client:
    return signed_in(make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe")))
