"""How a measure stands against what was promised: six words, the same inside and outside."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from academy.analysis.control_charts import RUN, ControlChart
from academy.analysis.rates import wilson_interval

FEW = 30  # cases, under which a share may miss or meet its target by chance


class Standing(TextChoices):
    TARGET_MET = "target_met", "Target met"
    AHEAD = "ahead", "Ahead"
    BEHIND = "behind", "Behind"
    BEHIND_IMPROVING = "behind_improving", "Behind, improving"
    NO_REAL_CHANGE = "no_real_change", "No real change"
    TOO_EARLY = "too_early", "Too early to say"


class Change(TextChoices):
    """What the chart says of the latest readings."""

    UNKNOWN = "unknown", "Too few readings"
    NONE = "none", "The usual up and down"
    BETTER = "better", "A real change for the better"
    WORSE = "worse", "A real change for the worse"
    EITHER = "either", "A real change"  # of a measure that is neither better high nor low


class Direction(TextChoices):
    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    CONTEXT = "context", "Neither is better"


@dataclass(frozen=True)
class Target:
    """What is held to on a day: `due` when its day has come, `final` the one at the end of the way."""

    due: float | None = None
    due_on: date | None = None  # a target that holds always has no day
    next: float | None = None
    next_on: date | None = None
    final: float | None = None
    tolerance: float = 0

    @property
    def now(self) -> float | None:
        """What the latest reading is held to."""
        return self.due if self.due is not None else self.next


def change(chart: ControlChart | None, direction: str) -> Change:
    """Only a signal among the last eight readings tells of now."""
    if chart is None or chart.reason:
        return Change.UNKNOWN
    place = max((*chart.beyond, *chart.runs), default=-1)
    if place < len(chart.values) - RUN or place < 0:
        return Change.NONE
    if direction == Direction.CONTEXT:
        return Change.EITHER
    went_up = chart.values[place] > chart.centre
    return Change.BETTER if went_up == (direction == Direction.HIGHER) else Change.WORSE


def meets(value: float, target: float | None, direction: str, tolerance: float = 0) -> bool:
    if target is None or direction == Direction.CONTEXT:
        return False
    return value >= target - tolerance if direction == Direction.HIGHER else value <= target + tolerance


def is_by_chance(value: float, n: int | None, target: float | None) -> bool:
    """So few cases that the target lies within what chance alone may do to the share (Wilson's 95%)."""
    if n is None or target is None or not 0 < n < FEW:
        return False
    low, high = wilson_interval(round(value * n / 100), n)
    return low * 100 <= target <= high * 100


def standing(value: float | None, target: Target, direction: str, change: Change, *, n: int | None = None) -> Standing:
    """`value` is the latest reading; `n` its cases, where it is a share. Against the target whose day has come."""
    if value is None or is_by_chance(value, n, target.now):
        return Standing.TOO_EARLY
    if meets(value, target.final, direction, target.tolerance):
        return Standing.TARGET_MET
    if meets(value, target.now, direction, target.tolerance):
        return Standing.AHEAD
    if target.due is not None and direction != Direction.CONTEXT:
        return Standing.BEHIND_IMPROVING if change == Change.BETTER else Standing.BEHIND
    return _without_one_due(change, is_promised=target.now is not None)


def _without_one_due(change: Change, *, is_promised: bool) -> Standing:
    """Nothing is due yet, or nothing promised: the chart alone tells, against the measure's own earlier average."""
    better = Standing.BEHIND_IMPROVING if is_promised else Standing.AHEAD
    told = {Change.NONE: Standing.NO_REAL_CHANGE, Change.BETTER: better, Change.WORSE: Standing.BEHIND}
    return told.get(change, Standing.TOO_EARLY)
