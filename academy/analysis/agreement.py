"""How far people who grade the same work agree, beyond what chance alone would bring.

Sources: Cohen 1960 and 1968 for kappa and its weights; Krippendorff 2011 ("Computing Krippendorff's alpha-reliability")
for alpha. Kappa is for two graders who both graded; alpha is for any number of them, and for grades that are missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

METRICS = ("nominal", "ordinal", "interval")
WEIGHTS = ("unweighted", "linear", "quadratic")
FEWEST_CASES = 20  # under this, the grades themselves and no coefficient


@dataclass(frozen=True)
class Agreement:
    """Of two graders: ``n`` cases that both graded, the share graded alike, and the three kappas.

    A kappa is None when both gave one and the same grade throughout: there is no disagreement that chance could bring.
    """

    n: int
    exact: float
    unweighted: float | None
    linear: float | None
    quadratic: float | None


def agreement(first: np.ndarray, second: np.ndarray) -> Agreement:
    """Compare two arrays of one length with the grades of two graders, as numbers; NaN where one did not grade.

    How far apart two grades are is the difference of the numbers, also where one between them was never given.
    ValueError when nothing was graded by both, or when grades are not whole numbers.
    """
    values, table = _confusion(first, second)
    n = int(table.sum())
    kappas = [_kappa(table / n, values, weights) for weights in WEIGHTS]
    return Agreement(n, float(np.trace(table)) / n, *kappas)


def alpha(grades: np.ndarray, *, metric: str = "ordinal") -> float | None:
    """Krippendorff's alpha of a table with a row for a case and a column for a grader; NaN where nobody graded.

    ``metric`` is nominal (alike or not), ordinal (grades in order) or interval (grades as numbers). Cases with fewer
    than two grades say nothing and are left out. None when all grades are the same. ValueError for another metric, or
    when no case has two grades.
    """
    if metric not in METRICS:
        raise ValueError(f"The metric is one of {', '.join(METRICS)}.")
    values, together = _coincidences(np.asarray(grades, dtype=float))
    of_each = together.sum(axis=1)
    apart = _distances(values, of_each, metric)
    expected = (np.outer(of_each, of_each) * apart).sum() / (of_each.sum() - 1)
    return None if expected == 0 else float(1 - (together * apart).sum() / expected)


def _confusion(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The grades that occur, lowest first, and a square table: how often the one gave this grade and the other that."""
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    both = ~np.isnan(first) & ~np.isnan(second) if first.shape == second.shape else np.zeros(1, dtype=bool)
    if not both.any():
        raise ValueError("Give two lists of one length, with a case that both have graded.")
    pairs = np.stack([first[both], second[both]])
    if not np.array_equal(pairs, np.round(pairs)):
        raise ValueError("Grades are whole numbers.")
    values, places = np.unique(pairs, return_inverse=True)
    size = len(values)
    first_place, second_place = places.reshape(pairs.shape)
    return values, np.bincount(first_place * size + second_place, minlength=size * size).reshape(size, size)


def _kappa(shares: np.ndarray, values: np.ndarray, weights: str) -> float | None:
    """1 less the weighted disagreement seen, as a share of what the two graders' habits alone would bring."""
    steps = np.abs(np.subtract.outer(values, values))
    apart = {"unweighted": steps > 0, "linear": steps, "quadratic": steps**2}[weights]
    by_chance = (np.outer(shares.sum(axis=1), shares.sum(axis=0)) * apart).sum()
    return None if by_chance == 0 else float(1 - (shares * apart).sum() / by_chance)


def _coincidences(grades: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The grades that occur, and how often each stands beside each in a case, every case counting with its graders."""
    grades = grades[(~np.isnan(grades)).sum(axis=1) >= 2]
    if not grades.size:
        raise ValueError("No case has two grades.")
    values = np.unique(grades[~np.isnan(grades)])
    counts = (grades[:, :, None] == values).sum(axis=1).astype(float)  # case by value
    fewer_one = counts.sum(axis=1, keepdims=True) - 1
    together = counts.T @ (counts / fewer_one)
    together[np.diag_indices_from(together)] -= (counts / fewer_one).sum(axis=0)
    return values, together


def _distances(values: np.ndarray, of_each: np.ndarray, metric: str) -> np.ndarray:
    """How far apart two grades are, squared. In order, it is how many grades were given between the two of them."""
    if metric == "nominal":
        return (values[:, None] != values).astype(float)
    if metric == "interval":
        return np.subtract.outer(values, values) ** 2
    middles = np.cumsum(of_each) - of_each / 2
    return np.subtract.outer(middles, middles) ** 2
