"""Grades in order, explained by what may have moved them: the proportional-odds (cumulative logit) model.

Source: McCullagh 1980; the answers are those of R's ``clm``. A coefficient is a change in the log odds of a higher
grade. With each auditor a column of x, somebody who grades hard is not mistaken for practice getting worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from academy.analysis.fitting import Likelihood, clustered_errors, most_likely


@dataclass(frozen=True, eq=False)
class Ordinal:
    """``coef`` has an entry for each column of x, ``thresholds`` one between each grade and the next.

    ``se`` is of ``coef``, the model's own; ``robust_se`` is clustered, NaN where no cluster was given.
    """

    coef: np.ndarray
    se: np.ndarray
    robust_se: np.ndarray
    thresholds: np.ndarray
    loglik: float
    n: int


def ordered_logit(grades: np.ndarray, x: np.ndarray, *, cluster: np.ndarray | None = None) -> Ordinal:
    """Fit grades (n,; any numbers, of which only the order counts) to x (n, p), which has no constant column.

    ValueError when all grades are one, or when columns of x cannot be told apart.
    """
    _, grade = np.unique(np.asarray(grades), return_inverse=True)
    x = np.asarray(x, dtype=float).reshape(len(grade), -1)
    highest = int(grade.max())
    if not highest:
        raise ValueError("Everybody has the same grade, so nothing can explain a difference.")
    shares = np.cumsum(np.bincount(grade))[:-1] / len(grade)
    start = np.concatenate([np.log(shares / (1 - shares)), np.zeros(x.shape[1])])
    found, (loglik, scores, information) = most_likely(
        start,
        lambda numbers: _likelihood(numbers, grade, x, highest),
        may_be=lambda numbers: bool((np.diff(numbers[:highest]) > 0).all()),  # thresholds stay in order
    )
    covariance = np.linalg.inv(information)
    robust = clustered_errors(scores @ covariance, cluster)
    se = np.sqrt(np.diag(covariance))
    return Ordinal(found[highest:], se[highest:], robust[highest:], found[:highest], loglik, len(grade))


def _likelihood(beta: np.ndarray, grade: np.ndarray, x: np.ndarray, highest: int) -> Likelihood:
    """A grade's chance is that of being at most it, less that of being at most the one below."""
    ends = np.concatenate([[-np.inf], beta[:highest], [np.inf]])
    odds = x @ beta[highest:]
    above, below = ends[grade + 1] - odds, ends[grade] - odds
    upper, lower = _logistic(above), _logistic(below)
    chance = np.maximum(upper - lower, 1e-300)
    slope_up, slope_down = upper * (1 - upper) / chance, lower * (1 - lower) / chance
    at_up = _thresholds(grade, highest)
    at_down = _thresholds(grade - 1, highest)
    rise = np.column_stack(
        [at_up * slope_up[:, None] - at_down * slope_down[:, None], x * (slope_down - slope_up)[:, None]]
    )
    bend_up, bend_down = slope_up * (1 - 2 * upper), slope_down * (1 - 2 * lower)
    turned_up, turned_down = np.column_stack([at_up, -x]), np.column_stack([at_down, -x])
    second = (turned_up * bend_up[:, None]).T @ turned_up - (turned_down * bend_down[:, None]).T @ turned_down
    return float(np.log(chance).sum()), rise, rise.T @ rise - second


def _logistic(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(odds, -700, 700)))


def _thresholds(places: np.ndarray, highest: int) -> np.ndarray:
    """Which threshold each row stands at, as columns; none for those beyond the first or the last."""
    return (places[:, None] == np.arange(highest)).astype(float)
