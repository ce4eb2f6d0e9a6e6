"""One set of people from a score of HR systems: every layout ends in the same preview, or in a plain question."""

import pytest

from academy.core.models import ImportRun
from academy.people import imports
from academy.people.models import Organisation
from tests.builders import make_organisation
from tests.people.layouts import CHANGES, PEOPLE, SYSTEMS, System, as_csv, as_xlsx, changed
from tests.people.staff import wrong
from tests.people.tables import counts

pytestmark = pytest.mark.django_db
NAMES = [f"{person['given']} {person['family']}" for person in PEOPLE]
SAYS = [f"Joins {person['team']}, as a {person['role'].lower()}" for person in PEOPLE]
STARTS = [person["start"] for person in PEOPLE]


@pytest.fixture(autouse=True)
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


def check(content: bytes, name: str = "staff.csv", **options) -> ImportRun:
    return imports.check(imports.start(content, name, by=None, **options))


def found(run: ImportRun) -> dict[str, tuple[str, object]]:
    return {row.name: (row.says, row.starts_on) for row in run.changes.all()}


EXPECTED = dict(zip(NAMES, zip(SAYS, STARTS, strict=True), strict=True))


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_every_layout_of_a_text_file_shows_the_same_people(system: System, change: str):
    run = check(changed(system, CHANGES[change]))

    assert (run.refusal, wrong(run)) == ("", [])
    assert found(run) == EXPECTED


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_every_layout_with_its_titles_and_totals_is_saved_once_and_once_only(system: System):
    first = imports.save(imports.start(as_csv(system), "a.csv", by=None), by=None)
    again = imports.save(imports.start(as_csv(system), "a.csv", by=None), by=None)

    assert (counts(first), counts(again)) == ((10, 0, 0, 0, 0), (0, 0, 0, 10, 0))


@pytest.mark.parametrize("cover", [False, True])
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_every_layout_in_excel_shows_the_same_people_whatever_sheet_they_are_on(system: System, cover: bool):
    run = check(as_xlsx(system, cover=cover), "staff.xlsx")

    assert (run.refusal, found(run)) == ("", EXPECTED)
    assert ("The file has 2 sheets. We read “Staff”." in run.notices) == cover
