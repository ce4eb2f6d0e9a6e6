"""How hard each auditor marks, taken off before grades are compared: a new auditor is not a change in practice.

Severity is learned where the programme had not arrived, beside what is usual of each team and each period, and then
taken off every grade. Its own uncertainty is in the interval: both steps are done again without each team in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as students

from academy.analysis.staggered import NEVER, NOBODY_ELSE, Change, Effects, effects, left_over, with_others


@dataclass(frozen=True, eq=False)
class Marks:
    """A place for each audit: its ``grade``, and ``team``, ``period`` and ``auditor`` by number from 0.

    ``waves`` has each team's first period with the programme as it stands in ``periods``, 0 for never.
    """

    grade: np.ndarray
    team: np.ndarray
    period: np.ndarray
    auditor: np.ndarray
    waves: np.ndarray
    periods: np.ndarray

    @property
    def has_begun(self) -> np.ndarray:
        began = self.waves[self.team]
        return (began != NEVER) & (self.periods[self.period] >= began)


@dataclass(frozen=True, eq=False)
class Evened:
    """Effects once auditors are made alike: ``effects`` with the interval of both steps, ``second`` Gardner's.

    ``severity`` is how far below the others each auditor marks, in the units of the grade. ``wider`` is by how much
    the error of both steps exceeds that of the second alone, never under 1.
    """

    effects: Effects
    second: Change
    severity: np.ndarray
    wider: float


def evened_effects(marks: Marks, *, against: str = "not yet") -> Evened:
    """Callaway and Sant'Anna's and Gardner's answers on grades with the auditors' severity taken off.

    ValueError as in ``effects``, and when somebody marked only where the programme was, who cannot be made alike.
    """
    parts = _Parts(marks)
    severity = parts.severity(parts.whole)
    if np.isnan(severity).any():
        raise ValueError("An auditor has marked only where the programme was, and cannot be compared with the others.")
    means = parts.means(severity)
    found = effects(means, marks.waves, marks.periods, against=against)
    without = [one for one in (parts.without(team, against) for team in range(len(marks.waves))) if one is not None]
    if len(without) < len(marks.waves) / 2:
        raise ValueError(NOBODY_ELSE)
    first, second = (np.array(column) for column in zip(*without, strict=True))
    error, second_error = _jackknife(first), _jackknife(second)
    half = float(students.ppf(0.975, len(marks.waves) - 1)) * error
    overall = replace(found.overall, se=error)
    told = replace(found, overall=overall, low=overall.att - half, high=overall.att + half)
    wider = max(1.0, error / found.overall.se) if found.overall.se else 1.0
    return Evened(told, Change((), parts.second(means), second_error), severity, wider)


def _jackknife(without: np.ndarray) -> float:
    return float(np.sqrt(((without - without.mean()) ** 2).sum() * (len(without) - 1) / len(without)))


Sums = tuple[np.ndarray, np.ndarray]  # how columns go together, and with the grade


class _Parts:
    """What each team adds to the sums, so that any of them can be left out again."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.sizes = (len(marks.waves), len(marks.periods), int(marks.auditor.max()) + 1)
        teams, periods, auditors = self.sizes
        cells = marks.team * periods + marks.period
        counted = np.bincount(cells, minlength=teams * periods)
        if not counted.all():
            raise ValueError("Every team needs an audit in every period.")
        self.raw = (np.bincount(cells, marks.grade, minlength=teams * periods) / counted).reshape(teams, periods)
        of_each = np.bincount(cells * auditors + marks.auditor, minlength=teams * periods * auditors)
        self.by_auditor = of_each.reshape(teams, periods, auditors) / counted.reshape(teams, periods, 1)
        self.reached = (marks.waves != NEVER)[:, None] & (marks.periods >= marks.waves[:, None])
        self.units, self.times = with_others(self.reached)
        self.by_team = [self._sums(np.flatnonzero((marks.team == team) & ~marks.has_begun)) for team in range(teams)]
        self.whole = tuple(np.sum([one[part] for one in self.by_team], axis=0) for part in (0, 1))

    def _sums(self, rows: np.ndarray) -> Sums:
        """Of one team's audits without the programme, each less the team's own mean of its column."""
        _, periods, auditors = self.sizes
        if not len(rows):
            return np.zeros((periods + auditors,) * 2), np.zeros(periods + auditors)
        columns = np.zeros((len(rows), periods + auditors))
        columns[np.arange(len(rows)), self.marks.period[rows]] = 1
        columns[np.arange(len(rows)), periods + self.marks.auditor[rows]] = 1
        columns -= columns.mean(axis=0)
        grade = self.marks.grade[rows] - self.marks.grade[rows].mean()
        return columns.T @ columns, columns.T @ grade

    def severity(self, sums: Sequence[np.ndarray]) -> np.ndarray:
        """About the middle of the auditors; NaN for whoever never marked without the programme."""
        periods = self.sizes[1]
        moved = np.linalg.lstsq(sums[0], sums[1], rcond=1e-10)[0][periods:]
        seen = sums[0].diagonal()[periods:] > 0
        return np.where(seen, -(moved - moved[seen].mean()), np.nan)

    def means(self, severity: np.ndarray) -> np.ndarray:
        return self.raw + self.by_auditor @ severity

    def without(self, team: int, against: str) -> tuple[float, float] | None:
        """Both answers when one team is left out; None when there is nothing to compare then."""
        kept = np.arange(self.sizes[0]) != team
        severity = self.severity([whole - own for whole, own in zip(self.whole, self.by_team[team], strict=True)])
        means = self.means(np.nan_to_num(severity))
        others = np.ix_(self.units[self.units != team], self.times)
        if self.reached[others].all(axis=0).any():
            return None
        try:
            first = effects(means[kept], self.marks.waves[kept], self.marks.periods, against=against).overall.att
        except ValueError:
            return None
        return first, left_over(means[others], self.reached[others])

    def second(self, means: np.ndarray) -> float:
        told = np.ix_(self.units, self.times)
        return left_over(means[told], self.reached[told])
