"""Every notice says which kind it is, so that its reader's wishes are asked: `people/rules/notice_kinds.csv`."""

import ast

import pytest

from academy.people.rules import notice_kinds
from tests.house.code import ACADEMY, python_files, read

pytestmark = pytest.mark.house
WRITES = ("send", "written")


def notices_written(tree: ast.AST) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "notices"
    ]


def kind_of(call: ast.Call) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == "kind"), None)


def test_every_notice_says_its_kind_and_the_table_has_it():
    calls = [(file, call) for file in python_files() for call in notices_written(read(file))]
    said = {(str(file.relative_to(ACADEMY)), call.lineno): kind_of(call) for file, call in calls}
    words = {kind.value for kind in said.values() if isinstance(kind, ast.Constant)}

    assert [where for where, kind in said.items() if kind is None] == []
    assert words <= set(notice_kinds())
    assert len(words) > 5


def test_a_notice_without_a_kind_is_seen():
    [call] = notices_written(ast.parse("notices.send('key', to='a', template='b')"))

    assert kind_of(call) is None
