"""The month's figures of teams: cases held and by how many, days lost, agency cover, what is budgeted. No case."""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from academy.core import clock
from academy.core.imports import Asked, Column, Fault, ImportSpec, Row, Say, Words, Wrong
from academy.core.models import ImportRun
from academy.people.models import Team
from academy.people.rules import OrganisationKind
from academy.workforce.actions.team_months import apply_team_months
from academy.workforce.models import Establishment, TeamMonth
from academy.workforce.rules.team_months import MONTHLY, MonthHeld, MonthSaid, month_change

NAME = "team-months"
NAMES = [*calendar.month_name[1:]]
MOST = Decimal(99_999)


def month(cell: str) -> date:
    """2026-09, September 2026, Sep-26 or any day of it: the last day of that month."""
    said = cell.strip()
    for pattern, order in (
        (r"(\d{4})[-/.](\d{1,2})(?:[-/.]\d{1,2}.*)?", "ym"),
        (r"(?:\d{1,2}[-/.])?(\d{1,2})[-/.](\d{4})(?: .*)?", "my"),
    ):
        if match := re.fullmatch(pattern, said):
            first, second = int(match.group(1)), int(match.group(2))
            return _end(*((first, second) if order == "ym" else (second, first)))
    if match := re.fullmatch(r"(?:\d{1,2}[ -])?([A-Za-z]{3,9})[ -](\d{2}|\d{4})", said):
        word, year = match.group(1).lower(), int(match.group(2))
        number = next((place for place, name in enumerate(NAMES, 1) if name.lower().startswith(word)), 0)
        return _end(year if year > 99 else 2000 + year, number)
    raise Wrong("not a month, like 2026-09", code="month")


def number(cell: str) -> Decimal:
    try:
        found = Decimal(cell.strip().replace(",", ""))
    except InvalidOperation:
        raise Wrong("not a number", code="number") from None
    if not found.is_finite() or not 0 <= found <= MOST:
        raise Wrong(f"not a number from 0 to {MOST:,}", code="number")
    return found.quantize(Decimal("0.01"))


def whole(cell: str) -> int:
    found = number(cell)
    if found != found.to_integral_value():
        raise Wrong("not a whole number", code="number")
    return int(found)


def _teams(run: ImportRun) -> Words:
    """A council's own teams, by name. Of two with one name the file would have to say which, so neither is known."""
    found: dict[str, Team | None] = {}
    for team in Team.objects.filter(organisation__kind=OrganisationKind.COUNCIL, closed_on__isnull=True):
        name = team.name.casefold()
        found[name] = None if name in found else team
    return {name: team for name, team in found.items() if team is not None}


COLUMNS = [
    Column("team", "Team", synonyms=("team name", "service"), words=_teams),
    Column("on", "Month", synonyms=("period", "date", "month end", "month ending"), read=month),
    Column("cases", "Cases held", synonyms=("cases", "open cases", "caseload"), read=whole),
    Column(
        "case_holders_fte",
        "Case holders FTE",
        synonyms=("case holders", "fte case holders", "case holding fte", "workers with cases fte"),
        read=number,
    ),
    Column(
        "days_lost",
        "Days lost",
        synonyms=("working days lost", "sickness days", "days sick", "absence days"),
        read=number,
    ),
    Column(
        "agency_cover_fte",
        "Agency covering vacancies FTE",
        synonyms=("agency cover fte", "agency cover", "agency covering vacancies"),
        read=number,
    ),
    Column("fte", "Establishment FTE", synonyms=("establishment", "budgeted fte", "funded fte"), read=number),
]
NEEDS = [("team",), ("on",), (*MONTHLY, "fte")]


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    """Each row beside the month that is there. One team's month twice in a file is once too often."""
    months = {(row.team_id, row.on): row for row in TeamMonth.objects.order_by()}
    lines: dict[int, list[Establishment]] = {}
    for line in Establishment.objects.order_by("-starts_on", "-pk"):
        lines.setdefault(line.team_id, []).append(line)
    seen: dict[tuple[int, date], int] = {}
    for row in rows:
        said = _said(row)
        there = MonthHeld(clock.today(), fault=_fault(row, said, seen))
        if there.fault is None and said.team_id is not None and said.on is not None:
            seen[said.team_id, said.on] = row.number
            there = _there(said.on, months.get((said.team_id, said.on)), lines.get(said.team_id, []))
        team = row.values.get("team")
        yield Asked(row, team.name if team else "", said, there)


SPEC = ImportSpec(
    name=NAME,
    format=NAME,
    label="The month’s figures",
    key=("team", "on"),
    columns=COLUMNS,
    needs=NEEDS,
    held=held,
    change=month_change,
    apply=apply_team_months,
)


def _said(row: Row) -> MonthSaid:
    team = row.values.get("team")
    said = {name: value for name in MONTHLY if (value := row.values.get(name)) is not None}
    return MonthSaid(team.pk if team else None, row.values.get("on"), said, row.values.get("fte"))


def _fault(row: Row, said: MonthSaid, seen: dict[tuple[int, date], int]) -> Fault | None:
    if row.faults:
        return row.faults[0]
    if said.team_id is None:
        return Fault("team", "The row does not say which team", "Write the team as it is called here")
    before = seen.get((said.team_id, said.on)) if said.on else None
    return Fault("twice", f"Row {before:,} is about that month already", "Leave one of them out") if before else None


def _there(on: date, month: TeamMonth | None, lines: Sequence[Establishment]) -> MonthHeld:
    line = next((line for line in lines if line.starts_on <= on), None)
    begins = line if line is not None and line.starts_on == on.replace(day=1) else None
    return MonthHeld(
        clock.today(),
        month.pk if month else None,
        {name: getattr(month, name) for name in MONTHLY} if month else {},
        begins.pk if begins else None,
        line.fte if line else None,
    )


def _end(year: int, number: int) -> date:
    if not (2000 <= year <= 2100 and 1 <= number <= 12):
        raise Wrong("not a month, like 2026-09", code="month")
    return date(year, number, calendar.monthrange(year, number)[1])
