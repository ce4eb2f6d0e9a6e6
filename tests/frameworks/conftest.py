"""Amara, whose line manager is Ruth, and a framework of three capabilities."""

import pytest

from tests.builders import make_person, make_spell
from tests.builders_practice import make_framework


@pytest.fixture
def standards():
    return make_framework("Standards", "Neglect", "Recording", "Listening")


@pytest.fixture
def ruth():
    return make_person("Ruth", "Adeyemi")


@pytest.fixture
def amara(ruth):
    person = make_person("Amara", "Okafor")
    make_spell(person, line_manager=ruth)
    return person
