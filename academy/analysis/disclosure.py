"""Small numbers hidden before anything is shown: the one rule for pages, charts, packs, the API and every download.

Counts of 1 to 4 become "c", the mark of the Department for Education's tables; so does any further number from which
one of them could be worked out by subtraction, or narrowed to fewer values than the threshold. Zero stays zero.
Percentages of fewer than 10 people, or made from a hidden number, are "c" too. Apply it after filtering.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import index
from typing import Literal, overload

from academy.analysis.subtraction import Cell, Table

HIDDEN: Literal["c"] = "c"  # confidential
NOT_APPLICABLE: Literal["z"] = "z"
THRESHOLD = 5
FEWEST_FOR_PERCENT = 10

Shown = int | Literal["c"]


@dataclass(frozen=True)
class Grid:
    """A table fit to show, of the shape that came in. Totals are None where they were not to be shown."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...] | None
    column_totals: tuple[Shown, ...] | None
    total: Shown | None


@dataclass(frozen=True)
class Counts:
    """Counts by name fit to show, in the order that came in, with their total (None where it was not to be shown)."""

    counts: dict[str, Shown]
    total: Shown | None


@overload
def disclose(table: Mapping[str, int], *, total: bool = True, threshold: int = THRESHOLD) -> Counts: ...


@overload
def disclose(
    table: Sequence[Sequence[int]], *, row_totals: bool = True, column_totals: bool = True, threshold: int = THRESHOLD
) -> Grid: ...


def disclose(
    table: Mapping[str, int] | Sequence[Sequence[int]],
    *,
    total: bool = True,
    row_totals: bool = True,
    column_totals: bool = True,
    threshold: int = THRESHOLD,
) -> Counts | Grid:
    """Counts by name, or a grid of counts, with what must be hidden as "c".

    Totals are worked out here, so that they add up; leave them on wherever the reader can find them out elsewhere.
    The same table gives the same answer, whatever the order of names. The threshold can only be raised, and a higher
    one hides all that a lower one hides. ValueError for a threshold under 5, a negative count or rows of unequal
    length; TypeError for a count that is not whole.
    """
    if isinstance(table, Mapping):
        return _disclose_counts(table, total=total, threshold=threshold)
    return _disclose_grid(table, row_totals=row_totals, column_totals=column_totals, threshold=threshold)


def percentage(part: Shown, whole: Shown, *, threshold: int = THRESHOLD) -> float | Literal["c", "z"]:
    """100 x part / whole; "c" when either is hidden, either or the rest is small, or the whole is under 10.

    The rest counts because a reader who has 96% of 50 has the other 2 people as well. Of nobody at all it is "z".
    """
    _check(threshold)
    if part == HIDDEN or whole == HIDDEN:
        return HIDDEN
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is not a percentage.")
    if whole == 0:
        return NOT_APPLICABLE
    if whole < FEWEST_FOR_PERCENT or any(_is_small(count, threshold) for count in (part, whole, whole - part)):
        return HIDDEN
    return 100 * part / whole


def small_cells(table: Table, *, threshold: int = THRESHOLD) -> list[Cell]:
    """The cells to hide for their own sake. Alone this is no protection: most come back by subtraction."""
    cells = ((row, column) for row in range(table.height) for column in range(table.width))
    return [
        cell for cell in cells if cell not in table.unseen and _is_small(table.numbers[cell[0]][cell[1]], threshold)
    ]


def with_totals(counts: Sequence[Sequence[int]], *, row_totals: bool = True, column_totals: bool = True) -> Table:
    """A grid with its sums in a last row and a last column, those not to be printed marked unseen."""
    rows = [[_whole(count) for count in row] for row in counts]
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("Every row of a table needs the same number of counts.")
    numbers = [[*row, sum(row)] for row in rows]
    numbers.append([sum(column) for column in zip(*numbers, strict=True)])
    last_row, last_column = len(rows), len(rows[0])
    unseen = {(row, last_column) for row in range(last_row) if not row_totals}
    unseen |= {(last_row, column) for column in range(last_column) if not column_totals}
    if not (row_totals or column_totals):
        unseen.add((last_row, last_column))
    return Table(numbers, unseen=unseen)


def _disclose_grid(counts: Sequence[Sequence[int]], *, row_totals: bool, column_totals: bool, threshold: int) -> Grid:
    table = with_totals(counts, row_totals=row_totals, column_totals=column_totals)
    _hide(table, threshold)
    *rows, bottom = _shown(table)
    return Grid(
        cells=tuple(row[:-1] for row in rows),
        row_totals=tuple(row[-1] for row in rows) if row_totals else None,
        column_totals=bottom[:-1] if column_totals else None,
        total=bottom[-1] if row_totals or column_totals else None,
    )


def _disclose_counts(counts: Mapping[str, int], *, total: bool, threshold: int) -> Counts:
    names = sorted(counts, key=str)
    grid = _disclose_grid(
        [[counts[name] for name in names]], row_totals=total, column_totals=False, threshold=threshold
    )
    shown = dict(zip(names, grid.cells[0], strict=True))
    return Counts({name: shown[name] for name in counts}, grid.row_totals[0] if grid.row_totals else None)


def _hide(table: Table, threshold: int) -> None:
    """Threshold by threshold, so that a higher one hides all that a lower one does."""
    _check(threshold)
    for level in range(THRESHOLD, threshold + 1):
        small = small_cells(table, threshold=level)
        for cell in small:
            table.hide(cell)
        for cell in small:
            table.protect(cell, room=level)


def _shown(table: Table) -> list[tuple[Shown, ...]]:
    return [
        tuple(HIDDEN if (row, column) in table.hidden else number for column, number in enumerate(numbers))
        for row, numbers in enumerate(table.numbers)
    ]


def _is_small(count: int, threshold: int) -> bool:
    return 0 < count < threshold


def _whole(count: int) -> int:
    if index(count) < 0:
        raise ValueError("A count cannot be negative.")
    return index(count)


def _check(threshold: int) -> None:
    if threshold < THRESHOLD:
        raise ValueError(f"The threshold can be raised above {THRESHOLD}, never lowered.")
