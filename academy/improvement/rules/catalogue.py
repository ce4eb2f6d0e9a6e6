"""Every measure an authority is asked about, as it comes with the Academy: `measures.csv`, a line for each."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("measures.csv")


class Origin(StrEnum):
    COMPUTED = "computed"  # from what is kept here
    IMPORTED = "imported"  # from a file that somebody brings in
    NOT_YET = "not_yet"  # and the reason why


@dataclass(frozen=True)
class Known:
    """One line of the file. `origin` says where its readings come from."""

    code: str
    area: str
    title: str
    plain_meaning: str
    definition: str
    numerator_words: str
    denominator_words: str
    unit: str
    unit_words: str
    direction: str
    frequency: str
    clock_words: str
    source_words: str
    origin: Origin
    suppress_under: int
    not_yet_why: str
    owner_words: str


@cache
def catalogue() -> tuple[Known, ...]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(_known(row) for row in csv.DictReader(lines))


def areas() -> list[str]:
    return list(dict.fromkeys(known.area for known in catalogue()))


def _known(row: dict[str, str]) -> Known:
    said = {**row, "origin": Origin(row["origin"]), "suppress_under": int(row["suppress_under"])}
    return Known(**said)  # type: ignore[arg-type]
