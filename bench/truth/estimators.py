"""What each way of reckoning says of one made-up authority. Naive ones are here to be seen failing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as students

from academy.analysis.cox import Cox, cox
from academy.analysis.ordinal import ordered_logit
from academy.analysis.response import answered
from academy.analysis.severity import Marks, evened_effects
from academy.analysis.staggered import Change, effects, two_stage
from academy.analysis.steps import Z95, Steps, kaplan_meier
from academy.analysis.trials import Months, trials
from bench.truth import authority as staff
from bench.truth import grades
from bench.truth.replies import Asked

HORIZON = 36  # months, for who is still here
YEAR = 12


@dataclass(frozen=True)
class Told:
    """An estimate with its 95% interval, beside what is true (None where the scale has no single truth)."""

    estimate: float
    low: float
    high: float
    truth: float | None
    is_naive: bool = False

    @property
    def covers(self) -> bool | None:
        return None if self.truth is None else self.low <= self.truth <= self.high

    @property
    def rejects(self) -> bool:
        return self.low > 0 or self.high < 0


def of_leaving(world: staff.World, *, seed: int) -> dict[str, Told]:
    """What learning did about leaving: log hazard ratios, and differences in risk over 24 months as shares."""
    rows = staff.authority(world, seed=seed)
    has, left = (rows.learned | rows.starts).astype(float), rows.exit == staff.LEAVES
    known = _known(rows)
    ever = np.zeros(rows.person.max() + 1)
    ever[rows.person[rows.starts]] = 1.0
    naive, over_time = _in_spans(rows, ever[rows.person]), _in_spans(rows, has, cluster=rows.team)
    could = rows.live & ~rows.learned
    last, ended = _ends(rows)
    person = rows.person[could]
    curve = np.column_stack([known, rows.service / YEAR, (rows.service / YEAR) ** 2, np.abs(rows.service - 24) < 6])
    found = trials(
        Months(
            person,
            rows.team[could],
            rows.month[could],
            rows.starts[could],
            curve[could],
            last[person],
            ended[person] == staff.LEAVES,
            ended[person] > staff.LEAVES,
        ),
        seed=seed,
    )
    truth = staff.true_difference(world, rows, seed=seed)
    told = {
        "ever trained against never, log hazard ratio": _hazard(naive, world.effect, is_naive=True),
        "24-month gap, ever trained against never, difference at 24 months": _gap(rows, ever, truth),
        "training counted from its month, unadjusted": _hazard(over_time, world.effect, is_naive=True),
        "**sequential trials, difference at 24 months**": Told(found.difference, found.low, found.high, truth),
    }
    spans = (rows.service, rows.service + 1, left)
    adjusted = cox(*spans, np.column_stack([has, known]), cluster=rows.team)
    return told | {"**training counted from its month, adjusted, by team**": _hazard(adjusted, world.effect)}


def _gap(rows: staff.PersonMonths, ever: np.ndarray, truth: float) -> Told:
    """The table that everybody makes first: who had gone after two years, of the trained and of the others."""
    first, final = np.append(True, rows.person[1:] != rows.person[:-1]), np.append(np.diff(rows.person) != 0, True)
    seen, gone, left = rows.service[first], rows.service[final] + 1, rows.exit[final] == staff.LEAVES
    entry, trained = np.where(seen == 0, -1, seen), ever[rows.person[first]] == 1
    one, other = (kaplan_meier(entry[of], gone[of], left[of]) for of in (trained, ~trained))
    places = [int(np.searchsorted(steps.days, staff.HORIZON, side="right")) - 1 for steps in (one, other)]
    apart = float(other.surv[places[1]] - one.surv[places[0]])
    spread = Z95 * float(np.hypot(one.se[places[0]], other.se[places[1]]))
    return Told(apart, apart - spread, apart + spread, truth, is_naive=True)


def _in_spans(rows: staff.PersonMonths, has: np.ndarray, *, cluster: np.ndarray | None = None) -> Cox:
    """The same answer from a row for each stretch in which nothing changes: a fortieth of the rows."""
    changes = np.append(True, (rows.person[1:] != rows.person[:-1]) | (has[1:] != has[:-1]))
    final = np.append(changes[1:], True)
    left = rows.exit[final] == staff.LEAVES
    team = None if cluster is None else cluster[final]
    return cox(rows.service[changes], rows.service[final] + 1, left, has[final], cluster=team)


def _known(rows: staff.PersonMonths) -> np.ndarray:
    season = 2 * np.pi * rows.month / YEAR
    return np.column_stack(
        [rows.motivation, rows.caseload, rows.newly_qualified, rows.month / YEAR, np.cos(season), np.sin(season)]
    )


def _ends(rows: staff.PersonMonths) -> tuple[np.ndarray, np.ndarray]:
    """Each person's last recorded month, and how it ended."""
    final = np.append(rows.person[1:] != rows.person[:-1], True)
    last, ended = (np.zeros(rows.person.max() + 1, dtype=int) for _ in range(2))
    last[rows.person[final]], ended[rows.person[final]] = rows.month[final], rows.exit[final]
    return last, ended


def _hazard(found: Cox, truth: float, *, is_naive: bool = False) -> Told:
    return Told(float(found.coef[0]), float(found.low[0]), float(found.high[0]), truth, is_naive)


