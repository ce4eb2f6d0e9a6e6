"""The code as the house tests read it: rooms, files, and what each file takes from where."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ACADEMY = ROOT / "academy"
GROUND = {"ui", "core", "analysis"}


@dataclass(frozen=True)
class Import:
    """`from academy.people.models import Person as P` is ("people", "models", "Person", "P")."""

    room: str
    file: str
    name: str
    called: str
    line: int


def contracts() -> list[dict]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def floors() -> dict[str, int]:
    """How high each room stands: the same number is the same floor, and 0 is the ground."""
    layers = reversed(contracts()[0]["layers"])
    return {name.strip(" ()"): floor for floor, layer in enumerate(layers) for name in layer.split("|")}


def python_files(folder: Path = ACADEMY) -> list[Path]:
    return sorted(file for file in folder.rglob("*.py") if "migrations" not in file.parts)


def room_of(file: Path) -> str:
    inside = file.relative_to(ACADEMY).parts
    return inside[0] if len(inside) > 1 else ""


def read(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[Import]:
    """What is taken from a room of the Academy, wherever in the file it is taken."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield from taken(f"{node.module}.{alias.name}", alias.asname or alias.name, node.lineno)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from taken(alias.name, alias.asname or alias.name, node.lineno)


def taken(path: str, called: str, line: int) -> Iterator[Import]:
    package, *parts = path.split(".")
    if package == "academy" and parts:
        room, file, name = [*parts, "", ""][:3] if len(parts) < 3 else (parts[0], parts[1], parts[-1])
        yield Import(room=room, file=file, name=name, called=called, line=line)


def kept_files() -> list[Path]:
    """Everything that is, or is about to be, in the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a git clone, so what is kept cannot be told")
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
