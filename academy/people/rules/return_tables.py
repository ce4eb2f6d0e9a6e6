"""The years of the national workforce return, read from two tables: `return_fields.csv` and `return_rules.csv`.

Each field and each rule says from which year to which it holds, so that a new year is new lines and no new code.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FAULT, QUERY = "fault", "query"
EARLIEST, LATEST = 2017, 2030  # years that are near enough to those we know to be read by their rules


@dataclass(frozen=True)
class Field:
    """A tag of the return in one year. `wrong_is` says whether a value that cannot be keeps the line out."""

    tag: str
    kind: str  # code, date, share, amount, whole, money, registration or text
    codes: tuple[str, ...]
    most: Decimal | None
    wrong_is: str
    mandatory: str  # always, not agency, or never
    also_called: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """What must hold between the tags of a line; the words are what is said when it does not."""

    code: str
    wrong_is: str
    check: str
    tag: str
    other: str
    value: str
    words: str
    advice: str


@dataclass(frozen=True)
class ReturnYear:
    """What one year asks."""

    year: int
    fields: Mapping[str, Field]
    rules: tuple[Rule, ...]

    @property
    def mandatory(self) -> tuple[str, ...]:
        """What a worker who is not from an agency must have."""
        return tuple(tag for tag, field in self.fields.items() if field.mandatory == "not agency")

    @property
    def first_day(self) -> date:
        return date(self.year - 1, 10, 1)

    @property
    def reference(self) -> date:
        return date(self.year, 9, 30)


@cache
def years() -> dict[int, ReturnYear]:
    fields, rules = _lines("return_fields.csv"), _lines("return_rules.csv")
    first, last = min(int(line["from"]) for line in fields), max(int(line["to"]) for line in fields)
    return {year: _year(year, fields, rules) for year in range(first, last + 1)}


def version_of(year: int) -> ReturnYear | None:
    """The year’s own, or for one that we do not know the nearest."""
    known = years()
    if year in known or not EARLIEST <= year <= LATEST:
        return known.get(year)
    return replace(known[min(known, key=lambda other: abs(other - year))], year=year)


def _year(year: int, fields: list[dict[str, str]], rules: list[dict[str, str]]) -> ReturnYear:
    asked = [_field(line) for line in fields if int(line["from"]) <= year <= int(line["to"])]
    tags = {field.tag for field in asked}
    kept = [
        Rule(*[line[name] for name in Rule.__annotations__])
        for line in rules
        if int(line["from"]) <= year <= int(line["to"]) and {line["tag"], line["other"]} - {""} <= tags
    ]
    return ReturnYear(year, {field.tag: field for field in asked}, tuple(kept))


def _field(line: dict[str, str]) -> Field:
    values = tuple(line["values"].split())
    is_code = line["kind"] == "code"
    most = Decimal(values[0]) if values and not is_code else None
    also_called = tuple(filter(None, line["also_called"].split("|")))
    codes = values if is_code else ()
    return Field(line["tag"], line["kind"], codes, most, line["wrong_is"], line["mandatory"], also_called)


def _lines(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
