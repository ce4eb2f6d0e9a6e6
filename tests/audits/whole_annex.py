"""All eleven lists of an Annex A workbook with rows in each, the same every time. Every child in them is made up."""

import random
from datetime import date, timedelta
from typing import Any

from academy.audits import annex_a
from academy.audits.annex_a import AnnexList, Column

ON = date(2026, 3, 31)
ROWS = 8
FIRST, LAST = ("child", "gender", "ethnicity", "born_on", "age", "disability"), ("team", "worker")
WORDS = {
    "gender": ("a) Male", "b) Female"),
    "ethnicity": ("a) WBRI", "k) APKN", "s) NOBT"),
    "disability": ("a) Yes", "b) No"),
    "source": ("a) 1A: Individual - family member", "q) 6: Police", "s) 8: Other"),
    "status": ("a) Looked after child", "b) Child protection plan", "c) Child in need plan"),
    "outcome": ("a) Yes", "b) No"),
    "suitability": ("a) Suitable", "b) Not suitable"),
    "activity": ("F1: Full time in higher education", "G4: NEET, illness"),
    "location": ("a) In", "b) Out"),
    "placement": ("f) U6: Foster placement - not FFA", "h) K2: Children's home"),
    "eligibility": ("a) Relevant child", "b) Former relevant child"),
    "team": ("Locality 1", "Locality 2", "Children in Care Team"),
    "worker": ("Jae Vang", "Ezra Leigh", "Lexie Defore", "Eugene Swift"),
}
Lines = list[list[Any]]


def whole() -> dict[str, Lines]:
    return {name: [[column.label for column in columns(one)], *rows(one)] for name, one in annex_a.lists().items()}


def columns(one: AnnexList) -> list[Column]:
    """In the order of the form: who the child is, what the list is about, who works with them."""
    own = [name for name in one.columns if name not in (*FIRST, *LAST)]
    return [one.columns[name] for name in (*FIRST, *own, *LAST) if name in one.columns]


def rows(one: AnnexList) -> Lines:
    return [[cell(one, column, row) for column in columns(one)] for row in range(ROWS)]


def cell(one: AnnexList, column: Column, row: int) -> Any:
    chance = random.Random(f"{one.name} {column.name} {row}")
    if column.name in {"child", "adopter", "family"}:
        return 4_400_100 + row * 17 + (0 if row % 2 else int(one.number))
    if column.name == "born_on":
        return ON - timedelta(days=1_500 + 400 * row)
    if column.name == "age":
        return (1_500 + 400 * row) / 365.25
    is_end = column.name in {"ended_on", "ceased_on", "closed_on", "left_on"}
    if not column.is_common and chance.random() < (0.6 if is_end else 0.15):
        return None
    return {
        "date": lambda: ON - timedelta(days=chance.randrange(3, 40 if is_end else 300)),
        "number": lambda: chance.randrange(4),
        "answer": lambda: chance.choice(("a) Yes", "b) No")),
    }.get(column.kind, lambda: chance.choice(WORDS.get(column.name, ("Something else",))))()
