"""Small shares over time: limits that are those of the binomial, and alarms as seldom as is said."""

import numpy as np
import pytest
from scipy.stats import binom

from academy.analysis.control_charts import shares
from academy.analysis.exact_charts import TAIL, exact_shares


def series(p: float, n: int, *, how_many: int, months: int = 36) -> list[tuple[np.ndarray, np.ndarray]]:
    counted = np.random.default_rng(18).binomial(n, p, (how_many, months))
    return [(row, np.full(months, n)) for row in counted]


def test_outside_is_what_comes_less_than_once_in_740():
    counted, of = np.array([1] * 24 + [6]), np.array([20] * 25)

    found = exact_shares(counted, of, baseline=24)

    assert found.beyond == (24,)
    assert found.upper[24] == pytest.approx(binom.isf(TAIL, 20, 0.05) / 20)


def test_two_of_twenty_is_no_alarm_where_three_sigma_would_cry_wolf():
    counted, of = np.array([0, 1, 0, 0, 0, 0] * 4 + [2]), np.array([12] * 25)

    assert exact_shares(counted, of, baseline=24).beyond == ()
    assert shares(counted, of, baseline=24).beyond != ()


def test_eight_months_together_tell_what_no_single_month_does():
    counted, of = np.array([1, 0, 0, 0] * 6 + [1] * 8), np.array([20] * 32)

    found = exact_shares(counted, of, baseline=24)

    assert (found.beyond, found.runs[-1:]) == ((), (31,))


def test_what_was_never_seen_is_not_impossible():
    counted, of = np.array([0] * 24 + [1]), np.array([22] * 25)

    assert not exact_shares(counted, of, baseline=24).has_signal


@pytest.mark.parametrize(
    ("counted", "of", "baseline", "words"),
    [
        ([1] * 6, [10] * 6, 6, "Too few points yet"),
        (list(range(12)) * 2, [20] * 24, 24, "much like the one before"),
    ],
)
def test_from_too_little_or_from_a_drift_nothing_is_called_a_signal(counted, of, baseline, words):
    found = exact_shares(np.array(sorted(counted)), np.array(of), baseline=baseline)

    assert words in found.reason
    assert not found.has_signal


@pytest.mark.parametrize(("p", "n"), [(0.012, 22), (0.85, 18), (0.55, 3)])
def test_a_series_in_which_nothing_changes_alarms_about_five_times_in_a_hundred_years(p, n):
    charts = [exact_shares(*one, baseline=24) for one in series(p, n, how_many=1_000)]

    alarms = sum(any(place >= 24 for place in (*chart.beyond, *chart.runs)) for chart in charts)

    assert 0.02 < alarms / 1_000 < 0.075


@pytest.mark.parametrize(("counted", "of"), [([1, 2], [0, 5]), ([3, 1], [2, 2]), ([1], [2]), ([-1, 1], [2, 2])])
def test_what_is_no_series_is_refused(counted, of):
    with pytest.raises(ValueError, match=r"."):
        exact_shares(np.array(counted), np.array(of))
