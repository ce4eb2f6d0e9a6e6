"""Drawing a sample that anybody can draw again: the same cases, size and seed give the same draw, on any machine and in
whatever order the list stands.

Cases are put in an order that the seed decides, stratum by stratum, and every so many are taken from a start that the
seed decides as well (systematic sampling). So every stratum has its share to within one case, a case drawn three times
as often is just that, and each case's chance is known beforehand: the share of the whole that it weighs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

SCALE = 1_000  # how finely “more often” is measured


@dataclass(frozen=True)
class Unit:
    """A case of the list. Its key may be a child's number: it is never shown and stays in memory."""

    key: str = field(repr=False)
    stratum: str = ""
    times: float = 1  # how much oftener than others it is to be drawn


@dataclass(frozen=True)
class Drawn:
    unit: Unit
    probability: float

    @property
    def weight(self) -> float:
        """How many cases of the list it stands for."""
        return 1 / self.probability


def draw(units: Sequence[Unit], size: int, *, seed: str) -> list[Drawn]:
    """As many as were asked for, or all there are, in the order of the seed."""
    chances = probabilities(units, size)
    certain = [place for place, chance in enumerate(chances) if chance == 1]
    others = [place for place, chance in enumerate(chances) if 0 < chance < 1]
    taken = certain + _systematic(units, others, size - len(certain), seed=seed)
    drawn = [Drawn(units[place], float(chances[place])) for place in taken]
    return sorted(drawn, key=lambda one: _shuffled(seed, one.unit.key))


def probabilities(units: Sequence[Unit], size: int) -> list[Fraction]:
    """Of each case, to be drawn. Whoever would be drawn more than once is drawn for certain, and the rest share."""
    weights = [max(1, round(unit.times * SCALE)) for unit in units]
    if size >= len(units):
        return [Fraction(1)] * len(units)
    certain: set[int] = set()
    while True:
        total = sum(weight for place, weight in enumerate(weights) if place not in certain)
        left = size - len(certain)
        more = {place for place, weight in enumerate(weights) if place not in certain and weight * left >= total}
        if not more or not left:
            return [
                Fraction(1) if place in certain else Fraction(weight * left, total)
                for place, weight in enumerate(weights)
            ]
        certain |= more


def _systematic(units: Sequence[Unit], places: Sequence[int], size: int, *, seed: str) -> list[int]:
    """Whole numbers all the way, so that neither rounding nor a machine changes who is drawn."""
    if size <= 0 or not places:
        return []
    ordered = sorted(places, key=lambda place: _place_in_order(units[place], seed))
    weights = [max(1, round(units[place].times * SCALE)) for place in ordered]
    step = sum(weights)
    point = int(_shuffled(seed, "where to start"), 16) % step
    taken, reached = [], 0
    for place, weight in zip(ordered, weights, strict=True):
        reached += weight * size
        if point < reached:
            taken.append(place)
            point += step
    return taken


def _place_in_order(unit: Unit, seed: str) -> tuple[str, str, str]:
    return _shuffled(seed, f"stratum {unit.stratum}"), unit.stratum, _shuffled(seed, unit.key)


def _shuffled(seed: str, words: str) -> str:
    return sha256(f"{seed}\n{words}".encode()).hexdigest()
