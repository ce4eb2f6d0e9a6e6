"""What a roll-out in waves changed, by comparing each wave with those not reached yet.

Source: Callaway and Sant'Anna 2021, without covariates; the answers are those of R's ``did``. A wave's change since the
period before it began is set against the same change where the programme had not arrived. Two-way fixed effects, which
take the waves already reached for a comparison, lose part of a real effect and are not offered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2
from scipy.stats import t as students

NEVER = 0  # the wave of units that the programme does not reach
FEWEST_UNITS = 10  # on either side, when the first wave begins
FEWEST_BEFORE = 3  # periods before the first wave, without which no trend can be seen
NOBODY_ELSE = "Where the programme was, there is nobody at the time whom it had not reached."
UNITS_FOR_EACH = 5  # change tested at once: with fewer the test rejects whatever is true


@dataclass(frozen=True)
class Change:
    """A change in the outcome's own units, with its standard error; ``of`` says of what (a period, a wave, both)."""

    of: tuple[int, ...]
    att: float
    se: float


@dataclass(frozen=True)
class Effects:
    """Every wave in every period, and what they come to.

    ``overall`` weighs waves by their size; ``by_exposure`` is by periods since the wave began (below 0: before it),
    with ``after_start`` its mean from 0 on; ``by_wave`` and ``by_period`` likewise. ``low`` and ``high`` are the 95%
    interval of ``overall`` for few units: its error times sqrt(m / (m - 1)) of the smallest wave, and Student's t on
    units less one. ``trend_before`` is the mean of the changes before the waves began, which should be near 0, and
    ``before`` the Wald test that all are: statistic, degrees of freedom, p-value; None without enough units for it.
    """

    attgt: tuple[Change, ...]
    overall: Change
    by_exposure: tuple[Change, ...]
    after_start: Change
    by_wave: tuple[Change, ...]
    of_waves: Change
    by_period: tuple[Change, ...]
    of_periods: Change
    low: float
    high: float
    trend_before: Change | None
    before: tuple[float, int, float] | None
    units: int


def effects(outcome: np.ndarray, waves: np.ndarray, periods: np.ndarray, *, against: str = "not yet") -> Effects:
    """Estimate from ``outcome`` (units, periods), each unit's first period with the programme (0: never), and periods.

    ``against`` is "not yet" (whoever the programme has not reached) or "never" (whoever it never reaches). Units must
    be seen in every period. Waves that began in or before the first period are left out, having nothing to compare
    with. ValueError when there is no wave, or nobody to compare one with.
    """
    cells = _Cells(np.asarray(outcome, dtype=float), np.asarray(waves), np.asarray(periods), against)
    keys = list(cells.att)
    after, earlier = ([key for key in keys if (key[1] >= key[0]) is is_after] for is_after in (True, False))
    if not after:
        raise ValueError(NOBODY_ELSE)
    exposures = sorted({t - g for g, t in keys})
    by_exposure = {e: cells.weighed([key for key in keys if key[1] - key[0] == e]) for e in exposures}
    by_wave = {g: cells.mean([key for key in after if key[0] == g]) for g in sorted({g for g, _ in after})}
    by_period = {t: cells.weighed([key for key in after if key[1] == t]) for t in sorted({t for _, t in after})}
    overall = cells.weighed(after)
    low, high = cells.interval(overall)
    return Effects(
        attgt=tuple(cells.change(key, cells.att[key]) for key in keys),
        overall=cells.change((), overall),
        by_exposure=tuple(cells.change((e,), one) for e, one in by_exposure.items()),
        after_start=cells.change((), _average([one for e, one in by_exposure.items() if e >= 0])),
        by_wave=tuple(cells.change((g,), one) for g, one in by_wave.items()),
        of_waves=cells.change((), cells.over_waves(by_wave)),
        by_period=tuple(cells.change((t,), one) for t, one in by_period.items()),
        of_periods=cells.change((), _average(list(by_period.values()))),
        low=low,
        high=high,
        trend_before=cells.change((), cells.mean(earlier)) if earlier else None,
        before=cells.before(earlier),
        units=len(cells.waves),
    )


def two_stage(outcome: np.ndarray, waves: np.ndarray, periods: np.ndarray) -> Change:
    """The same question by Gardner's two stages (2022), as a second opinion: its error leaves out one unit at a time.

    Unit and period are taken off as they were where the programme had not arrived; what is left where it had, on the
    mean, is the change. Takes what ``effects`` takes. Units and periods that have nothing to go by, because everybody
    had been reached, are left out. ValueError when nothing is left then.
    """
    outcome, waves, periods = np.asarray(outcome, dtype=float), np.asarray(waves), np.asarray(periods)
    reached = (waves != NEVER)[:, None] & (periods >= waves[:, None])
    told = np.ix_(*with_others(reached))
    outcome, reached = outcome[told], reached[told]
    att = left_over(outcome, reached)
    others = ~np.eye(len(reached), dtype=bool)
    without = [left_over(outcome[kept], reached[kept]) for kept in others if not reached[kept].all(axis=0).any()]
    if len(without) < len(others) / 2:
        raise ValueError(NOBODY_ELSE)
    apart = np.array(without) - np.mean(without)
    return Change((), att, float(np.sqrt((apart**2).sum() * (len(without) - 1) / len(without))))


