"""Any employer's staff list, as CSV or Excel, read into the room's words."""

from collections.abc import Iterator, Sequence
from datetime import date

from academy.core import clock
from academy.core.imports import Asked, Row, Say, Sheet, read
from academy.core.models import ImportRun
from academy.people.imports.held import beside
from academy.people.imports.hr_columns import KNOWN
from academy.people.imports.shelf import Said, shelf
from academy.people.models import JobRole
from academy.people.rules.held import WorkforceRow
from academy.people.rules.hr import last_day, name_parts, row_faults


def read_file(run: ImportRun) -> Sheet:
    return read(bytes(run.file or b""), run.file_name, known=KNOWN)


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    today = clock.today()
    names = dict(JobRole.objects.values_list("pk", "name"))
    has_ends = bool(rows) and "ends_on" in rows[0].values
    said = [_said(row, names, has_ends=has_ends, today=today) for row in rows]
    found = shelf(said, branch=run.branch, organisation=run.options.get("organisation") or 0, on=today, say=say)
    restructured = frozenset(run.options.get("restructured", ()))
    return beside(said, found, on=today, say=say, restructured=restructured)


def _said(row: Row, role_names: dict[int, str], *, has_ends: bool, today: date) -> Said:
    values = row.values
    values["ends_on"] = last_day(values.get("ends_on"))
    said = values.get
    given, family = name_parts(said("given_name"), said("family_name"), said("name"))
    name = f"{given or ''} {family or ''}".strip()
    faults = (*row.faults, *row_faults(values, given, family, failed=row.faults, today=today))
    if faults:
        return Said(row, name, None, faults)
    role: int = values["role"]
    says = WorkforceRow(
        number=row.number,
        given_name=given,
        family_name=family,
        email=said("email"),
        swe_number=said("swe_number"),
        birth_year=None,
        staff_number=said("staff_number"),
        organisation=said("organisation"),
        team=said("team"),
        job_role=role,
        title=said("title") or role_names[role],
        starts_on=values["starts_on"],
        ends_on=values["ends_on"],
        contract=said("contract"),
        fte=said("fte_percent") if said("fte") is None else said("fte"),
        origin=None,
        reason=said("reason"),
        destination=said("destination"),
        manager_number=said("manager_number"),
        may_reopen=has_ends,
    )
    return Said(row, name, says, ())
