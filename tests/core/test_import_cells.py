"""Every file that comes in, with a cell that cannot be kept in each of its columns: row and column are named."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from academy.booking import imports as registers
from academy.core import imports as machine
from academy.core.imports import Column, ImportSpec, Kind
from academy.core.models import ImportRun
from academy.frameworks.actions import guides
from academy.frameworks.imports import capabilities
from academy.frameworks.imports.guides import SPECS
from academy.frameworks.rules.practice import GuideKind, PartKind
from academy.improvement.imports import plans, readings
from academy.needs import imports as requirements
from academy.people.imports import HR, RETURN_CSV
from academy.workforce import imports as workforce
from tests.booking.cast import in_days
from tests.builders import make_booking, make_organisation, make_person, make_session, make_team
from tests.frameworks.writing import make_guide
from tests.improvement.measured import last_month, measure_called
from tests.improvement.planned import days, make_owner, make_plan
from tests.people.test_import_returns import WORKER
from tests.workforce.hired import council_team
from tests.workforce.staffed import weyshire

pytestmark = pytest.mark.django_db
NASTY = ["x" * 5_000, "9" * 5_000, "a\0b", "a\u202eb", "a\ufffe"]
ODD = ["NaN", "Infinity", "-1", "1e400", "9" * 20, "0000-00-00", "31/12/9999", "01/01/0001", "²", "٣", "=1+1"]
GROWING = ("ß", "İ", "&")  # longer without capitals, or written out


@dataclass
class Sent:
    """A kind of file, with one row that is sound: by what its columns are called here."""

    spec: ImportSpec
    row: Mapping[str, str]
    facts: dict[str, Any] = field(default_factory=dict)

    def run(self, *rows: Mapping[str, str]) -> ImportRun:
        text = io.StringIO(newline="")
        lines = csv.writer(text)
        lines.writerow([column.label for column in self.spec.columns])
        lines.writerows([[row.get(column.name, "") for column in self.spec.columns] for row in rows])
        sent = text.getvalue().encode("utf-8", "surrogatepass")
        return machine.check(machine.start(self.spec, sent, "file.csv", by=None, **self.facts), self.spec)


def a_staff_list() -> Sent:
    council = weyshire()
    row = {"staff_number": "W1", "given_name": "Amara", "family_name": "Okafor", "role": "Social worker"}
    facts = {"branch": council.path, "organisation": council.pk}
    return Sent(HR, row | {"starts_on": "06/01/2020"}, facts)


def a_return() -> Sent:
    council = weyshire()
    return Sent(RETURN_CSV, WORKER | {"YEAR": "2023"}, {"branch": council.path, "organisation": council.pk})


def an_agency_list() -> Sent:
    council_team("Duty North"), make_person("Robin", swe_number="SW77")
    row = {
        "swe_number": "SW77",
        "team": "Duty North",
        "started_on": "03/03/2025",
        "job_type": "SW",
        "covers": "vacancy",
    }
    return Sent(workforce.AGENCY, row | {"supplier": "Wey Staffing", "charge": "42.50", "hours_a_week": "37"})


def a_month() -> Sent:
    make_team("North", organisation=weyshire())
    return Sent(workforce.TEAM_MONTHS, {"team": "North", "on": "2026-08", "cases": "300"})


def a_file_of_readings() -> Sent:
    code = measure_called().code
    return Sent(readings.SPEC, {"code": code, "on": f"{last_month():%d/%m/%Y}", "value": "61"})


def an_improvement_plan() -> Sent:
    row = {"priority": "Risk", "title": "Train every team", "owner": str(make_owner().email)}
    return Sent(plans.SPEC, row | {"due_on": f"{days(90):%d/%m/%Y}"}, {"plan": make_plan().pk})


def words_we_use() -> Sent:
    draft = guides.begin_draft(make_guide(GuideKind.WORDS, "Our words"), by=None)
    return Sent(SPECS[PartKind.TERM], {"name": "Threshold", "meaning": "A level of need."}, {"version": draft.pk})


def who_does_what() -> Sent:
    draft = guides.begin_draft(make_guide(GuideKind.DUTIES, "Who does what"), by=None)
    row = {"situation": "A child is hurt", "agency": "Health", "who": "Midwife", "does": "Rings."}
    return Sent(SPECS[PartKind.DUTY], row, {"version": draft.pk})


def a_framework() -> Sent:
    facts = {"code": "ours", "version": "1", "name": "Ours", "kind": "local", "publisher": "", "about": ""}
    return Sent(capabilities.SPEC, {"name": "Listening"}, facts | {"starts_on": "2031-01-01", "replaces": None})


def a_list_of_requirements() -> Sent:
    make_organisation("Weyshire", code="weyshire", kind="council")
    return Sent(requirements.SPEC, {"title": "Weighing risk", "due_within_days": "28"})


def a_register() -> Sent:
    session = make_session(starts_at=in_days(0))
    email = str(make_booking(session, make_person("Amara")).person.email)
    return Sent(registers.SPEC, {"email": email, "came": "yes"}, {"session": session.pk, "day": ""})


FILES: list[Callable[[], Sent]] = [
    a_staff_list, a_return, an_agency_list, a_month, a_file_of_readings, an_improvement_plan, words_we_use,
    who_does_what, a_framework, a_list_of_requirements, a_register,
]  # fmt: skip


@pytest.fixture(params=FILES, ids=lambda file: file.__name__)
def sent(request) -> Sent:
    return request.param()


def told(run: ImportRun) -> dict[int, str]:
    """What is said of each row that cannot be read."""
    return {row.number: machine.why_of(row) for row in run.changes.filter(change=Kind.BAD)}


def columns_of(spec: ImportSpec) -> list[Column]:
    """Those that are said of a row; a year is said of the file as a whole."""
    return [column for column in spec.columns if column.name not in ("YEAR", "LA")]


def is_text(column: Column) -> bool:
    return column.kind is str and column.words is None and column.read is None


def test_the_sound_row_is_sound(sent):
    run = sent.run(sent.row)

    assert (run.stage, told(run)) == ("checked", {})
    assert machine.save(run, sent.spec, by=None).stage == "saved"


def test_a_cell_that_cannot_be_kept_is_named_by_row_and_column(sent):
    spoilt = [(column, {**sent.row, column.name: nasty}) for column in columns_of(sent.spec) for nasty in NASTY]

    run = sent.run(*[row for _, row in spoilt])

    said, labels = told(run), {number: column.label for number, (column, _) in enumerate(spoilt, start=2)}
    assert run.stage == "checked", run.refusal
    assert {number: said.get(number, "")[: len(label)] for number, label in labels.items()} == labels
    assert max(map(len, said.values())) < 500


def test_a_cell_as_long_as_it_may_be_is_kept_or_told_of(sent):
    """Nothing that is made of a cell is longer than its place either."""
    texts = list(filter(is_text, columns_of(sent.spec)))

    run = sent.run(
        *[{**sent.row, column.name: letter * (column.limit or 2_000)} for column in texts for letter in GROWING]
    )

    assert run.stage == "checked"
    assert machine.save(run, sent.spec, by=None).stage == "saved"


def test_what_is_no_number_or_day_that_is_kept_is_told_of(sent):
    run = sent.run(*[{**sent.row, column.name: odd} for column in columns_of(sent.spec) for odd in ODD])

    assert run.stage == "checked"
    assert machine.save(run, sent.spec, by=None).stage == "saved"


def test_a_heading_that_cannot_be_kept_is_left_alone(sent):
    columns = [*sent.spec.columns, *[Column(nasty, nasty) for nasty in NASTY]]
    file = Sent(ImportSpec(**{**vars(sent.spec), "columns": columns}), sent.row, sent.facts)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [[column.label for column in columns], [file.row.get(column.name, "") for column in columns]]
    )

    run = machine.check(
        machine.start(sent.spec, text.getvalue().encode("utf-8", "surrogatepass"), "a\0b.csv", by=None, **sent.facts),
        sent.spec,
    )

    assert (run.stage, told(run), run.file_name) == ("checked", {}, "ab.csv")
