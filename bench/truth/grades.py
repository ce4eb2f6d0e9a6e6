"""Audits of which everything is known: 60 teams over 16 half-years, ten audits each, a programme that comes in waves.

Twelve auditors differ in how hard they mark. Better workers are trained first, teams differ and have better and worse
half-years, and grades rise everywhere over the years. Under drift, lenient auditors come where the programme does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

TEAMS, PERIODS, EACH, WORKERS, AUDITORS = 60, 16, 10, 6, 12
WAVES, NEVER_REACHED = (5, 7, 9, 11, 13), 10
CUTS = np.array([-2.2, 0.0, 2.2])  # between the four grades, in logits
GROWS_TO = np.array([0.4, 0.8, 1.0])  # of the whole effect, half-years since the programme came
LENIENT, DRAWN_TO_LENIENT = 3, 0.6


@dataclass(frozen=True)
class Programme:
    """What is true: the whole effect in logits, larger for early teams, and whether lenient auditors come with it."""

    effect: float = 0.0
    has_drift: bool = False


@dataclass(frozen=True, eq=False)
class Audits:
    """A place for each audit; ``waves`` has each team's first half-year with the programme, 0 for never.

    ``att`` is the true mean change, in grades, of all audits under the programme.
    """

    grade: np.ndarray
    team: np.ndarray
    period: np.ndarray
    auditor: np.ndarray
    is_trained: np.ndarray
    waves: np.ndarray
    att: float


def audits(programme: Programme, *, seed: int) -> Audits:
    chance = np.random.default_rng(seed)
    waves = chance.permutation(np.array([0] * NEVER_REACHED + [WAVES[n % 5] for n in range(TEAMS - NEVER_REACHED)]))
    team = np.repeat(np.arange(TEAMS), PERIODS * EACH)
    period = np.tile(np.repeat(np.arange(1, PERIODS + 1), EACH), TEAMS)
    worker = team * WORKERS + chance.integers(0, WORKERS, len(team))
    skill = chance.normal(0, 0.6, TEAMS * WORKERS)
    since = period - waves[team]
    has_begun = (waves[team] > 0) & (since >= 0)
    severity = chance.normal(0, 0.5, AUDITORS)
    auditor = _marked_by(chance, severity, has_begun & programme.has_drift)
    readiness = skill[worker] + chance.normal(0, 1, TEAMS * WORKERS)[worker]
    is_trained = has_begun & (readiness + 0.4 * since > 0.4)
    moved = programme.effect * GROWS_TO[np.clip(since, 0, 2)] * np.where(waves[team] <= 7, 1.3, 0.8) * has_begun
    level = chance.normal(0, 0.5, TEAMS)[team] + skill[worker] + 0.05 * period - severity[auditor]
    level = level + chance.normal(0, 0.3, (TEAMS, PERIODS + 1))[team, period]
    with_it, without = _chances(level + moved), _chances(level)
    grade = 1 + (chance.random(len(team))[:, None] < with_it).sum(axis=1)
    att = float((with_it - without).sum(axis=1)[has_begun].mean())
    return Audits(grade, team, period, auditor, is_trained, waves, att)


def _marked_by(chance: np.random.Generator, severity: np.ndarray, drifts: np.ndarray) -> np.ndarray:
    anybody = chance.integers(0, AUDITORS, len(drifts))
    lenient = np.argsort(severity)[:LENIENT][chance.integers(0, LENIENT, len(drifts))]
    return np.where(drifts & (chance.random(len(drifts)) < DRAWN_TO_LENIENT), lenient, anybody)


def _chances(level: np.ndarray) -> np.ndarray:
    """The chance of each grade above the lowest, or better."""
    return 1 / (1 + np.exp(-(level[:, None] - CUTS)))
