"""The published intakes, kept here; and larger data with R's answers, where a folder of it is beside the project."""

import csv
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from academy.analysis.retention import Spell

ROOT = Path(__file__).resolve().parents[2]
COHORTS = ROOT / "tests" / "fixtures" / "cohorts_2013_2015.csv"


@pytest.fixture(scope="session")
def shared_impact() -> Path:
    """The folder of larger data sets with their answers; ACADEMY_SHARED says where it is, if not beside the project."""
    folder = Path(os.environ.get("ACADEMY_SHARED") or ROOT.parent / "shared") / "data" / "impact"
    if not folder.is_dir():
        pytest.skip(f"not compared with the shared answers: there is no data/impact in {folder.parent.parent.name}/")
    return folder


@pytest.fixture(scope="session")
def expected(shared_impact) -> dict:
    return json.loads((shared_impact / "expected.json").read_text())


@pytest.fixture(scope="session")
def cohort() -> Callable[[str], list[Spell]]:
    """The published intakes: cohort("2013") and cohort("2015")."""
    with COHORTS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return lambda intake: [spell_in(row) for row in rows if row["intake"] == intake]


def spell_in(row: dict[str, str]) -> Spell:
    return Spell(
        row["worker"],
        date.fromisoformat(row["start_date"]),
        day(row["leave_date"]),
        observed_to=date.fromisoformat(row["observed_to"]),
    )


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
