"""A file of stays, for working out retention without saving anything."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from academy.analysis.retention import Spell as Stay
from academy.core.refusals import Refused

COLUMNS = ("worker", "intake", "start_date", "leave_date", "observed_to")


def stays_in(file: Path, *, on: date | None = None) -> dict[int, list[Stay]]:
    """Stays by intake. Refused, with the row and the reason, when a row cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"{file.name} cannot be read: save it as CSV in UTF-8, and check the name.") from fault
    rows = csv.DictReader(text.splitlines())
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or [])]
    if missing:
        raise Refused(f"{file.name} has no column called {', '.join(missing)}.")
    found: dict[int, list[Stay]] = {}
    for intake, stay in _read(rows, on):
        found.setdefault(intake, []).append(stay)
    return dict(sorted(found.items()))


def _read(rows: csv.DictReader, on: date | None) -> Iterator[tuple[int, Stay]]:
    for number, row in enumerate(rows, start=2):
        try:
            started_on, left_on = date.fromisoformat(row["start_date"]), _date(row["leave_date"])
            observed_to = min(filter(None, [_date(row["observed_to"]), on]), default=None)
            if observed_to and observed_to < started_on:
                continue
            if left_on and observed_to and left_on > observed_to:
                left_on = None
            yield int(row["intake"]), Stay(row["worker"], started_on, left_on, observed_to=observed_to)
        except (ValueError, TypeError, KeyError) as fault:
            raise Refused(f"Row {number}: {fault}. Dates are written 2026-11-17, an intake as a year.") from fault


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
