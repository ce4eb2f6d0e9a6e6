"""Only a room itself writes its tables: another room calls its actions."""

import ast

import pytest

from tests.house.code import imports, python_files, read, room_of

pytestmark = pytest.mark.house
WRITES = {
    *("create", "save", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("create_user", "create_superuser", "add", "set", "remove", "clear"),
}
ON_A_SET_OF_RELATIONS = {"add", "set", "remove", "clear"}


def foreign_writes(tree: ast.Module, *, room: str) -> list[str]:
    """Calls that write to a model, a query or a record that came from another room."""
    nouns, readers = foreign_names(tree, room)
    found = set()
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))]:
        records = foreign_records(scope, nouns, readers)
        for call in (node for node in ast.walk(scope) if isinstance(node, ast.Call)):
            if is_write(call, nouns, readers, records):
                found.add((call.lineno, ast.unparse(call.func)))
    return [f"line {line}: {words}" for line, words in sorted(found)]


def foreign_names(tree: ast.AST, room: str) -> tuple[set[str], set[str]]:
    """The models of other rooms, and the modules and functions that read them, by what they are called here."""
    nouns, readers = set(), set()
    for taken in imports(tree):
        if taken.room != room and taken.file == "models":
            nouns.add(taken.called)
        elif taken.room != room and taken.file in ("queries", "scope"):
            readers.add(taken.called)
    return nouns, readers


def foreign_records(scope: ast.AST, nouns: set[str], readers: set[str]) -> set[str]:
    """Variables of this function that hold somebody else's records."""
    records = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.arg) and node.annotation and names_in(node.annotation) & nouns:
            records.add(node.arg)
        elif isinstance(node, ast.Assign | ast.For | ast.NamedExpr):
            source = node.iter if isinstance(node, ast.For) else node.value
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if comes_from(source, nouns, readers):
                records |= {target.id for target in targets if isinstance(target, ast.Name)}
    return records


def comes_from(source: ast.expr, nouns: set[str], readers: set[str]) -> bool:
    """An expression that begins at a foreign model or read, and is not a plain figure taken from it."""
    return isinstance(source, ast.Call | ast.Subscript) and root(source) in nouns | readers


def is_write(call: ast.Call, nouns: set[str], readers: set[str], records: set[str]) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    owner, begins = call.func.value, root(call.func)
    if call.func.attr in ON_A_SET_OF_RELATIONS and not (begins in records and isinstance(owner, ast.Attribute)):
        return False
    return begins in nouns or begins in records or (begins in readers and not isinstance(owner, ast.Name))


def root(node: ast.expr) -> str:
    """The name that `a.b(c).d[e]` begins with."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def names_in(node: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def test_no_room_writes_another_rooms_tables():
    found = {
        str(file): wrong
        for file in python_files()
        if room_of(file)
        for wrong in [foreign_writes(read(file), room=room_of(file))]
        if wrong
    }

    assert found == {}


TAKEN = "from academy.people import models, queries, actions\nfrom academy.people.models import Person\n"


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("Person.objects.filter(name='A').count()", []),
        ("actions.update(person)", []),
        ("queries.update(person)", []),
        ("seen = set()\nseen.add(Person.objects.get(pk=1))", []),
        ("def f(person: Person, seen):\n    person.teams.all()\n    seen.add(person)", []),
        ("def f(b: Booking):\n    b.save()", []),
        ("Person.objects.create(name='A')", ["line 3: Person.objects.create"]),
        ("Person(name='A').save()", ["line 3: Person(name='A').save"]),
        ("models.Person.objects.filter(pk=1).update(name='B')", ["line 3: models.Person.objects.filter(pk=1).update"]),
        ("queries.persons(viewer).delete()", ["line 3: queries.persons(viewer).delete"]),
        ("def f(person: Person):\n    person.save()", ["line 4: person.save"]),
        ("def f(person: Person | None):\n    person.teams.add(1)", ["line 4: person.teams.add"]),
        ("def f():\n    for p in Person.objects.all():\n        p.delete()", ["line 5: p.delete"]),
        ("def f(v):\n    p = queries.persons(v).first()\n    p.save()", ["line 5: p.save"]),
    ],
)
def test_the_reading_tells_a_foreign_write_from_a_read(code, wrong):
    assert foreign_writes(ast.parse(TAKEN + code), room="booking") == wrong


def test_a_room_may_write_its_own_tables():
    assert foreign_writes(ast.parse(TAKEN + "Person.objects.create(name='A')"), room="people") == []
