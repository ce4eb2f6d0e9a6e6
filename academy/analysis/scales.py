"""Means of a short scale over a known, finite number of people, and whether its statements hang together.

Sources: Cochran 1977 for the finite population and for clusters, Kish 1965 for weights, Cronbach 1951 for alpha,
Feldt 1965 for its interval, Morris 1983 for drawing small groups towards the whole. Unit: points of the scale.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from academy.analysis.steps import Z95

FEWEST = 10
FEWEST_CLUSTERS = 3
FEWEST_FOR_ALPHA = 20


@dataclass(frozen=True)
class Mean:
    """The mean of ``n`` answers from ``of`` people, in ``clusters``. No number, and a ``reason``, when refused."""

    estimate: float | None
    low: float | None
    high: float | None
    error: float | None
    n: int
    of: int
    clusters: int
    reason: str = ""


@dataclass(frozen=True)
class Alpha:
    estimate: float | None
    low: float | None
    high: float | None
    n: int
    reason: str = ""


@dataclass(frozen=True)
class Change:
    estimate: float
    low: float
    high: float


def finite_mean(
    values: Sequence[float],
    *,
    strata: Sequence[str],
    clusters: Sequence[Hashable],
    population: Mapping[str, int],
) -> Mean:
    """Everybody’s mean: each answer stands for as many of its stratum as were asked for each that answered.

    ``population`` says how many there are in each stratum; one that nobody answered for is not spoken for. The variance
    is between clusters, times what a finite population leaves to chance (1 - n/N). ValueError when more answered in a
    stratum than there are.
    """
    y, groups, units = np.asarray(values, dtype=float), np.asarray(strata, dtype=object), list(clusters)
    answered = {stratum: int((groups == stratum).sum()) for stratum in dict.fromkeys(strata)}
    if any(number > population.get(stratum, 0) for stratum, number in answered.items()):
        raise ValueError("More answered than there are.")
    of, n, k = sum(population[stratum] for stratum in answered), len(y), len(set(units))
    if n < FEWEST or k < FEWEST_CLUSTERS:
        why = f"{FEWEST} answers from {FEWEST_CLUSTERS} organisations are needed; there are {n} from {k}."
        return Mean(None, None, None, None, n, of, k, why)
    weights = np.array([population[stratum] / answered[stratum] for stratum in strata], dtype=float)
    mean = float((weights * y).sum() / weights.sum())
    error = _error(weights * (y - mean), units, k) / float(weights.sum()) * float(np.sqrt(1 - n / of))
    half = _t95(k - 1) * error
    return Mean(mean, mean - half, mean + half, error, n, of, k)


@dataclass(frozen=True)
class Weighted:
    """A weighted share with its interval; ``effective_n`` is how many equal cases the weighted ones are worth."""

    estimate: float | None
    low: float | None
    high: float | None
    n: int
    effective_n: float
    reason: str = ""


def weighted_share(good: Sequence[bool], weights: Sequence[float]) -> Weighted:
    """Of all the cases that those drawn stand for. Wilson’s 95% interval of as many as they are worth."""
    w, g = np.asarray(weights, dtype=float), np.asarray(good, dtype=float)
    if len(g) < FEWEST:
        return Weighted(None, None, None, len(g), 0.0, f"{FEWEST} are needed; there are {len(g)}.")
    p, n = float((w * g).sum() / w.sum()), float(w.sum() ** 2 / (w**2).sum())
    spread = Z95 * Z95
    middle = (p * n + spread / 2) / (n + spread)
    half = Z95 / (n + spread) * float(np.sqrt(n * p * (1 - p) + spread / 4))
    return Weighted(p, max(0.0, middle - half), min(1.0, middle + half), len(g), n)


def difference(now: Mean, before: Mean) -> Change | None:
    """With the errors of both, as if nobody had answered twice: wider than the truth, never narrower."""
    if now.estimate is None or before.estimate is None or now.error is None or before.error is None:
        return None
    moved, half = now.estimate - before.estimate, Z95 * float(np.hypot(now.error, before.error))
    return Change(moved, moved - half, moved + half)


def drawn_to_the_whole(groups: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Each group’s mean, drawn to the mean of all the more, the fewer it has: w = s2_b / (s2_b + s2_w / n)."""
    held = {name: np.asarray(values, dtype=float) for name, values in groups.items() if len(values)}
    if not held:
        return {}
    everybody = np.concatenate(list(held.values()))
    grand = float(everybody.mean())
    inside = sum(float(((values - values.mean()) ** 2).sum()) for values in held.values())
    within = inside / max(len(everybody) - len(held), 1)
    between = _between(held, grand, within)
    drawn = {}
    for name, values in held.items():
        spread = between + within / len(values)
        weight = between / spread if spread else 1.0
        drawn[name] = grand + weight * (float(values.mean()) - grand)
    return drawn


def alpha(answers: Sequence[Sequence[float]]) -> Alpha:
    """Cronbach’s alpha of answers (n, k) with Feldt’s 95% interval."""
    x = np.asarray(answers, dtype=float)
    n = len(x)
    if n < FEWEST_FOR_ALPHA:
        return Alpha(None, None, None, n, f"{FEWEST_FOR_ALPHA} answers are needed; there are {n}.")
    k, total = x.shape[1], float(x.sum(axis=1).var(ddof=1))
    if total == 0:
        return Alpha(None, None, None, n, "Everybody gave the same answers.")
    found = k / (k - 1) * (1 - float(x.var(axis=0, ddof=1).sum()) / total)
    from scipy.special import fdtri  # slow to import, and seldom needed

    ends = [float(fdtri(n - 1, (n - 1) * (k - 1), chance)) for chance in (0.975, 0.025)]
    return Alpha(found, 1 - (1 - found) * ends[0], 1 - (1 - found) * ends[1], n)


def _between(held: Mapping[str, np.ndarray], grand: float, within: float) -> float:
    """By moments, for groups of unequal size; never below nothing."""
    sizes = np.array([len(values) for values in held.values()], dtype=float)
    if len(sizes) < 2:
        return 0.0
    among = sum(len(values) * (float(values.mean()) - grand) ** 2 for values in held.values())
    typical = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(sizes) - 1)
    return max(0.0, (among / (len(sizes) - 1) - within) / typical)


def _error(moved: np.ndarray, clusters: Sequence[Hashable], k: int) -> float:
    sums: dict[Hashable, float] = {}
    for cluster, value in zip(clusters, moved.tolist(), strict=True):
        sums[cluster] = sums.get(cluster, 0.0) + value
    return float(np.sqrt(k / (k - 1) * sum(value * value for value in sums.values())))


def _t95(freedom: int) -> float:
    from scipy.special import stdtrit  # slow to import, and seldom needed

    return float(stdtrit(freedom, 0.975))
