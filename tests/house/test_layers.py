"""The contracts that ./run check holds the code to: every room is in them, and a wrong import breaks them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.code import ACADEMY, GROUND, ROOT, contracts, floors

pytestmark = pytest.mark.house
ROOMS, FILES, ANALYSIS = contracts()


def rooms_here() -> set[str]:
    return {folder.name for folder in ACADEMY.iterdir() if (folder / "__init__.py").is_file()}


def a_house(folder: Path, files: dict[str, str]) -> Path:
    """A small house with the same contracts, every room empty but for these files."""
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    for room in rooms_here():
        (folder / "academy" / room).mkdir(parents=True)
        (folder / "academy" / room / "__init__.py").touch()
    (folder / "academy" / "__init__.py").touch()
    for name, text in files.items():
        (folder / "academy" / name).write_text(text)
    return folder


def broken(folder: Path) -> list[str]:
    """The names of the contracts that this house breaks."""
    linter = Path(sys.executable).with_name("lint-imports")
    command = [linter, "--no-logo", "--no-cache", "--config", "pyproject.toml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)})
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return [line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if line.endswith(" BROKEN")]


def test_every_room_has_its_floor():
    assert rooms_here() <= set(floors())


def test_the_order_of_files_holds_in_every_room():
    listed = {container.removeprefix("academy.") for container in FILES["containers"]}

    assert listed == rooms_here() - GROUND - {"config"}


@pytest.mark.parametrize(
    ("files", "contract"),
    [
        ({}, None),
        ({"booking/models.py": "from academy.people import models", "people/models.py": ""}, None),
        ({"people/models.py": "import academy.booking"}, ROOMS),
        ({"core/trail.py": "from academy.people import models", "people/models.py": ""}, ROOMS),
        ({"booking/rules.py": "from academy.booking import models", "booking/models.py": ""}, FILES),
        ({"people/models.py": "from academy.people.scope import visible", "people/scope.py": "visible = 1"}, FILES),
        ({"analysis/retention.py": "from django.db import models"}, ANALYSIS),
    ],
)
def test_a_wrong_import_breaks_its_contract(tmp_path, files, contract):
    assert broken(a_house(tmp_path, files)) == ([contract["name"]] if contract else [])


def test_a_room_without_a_floor_is_refused(tmp_path):
    house = a_house(tmp_path, {})
    (house / "academy" / "shed").mkdir()
    (house / "academy" / "shed" / "__init__.py").touch()

    assert broken(house) == [ROOMS["name"]]
