"""Cox's model: the answers of R and of a second implementation, and the trap of "ever trained"."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.hazard_regression import PHReg

from academy.analysis.cox import cox


def people(seed: int, n: int = 300) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    x = np.column_stack([chance.normal(size=n), chance.integers(0, 2, n)])
    days = np.ceil(chance.exponential(30 / np.exp(0.5 * x[:, 0] - 0.7 * x[:, 1]))).astype(int)
    return np.minimum(days, 60), days <= 60, x


@given(st.integers(0, 10_000))
def test_it_is_another_implementations_answer(seed):
    days, left, x = people(seed)
    ours, theirs = cox(days * 0, days, left, x), PHReg(days, x, status=left.astype(int), ties="efron").fit()

    assert ours.coef == pytest.approx(theirs.params, abs=1e-6)
    assert ours.se == pytest.approx(theirs.bse, abs=1e-6)
    assert ours.loglik == pytest.approx(theirs.llf, abs=1e-6)


def test_a_person_in_two_rows_is_one_person():
    """Somebody watched from 0 to 10 and on from 10 to 20 tells what somebody watched from 0 to 20 does."""
    days, left, x = people(4)
    middle = np.maximum(days // 2, 1)
    cut = days > 1
    start, stop = np.concatenate([days * 0, middle[cut]]), np.concatenate([np.where(cut, middle, days), days[cut]])
    event, twice = np.concatenate([left & ~cut, left[cut]]), np.concatenate([x, x[cut]])
    whose = np.concatenate([np.arange(len(days)), np.flatnonzero(cut)])

    split, whole = (
        cox(start, stop, event, twice, cluster=whose),
        cox(days * 0, days, left, x, cluster=np.arange(len(days))),
    )

    assert split.coef == pytest.approx(whole.coef)
    assert split.robust_se == pytest.approx(whole.robust_se)


def test_weights_are_people():
    days, left, x = people(7, n=80)
    days = np.arange(1, 81)  # nobody leaves with another, so that twins are the only ties
    twins = np.repeat(np.arange(80), 2)
    once = cox(days * 0, days, left, x, weights=np.full(80, 2.0))

    assert once.coef == pytest.approx(cox(days * 0, days, left, x).coef)
    assert cox(days[twins] * 0, days[twins], left[twins], x[twins]).se == pytest.approx(once.se, rel=0.05)


def test_ever_trained_says_that_learning_keeps_people_when_it_does_nothing():
    """Whoever stays has longer to be trained. Counted from the day it happened, nothing is left of it."""
    chance = np.random.default_rng(1)
    stop = np.ceil(chance.exponential(24, 2_000)).astype(int) + 1
    month = chance.integers(1, 49, 2_000)
    trained = month < stop
    left = np.ones(2_000, dtype=bool)

    naive = cox(stop * 0, stop, left, trained.astype(float))
    start = np.concatenate([stop * 0, month[trained]])
    end = np.concatenate([np.where(trained, month, stop), stop[trained]])
    event, has = np.concatenate([left & ~trained, left[trained]]), np.concatenate([trained & False, left[trained]])
    honest = cox(start, end, event, has.astype(float))

    assert naive.high[0] < -0.5
    assert honest.low[0] < 0 < honest.high[0]


@pytest.mark.parametrize(
    ("start", "stop", "event", "x", "words"),
    [
        ([0, 0], [3, 4], [0, 0], [1, 2], "must have left"),
        ([0, 5], [3, 4], [1, 1], [1, 2], "after it starts"),
        ([0, 0, 0], [3, 4, 5], [1, 1, 0], [7, 7, 7], "leave them out"),
    ],
)
def test_rows_that_cannot_be_are_refused(start, stop, event, x, words):
    with pytest.raises(ValueError, match=words):
        cox(np.array(start), np.array(stop), np.array(event), np.array(x, dtype=float))


def test_the_shared_answers(shared_impact, expected):
    rows = list(csv.DictReader((shared_impact / "heart.csv").open()))
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    start, stop = ((2 * column[name]).astype(int) for name in ("start", "stop"))  # half days, whole
    x = np.column_stack([column["age"], column["surgery"], column["transplant"]])

    found = cox(start, stop, column["event"] == 1, x, cluster=column["id"])

    answers = expected["heart"]
    assert found.coef == pytest.approx(answers["heart_tv"]["coef"], abs=1e-9)
    assert found.se == pytest.approx(answers["heart_tv"]["se"], abs=1e-9)
    assert found.robust_se == pytest.approx(answers["heart_tv_cluster"]["se"], abs=1e-9)
    assert found.loglik == pytest.approx(answers["heart_tv"]["loglik"][1], abs=1e-9)
