"""Who leaves sooner, when things about people change over time: Cox's model on rows of (start, stop].

Sources: Cox 1972; Efron 1977 for people who leave on the same day; Lin and Wei 1989 for standard errors that hold when
the people of one team are alike. The answers are those of R's ``coxph``, times whole numbers throughout.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from academy.analysis.fitting import Likelihood, clustered_errors, most_likely
from academy.analysis.steps import Z95

Averages = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Cox:
    """Log hazard ratios and how sure they are. Arrays have an entry for each column of x.

    ``se`` is the model's own, ``robust_se`` the one clustered on ``cluster`` (NaN where none was given), and
    ``low`` and ``high`` the 95% interval by whichever of the two was asked for. ``loglik`` is of the model.
    """

    coef: np.ndarray
    se: np.ndarray
    robust_se: np.ndarray
    low: np.ndarray
    high: np.ndarray
    loglik: float
    n: int
    events: int


def cox(
    start: np.ndarray,
    stop: np.ndarray,
    event: np.ndarray,
    x: np.ndarray,
    *,
    weights: np.ndarray | None = None,
    cluster: np.ndarray | None = None,
) -> Cox:
    """Fit the model to n rows: at risk from after ``start`` until ``stop``, ``event`` if they left then, ``x`` (n, p).

    Times are whole numbers of any unit. Ties are Efron's. ValueError when nobody left, when a row ends before it
    starts, or when the columns cannot be told apart (a constant one, or one that another repeats).
    """
    rows = _Rows(start, stop, event, x, weights)
    beta, (loglik, _, information) = most_likely(np.zeros(rows.x.shape[1]), rows.likelihood)
    covariance = np.linalg.inv(information)
    se, robust = np.sqrt(np.diag(covariance)), clustered_errors(rows.score_residuals(beta) @ covariance, cluster)
    spread = Z95 * (se if cluster is None else robust)
    return Cox(beta, se, robust, beta - spread, beta + spread, loglik, len(rows.x), int(rows.event.sum()))


class _Rows:
    """The rows by the days on which somebody left. Sums over those at risk are counted in, and out again."""

    def __init__(
        self, start: np.ndarray, stop: np.ndarray, event: np.ndarray, x: np.ndarray, weights: np.ndarray | None
    ) -> None:
        self.start, self.stop = np.asarray(start), np.asarray(stop)
        self.event, self.x = np.asarray(event, dtype=bool), np.asarray(x, dtype=float)
        if self.x.ndim == 1:
            self.x = self.x[:, None]
        self.x = self.x - self.x.mean(axis=0)
        self.weights = np.ones(len(self.x)) if weights is None else np.asarray(weights, dtype=float)
        if not self.event.any() or (self.start >= self.stop).any():
            raise ValueError("Somebody must have left, and each row end after it starts.")
        self.times = np.unique(self.stop[self.event])
        self.into = np.searchsorted(self.times, self.start, side="right")  # the first time at which it is at risk
        self.out = np.searchsorted(self.times, self.stop, side="right")  # the first at which it is no longer
        self.at = np.searchsorted(self.times, self.stop[self.event])
        self.tied = np.bincount(self.at, minlength=len(self.times))
        self.of = np.repeat(np.arange(len(self.times)), self.tied)  # the time of each departure, in order
        first = np.cumsum(self.tied) - self.tied
        self.share = (np.arange(len(self.of)) - first[self.of]) / self.tied[self.of]  # Efron's 0/d, 1/d, ... of a tie

    def likelihood(self, beta: np.ndarray) -> Likelihood:
        mass, mean, spread, mean_weight = self._averages(beta)
        leaving = self.weights[self.event]
        total = float(leaving @ (self.x[self.event] @ beta) - mean_weight @ np.log(mass))
        score = leaving @ self.x[self.event] - mean_weight @ mean
        return total, score, np.einsum("e,eij->ij", mean_weight, spread)

    def _averages(self, beta: np.ndarray) -> Averages:
        """Of those at risk at each departure, the tied ones counting less and less: mass, mean and spread of x."""
        risk = self.weights * np.exp(self.x @ beta)
        squares = self.x[:, :, None] * self.x[:, None, :]
        gone, share = self.event, self.share
        mass = self._at_risk(risk)[self.of] - share * self._leaving(risk[gone])[self.of]
        first = self._at_risk(risk[:, None] * self.x)[self.of]
        first = first - share[:, None] * self._leaving(risk[gone, None] * self.x[gone])[self.of]
        second = self._at_risk(risk[:, None, None] * squares)[self.of]
        second = second - share[:, None, None] * self._leaving(risk[gone, None, None] * squares[gone])[self.of]
        mean = first / mass[:, None]
        spread = second / mass[:, None, None] - mean[:, :, None] * mean[:, None, :]
        weight = (self._leaving(self.weights[gone]) / self.tied)[self.of]
        return mass, mean, spread, weight

    def score_residuals(self, beta: np.ndarray) -> np.ndarray:
        """How much each row pulls on each coefficient, (n, p), those who left together sharing as Efron has them."""
        mass, mean, _, weight = self._averages(beta)
        hazard, pulled = weight / mass, (weight / mass)[:, None] * mean
        steps = np.concatenate([[0.0], np.cumsum(np.bincount(self.of, hazard, len(self.times)))])
        moves = np.concatenate([np.zeros((1, self.x.shape[1])), np.cumsum(self._by_time(pulled), axis=0)])
        risk = np.exp(self.x @ beta)[:, None]
        seen = self.x * (steps[self.out] - steps[self.into])[:, None] - (moves[self.out] - moves[self.into])
        residuals = -risk * seen
        gone, at = self.event, self.at
        own = self._by_time(mean)[at] / self.tied[at, None]
        spared, spared_pull = (
            self._by_time((self.share * hazard)[:, None])[at],
            self._by_time(self.share[:, None] * pulled)[at],
        )
        residuals[gone] += self.x[gone] - own + risk[gone] * (self.x[gone] * spared - spared_pull)
        return residuals * self.weights[:, None]

    def _at_risk(self, values: np.ndarray) -> np.ndarray:
        size = len(self.times) + 1
        entered, ended = (self._sums(values, where, size) for where in (self.into, self.out))
        return np.cumsum(entered - ended, axis=0)[:-1]

    def _leaving(self, values: np.ndarray) -> np.ndarray:
        return self._sums(values, self.at, len(self.times))

    def _by_time(self, values: np.ndarray) -> np.ndarray:
        return self._sums(values, self.of, len(self.times))

    @staticmethod
    def _sums(values: np.ndarray, where: np.ndarray, size: int) -> np.ndarray:
        flat = values.reshape(len(values), -1)
        summed = [np.bincount(where, weights=column, minlength=size) for column in flat.T]
        return np.stack(summed, axis=-1).reshape(size, *values.shape[1:])
