"""Auditors made alike before grades are compared, on audits of which everything is known."""

import numpy as np
import pytest

from academy.analysis.severity import Marks, evened_effects
from academy.analysis.staggered import effects

TEAMS, PERIODS, EACH = 24, 6, 24


def marks_of(seed: int = 3, *, hard: float = 0.0, drifts: bool = False, effect: float = 0.0) -> Marks:
    """Half the teams reached in the fourth period; the first of three auditors marks harder."""
    chance = np.random.default_rng(seed)
    team = np.repeat(np.arange(TEAMS), PERIODS * EACH)
    period = np.tile(np.repeat(np.arange(PERIODS), EACH), TEAMS)
    auditor = chance.integers(0, 3, len(team))
    waves = np.where(np.arange(TEAMS) < TEAMS // 2, 4, 0)
    reached = (waves[team] > 0) & (period + 1 >= 4)
    if drifts:  # the hard one stays away from teams that are reached, most of the time
        auditor = np.where(reached & (auditor == 0) & (chance.random(len(team)) < 0.95), 1, auditor)
    grade = chance.normal(2.5, 0.5, len(team)) - hard * (auditor == 0) + effect * reached
    return Marks(grade, team, period, auditor, waves, np.arange(1, PERIODS + 1))


def means_of(marks: Marks) -> np.ndarray:
    cells = marks.team * PERIODS + marks.period
    return (np.bincount(cells, marks.grade) / np.bincount(cells)).reshape(TEAMS, PERIODS)


def test_how_much_harder_somebody_marks_is_found():
    found = evened_effects(marks_of(hard=1.0), against="never")

    assert found.severity[0] - found.severity[1:].mean() == pytest.approx(1.0, abs=0.1)


def test_a_hard_auditor_who_stays_away_is_not_an_effect_and_would_look_like_one():
    marks = marks_of(hard=1.0, drifts=True)

    found = evened_effects(marks, against="never").effects
    left_as_they_are = effects(means_of(marks), marks.waves, marks.periods, against="never")

    assert found.low < 0 < found.high
    assert left_as_they_are.low > 0  # the control: without it, lenient marking is reported as practice


def test_a_real_effect_stays():
    found = evened_effects(marks_of(hard=1.0, drifts=True, effect=0.5), against="never")

    assert found.effects.overall.att == pytest.approx(0.5, abs=0.15)
    assert found.effects.low > 0
    assert found.second.att == pytest.approx(0.5, abs=0.15)


def test_the_order_of_audits_changes_nothing():
    marks = marks_of(hard=0.5)
    mixed = np.random.default_rng(1).permutation(len(marks.grade))
    other = Marks(
        marks.grade[mixed], marks.team[mixed], marks.period[mixed], marks.auditor[mixed], marks.waves, marks.periods
    )

    found, again = (evened_effects(one).effects for one in (marks, other))

    assert (again.overall.att, again.low) == pytest.approx((found.overall.att, found.low), abs=1e-9)


def test_somebody_who_marks_only_where_it_came_cannot_be_made_alike():
    marks = marks_of()
    auditor = np.where(marks.has_begun, 3, marks.auditor)

    with pytest.raises(ValueError, match="only where the programme was"):
        evened_effects(Marks(marks.grade, marks.team, marks.period, auditor, marks.waves, marks.periods))
