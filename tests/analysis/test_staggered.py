"""A roll-out in waves: the published answers, and the truth found again where two-way fixed effects lose it."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.analysis.staggered import effects, two_stage

PERIODS = np.arange(1, 9)


def roll_out(seed: int, *, effect: float, noise: float = 1.0, each: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Waves that begin in 3, 5 and 7, and teams never reached; the early ones gain more, and more as time goes on."""
    chance = np.random.default_rng(seed)
    waves = np.repeat([0, 3, 5, 7], each)
    since = np.where(waves[:, None] > 0, np.maximum(PERIODS - waves[:, None] + 1, 0), 0)
    outcome = (
        chance.normal(size=(len(waves), 1)) + 0.3 * PERIODS + noise * chance.normal(size=(len(waves), len(PERIODS)))
    )
    return outcome + effect * since, waves


def truth(effect: float) -> float:
    """The mean of 1..6, 1..4 and 1..2 periods of gain, each cell counting alike."""
    return effect * np.mean([*range(1, 7), *range(1, 5), *range(1, 3)])


def two_way(outcome: np.ndarray, waves: np.ndarray) -> float:
    """What is not offered: one number for the programme, with a column for each team and each period."""
    units, periods = outcome.shape
    has = ((waves[:, None] > 0) & (waves[:, None] <= PERIODS)).astype(float).ravel()
    columns = np.hstack([np.kron(np.eye(units), np.ones((periods, 1))), np.tile(np.eye(periods)[:, 1:], (units, 1))])
    return float(np.linalg.lstsq(np.column_stack([has, columns]), outcome.ravel(), rcond=None)[0][0])


@pytest.mark.parametrize("against", ["never", "not yet"])
def test_the_truth_is_found_exactly_where_there_is_no_noise(against):
    outcome, waves = roll_out(1, effect=0.5, noise=0)
    found = effects(outcome, waves, PERIODS, against=against)

    assert found.overall.att == pytest.approx(truth(0.5))
    assert [round(one.att, 9) for one in found.by_exposure if one.of[0] >= 0] == [0.5, 1, 1.5, 2, 2.5, 3]
    assert [round(one.att, 9) for one in found.by_exposure if one.of[0] < 0] == [0] * 5
    assert two_stage(outcome, waves, PERIODS).att == pytest.approx(truth(0.5))
    assert two_way(outcome, waves) < 0.8 * truth(0.5)


def test_its_interval_holds_the_truth_as_often_as_it_says():
    held = 0
    for seed in range(300):
        found = effects(*roll_out(seed, effect=0.2), PERIODS)
        held += found.low <= truth(0.2) <= found.high

    assert 0.92 <= held / 300 <= 0.98


def test_a_second_opinion_has_an_error_of_the_right_size():
    estimates, errors = zip(
        *((one.att, one.se) for one in (two_stage(*roll_out(s, effect=0), PERIODS) for s in range(150))), strict=True
    )

    assert np.mean(errors) == pytest.approx(np.std(estimates), rel=0.2)


@given(st.integers(0, 500), st.randoms())
def test_the_order_of_units_does_not_matter(seed, random):
    outcome, waves = roll_out(seed, effect=0.1)
    order = list(range(len(waves)))
    random.shuffle(order)

    assert effects(outcome[order], waves[order], PERIODS).overall.att == pytest.approx(
        effects(outcome, waves, PERIODS).overall.att
    )


def test_few_units_are_not_tested_on_many_changes_at_once():
    outcome, waves = roll_out(2, effect=0, each=5)
    found = effects(outcome, waves, PERIODS)

    assert found.before is None
    assert abs(found.trend_before.att) < 1


@pytest.mark.parametrize("waves", [[0, 0, 0], [5, 5, 5], [1, 1, 0]])
def test_without_a_wave_or_somebody_to_compare_with_it_is_refused(waves):
    with pytest.raises(ValueError, match="compare"):
        effects(np.zeros((3, 8)), np.array(waves), PERIODS)


@pytest.mark.parametrize(("against", "key"), [("never", "never"), ("not yet", "notyet")])
def test_the_published_answers(against, key, shared_impact, expected):
    rows = list(csv.DictReader((shared_impact / "mpdta.csv").open()))
    units, years = sorted({row["countyreal"] for row in rows}), sorted({int(row["year"]) for row in rows})
    outcome, waves = np.zeros((len(units), len(years))), np.zeros(len(units), dtype=int)
    for row in rows:
        unit = units.index(row["countyreal"])
        outcome[unit, years.index(int(row["year"]))] = float(row["lemp"])
        waves[unit] = int(float(row["first.treat"]))

    found, answers = effects(outcome, waves, np.array(years), against=against), expected["mpdta"][key]

    for change, name in ((found.overall, "simple"), (found.after_start, "dynamic_overall"),
                         (found.of_waves, "group_overall"), (found.of_periods, "calendar_overall")):  # fmt: skip
        assert (change.att, change.se) == pytest.approx(tuple(answers[name]), abs=1e-9)
    told = {(one["g"], one["t"]): (one["att"], one["se"]) for one in answers["attgt"]}
    assert {one.of: pytest.approx((one.att, one.se), abs=1e-9) for one in found.attgt} == told
    assert found.before == pytest.approx(tuple(answers["pretest"]), abs=1e-7)
