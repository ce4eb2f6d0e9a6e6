"""What an outsider can work out from a table that was shown: everything visible, every sum, and nothing else."""

import numpy as np
from scipy.optimize import linprog

from academy.analysis.disclosure import HIDDEN, Grid

Cell = tuple[int, int]


class Outsider:
    """Sees only the Grid. The hidden numbers, totals included, are unknowns held together by the sums of the table."""

    def __init__(self, grid: Grid) -> None:
        self.shown = _with_totals(grid)
        self.hidden = [(r, c) for r, row in enumerate(self.shown) for c, value in enumerate(row) if value == HIDDEN]
        self.sums, self.known = self._equations()

    def _equations(self) -> tuple[np.ndarray, np.ndarray]:
        height, width = len(self.shown), len(self.shown[0])
        rows = [[((r, c), 1 if c < width - 1 else -1) for c in range(width)] for r in range(height)]
        columns = [[((r, c), 1 if r < height - 1 else -1) for r in range(height)] for c in range(width)]
        usable = [terms for terms in rows + columns if all(self._at(cell) is not None for cell, _ in terms)]
        sums, known = np.zeros((len(usable), len(self.hidden))), np.zeros(len(usable))
        for number, terms in enumerate(usable):
            for cell, sign in terms:
                if self._at(cell) == HIDDEN:
                    sums[number, self.hidden.index(cell)] = sign
                else:
                    known[number] -= sign * self._at(cell)
        return sums, known

    def _at(self, cell: Cell):
        return self.shown[cell[0]][cell[1]]

    def by_subtraction(self) -> dict[Cell, int]:
        """Every hidden number that the sums pin down, as in an equation with one answer."""
        if not self.hidden:
            return {}
        answer = np.linalg.lstsq(self.sums, self.known, rcond=None)[0]
        _, sizes, turns = np.linalg.svd(self.sums)
        free = turns[int((sizes > 1e-9).sum()) :]
        fixed = np.abs(free).max(axis=0, initial=0) < 1e-9
        return {cell: round(answer[i]) for i, cell in enumerate(self.hidden) if fixed[i]}

    def could_be(self, cell: Cell, *, least: int) -> tuple[int, int]:
        """The least and the most that a hidden number could be, if none is under ``least``."""
        aim = np.array([1.0 if cell == other else 0.0 for other in self.hidden])
        ends = []
        for sign in (1, -1):
            found = linprog(sign * aim, A_eq=self.sums, b_eq=self.known, bounds=(least, 10_000), method="highs")
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]


def _with_totals(grid: Grid) -> list[list]:
    """A total that was not shown is None; the sums it stands in are of no use."""
    rights = grid.row_totals or (None,) * len(grid.cells)
    bottom = grid.column_totals or (None,) * len(grid.cells[0])
    return [[*row, right] for row, right in zip(grid.cells, rights, strict=True)] + [[*bottom, grid.total]]
