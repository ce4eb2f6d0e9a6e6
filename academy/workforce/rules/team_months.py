"""What a row of the month's figures brings: values in, a change out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from academy.core.imports import Change, Fault, Kind

MONTHLY = ("cases", "case_holders_fte", "days_lost", "agency_cover_fte")
IN_WORDS = {
    "cases": "cases",
    "case_holders_fte": "case holders",
    "days_lost": "days lost",
    "agency_cover_fte": "agency cover",
    "fte": "establishment",
}
Number = Decimal | int


@dataclass(frozen=True)
class MonthSaid:
    """A row in the room's words. What is empty in the file is not in `said`."""

    team_id: int | None
    on: date | None
    said: Mapping[str, Number]
    fte: Decimal | None


@dataclass(frozen=True)
class MonthHeld:
    """What is there: the month's row, and the establishment that holds in it."""

    today: date
    month_id: int | None = None
    held: Mapping[str, Number | None] = field(default_factory=dict)
    establishment_id: int | None = None  # of a line that begins with that month
    fte: Decimal | None = None
    fault: Fault | None = None


@dataclass(frozen=True)
class MonthPlan:
    team_id: int
    on: date
    month_id: int | None
    said: Mapping[str, Number]
    establishment_id: int | None
    fte: Decimal | None


def month_change(said: MonthSaid, held: MonthHeld) -> Change:
    """Nothing is taken away by an empty cell. A month to come has no figures yet."""
    fault = held.fault or _fault(said, held)
    if fault is not None or said.team_id is None or said.on is None:
        return Change(Kind.BAD, faults=(fault,) if fault else ())
    new = {name: value for name, value in said.said.items() if held.held.get(name) != value}
    fte = said.fte if said.fte != held.fte else None
    if not new and fte is None and held.month_id is not None:
        return Change(Kind.SAME)
    told = [f"{IN_WORDS[name]} {value:f}" if isinstance(value, Decimal) else f"{IN_WORDS[name]} {value}"
            for name, value in new.items()]  # fmt: skip
    told += [f"establishment {fte:f}"] if fte is not None else []
    plan = MonthPlan(said.team_id, said.on, held.month_id, new, held.establishment_id, fte)
    kind = Kind.JOINER if held.month_id is None else Kind.MOVER
    return Change(kind, says=", ".join(told).capitalize(), starts_on=said.on, plan=plan)


def _fault(said: MonthSaid, held: MonthHeld) -> Fault | None:
    if said.on is None:
        return Fault("month", "The row does not say which month", "Write it as 2026-09, or as any day of it")
    if said.on > held.today:
        return Fault("month", f"{said.on:%B %Y} is not over yet", "Send it when the month is over")
    if not said.said and said.fte is None:
        return Fault("empty", "The row has no number", "Fill in at least one")
    cases, holders = said.said.get("cases"), said.said.get("case_holders_fte")
    if cases and holders == 0:
        return Fault(
            "holders", f"{cases} cases are held by nobody", "Correct the full-time equivalents of case holders"
        )
    return None
