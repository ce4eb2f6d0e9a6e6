"""Who may see and do what, and how far: one table, `access.csv`, which the pages obey and the crawl checks them by.

A row is something one may do, in words; a column is a role. A cell says how far: the person's own, the people whose
line manager they are, the organisation and all below it, the whole authority, or grouped counts only. A dash is a
closed door.
"""

import csv
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

from academy.people.rules.words import Role

TABLE = Path(__file__).with_name("access.csv")


class Reach(StrEnum):
    NONE = "-"
    COUNTS = "counts"
    SELF = "self"
    TEAM = "team"
    ORGANISATION = "organisation"
    AUTHORITY = "authority"


@cache
def access() -> dict[str, dict[str, Reach]]:
    """`access()["see bookings"]["manager"]` is how far. A role without a column, or a word unknown, stops the start."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["what"]: {role.value: Reach(row[role.value]) for role in Role} for row in rows}


def reach(what: str, roles: Iterable[str]) -> frozenset[Reach]:
    """How far somebody with these roles reaches: with two roles, as far as both."""
    row = access()[what]
    return frozenset(row[role] for role in roles) - {Reach.NONE}


def allowed(what: str) -> frozenset[str]:
    """The roles whose cell is not a closed door."""
    return frozenset(role for role, cell in access()[what].items() if cell != Reach.NONE)


IN_WORDS = {
    Reach.AUTHORITY: "For the whole authority",
    Reach.ORGANISATION: "For everybody in their organisation and all below it",
    Reach.TEAM: "For themselves and the people whose line manager they are",
    Reach.SELF: "For themselves",
    Reach.COUNTS: "As numbers about groups, without names",
    Reach.NONE: "Not at all",
}


def by_reach(role: str) -> dict[Reach, list[str]]:
    """What one role may do, the widest reach first; closed doors last."""
    widest_first = sorted(Reach, key=list(IN_WORDS).index)
    found = {far: [what for what, row in access().items() if row[role] == far] for far in widest_first}
    return {far: lines for far, lines in found.items() if lines}
