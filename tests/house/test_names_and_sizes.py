"""Names say what a thing is, and files stay short enough to read."""

import ast
import re

import pytest

from tests.house.code import ACADEMY, ROOT, kept_files, python_files, read

pytestmark = pytest.mark.house
SAY_NOTHING = {"utils", "util", "helpers", "helper", "data", "process", "handle", "handler", "misc"}
DJANGO_CALLS_IT = {
    "handle",
    "handle_raw_input",
    "process_request",
    "process_response",
    "process_view",
    "process_exception",
}
UNCHANGED = "bench/web_load.py"  # the driver that also measures the peers: kept as it is, so that costs compare
LINES = 400


def empty_names(tree: ast.AST) -> list[str]:
    """Functions and classes named after nothing in particular."""
    named = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names = [node.name for node in ast.walk(tree) if isinstance(node, named)]
    return sorted(name for name in names if name not in DJANGO_CALLS_IT and is_empty(name))


def is_empty(name: str) -> bool:
    """Whether it begins or ends with a word that says nothing. A manager is a person, unless it is a class of ours."""
    words = [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
    if not words:
        return False
    is_some_manager = words[-1] == "manager" and name[0].isupper() and words != ["line", "manager"]
    return words[0] in {"process", "handle"} or words[-1] in SAY_NOTHING or is_some_manager


def too_long(text: str) -> bool:
    return len(text.splitlines()) > LINES


def test_no_file_is_named_after_nothing():
    found = [
        str(file.relative_to(ROOT)) for file in ACADEMY.rglob("*") if is_empty(file.stem) and file.suffix != ".pyc"
    ]

    assert found == []


def test_no_function_or_class_is_named_after_nothing():
    found = {str(file.relative_to(ROOT)): wrong for file in python_files() if (wrong := empty_names(read(file)))}

    assert found == {}


def test_no_file_is_longer_than_400_lines():
    written = [file for file in kept_files() if file.parent.name != "migrations"]  # those a machine writes
    read_by_people = [file for file in written if file.suffix in {".py", ".html", ".js"} or file.name == "run"]

    found = [str(file.relative_to(ROOT)) for file in read_by_people if too_long(file.read_text(encoding="utf-8"))]

    assert found == [UNCHANGED]


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("def process_rows(): ...", ["process_rows"]),
        ("class BookingManager: ...", ["BookingManager"]),
        ("def booking_utils(): ...", ["booking_utils"]),
        ("def load_data(): ...", ["load_data"]),
        ("def line_manager(): ...", []),
        ("class Command:\n    def handle(self): ...", []),
        ("def book_place(): ...", []),
    ],
)
def test_the_reading_tells_an_empty_name_from_a_word(code, wrong):
    assert empty_names(ast.parse(code)) == wrong


def test_a_long_file_would_be_seen():
    assert (too_long("\n" * 400), too_long("\n" * 401)) == (False, True)
