"""What the clock starts, and what the menu opens."""

import inspect
from importlib import import_module

import pytest
from django.urls import reverse

from academy.config.menu import MENU
from academy.config.schedule import EVERY, FUNCTIONS
from academy.people.rules import Role
from tests.builders import make_account, signed_in
from tests.house.code import ACADEMY


def jobs() -> set[str]:
    """Every function for the clock that a room has."""
    rooms = {file.relative_to(ACADEMY).parts[0] for file in [*ACADEMY.glob("*/jobs.py"), *ACADEMY.glob("*/jobs/*.py")]}
    return {name for room in rooms - {"core"} for name in jobs_of(room)}


def jobs_of(room: str) -> set[str]:
    """In one file, or in a folder that hands on what its files hold."""
    module = import_module(f"academy.{room}.jobs")
    found = inspect.getmembers(module, inspect.isfunction)
    own = module.__name__
    return {f"{room}.{name}" for name, each in found if each.__module__.startswith(own) and name[0] != "_"}


def test_every_job_of_a_room_can_be_started():
    assert jobs() == set(FUNCTIONS)


def test_what_recurs_can_be_started():
    assert set(EVERY) <= set(FUNCTIONS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "role"), sorted({(entry.name, role) for entry in MENU for role in entry.roles}), ids=str
)
def test_what_the_menu_offers_somebody_opens_for_them(name, role):
    client = signed_in(make_account(Role(role)))

    answer = client.get(reverse(name), follow=True)

    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_menu_has_four_to_seven_words_and_marks_where_one_is(role):
    page = signed_in(make_account(role)).get("/").content.decode()
    menu = page[page.index('id="menu"') : page.index("</nav>")]

    assert menu.count('aria-current="page"') == 1
    assert menu.count("<li><a") <= 7
