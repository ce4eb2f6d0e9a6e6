"""What Cox’s model and the ordered logit share: the likeliest numbers, and errors that hold within clusters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

STEPS, CLOSE, MOST_ALIKE, HALVINGS = 60, 1e-14, 1e13, 30
Likelihood = tuple[float, np.ndarray, np.ndarray]  # its logarithm, its slope (of all, or of each row), how it curves


def most_likely(
    start: np.ndarray,
    likelihood: Callable[[np.ndarray], Likelihood],
    *,
    may_be: Callable[[np.ndarray], bool] = lambda numbers: True,
) -> tuple[np.ndarray, Likelihood]:
    """By Newton's steps from ``start``, each halved until it ``may_be`` and the fit is no worse.

    ValueError when columns cannot be told apart.
    """
    numbers, here = start, likelihood(start)
    for _ in range(STEPS):
        loglik, slope, information = here
        if np.linalg.cond(information) > MOST_ALIKE:
            raise ValueError("Some columns say the same as others, or the same of everybody: leave them out.")
        move = np.linalg.solve(information, slope if slope.ndim == 1 else slope.sum(axis=0))
        tries = (numbers + move / 2**halving for halving in range(HALVINGS))
        better = ((one, there) for one in tries if may_be(one) and (there := likelihood(one))[0] >= loglik)
        found = next(better, None)
        if found is None:
            break
        numbers, here = found
        if here[0] - loglik <= CLOSE * abs(loglik):
            break
    return numbers, here


def clustered_errors(pulls: np.ndarray, cluster: np.ndarray | None) -> np.ndarray:
    """From how much each row pulls on each number, (n, p), the pulls of one cluster together; NaN without clusters."""
    if cluster is None:
        return np.full(pulls.shape[1], np.nan)
    _, of_each = np.unique(np.asarray(cluster), return_inverse=True)
    summed = np.stack([np.bincount(of_each, weights=column) for column in pulls.T], axis=1)
    return np.sqrt(np.diag(summed.T @ summed))
