"""The lists of Annex A and what their columns go by: data (`columns.csv`), so that a new heading is one more word."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

EVERY = "*"
WITHOUT_CHILDREN = "11"  # the list of adopters
TITLES = {
    "1": "Contacts",
    "2": "Early help assessments",
    "3": "Referrals",
    "4": "Assessments",
    "5": "Section 47 enquiries and conferences",
    "6": "Children in need",
    "7": "Child protection plans",
    "8": "Children looked after",
    "9": "Care leavers",
    "10": "Adoption",
    "11": "Adopters",
}
SHEETS_CALLED = {
    "1": ("contacts", "contact"),
    "2": ("early help", "early help assessments", "eha"),
    "3": ("referrals", "referral"),
    "4": ("assessments", "assessment"),
    "5": ("section", "s", "sec", "icpc", "s and icpc", "sec and icpc", "section and icpc"),
    "6": ("children in need", "cin", "child in need"),
    "7": ("child protection", "cp", "cpp", "child protection plans"),
    "8": ("children looked after", "cla", "lac", "children in care", "looked after children", "looked after"),
    "9": ("care leavers", "leaving care"),
    "10": ("adoption", "children adoption"),
    "11": ("adopters", "prospective adopters"),
}


@dataclass(frozen=True)
class Column:
    """What a list holds about each row. Of `left` columns nothing is read at all."""

    name: str
    kind: str
    headings: tuple[str, ...]
    is_common: bool

    @property
    def label(self) -> str:
        return self.headings[0]


@dataclass(frozen=True)
class AnnexList:
    """One of the eleven lists."""

    number: str
    columns: Mapping[str, Column]

    @property
    def name(self) -> str:
        return f"List {self.number}"

    @property
    def title(self) -> str:
        return TITLES[self.number]


@cache
def lists() -> dict[str, AnnexList]:
    """Every list by its name, with its own columns and those that all have."""
    found: dict[str, dict[str, Column]] = {number: {} for number in TITLES}
    for line in _lines():
        common = line["list"] == EVERY
        column = Column(line["name"], line["kind"], tuple(line["headings"].split("|")), common)
        for number in found if common else [line["list"]]:
            if not (common and number == WITHOUT_CHILDREN and column.name in {"child", "team", "worker"}):
                found[number].setdefault(column.name, column)
    return {f"List {number}": AnnexList(number, columns) for number, columns in found.items()}


def _lines() -> list[dict[str, str]]:
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
