"""Pages and endpoints read through the scope: `visible(viewer, Model)`, or a query that takes the viewer."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.code import ACADEMY, python_files, read

pytestmark = pytest.mark.house
DOORS = ("views", "api")
# A link with a key of its own says which record it is about, whoever holds it; nobody is signed in to have a reach.
BY_THEIR_OWN_KEY = {
    "booking/views/approvals.py: Approval",
    "booking/views/bookings.py: Booking",
    "booking/views/turns.py: Booking",
    "people/views/sign_in.py: Account",
    "people/views/single_sign_on.py: Invitation",
    "people/views/wishes.py: Person",
    "surveys/views.py: FollowUp",
}


def doors() -> list[Path]:
    return [
        file for file in python_files() if file.stem in DOORS or (file.parent != ACADEMY and file.parent.name in DOORS)
    ]


def read_past_the_scope(tree: ast.AST, scoped: set[str]) -> set[str]:
    """Models asked for everything they hold; an empty set to begin with is nobody's."""
    begun = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "none"}
    return {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "_default_manager", "_base_manager")
        and isinstance(node.value, ast.Name)
        and node.value.id in scoped
        and id(node) not in begun
    }


def test_no_page_or_endpoint_reads_past_the_scope():
    scoped = {model.__name__ for model in apps.get_models() if hasattr(model, "scope_path")}

    found = {
        f"{file.relative_to(ACADEMY)}: {name}" for file in doors() for name in read_past_the_scope(read(file), scoped)
    }

    assert found == BY_THEIR_OWN_KEY


def test_reading_past_the_scope_is_seen():
    tree = ast.parse(
        "def page(request):\n    return Person.objects.filter(pk=1), Team.objects.none(), Item.objects.all()"
    )

    assert read_past_the_scope(tree, {"Person", "Team"}) == {"Person"}
