"""Small staff lists for tests, as an old Excel would write them."""

from academy.core import imports as machine
from academy.core.models import ImportRun
from academy.people import imports

HEADINGS = ("Staff number", "First name", "Surname", "Email", "Job title", "Team", "Start date", "End date")
AMARA = ("W1", "Amara", "Okafor", "amara@weyshire.example", "Social worker", "North", "06/01/2020", "")


def a_list(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    return "\r\n".join(";".join(cells) for cells in (headings, *rows)).encode("cp1252")


def row(base: tuple[str, ...] = AMARA, **changed: str) -> tuple[str, ...]:
    """Amara's row with something else in it, by the heading without its space."""
    names = [heading.casefold().replace(" ", "_") for heading in HEADINGS]
    return tuple(changed.get(name, cell) for name, cell in zip(names, base, strict=True))


def check(file: bytes, **options) -> ImportRun:
    return imports.check(imports.start(file, "staff.csv", by=None, **options))


def save(file: bytes, **options) -> ImportRun:
    return imports.save(imports.start(file, "staff.csv", by=None, **options), by=None)


def wrong(run: ImportRun) -> list[tuple[int, str]]:
    rows = run.changes.filter(change="bad")
    return [(row.number, ". ".join(fault.message for fault in machine.faults_of(row))) for row in rows]


def says(run: ImportRun) -> list[str]:
    return list(run.changes.exclude(change="bad").values_list("says", flat=True))
