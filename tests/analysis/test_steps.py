"""The product-limit estimate on arrays: hand-worked answers, and another library's."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from academy.analysis.steps import LONGEST, kaplan_meier

rows = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60), st.booleans()), min_size=1, max_size=80)


def test_a_curve_worked_by_hand():
    # Six people: one left on day 2, one on day 4 as another was last seen, one on day 6; two more were seen to day 7.
    steps = kaplan_meier(None, np.array([2, 4, 4, 6, 7, 7]), np.array([1, 1, 0, 1, 0, 0]))

    assert steps.days.tolist() == [0, 2, 4, 6]
    assert steps.at_risk.tolist() == [6, 6, 5, 3]
    assert steps.left.tolist() == [0, 1, 1, 1]
    assert steps.surv == pytest.approx([1, 5 / 6, 2 / 3, 4 / 9], abs=1e-15)
    assert steps.se[1] == pytest.approx(5 / 6 * (1 / 6 / 5) ** 0.5, abs=1e-15)
    assert steps.at_risk_by_day.tolist() == [6, 6, 6, 5, 5, 3, 3, 2]
    assert (steps.at_risk_on(7), steps.at_risk_on(8), steps.at_risk_on(10**9)) == (2, 0, 0)


def test_somebody_seen_late_counts_only_after_the_day_they_were_first_seen():
    # The third is first seen on day 2, the day the first leaves, and so was not at risk on it.
    steps = kaplan_meier(np.array([-1, -1, 2]), np.array([2, 5, 6]), np.array([True, True, True]))

    assert steps.at_risk_by_day.tolist() == [2, 2, 2, 2, 2, 2, 1]
    assert steps.surv == pytest.approx([1, 1 / 2, 1 / 4, 0], abs=1e-15)


def test_leaving_on_the_first_day_counts():
    steps = kaplan_meier(None, np.array([0, 3, 3, 3]), np.array([True, False, False, False]))

    assert (steps.days.tolist(), steps.surv.tolist()) == ([0], [0.75])


def test_where_all_have_left_the_error_and_the_range_are_unknown_as_in_r():
    steps = kaplan_meier(None, np.array([3, 5]), np.array([True, True]))

    assert steps.surv.tolist() == [1, 0.5, 0]
    assert [bool(np.isnan(values[-1])) for values in (steps.se, steps.lower, steps.upper)] == [True] * 3


@given(rows)
@settings(deadline=None)
def test_it_agrees_with_another_library_with_and_without_delayed_entry(drawn):
    entry = np.array([first for first, _, _ in drawn])
    exit_days = entry + np.array([length for _, length, _ in drawn])
    left = np.array([is_left for _, _, is_left in drawn])

    for first in (None, entry):
        ours = kaplan_meier(first, exit_days, left)
        # The other library counts people from the very day they are first seen; half a day later is what we mean.
        theirs = SurvfuncRight(exit_days.astype(float), left.astype(int), entry=None if first is None else first + 0.5)
        moved = np.isin(ours.days, theirs.surv_times) & (ours.left > 0)
        kept = np.isin(theirs.surv_times, ours.days[moved])
        assert ours.surv[moved] == pytest.approx(theirs.surv_prob[kept], abs=1e-12)
        assert ours.at_risk[moved] == pytest.approx(theirs.n_risk[kept])
        positive = ours.surv[moved] > 0
        assert ours.se[moved][positive] == pytest.approx(theirs.surv_prob_se[kept][positive], abs=1e-12)


@given(rows, st.randoms())
@settings(deadline=None)
def test_it_only_falls_stays_in_its_range_and_minds_no_order(drawn, random):
    shuffled = list(drawn)
    random.shuffle(shuffled)

    first, second = (_from(rows) for rows in (drawn, shuffled))

    assert all(np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True) for name in vars(first))
    assert (np.diff(first.surv) <= 0).all()
    known = ~np.isnan(first.lower)
    assert (first.lower[known] <= first.surv[known] + 1e-12).all()
    assert (first.upper[known] >= first.surv[known] - 1e-12).all()


def _from(drawn):
    entry = np.array([first for first, _, _ in drawn])
    return kaplan_meier(entry, entry + [length for _, length, _ in drawn], np.array([is_left for *_, is_left in drawn]))


@pytest.mark.parametrize(
    ("entry", "exit_days", "left", "error"),
    [
        (None, [], [], ValueError),
        (None, [1, 2], [True], ValueError),
        (None, [-1, 2], [True, True], ValueError),
        (None, [1, LONGEST + 1], [True, True], ValueError),
        (None, [1, 2], [1, 2], ValueError),
        (None, [1.0, 2.0], [True, True], TypeError),
        ([1, 2], [1, 5], [True, True], ValueError),
        ([-2, 2], [1, 5], [True, True], ValueError),
        ([0], [1, 5], [True, True], ValueError),
    ],
)
def test_rows_that_cannot_be_are_refused(entry, exit_days, left, error):
    with pytest.raises(error):
        kaplan_meier(None if entry is None else np.array(entry), np.array(exit_days), np.array(left))


def test_the_true_curve_is_recovered_and_the_range_covers_it_as_often_as_it_says():
    random = np.random.default_rng(1095)
    truth = 0.5 ** (1095 / 1000)  # half leave every 1,000 days
    estimates, covered = [], 0
    for _ in range(400):
        left_on, first, last = _authority(random, people=1000)
        seen = np.minimum(left_on, last) > first
        days = np.minimum(left_on, last)[seen]
        steps = kaplan_meier(first[seen], days, (left_on <= last)[seen])
        row = np.searchsorted(steps.days, 1095, side="right") - 1
        estimates.append(steps.surv[row])
        covered += steps.lower[row] <= truth <= steps.upper[row]

    assert np.mean(estimates) == pytest.approx(truth, abs=0.005)
    assert 0.93 <= covered / 400 <= 0.97


def test_counting_long_servers_from_their_first_day_would_flatter():
    random = np.random.default_rng(1095)
    left_on, first, last = _authority(random, people=200_000)
    seen = np.minimum(left_on, last) > first
    days, left = np.minimum(left_on, last)[seen], (left_on <= last)[seen]

    honest, naive = kaplan_meier(first[seen], days, left), kaplan_meier(None, days, left)

    at_1095 = [steps.surv[np.searchsorted(steps.days, 1095, side="right") - 1] for steps in (honest, naive)]
    assert at_1095[0] == pytest.approx(0.5**1.095, abs=0.005)
    assert at_1095[1] > at_1095[0] + 0.05


def _authority(random, *, people):
    """Half new, half started up to five years before the record begins; all watched for another one to eight years."""
    left_on = np.ceil(random.exponential(1000 / np.log(2), size=people)).astype(int)
    first = np.where(random.random(people) < 0.5, -1, random.integers(1, 1826, size=people))
    return left_on, first, np.maximum(first, 0) + random.integers(365, 2922, size=people)


def test_a_million_rows_take_a_few_hundredths_of_a_second():
    random = np.random.default_rng(1)
    exit_days, left = random.integers(1, 5476, 1_000_000), random.random(1_000_000) < 0.6
    entry = np.minimum(random.integers(-1, 3000, 1_000_000), exit_days - 1)

    def seconds() -> float:
        started = time.process_time()
        kaplan_meier(entry, exit_days, left)
        return time.process_time() - started

    assert min(seconds() for _ in range(5)) < 0.05  # about 0.006 on a laptop of 2024
