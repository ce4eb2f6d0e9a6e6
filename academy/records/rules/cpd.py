"""The year of learning, and what a regulator asks of it: `professions.csv`, a row for each rule we know of.

A profession without a row is shown its hours alone. Nothing is said about a regulator that was not read somewhere.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SOCIAL_WORKER, EVERYBODY = "social_worker", "everybody"
YEAR_STARTS_IN = 12  # Social Work England's registration year: 1 December to 30 November
Day = tuple[int, int]


@dataclass(frozen=True)
class Profession:
    """What one profession's regulator asks in a year. `pieces` is 0 where nothing is asked that we know of."""

    code: str
    regulator: str
    year_starts: Day
    pieces: int
    with_peer: int
    apply_from: Day | None
    apply_by: Day | None
    read_in: str
    is_checked: bool

    def is_met(self, pieces: int, with_peer: int) -> bool:
        return pieces >= self.pieces and with_peer >= self.with_peer

    def asks_now(self, on: date) -> bool:
        """While the regulator takes applications, what is missing is pressing."""
        return bool(self.apply_from and self.apply_by) and self.apply_from <= (on.month, on.day) <= self.apply_by  # type: ignore[operator]


@dataclass(frozen=True)
class Question:
    """One question of the regulator, as we understand it."""

    code: str
    asks: str
    hint: str


@cache
def professions() -> dict[str, Profession]:
    return {row["profession"]: _profession(row) for row in _rows("professions.csv")}


@cache
def questions() -> tuple[Question, ...]:
    return tuple(Question(**row) for row in _rows("questions.csv"))


def profession_of(*, swe_number: str | None) -> Profession:
    return professions()[SOCIAL_WORKER if swe_number else EVERYBODY]


def year_start(on: date) -> date:
    """The first day of the year of learning that holds this day."""
    return date(on.year - (on.month < YEAR_STARTS_IN), YEAR_STARTS_IN, 1)


def year_end(start: date) -> date:
    return date(start.year + 1, YEAR_STARTS_IN - 1, 30)


def pieces_words(profession: Profession, pieces: int, with_peer: int, *, by: date) -> str:
    """1 of 2 pieces, 0 of 1 with a peer reflection, by 30 November. More than is asked is still said."""
    said = f"{pieces} of {profession.pieces} pieces"
    if profession.with_peer:
        said += f", {with_peer} of {profession.with_peer} with a peer reflection"
    return f"{said}, by {by.day} {by:%B}"


def _profession(row: dict[str, str]) -> Profession:
    return Profession(
        code=row["profession"],
        regulator=row["regulator"],
        year_starts=_day(row["year_starts"]) or (YEAR_STARTS_IN, 1),
        pieces=int(row["pieces"] or 0),
        with_peer=int(row["with_peer"] or 0),
        apply_from=_day(row["apply_from"]),
        apply_by=_day(row["apply_by"]),
        read_in=row["read_in"],
        is_checked=row["is_checked"] == "yes",
    )


def _day(words: str) -> Day | None:
    month, _, day = words.partition("-")
    return (int(month), int(day)) if words else None


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
