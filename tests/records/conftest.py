"""Amara, her line manager and her training lead at Weyshire Council, who meet wherever something is handed in."""

import pytest

from academy.people.rules import Role
from tests.builders import make_account, make_item, make_organisation, make_person, make_spell, signed_in


@pytest.fixture
def council():
    return make_organisation("Weyshire Council", code="council")


@pytest.fixture
def ruth(council):
    person = make_person("Ruth", "Adeyemi", email="ruth@weyshire.example")
    make_spell(person, organisation=council)
    return person


@pytest.fixture
def amara(council, ruth):
    person = make_person("Amara", "Okafor", email="amara@weyshire.example", swe_number="SW1")
    make_spell(person, organisation=council, line_manager=ruth)
    return person


@pytest.fixture
def account(amara, council):
    return make_account(Role.PRACTITIONER, person=amara, organisation=council)


@pytest.fixture
def client(account):
    return signed_in(account)


@pytest.fixture
def manager(ruth, council):
    return make_account(Role.MANAGER, person=ruth, organisation=council)


@pytest.fixture
def lead(council):
    grace = make_person("Grace", "Lindqvist", email="grace@weyshire.example")
    return make_account(Role.TRAINING_LEAD, person=grace, organisation=council)


@pytest.fixture
def item(council):
    return make_item("Safeguarding level 3", organisation=council)
