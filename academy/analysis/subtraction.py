"""What the visible numbers of a table give away about the hidden ones, and what else to hide so that they do not.

A table with its totals is a set of sums, one a row and one a column. What an outsider cannot tell about the hidden
numbers is how they may change together with every sum kept. Rows and columns being junctions, and each hidden number a
pipe between its row and its column, such a change is a flow that goes round, and a number may be whatever a flow
through its pipe can make it. Source: Gusfield, "A graph theoretic approach to statistical data security", 1988.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush

Cell = tuple[int, int]  # row and column; the last row and the last column hold the totals
Step = tuple[int, Cell, bool]  # the junction reached, the cell gone through, and whether that makes its number grow

PLENTY = 10**15
LAST_RESORT = 10**12  # on the price of a total, which is hidden only when nothing inside will do


class Table:
    """Whole numbers with their totals in the last row and column, and which of them are hidden.

    ``unseen`` totals are not printed at all: they hold nothing back and need no protection.
    """

    def __init__(self, numbers: list[list[int]], *, unseen: set[Cell]) -> None:
        self.numbers, self.unseen = numbers, unseen
        self.height, self.width = len(numbers), len(numbers[0])
        self.hidden: set[Cell] = set()
        self._pipes: list[list[Step]] = [[] for _ in range(self.height + self.width)]
        for cell in sorted(unseen):
            self._join(cell)

    def hide(self, cell: Cell) -> None:
        if cell not in self.hidden:
            self.hidden.add(cell)
            self._join(cell)

    def protect(self, cell: Cell, *, room: int) -> None:
        """Hide the cheapest further cells, if any, until the number could be any of more than ``room`` others."""
        if not self.is_safe(cell, room=room):
            for further in self._cheapest_round(cell, room=room):
                self.hide(further)

    def is_safe(self, cell: Cell, *, room: int) -> bool:
        """For an outsider who supposes 0 or more; and, since zeros are shown, for one who supposes 1 or more."""
        return self._range(cell, least=0, enough=room) >= room and self._range(cell, least=1, enough=1) >= 1

    def _join(self, cell: Cell) -> None:
        start, end = self._growing(cell)
        self._pipes[start].append((end, cell, True))
        self._pipes[end].append((start, cell, False))

    def _growing(self, cell: Cell) -> tuple[int, int]:
        """From which junction to which a flow makes this number grow: totals run against what they add up."""
        row, column = cell[0], self.height + cell[1]
        is_total = (cell[0] == self.height - 1) != (cell[1] == self.width - 1)
        return (column, row) if is_total else (row, column)

    def _range(self, cell: Cell, *, least: int, enough: int) -> int:
        """How far apart the least and the most are that this number could be; counting stops at ``enough``."""
        start, end = self._growing(cell)
        up = self._flow(end, start, without=cell, least=least, enough=enough)
        if up >= enough:
            return up
        fall = min(self._number(cell) - least, enough - up)
        return up + self._flow(start, end, without=cell, least=least, enough=fall)

    def _flow(self, start: int, end: int, *, without: Cell, least: int, enough: int) -> int:
        """The most, up to ``enough``, that can flow from one junction to another: Ford and Fulkerson's way."""
        changed: dict[Cell, int] = {}
        flow = 0
        while flow < enough and (route := self._route(start, end, without=without, least=least, changed=changed)):
            room = (PLENTY if grows else self._left(cell, least, changed) for _, cell, grows in route)
            more = min(enough - flow, *room)
            for _, cell, grows in route:
                changed[cell] = changed.get(cell, 0) + (more if grows else -more)
            flow += more
        return flow

    def _route(self, start: int, end: int, *, without: Cell, least: int, changed: dict[Cell, int]) -> list[Step]:
        """A shortest way through the hidden numbers, none of which would fall below ``least``."""
        came_by: dict[int, tuple[int, Step]] = {}
        waiting = deque([start])
        while waiting and end not in came_by:
            here = waiting.popleft()
            for step in self._pipes[here]:
                there, cell, grows = step
                if there in came_by or there == start or cell == without:
                    continue
                if grows or self._left(cell, least, changed) > 0:
                    came_by[there] = (here, step)
                    waiting.append(there)
        return _walk_back(came_by, start, end)

    def _cheapest_round(self, cell: Cell, *, room: int) -> list[Cell]:
        """The cells that, hidden as well, let this number grow by ``room``: smallest in all, totals last.

        Dijkstra's way. There is always one: the number's row total, grand total and column total can grow with it.
        """
        end, start = self._growing(cell)
        came_by: dict[int, tuple[int, Step]] = {}
        waiting: list[tuple[int, int, int, Step | None]] = [(0, start, start, None)]
        while end not in came_by:
            price, here, before, step = heappop(waiting)
            if here in came_by or (here == start and step is not None):
                continue
            if step is not None:
                came_by[here] = (before, step)
            for onward in self._steps(here):
                there, through, grows = onward
                if through != cell and self._may_hide(through) and (grows or self._left(through, 0, {}) >= room):
                    heappush(waiting, (price + self._price(through), there, here, onward))
        return [through for _, through, _ in _walk_back(came_by, start, end) if through not in self.unseen]

    def _steps(self, here: int) -> Iterator[Step]:
        for cell in self._cells_at(here):
            start, end = self._growing(cell)
            yield (end, cell, True) if start == here else (start, cell, False)

    def _cells_at(self, junction: int) -> Iterator[Cell]:
        if junction < self.height:
            return ((junction, column) for column in range(self.width))
        return ((row, junction - self.height) for row in range(self.height))

    def _may_hide(self, cell: Cell) -> bool:
        return cell in self.unseen or self._number(cell) > 0

    def _price(self, cell: Cell) -> int:
        if cell in self.hidden or cell in self.unseen:
            return 0
        is_inside = cell[0] < self.height - 1 and cell[1] < self.width - 1
        return self._number(cell) + (0 if is_inside else LAST_RESORT)

    def _number(self, cell: Cell) -> int:
        return self.numbers[cell[0]][cell[1]]

    def _left(self, cell: Cell, least: int, changed: dict[Cell, int]) -> int:
        return PLENTY if cell in self.unseen else self._number(cell) + changed.get(cell, 0) - least


def _walk_back(came_by: dict[int, tuple[int, Step]], start: int, end: int) -> list[Step]:
    route: list[Step] = []
    while end != start and end in came_by:
        end, step = came_by[end]
        route.append(step)
    return route
