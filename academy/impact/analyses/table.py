"""A file of columns, read with the row and the reason when a cell cannot be."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from academy.core import imports
from academy.core.imports.cells import plain
from academy.core.imports.dates import day
from academy.core.imports.sheets import decoded, delimiter_of
from academy.core.refusals import Refused

T = TypeVar("T")
NOTHING = {*imports.BLANKS, "", "nan", "#n/a"}
YES_OR_NO = {"true": 1.0, "false": 0.0, "yes": 1.0, "no": 0.0}
THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
LARGEST = 2.0**53  # beyond it a whole number is no longer exact
EARLIEST, LATEST, NEVER = 1900, 2150, 9000  # the years of a working life; many systems end what is open in 9999
MOST_WORDS = 20  # that one column may hold, each being allowed for by itself


class Refusal(Exception):
    """The evidence does not carry the answer: why, and what would cure it, in words fit to show."""

    def __init__(self, reason: str, needs: str) -> None:
        super().__init__(reason)
        self.reason, self.needs = reason, needs


@dataclass(frozen=True)
class Table:
    """Columns of text by their headings, all of one length, and the number that a spreadsheet shows beside each row.

    Rows stand in an order of their own, whatever the file's, so that sums come out the same to the last digit.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    rows: Sequence[int]

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, heading: str) -> bool:
        return self.named(heading) is not None

    def named(self, *headings: str) -> str | None:
        """The heading that the file has, of several by which the same thing is known, capitals and signs aside."""
        known = {plain(heading): heading for heading in self.columns}
        return next((known[plain(heading)] for heading in headings if plain(heading) in known), None)

    def first_of(self, *headings: str) -> str:
        found = self.named(*headings)
        if found is None:
            raise Refused(f"{self.name} has no column called {' or '.join(headings)}.")
        return found

    def text(self, *headings: str) -> Sequence[str]:
        return self.columns[self.first_of(*headings)]

    def names(self, *headings: str) -> list[str]:
        """What things are called: none may be empty, and 7.0 is 7."""
        heading = self.first_of(*headings)
        self.refuse_where([not cell for cell in self.columns[heading]], "it is empty", of=heading)
        return [cell[:-2] if re.fullmatch(r"-?\d+\.0", cell) else cell for cell in self.columns[heading]]

    def numbers(self, *headings: str, words: Mapping[str, float] = YES_OR_NO) -> np.ndarray:
        """NaN where nothing stands."""
        heading = self.first_of(*headings)
        return np.array(self._read(heading, lambda cell: _number(cell, words), "a number", float("nan")), dtype=float)

    def filled(self, *headings: str) -> np.ndarray:
        """Numbers, none missing."""
        heading = self.first_of(*headings)
        found = self.numbers(heading)
        self.refuse_where(np.isnan(found), "it is empty", of=heading)
        return found

    def whole(self, *headings: str, words: Mapping[str, float] = YES_OR_NO) -> np.ndarray:
        """Whole numbers, none missing."""
        heading = self.first_of(*headings)
        found = self.whole_or_nothing(heading, words=words)
        self.refuse_where(np.isnan(found), "it is empty", of=heading)
        return found.astype(int)

    def whole_or_nothing(self, *headings: str, words: Mapping[str, float] = YES_OR_NO) -> np.ndarray:
        """Whole numbers, NaN where nothing stands."""
        heading = self.first_of(*headings)
        found = self.numbers(heading, words=words)
        is_whole = np.isnan(found) | ((found == np.round(found)) & (np.abs(found) < LARGEST))
        self.refuse_where(~is_whole, "“{cell}” is not a whole number", of=heading)
        return found

    def one_of_each(self, groups: np.ndarray, *headings: str, nothing: float) -> np.ndarray:
        """Whole numbers, of which all rows of a group say the same one; `nothing` where nothing stands."""
        heading = self.first_of(*headings)
        found = self.whole_or_nothing(heading)
        found = np.where(np.isnan(found), nothing, found)
        most = np.full(groups.max() + 1, -np.inf)
        np.maximum.at(most, groups, found)
        self.refuse_where(found != most[groups], "“{cell}” is not what other rows of the same team say", of=heading)
        return found

    def dates(self, *headings: str) -> list[date | None]:
        return self._read(self.first_of(*headings), _date, "a date, such as 2026-11-17", None)

    def explaining(self, *, but: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """All other columns as numbers, with their names; of a column of words, each word but the first is one.

        What is the same in every row explains nothing, and is left out.
        """
        own = {plain(heading) for heading in but} | {""}
        found = [
            (name, values)
            for heading in self.columns
            if plain(heading) not in own
            for name, values in self._as_numbers(heading)
            if np.ptp(values)
        ]
        values = [column for _, column in found]
        return [name for name, _ in found], np.column_stack(values) if values else np.empty((len(self), 0))

    def is_of_numbers(self, heading: str) -> bool:
        """Whether most of what stands in a column are numbers."""
        said = [cell for cell in self.columns[heading] if not _is_nothing(cell)]
        return 2 * sum(_is_number(cell) for cell in said) > len(said)

    def refuse_where(self, wrong: Iterable[Any], words: str, *, of: str = "") -> None:
        """Say which row is the first that is wrong. `{cell}` in the words is what stands in the column there."""
        places = np.flatnonzero(np.fromiter(wrong, dtype=bool, count=len(self)))
        if places.size:
            place = min(places.tolist(), key=self.rows.__getitem__)
            said = words.replace("{cell}", self.text(of)[place]) if of else words
            raise Refused(f"Row {self.rows[place]:,}{', ' if of else ''}{of}: {said}.")

    def _read(self, heading: str, kind: Callable[[str], T], words: str, empty: Any) -> list[Any]:
        cells, read, bad = self.columns[heading], {}, set()
        for cell in set(cells):
            try:
                read[cell] = empty if _is_nothing(cell) else kind(cell)
            except ValueError:
                bad.add(cell)
        self.refuse_where([cell in bad for cell in cells], f"“{{cell}}” is not {words}", of=heading)
        return [read[cell] for cell in cells]

    def _as_numbers(self, heading: str) -> list[tuple[str, np.ndarray]]:
        if self.is_of_numbers(heading):
            return [(heading, self.filled(heading))]
        cells = np.array(self.names(heading))
        words = np.unique(cells)
        if len(words) > MOST_WORDS:
            reason = f"{heading} holds {len(words):,} different words, and at most {MOST_WORDS} can be allowed for"
            raise Refused(f"{self.name}: {reason}. Leave the column out, or put fewer kinds in it.")
        return [(f"{heading}: {word}", (cells == word).astype(float)) for word in words[1:]]


def read(file: Path) -> Table:
    """A CSV, or the first sheet of a workbook, with a heading for each column. Refused when it is not, or is empty."""
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Refused(f"{file.name} cannot be read: check the name.") from fault
    if content.startswith(b"PK"):
        found = imports.read(content, file.name)
        return _table(file.name, [(1, found.header), *zip(found.numbers, found.rows, strict=True)])
    return _table(file.name, _lines(file.name, decoded(content)))


def _lines(name: str, text: str) -> list[tuple[int, Sequence[str]]]:
    delimiter = delimiter_of(text)
    try:
        lines = list(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1))
    except csv.Error as fault:
        raise Refused(f"{name}: a cell is far too long. Perhaps a quotation mark is never closed.") from fault
    if delimiter == ";":  # where lists are parted so, the comma stands in 0,5
        return [(number, [re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", cell) for cell in line]) for number, line in lines]
    return [(number, line) for number, line in lines]


def _table(name: str, lines: Sequence[tuple[int, Sequence[str]]]) -> Table:
    filled = [(number, [cell.strip() for cell in line]) for number, line in lines if any(map(str.strip, line))]
    (_, header), *rows = filled or [(1, [])]
    while header and not header[-1] and not any(any(row[len(header) - 1 : len(header)]) for _, row in rows):
        header = header[:-1]
    for number, row in rows:
        if len(row) < len(header) or any(row[len(header) :]):
            raise Refused(f"Row {number:,} has {len(row)} cells, and the first row {len(header)}.")
    said = [plain(heading) for heading in header]
    if not rows or len(set(said)) < len(said):
        raise Refused(f"{name} needs a heading of its own for each column, and at least one row.")
    by_heading = sorted(range(len(header)), key=said.__getitem__)
    rows.sort(key=lambda row: [row[1][place] for place in by_heading])
    columns = {heading: [row[place] for _, row in rows] for place, heading in enumerate(header)}
    return Table(name, columns, [number for number, _ in rows])


def _is_nothing(cell: str) -> bool:
    return cell.casefold() in NOTHING


def _is_number(cell: str) -> bool:
    try:
        _number(cell, YES_OR_NO)
    except ValueError:
        return False
    return True


def _number(cell: str, words: Mapping[str, float]) -> float:
    """As people write one: 1,200 and £1,200 and 12% are numbers; infinity is none."""
    if (known := words.get(cell.casefold())) is not None:
        return known
    said = cell.removeprefix("£")
    said = said.replace(",", "") if THOUSANDS.fullmatch(said) else said
    found = float(said.removesuffix("%")) / (100 if said.endswith("%") else 1)
    if not np.isfinite(found) or "_" in said:
        raise ValueError(cell)
    return found


def _date(cell: str) -> date | None:
    found = day(cell)
    if found is None or found.year >= NEVER:
        return None
    if not EARLIEST <= found.year <= LATEST:
        raise ValueError(cell)
    return found
