"""ControlChart charts: limits as published, false alarms as often as said, and no signal from too little."""

import numpy as np
import pytest

from academy.analysis.control_charts import FEWEST_POINTS, individuals, shares

STEADY = [18, 13, 19, 12, 15, 17, 11, 16, 14, 13, 18, 15]


def test_limits_are_the_mean_and_two_point_six_six_moving_ranges():
    found = individuals(np.array(STEADY))

    moving = np.abs(np.diff(STEADY)).mean()
    assert (found.centre, found.mean_moving_range) == (np.mean(STEADY), moving)
    assert (found.lower[0], found.upper[0]) == pytest.approx(
        (np.mean(STEADY) - 3 * moving / 1.128, np.mean(STEADY) + 3 * moving / 1.128)
    )
    assert (found.beyond, found.runs, found.has_signal) == ((), (), False)


def test_a_point_outside_the_limits_of_before_is_a_signal():
    found = individuals(np.array([*STEADY, 15, 40]), baseline=12)

    assert (found.beyond, found.runs) == ((13,), ())


def test_the_eighth_in_a_row_on_one_side_is_a_signal_and_on_the_centre_ends_the_run():
    above = [16] * 8
    assert individuals(np.array([*STEADY, *above]), baseline=12).runs == (19,)
    assert individuals(np.array([*STEADY, *above[:4], np.mean(STEADY), *above[:4]]), baseline=12).runs == ()


def test_shares_have_limits_of_their_own_by_how_many():
    found = shares(np.array([5, 50] * 6), np.array([10, 100] * 6))

    assert found.centre == 0.5
    assert (found.upper - 0.5)[:2] == pytest.approx([3 * np.sqrt(0.25 / 10), 3 * np.sqrt(0.25 / 100)])


@pytest.mark.parametrize(
    ("values", "words"),
    [(STEADY[: FEWEST_POINTS - 1], "Too few points"), (np.cumsum(np.ones(30)), "much like the one before")],
)
def test_from_too_little_or_from_a_drift_nothing_is_called_a_signal(values, words):
    found = individuals(np.array([*values[:-1], 1000 if len(values) < 12 else values[-1]]))

    assert words in found.reason
    assert not found.has_signal


def test_a_series_in_which_nothing_changes_seldom_alarms():
    """As said: under one chart in ten over two years, where "worse than last month" alarms nearly every other month."""
    chance = np.random.default_rng(20)
    charts = [individuals(chance.normal(size=24)) for _ in range(2_000)]

    assert sum(chart.has_signal for chart in charts) / len(charts) < 0.10
    worse = [(np.diff(chart.values) > 0).mean() for chart in charts]
    assert np.mean(worse) > 0.4


@pytest.mark.parametrize("values", [[1], [1, np.nan]])
def test_what_is_no_series_is_refused(values):
    with pytest.raises(ValueError, match="two numbers"):
        individuals(np.array(values))


def test_the_shared_answers(shared_impact, expected):
    text = (shared_impact / "spc_leavers.csv").read_text().split()[1:]
    values = np.array([float(line.split(",")[1]) for line in text])

    for baseline, answers in ((24, expected["spc_leavers"]["all24"]), (16, expected["spc_leavers"]["first16"])):
        found = individuals(values, baseline=baseline)
        told = [found.centre, found.mean_moving_range, found.upper[0], found.lower[0]]
        assert told == pytest.approx(
            [answers[name] for name in ("centre", "mean_moving_range", "upper", "lower")], abs=1e-7
        )
        assert [place + 1 for place in found.runs] == [answers["runs8_same_side_ends"]]


# Worked examples as textbooks and public handbooks of statistics print them: ten flow rates (individuals), and thirty
# samples of fifty cans of orange juice with so many that leak (shares; sample 15 and sample 23 are outside).
FLOW_RATES = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
LEAKING = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6,
]  # fmt: skip


def test_individuals_equal_the_worked_example_of_flow_rates():
    found = individuals(np.array(FLOW_RATES))

    assert round(found.centre, 2) == 50.81
    assert round(found.mean_moving_range, 4) == 1.8778
    assert (round(found.upper[0], 4), round(found.lower[0], 4)) == (55.8041, 45.8159)


def test_shares_equal_the_worked_example_of_leaking_cans():
    found = shares(np.array(LEAKING), np.full(30, 50))

    assert round(found.centre, 4) == 0.2313
    assert (round(found.upper[0], 4), round(found.lower[0], 4)) == (0.4102, 0.0524)
    assert [place + 1 for place in found.beyond] == [15, 23]


@pytest.mark.parametrize(
    ("draw", "stated"),
    [
        (lambda chance: chance.normal(size=24), 0.086),
        (lambda chance: chance.poisson(16, size=24), 0.099),
    ],
    ids=["normal", "counts of 16"],
)
def test_a_thousand_stable_series_alarm_as_often_as_is_said(draw, stated):
    """Limits and runs of eight over 24 points: within three standard errors of the share that the reference gives."""
    chance = np.random.default_rng(2026)
    charts = [individuals(draw(chance)) for _ in range(1_000)]

    alarms = sum(chart.has_signal for chart in charts) / len(charts)
    assert abs(alarms - stated) < 3 * np.sqrt(stated * (1 - stated) / len(charts))


def test_a_series_that_changes_alarms_more_often_than_one_that_does_not():
    """The control of the test above: a step of one and a half standard deviations halfway is seen in most series."""
    chance = np.random.default_rng(2026)
    charts = [individuals(chance.normal(size=24) + np.repeat([0, 1.5], 12), baseline=12) for _ in range(1_000)]

    assert sum(chart.has_signal for chart in charts) / len(charts) > 0.6