def with_others(reached: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The units and the periods, as places, that have somebody or some time without the programme to go by.

    ValueError when the programme was nowhere among them.
    """
    units, periods = (np.flatnonzero(~reached.all(axis=axis)) for axis in (1, 0))
    if not reached[np.ix_(units, periods)].any():
        raise ValueError(NOBODY_ELSE)
    return units, periods


def left_over(outcome: np.ndarray, reached: np.ndarray) -> float:
    """What is left on the mean where it had arrived, units and periods taken off as they were where it had not."""
    units, periods = outcome.shape
    columns = np.hstack([np.kron(np.eye(units), np.ones((periods, 1))), np.tile(np.eye(periods)[:, 1:], (units, 1))])
    free = ~reached.ravel()
    usual = np.linalg.lstsq(columns[free], outcome.ravel()[free], rcond=None)[0]
    return float((outcome.ravel() - columns @ usual)[~free].mean())


Estimate = tuple[float, np.ndarray]  # a number, and how much each unit moves it


class _Cells:
    """The change of each wave in each period, and the influence of each unit on it."""

    def __init__(self, outcome: np.ndarray, waves: np.ndarray, periods: np.ndarray, against: str) -> None:
        kept = (waves == NEVER) | (waves > periods[0])
        self.outcome, self.waves, self.periods = outcome[kept], waves[kept], periods
        self.waves_seen = [int(g) for g in np.unique(self.waves) if g != NEVER and g <= periods[-1]]
        self.share = {g: float((self.waves == g).mean()) for g in self.waves_seen}
        self.att: dict[tuple[int, int], Estimate] = {}
        for g in self.waves_seen:
            for place in range(1, len(periods)):
                found = self._cell(g, place, against)
                if found is not None:
                    self.att[g, int(periods[place])] = found
        if not self.att:
            raise ValueError("There is no wave with a period before it and somebody to compare it with.")

    def _cell(self, g: int, place: int, against: str) -> Estimate | None:
        """Before a wave begins each period is set against the last; from then on against the one before it began."""
        now = self.periods[place]
        base = place - 1 if now < g else int(np.searchsorted(self.periods, g)) - 1
        later = max(now, self.periods[base])
        others = (self.waves == NEVER) | ((self.waves > later) & (self.waves != g) & (against == "not yet"))
        theirs = self.waves == g
        if not others.any():
            return None
        change = self.outcome[:, place] - self.outcome[:, base]
        mean, compared = change[theirs].mean(), change[others].mean()
        moves = theirs * (change - mean) / theirs.mean() - others * (change - compared) / others.mean()
        return float(mean - compared), moves

    def weighed(self, keys: list[tuple[int, int]]) -> Estimate:
        """By the size of the waves, which is itself a thing that chance had a hand in."""
        shares = np.array([self.share[g] for g, _ in keys])
        atts = np.array([self.att[key][0] for key in keys])
        whole = shares.sum()
        apart = np.stack([(self.waves == g) - self.share[g] for g, _ in keys], axis=1)
        moved = apart @ (atts / whole) - apart.sum(axis=1) * (atts @ shares) / whole**2
        return float(atts @ shares / whole), sum(
            w * self.att[k][1] for w, k in zip(shares / whole, keys, strict=True)
        ) + moved

    def over_waves(self, by_wave: dict[int, Estimate]) -> Estimate:
        cells, self.att = self.att, {(g, g): one for g, one in by_wave.items()}
        found = self.weighed(list(self.att))
        self.att = cells
        return found

    def mean(self, keys: list[tuple[int, int]]) -> Estimate:
        return _average([self.att[key] for key in keys])

    def error(self, moves: np.ndarray) -> float:
        return float(np.sqrt((moves**2).sum())) / len(moves)

    def change(self, of: tuple[int, ...], estimate: Estimate) -> Change:
        return Change(of, estimate[0], self.error(estimate[1]))

    def interval(self, estimate: Estimate) -> tuple[float, float]:
        smallest = min(int((self.waves == g).sum()) for g in self.waves_seen)
        widened = np.sqrt(smallest / (smallest - 1)) if smallest > 1 else np.inf
        half = float(students.ppf(0.975, len(self.waves) - 1)) * self.error(estimate[1]) * float(widened)
        return estimate[0] - half, estimate[0] + half

    def before(self, keys: list[tuple[int, int]]) -> tuple[float, int, float] | None:
        if not 0 < len(keys) * UNITS_FOR_EACH <= len(self.waves):
            return None
        moves = np.stack([self.att[key][1] for key in keys])
        covariance = moves @ moves.T / moves.shape[1] ** 2
        if np.linalg.matrix_rank(covariance) < len(keys):
            return None
        atts = np.array([self.att[key][0] for key in keys])
        wald = float(atts @ np.linalg.solve(covariance, atts))
        return wald, len(keys), float(chi2.sf(wald, len(keys)))


def _average(estimates: list[Estimate]) -> Estimate:
    return float(np.mean([one for one, _ in estimates])), np.mean([moves for _, moves in estimates], axis=0)
