"""From another room one may take its nouns, reads, writes, rules and measures; pages, doors and jobs are its own."""

import ast

import pytest

from tests.house.code import GROUND, imports, python_files, read, room_of

pytestmark = pytest.mark.house
OPEN = {"models", "queries", "actions", "rules", "measures"}


def private_imports(tree: ast.AST, *, room: str, is_demo: bool = False) -> list[str]:
    """What this file, in this room, takes that is another room's own. The demonstration is one story, told by rooms."""
    return [
        f"line {taken.line}: academy.{taken.room}.{taken.file}"
        for taken in imports(tree)
        if taken.room not in {room, "config", *GROUND}
        and taken.file not in OPEN
        and (taken.room, taken.file) != ("people", "scope")
        and not (is_demo and taken.file == "demo")
    ]


def test_no_room_takes_what_is_private_to_another():
    found = {
        str(file): wrong
        for file in python_files()
        if room_of(file) not in ("config", "")
        for wrong in [private_imports(read(file), room=room_of(file), is_demo="demo" in file.parts)]
        if wrong
    }

    assert found == {}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("from academy.people.models import Person", []),
        ("from academy.people.scope import visible", []),
        ("from academy.people import actions as people", []),
        ("from academy.core import trail", []),
        ("from academy.booking.views import book", []),
        ("from academy.people.views import person", ["line 1: academy.people.views"]),
        ("from academy.people import jobs", ["line 1: academy.people.jobs"]),
        ("import academy.records.xapi", ["line 1: academy.records.xapi"]),
        ("def later():\n    from academy.people.demo import everyone", ["line 2: academy.people.demo"]),
    ],
)
def test_the_reading_tells_private_from_open(line, wrong):
    assert private_imports(ast.parse(line), room="booking") == wrong
