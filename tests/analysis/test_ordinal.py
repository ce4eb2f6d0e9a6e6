"""Grades in order: the answers of R and of a second implementation, and a hard marker not mistaken for bad practice."""

import csv

import numpy as np
import pytest
from statsmodels.miscmodels.ordinal_model import OrderedModel

from academy.analysis.ordinal import ordered_logit


def graded(seed: int, *, n: int = 800) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    x = np.column_stack([chance.normal(size=n), chance.integers(0, 2, n)]).astype(float)
    hidden = x @ [0.8, -0.5] + chance.logistic(size=n)
    return np.digitize(hidden, [-1.5, 0, 1.5]) + 1, x


@pytest.mark.parametrize("seed", range(5))
def test_it_is_another_implementations_answer(seed):
    grades, x = graded(seed)
    ours = ordered_logit(grades, x)
    theirs = OrderedModel(grades, x, distr="logit").fit(method="bfgs", disp=0, gtol=1e-8)

    assert ours.coef == pytest.approx(theirs.params[:2], abs=1e-5)
    assert ours.loglik == pytest.approx(theirs.llf, abs=1e-6)


def test_the_words_for_grades_do_not_matter_but_their_order_does():
    grades, x = graded(9)

    assert ordered_logit(grades * 10, x).coef == pytest.approx(ordered_logit(grades, x).coef)
    assert ordered_logit(-grades, x).coef == pytest.approx(-ordered_logit(grades, x).coef)


def test_a_hard_marker_is_told_from_worse_practice():
    chance = np.random.default_rng(3)
    has, hard = chance.integers(0, 2, 3_000), np.zeros(3_000)
    hard = (chance.random(3_000) < np.where(has, 0.2, 0.8)).astype(float)  # the hard one marks those without
    grades = np.digitize(-1.2 * hard + chance.logistic(size=3_000), [-1.5, 0, 1.5])

    alone, beside = ordered_logit(grades, has.astype(float)), ordered_logit(grades, np.column_stack([has, hard]))

    assert alone.coef[0] > 0.4
    assert abs(beside.coef[0]) < 2 * beside.se[0]


@pytest.mark.parametrize(
    ("grades", "x", "words"),
    [([3, 3, 3], [1, 2, 3], "same grade"), ([1, 2, 3, 1], [5, 5, 5, 5], "leave them out")],
)
def test_what_nothing_can_explain_is_refused(grades, x, words):
    with pytest.raises(ValueError, match=words):
        ordered_logit(np.array(grades), np.array(x, dtype=float))


def test_the_shared_answers(shared_impact, expected):
    rows, answers = list(csv.DictReader((shared_impact / "wine.csv").open())), expected["wine"]["clm_wine"]
    x = np.array([[row["temp"] == "warm", row["contact"] == "yes"] for row in rows], dtype=float)
    found = ordered_logit(np.array([int(row["rating"]) for row in rows]), x)

    assert [*found.thresholds, *found.coef] == pytest.approx(answers["coef"], abs=1e-6)
    assert found.se == pytest.approx(answers["se"][-2:], abs=1e-6)
    assert found.loglik == pytest.approx(answers["logLik"], abs=1e-6)
