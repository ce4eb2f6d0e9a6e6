"""A supplier's or a master vendor's list of agency assignments, as CSV or Excel: one row an assignment."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q

from academy.core import clock
from academy.core.imports import Asked, Column, Fault, ImportSpec, Judged, Ledger, Row, Say, Words, Wrong, tables
from academy.core.models import ImportRun
from academy.people.models import Person, StaffNumber, Team
from academy.people.rules import OrganisationKind
from academy.workforce.models import Assignment
from academy.workforce.rules.agency import DEAREST_HOUR, LONGEST_WEEK, Cover, JobType, Supply
from academy.workforce.rules.agency_files import Held, Said, assignment_change

NAME = "agency-assignments"
WHO = ("swe_number", "email", "staff_number")
TERMS = (
    "job_type", "supplier", "supply", "covers", "charge", "margin", "hours_a_week", "due_to_end_on", "ended_on",
    "months_employed", "notice_weeks", "reference_on", "order_number",
)  # fmt: skip


def pounds(cell: str) -> Decimal:
    return _number(cell.replace("£", "").replace(",", ""), DEAREST_HOUR, "not pounds for an hour, like 42.50")


def charge(cell: str) -> Decimal:
    return _above_nothing(pounds(cell))


def hours(cell: str) -> Decimal:
    return _above_nothing(_number(cell, LONGEST_WEEK, "not hours in a week, like 37").quantize(Decimal("0.1")))


def months(cell: str) -> int:
    return int(_number(cell, Decimal(720), "not a number of months"))


def weeks(cell: str) -> int:
    return int(_number(cell, Decimal(52), "not a number of weeks"))


def _above_nothing(number: Decimal) -> Decimal:
    if not number:
        raise Wrong("that is nothing, and it takes more", code="number")
    return number


def _number(cell: str, most: Decimal, words: str) -> Decimal:
    try:
        found = Decimal(cell.strip())
    except InvalidOperation:
        raise Wrong(words, code="number") from None
    if not found.is_finite() or not 0 <= found <= most:
        raise Wrong(f"{words}, from 0 to {most:,}", code="number")
    return found.quantize(Decimal("0.01"))


def _teams(run: ImportRun) -> Words:
    """By name. Of two with one name the file would have to say which, so neither is known."""
    found: dict[str, int | None] = {}
    open_teams = Team.objects.filter(organisation__kind=OrganisationKind.COUNCIL, closed_on__isnull=True)
    for pk, name in open_teams.order_by().values_list("pk", "name"):
        found[name.casefold()] = None if name.casefold() in found else pk
    return {name: pk for name, pk in found.items() if pk is not None}


JOB_TYPES = {choice.label.lower(): choice.value for choice in JobType} | {
    "qualified social worker": JobType.SOCIAL_WORKER.value,
    "sw": JobType.SOCIAL_WORKER.value,
    "senior": JobType.SENIOR.value,
    "senior practitioner": JobType.SENIOR.value,
    "ap": JobType.ADVANCED.value,
    "assistant team manager": JobType.MANAGER.value,
    "tm": JobType.MANAGER.value,
    "iro": JobType.REVIEWING.value,
    "independent reviewing officer": JobType.REVIEWING.value,
    "cp chair": JobType.REVIEWING.value,
    "conference chair": JobType.REVIEWING.value,
}
COVERS = {choice.label.lower(): choice.value for choice in Cover} | {
    "vacancy": Cover.VACANCY.value,
    "vacant post": Cover.VACANCY.value,
    "sickness": Cover.ABSENCE.value,
    "maternity": Cover.ABSENCE.value,
    "absence": Cover.ABSENCE.value,
    "annual leave": Cover.ABSENCE.value,
    "workload": Cover.DEMAND.value,
    "demand": Cover.DEMAND.value,
    "project": Cover.PROJECT.value,
}
SUPPLIES = {choice.label.lower(): choice.value for choice in Supply} | {
    "individual": Supply.INDIVIDUAL.value,
    "project team": Supply.TEAM.value,
    "managed team": Supply.TEAM.value,
    "packaged": Supply.TEAM.value,
}
COLUMNS = [
    Column("swe_number", "Social Work England number", synonyms=("swe number", "registration number", "swe"), limit=12),
    Column("email", "E-mail", synonyms=("email address", "e-mail address"), limit=254),
    Column("staff_number", "Staff number", synonyms=("worker id", "employee number", "payroll number"), limit=40),
    Column("team", "Team", synonyms=("service", "placed in", "placement", "cost centre name"), words=_teams),
    Column("job_type", "Job type", synonyms=("role", "job title", "grade"), words=JOB_TYPES),
    Column("supplier", "Supplier", synonyms=("agency", "agency name", "vendor"), limit=120),
    Column("supply", "Supplied as", synonyms=("supply model", "model"), words=SUPPLIES),
    Column("covers", "Covers", synonyms=("reason", "reason for use", "reason for cover"), words=COVERS),
    Column("charge", "Charge an hour", synonyms=("charge rate", "hourly charge", "rate", "hourly rate"), read=charge),
    Column("margin", "Margin an hour", synonyms=("agency margin", "agency fee", "margin"), read=pounds),
    Column("hours_a_week", "Hours a week", synonyms=("weekly hours", "hours", "contracted hours"), read=hours),
    Column("started_on", "Starts", kind=date, synonyms=("start date", "start", "from", "started")),
    Column("due_to_end_on", "Due to end", kind=date, synonyms=("expected end", "planned end", "review date")),
    Column("ended_on", "Ended", kind=date, synonyms=("end date", "end", "leaving date", "last day")),
    Column("months_employed", "Months employed since qualifying", synonyms=("pqe months", "months pqe"), read=months),
    Column("notice_weeks", "Notice in weeks", synonyms=("notice", "notice period", "notice weeks"), read=weeks),
    Column("reference_on", "Reference received", kind=date, synonyms=("reference", "reference date")),
    Column("order_number", "Order number", synonyms=("order", "purchase order", "po number", "booking"), limit=40),
]
NEEDS = [WHO, ("team",), ("started_on",)]


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    """Each row beside the assignment that it is about. The same one twice in a file is once too often."""
    people = _people(rows)
    there, days = _there(people.values())
    seen: dict[tuple[int, int, date], int] = {}
    for row in rows:
        said, fault = _said(row, people), row.faults[0] if row.faults else None
        if fault is None and said.person is None:
            fault = Fault("who", "Nobody here by that number or address", "Add them as an agency worker first")
        key = (said.person or 0, said.team or 0, said.started_on or date.min)
        if fault is None and key in seen:
            fault = Fault("twice", f"Row {seen[key]:,} is about the same assignment", "Leave one of them out")
        seen.setdefault(key, row.number)
        found = there.get(key)
        yield Asked(
            row,
            said.summary or _called(row),
            said,
            Held(
                found.pk if found else None,
                {name: getattr(found, name) for name in TERMS} if found else None,
                _overlaps(said, days.get(key[:2], ())),
                fault,
            ),
        )


def apply(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    plans = [found.change.plan for found in judged]
    new = [plan for plan in plans if plan.pk is None]
    names = ["person", "team", "started_on", *TERMS, "made_by", "made_at"]
    by, now = run.options.get("saved_by"), clock.now()
    defaults = {"supply": Supply.INDIVIDUAL.value, "covers": Cover.VACANCY.value, "order_number": ""}
    keys = tables.new_keys(Assignment, len(new))
    rows = [
        (
            *(key, plan.person, plan.team, plan.started_on),
            *(plan.terms.get(name, defaults.get(name)) for name in TERMS),
            *(by, now),
        )
        for key, plan in zip(keys, new, strict=True)
    ]
    ledger.insert(Assignment, names, rows)
    ledger.update(Assignment, {plan.pk: dict(plan.terms) for plan in plans if plan.pk is not None})


SPEC = ImportSpec(
    name=NAME,
    format=NAME,
    label="Agency assignments",
    key=("swe_number", "team", "started_on"),
    columns=COLUMNS,
    needs=NEEDS,
    held=held,
    change=assignment_change,
    apply=apply,
)


def _people(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """By what a row may know them by, for all rows in two queries. What leads to two people leads to nobody."""
    said = {name: {_plain(name, row.values.get(name)) for row in rows} - {""} for name in WHO}
    found: dict[tuple[str, str], int] = {}
    by_number = Q(swe_number__in=said["swe_number"]) | Q(email__in=said["email"])
    for pk, swe_number, email in Person.objects.filter(by_number).order_by().values_list("pk", "swe_number", "email"):
        found["swe_number", swe_number or ""] = found["email", (email or "").lower()] = pk
    numbers = StaffNumber.objects.filter(
        number__in=said["staff_number"], organisation__kind=OrganisationKind.COUNCIL, person__merged_into__isnull=True
    )
    twice = set()
    for pk, number in numbers.order_by().values_list("person", "number"):
        twice |= {number} if found.get(("staff_number", number), pk) != pk else set()
        found["staff_number", number] = pk
    return {key: pk for key, pk in found.items() if key[1] and key[1] not in twice}


def _plain(name: str, value: Any) -> str:
    words = str(value or "").strip()
    return "".join(words.split()).upper() if name == "swe_number" else words.lower() if name == "email" else words


def _said(row: Row, people: dict[tuple[str, str], int]) -> Said:
    told = [(name, _plain(name, row.values.get(name))) for name in WHO if row.values.get(name)]
    leads_to = {people.get(one) for one in told}
    person = leads_to.pop() if len(leads_to) == 1 else None  # one wrong fact and it is nobody
    terms = {name: value for name in TERMS if (value := row.values.get(name)) not in (None, "")}
    kind = JobType(terms["job_type"]).label if "job_type" in terms else ""
    charge = f"£{terms['charge']} an hour" if "charge" in terms else ""
    summary = ", ".join(filter(None, [_called(row), kind, terms.get("supplier", ""), charge]))
    return Said(person, row.values.get("team"), row.values.get("started_on"), terms, summary[:200])


def _there(people: Any) -> tuple[dict[tuple[int, int, date], Assignment], dict[tuple[int, int], list[Assignment]]]:
    by_key, by_team = {}, dict[tuple[int, int], list[Assignment]]()
    for one in Assignment.objects.filter(person__in=set(people)):
        by_key[one.person_id, one.team_id, one.started_on] = one
        by_team.setdefault((one.person_id, one.team_id), []).append(one)
    return by_key, by_team


def _overlaps(said: Said, others: Sequence[Assignment]) -> bool:
    if said.started_on is None:
        return False
    end = said.terms.get("ended_on") or date.max
    return any(one.started_on <= end and (one.ended_on or date.max) >= said.started_on for one in others)


def _called(row: Row) -> str:
    return str(next(filter(None, (row.values.get(name) for name in WHO)), ""))[:60]
