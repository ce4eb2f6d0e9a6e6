"""A file of columns, read with the row and the reason when a cell cannot be."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from academy.core.refusals import Refused

T = TypeVar("T")
NOTHING = ("", "NA", "NaN", "nan", "null")


class Refusal(Exception):
    """The evidence does not carry the answer: why, and what would cure it, in words fit to show."""

    def __init__(self, reason: str, needs: str) -> None:
        super().__init__(reason)
        self.reason, self.needs = reason, needs


@dataclass(frozen=True)
class Table:
    """Columns of text by their headings, all of one length. Rows are counted as a spreadsheet does."""

    name: str
    columns: dict[str, list[str]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))

    def __contains__(self, heading: str) -> bool:
        return heading in self.columns

    def first_of(self, *headings: str) -> str:
        """The heading that the file has, of several by which the same thing is known."""
        found = next((heading for heading in headings if heading in self.columns), None)
        if found is None:
            raise Refused(f"{self.name} has no column called {' or '.join(headings)}.")
        return found

    def text(self, *headings: str) -> list[str]:
        return self.columns[self.first_of(*headings)]

    def numbers(self, *headings: str) -> np.ndarray:
        """NaN where nothing stands."""
        return np.array(self._read(self.first_of(*headings), float, "a number"), dtype=float)

    def whole(self, *headings: str) -> np.ndarray:
        """Whole numbers, none missing."""
        heading = self.first_of(*headings)
        found = self.numbers(heading)
        for place in np.flatnonzero(~(found == np.round(found)))[:1]:
            raise Refused(f"Row {place + 2}, {heading}: “{self.columns[heading][place]}” is not a whole number.")
        return found.astype(int)

    def dates(self, *headings: str) -> list[date | None]:
        return self._read(self.first_of(*headings), date.fromisoformat, "a date, such as 2026-11-17", empty=None)

    def explaining(self, *, but: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """All other columns as numbers, with their names; of a column of words, each word but the first is one."""
        names, found = [], []
        for heading, cells in self.columns.items():
            if heading in but:
                continue
            for name, values in _as_numbers(heading, cells):
                names.append(name)
                found.append(values)
        return names, np.column_stack(found) if found else np.empty((len(self), 0))

    def _read(self, heading: str, kind: Callable[[str], T], words: str, *, empty: Any = float("nan")) -> list[Any]:
        read = []
        for number, cell in enumerate(self.columns[heading], start=2):
            try:
                read.append(empty if cell in NOTHING else kind(cell))
            except ValueError:
                raise Refused(f"Row {number}, {heading}: “{cell}” is not {words}.") from None
        return read


def read(file: Path) -> Table:
    """A CSV in UTF-8 with a heading for each column. Refused when it is not one, or is empty."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"{file.name} cannot be read: save it as CSV in UTF-8, and check the name.") from fault
    header, *rows = list(csv.reader(text.splitlines())) or [[]]
    rows = [row for row in rows if any(row)]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise Refused(f"Row {number} has {len(row)} cells, and the first row {len(header)}.")
    if not rows or len(set(header)) < len(header):
        raise Refused(f"{file.name} needs a heading of its own for each column, and at least one row.")
    return Table(
        file.name, {heading.strip(): [row[place].strip() for row in rows] for place, heading in enumerate(header)}
    )


def _as_numbers(heading: str, cells: list[str]) -> list[tuple[str, np.ndarray]]:
    try:
        return [(heading, np.array([float(cell) for cell in cells]))]
    except ValueError:
        words = sorted(set(cells))
        return [(f"{heading}: {word}", np.array([cell == word for cell in cells], dtype=float)) for word in words[1:]]
