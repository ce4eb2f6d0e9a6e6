"""Agreement between graders: right numbers, against published ones and a second implementation."""

import csv

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from academy.analysis.agreement import METRICS, Agreement, agreement, alpha

NONE = np.nan
# Krippendorff 2011: four observers, twelve units
OBSERVED = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]).T  # fmt: skip
GRADES = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=80)


def test_alpha_is_the_published_one():
    found = [alpha(OBSERVED, metric=metric) for metric in METRICS]

    assert [round(one, 3) for one in found] == [0.743, 0.815, 0.849]


@given(GRADES)
def test_kappa_is_that_of_another_implementation(pairs):
    first, second = np.array(pairs).T
    assume(len(set(first) | set(second)) > 1)
    found = agreement(first, second)
    low = min(first.min(), second.min())
    table = np.zeros((found_size := max(first.max(), second.max()) - low + 1, found_size))
    np.add.at(table, (first - low, second - low), 1)

    for ours, weights in ((found.unweighted, None), (found.linear, "linear"), (found.quadratic, "quadratic")):
        theirs = (
            cohens_kappa(table, wt=weights, return_results=False)
            if weights
            else cohens_kappa(table, return_results=False)
        )
        assert ours is None if np.isnan(theirs) else ours == pytest.approx(theirs, abs=1e-9)


@given(GRADES, st.randoms())
def test_neither_the_order_of_cases_nor_who_is_first_matters(pairs, random):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    once, again = np.array(pairs, dtype=float), np.array(shuffled, dtype=float)[:, ::-1]

    assert agreement(*again.T).exact == agreement(*once.T).exact
    assert alpha(again) == pytest.approx(alpha(once)) if alpha(once) is not None else alpha(again) is None


def test_everybody_alike_leaves_nothing_to_agree_about():
    same = np.array([3, 3, 3])

    assert agreement(same, same) == Agreement(3, 1.0, None, None, None)
    assert alpha(np.stack([same, same], axis=1)) is None


def test_a_case_that_one_has_graded_says_nothing():
    graded = np.array([[1, 2], [3, NONE], [4, 4]])

    assert agreement(*graded.T) == agreement(*graded[[0, 2]].T)
    assert alpha(graded) == alpha(graded[[0, 2]])


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [([NONE], [1], "both have graded"), ([1, 2], [1], "one length"), ([1.5], [2], "whole")],
)
def test_what_cannot_be_compared_is_refused(first, second, words):
    with pytest.raises(ValueError, match=words):
        agreement(np.array(first, dtype=float), np.array(second, dtype=float))


def test_the_shared_answers(shared_impact, expected):
    def graded(name: str) -> np.ndarray:
        _, *rows = csv.reader((shared_impact / f"{name}.csv").open())
        return np.array([[float(cell or "nan") for cell in row[1:]] for row in rows])

    pair = graded("double_marked")
    of_two, answers = agreement(*pair.T), expected["double_marked"]
    assert (of_two.n, of_two.exact) == (answers["n"], answers["exact_agreement"])
    assert of_two.unweighted == pytest.approx(answers["unweighted"], abs=1e-9)
    assert of_two.quadratic == pytest.approx(answers["quadratic_weighted"], abs=1e-9)
    assert alpha(pair) == pytest.approx(answers["alpha_ordinal"], abs=1e-9)
    of_three = {metric: alpha(graded("triple_marked_missing"), metric=metric) for metric in METRICS}
    assert of_three == pytest.approx(expected["triple_marked_missing"], abs=1e-9)
