"""What everybody would have said, when only some answered: repliers weighted by how likely people like them reply.

Sources: Rosenbaum 1987 for weights from a fitted model, Kish 1965 for the effective number, Manski 1989 for bounds.
Only as right as what is known of the silent: the worst-case bounds need nothing, and are always given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from academy.analysis.rates import FEWEST_REPLIES, LOWEST_RESPONSE
from academy.analysis.steps import Z95

STEPS, CLOSE = 50, 1e-12
MOST_APART = 0.10  # between repliers as they are and as weighted, above which only the bounds are shown


@dataclass(frozen=True, eq=False)
class Answered:
    """Of ``n`` asked, ``replied`` did. ``weighted`` estimates the share among all asked, with its 95% interval.

    ``unweighted`` is the share of those who replied, and no estimate of the rest. ``worst`` is the share of all were
    every silent person a no, or a yes. ``model`` has the log odds of replying: a constant, then a number a column.
    ``effective_n`` says how many equal replies the weighted ones are worth. A ``reason`` means that only ``worst`` may
    be shown: ``weighted``, ``low`` and ``high`` are None.
    """

    n: int
    replied: int
    unweighted: float
    weighted: float | None
    low: float | None
    high: float | None
    effective_n: float
    worst: tuple[float, float]
    model: np.ndarray
    reason: str = ""


def answered(replied: np.ndarray, said: np.ndarray, known: np.ndarray) -> Answered:
    """Estimate from ``replied`` (n,), what they ``said`` (n,; 0 or 1, ignored for the silent), ``known`` of all (n, p).

    ValueError when nobody replied, or when lengths differ.
    """
    has, x = np.asarray(replied, dtype=bool), np.asarray(known, dtype=float)
    x = np.column_stack([np.ones(len(has)), x])
    if not has.any() or len(said) != len(has) or len(x) != len(has):
        raise ValueError("Give a row for everybody asked, some of whom replied.")
    yes = np.where(has, np.asarray(said, dtype=float), 0.0)
    model, chance = _fitted(x, has)
    weights = has / chance
    weighted = float((weights * yes).sum() / weights.sum())
    error = _error(x, has, yes, chance, weighted)
    n, replies, unweighted = len(has), int(has.sum()), float(yes[has].mean())
    reason = _why_not(n, replies, abs(weighted - unweighted))
    low, high = max(0.0, weighted - Z95 * error), min(1.0, weighted + Z95 * error)
    return Answered(
        n=n,
        replied=replies,
        unweighted=unweighted,
        weighted=None if reason else weighted,
        low=None if reason else low,
        high=None if reason else high,
        effective_n=float(weights.sum() ** 2 / (weights**2).sum()),
        worst=(float(yes.sum() / n), float((yes.sum() + n - replies) / n)),
        model=model,
        reason=reason,
    )


def _fitted(x: np.ndarray, has: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The logistic model of replying, by Newton's steps, and each person's chance under it."""
    if has.all():
        return np.full(x.shape[1], np.nan), np.ones(len(has))
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        information = (x * (chance * (1 - chance))[:, None]).T @ x
        move = np.linalg.lstsq(information, x.T @ (has - chance), rcond=None)[0]
        beta = beta + move
        if np.abs(move).max() < CLOSE:
            break
    return beta, 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))


def _error(x: np.ndarray, has: np.ndarray, yes: np.ndarray, chance: np.ndarray, weighted: float) -> float:
    """Of the weighted share, less what the fitted model of replying explains (Lunceford and Davidian 2004)."""
    weights = has / chance
    moved = weights * (yes - weighted)
    if not has.all():
        scores = x * (has - chance)[:, None]
        moved = moved - scores @ np.linalg.lstsq(scores, moved, rcond=None)[0]
    return float(np.sqrt((moved**2).sum())) / float(weights.sum())


def _why_not(n: int, replies: int, apart: float) -> str:
    if replies < FEWEST_REPLIES or replies / n < LOWEST_RESPONSE:
        return f"{replies} of {n} replied, too few to speak for the rest: only the range of what is possible is given."
    if apart > MOST_APART:
        return (
            "Those who replied differ so much from the rest that no weighting can be trusted: only the range is given."
        )
    return ""