def of_staying(world: staff.World, *, seed: int) -> dict[str, Told]:
    """The share of starters still here after 36 months, with and without saying when each was first seen."""
    rows = staff.authority(world, seed=seed)
    first = np.append(True, rows.person[1:] != rows.person[:-1])
    final = np.append(rows.person[1:] != rows.person[:-1], True)
    seen, gone, left = rows.service[first], rows.service[final] + 1, rows.exit[final] != staff.STAYS
    truth = staff.true_staying(rows, months=HORIZON)
    right, wrong = (kaplan_meier(entry, gone, left) for entry in (np.where(seen == 0, -1, seen), None))
    return {
        "everybody counted from their first day": _at(wrong, truth, is_naive=True),
        "**counted from when the record sees them**": _at(right, truth),
    }


def _at(steps: Steps, truth: float, *, is_naive: bool = False) -> Told:
    place = int(np.searchsorted(steps.days, HORIZON, side="right")) - 1
    return Told(float(steps.surv[place]), float(steps.lower[place]), float(steps.upper[place]), truth, is_naive)


def of_grades(programme: grades.Programme, *, seed: int) -> dict[str, Told]:
    """What a programme did about audit grades: in grades, and for the ordered logit in log odds."""
    audits = grades.audits(programme, seed=seed)
    has_begun = (audits.waves[audits.team] > 0) & (audits.period >= audits.waves[audits.team])
    cells = audits.team * grades.PERIODS + audits.period - 1
    means = (np.bincount(cells, audits.grade) / np.bincount(cells)).reshape(grades.TEAMS, -1)
    periods = np.arange(1, grades.PERIODS + 1)
    waves, second = effects(means, audits.waves, periods, against="never"), two_stage(means, audits.waves, periods)
    marks = Marks(audits.grade, audits.team, audits.period - 1, audits.auditor, audits.waves, periods)
    evened = evened_effects(marks, against="never")
    rest = np.column_stack([_each(audits.team), _each(audits.period), _each(audits.auditor)])
    marked = ordered_logit(audits.grade, np.column_stack([has_begun, rest]), cluster=audits.team)
    half = float(students.ppf(0.975, grades.TEAMS - 1))
    coef, spread = float(marked.coef[0]), half * float(marked.robust_se[0])
    reached = (audits.waves > 0)[:, None] & (periods >= audits.waves[:, None])
    return {
        "trained against untrained workers": _apart(audits.grade, audits.is_trained, audits.att),
        "before against after, teams reached": _apart(
            audits.grade[audits.waves[audits.team] > 0], has_begun[audits.waves[audits.team] > 0], audits.att
        ),
        "two-way fixed effects": _two_way(means, reached, audits.att),
        # who does not allow for auditors cannot be right when lenient ones come with the programme
        "Callaway and Sant’Anna, auditors left as they are": Told(
            waves.overall.att, waves.low, waves.high, audits.att, is_naive=programme.has_drift
        ),
        "Gardner, auditors left as they are": _within(second, half, audits.att, is_naive=programme.has_drift),
        "**Callaway and Sant’Anna, auditors made alike, by team**": Told(
            evened.effects.overall.att, evened.effects.low, evened.effects.high, audits.att
        ),
        "**Gardner, auditors made alike, by team**": _within(evened.second, half, audits.att),
        "**ordered logit with auditors, by team**": Told(
            coef, coef - spread, coef + spread, None if programme.effect else 0.0
        ),
    }


def _within(change: Change, half: float, truth: float, *, is_naive: bool = False) -> Told:
    return Told(change.att, change.att - half * change.se, change.att + half * change.se, truth, is_naive)


def _apart(grade: np.ndarray, one: np.ndarray, truth: float) -> Told:
    apart = float(grade[one].mean() - grade[~one].mean())
    spread = Z95 * float(np.sqrt(grade[one].var() / one.sum() + grade[~one].var() / (~one).sum()))
    return Told(apart, apart - spread, apart + spread, truth, is_naive=True)


def _two_way(means: np.ndarray, reached: np.ndarray, truth: float) -> Told:
    """Teams and half-years taken off both; the error from leaving out one team at a time."""

    def reckoned(kept: np.ndarray) -> float:
        outcome, on = means[kept], reached[kept].astype(float)
        outcome, on = (part - part.mean(1, keepdims=True) - part.mean(0) + part.mean() for part in (outcome, on))
        return float((outcome * on).sum() / (on**2).sum())

    every = np.ones(len(means), dtype=bool)
    att, others = reckoned(every), [reckoned(every & (np.arange(len(means)) != one)) for one in range(len(means))]
    spread = Z95 * float(np.sqrt(np.var(others) * (len(means) - 1)))
    return Told(att, att - spread, att + spread, truth, is_naive=True)


def _each(codes: np.ndarray) -> np.ndarray:
    return (codes[:, None] == np.arange(codes.min() + 1, codes.max() + 1)).astype(float)


def of_replies(asked: Asked, *, seed: int) -> dict[str, Told]:
    """The share of all who were trained that used it, when who replies depends on what is known of them."""
    replied, used, known = asked.drawn(seed=seed)
    share = float(used[replied].mean())
    spread = Z95 * float(np.sqrt(share * (1 - share) / replied.sum()))
    found = answered(replied, used, known)
    told = {"share of those who replied": Told(share, share - spread, share + spread, asked.truth, is_naive=True)}
    if found.weighted is not None and found.low is not None and found.high is not None:
        told["**repliers weighted for who replies**"] = Told(found.weighted, found.low, found.high, asked.truth)
    return told
