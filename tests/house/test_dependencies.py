"""What the project says it needs, what is pinned, and what is written down are the same list."""

import re
import tomllib

import pytest

from tests.house.code import ROOT

pytestmark = pytest.mark.house


def named(lines: list[str]) -> set[str]:
    """The packages that requirement lines name, without versions, extras, markers and comments."""
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-", " ")))
    return {match.group().lower() for match in found if match}


def lines_of(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def test_the_project_asks_for_what_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert named(project["dependencies"]) == named(lines_of("requirements.in"))
    assert named(lines_of("requirements.in")) <= named(lines_of("requirements.lock"))
    assert named(lines_of("requirements.lock")) <= named(lines_of("requirements-dev.lock"))


def test_what_runs_is_the_same_version_as_what_is_tested():
    def versions(name: str) -> set[str]:
        return {line.rstrip(" \\") for line in lines_of(name) if "==" in line}

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_every_package_says_what_it_is_for():
    page = (ROOT / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8").lower()
    asked = named([line for name in ("", "-dev", "-installer", "-node") for line in lines_of(f"requirements{name}.in")])

    assert {name for name in asked if name not in page} == set()


def test_requirement_lines_are_read_as_meant():
    lines = [
        "# a comment",
        "-r other.in",
        "psycopg[binary]>=3.2",
        'pysqlite3>=0.6 ; sys_platform == "linux"',
        "    --hash=x",
    ]

    assert named(lines) == {"psycopg", "pysqlite3"}
