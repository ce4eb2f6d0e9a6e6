"""Means over a finite number of people, shares of weighted cases, and whether statements hang together."""

from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.analysis.scales import Mean, alpha, difference, drawn_to_the_whole, finite_mean, weighted_share


def test_every_answer_stands_for_as_many_as_were_asked_for_each_that_answered():
    """Half of ten schools answered 2, all ten of health answered 4: everybody's mean is 3, of answers it is 3.33."""
    values, strata = [2.0] * 5 + [4.0] * 10, ["school"] * 5 + ["health"] * 10

    found = finite_mean(values, strata=strata, clusters=list(range(15)), population={"school": 10, "health": 10})

    assert found.estimate == pytest.approx(3.0)
    assert mean(values) == pytest.approx(10 / 3)  # the control: without weights


def test_with_one_cluster_each_the_error_is_the_textbooks():
    values = [1.0, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5, 3]

    found = finite_mean(values, strata=["a"] * 12, clusters=list(range(12)), population={"a": 48})

    textbook = np.std(values, ddof=1) / np.sqrt(12) * np.sqrt(1 - 12 / 48)
    assert found.error == pytest.approx(textbook)
    assert (found.high - found.low) / 2 == pytest.approx(2.200985 * textbook, rel=1e-6)  # Student, 11 of freedom


def test_when_everybody_answered_there_is_nothing_left_to_chance():
    values = [1.0, 5] * 6

    found = finite_mean(values, strata=["a"] * 12, clusters=list(range(12)), population={"a": 12})

    assert (found.low, found.estimate, found.high) == (3, 3, 3)


def test_people_of_one_organisation_who_think_alike_are_worth_less_than_strangers():
    values = [2.0] * 6 + [4.0] * 6 + [3.0] * 6
    together = finite_mean(values, strata=["a"] * 18, clusters=[1] * 6 + [2] * 6 + [3] * 6, population={"a": 180})
    apart = finite_mean(values, strata=["a"] * 18, clusters=list(range(18)), population={"a": 180})

    assert together.error > 2 * apart.error


@pytest.mark.parametrize(("number", "clusters"), [(9, 9), (12, 2)])
def test_under_ten_answers_or_three_organisations_there_is_no_number(number, clusters):
    places = [index % clusters for index in range(number)]

    found = finite_mean([3.0] * number, strata=["a"] * number, clusters=places, population={"a": 50})

    assert (found.estimate, found.low, found.high, found.error) == (None, None, None, None)
    assert f"there are {number} from {clusters}" in found.reason


def test_more_answers_than_people_is_a_mistake():
    with pytest.raises(ValueError, match="More answered"):
        finite_mean([3.0] * 12, strata=["a"] * 12, clusters=list(range(12)), population={"a": 11})


def test_the_interval_covers_the_truth_of_a_finite_population():
    """2,000 draws of 60 of 200 people in 40 organisations; the truth is the population’s own mean."""
    chance = np.random.default_rng(7)
    places = np.repeat(np.arange(40), 5)
    everybody = 3 + chance.normal(0, 0.3, 40)[places] + chance.normal(0, 0.6, 200)
    covered = 0
    for _ in range(2_000):
        drawn = chance.choice(200, 60, replace=False)
        found = finite_mean(
            everybody[drawn].tolist(), strata=["a"] * 60, clusters=places[drawn].tolist(), population={"a": 200}
        )
        covered += found.low <= everybody.mean() <= found.high

    assert 0.93 <= covered / 2_000 <= 0.995  # a little wide: organisations are taken as if drawn whole


def test_alpha_and_its_interval_by_the_definition():
    """Five people, three statements, worked by hand: items vary by 1.3, 1.3 and 1.0, sums by 9.2."""
    five = [[1, 2, 2], [2, 3, 3], [3, 3, 4], [4, 4, 4], [3, 5, 4]] * 4
    x = np.array(five, dtype=float)
    by_hand = 3 / 2 * (1 - x.var(axis=0, ddof=1).sum() / x.sum(axis=1).var(ddof=1))

    found = alpha(five)

    assert found.estimate == pytest.approx(by_hand)
    assert found.low < found.estimate < found.high < 1


def test_alpha_agrees_with_the_covariance_matrix():
    chance = np.random.default_rng(3)
    x = chance.normal(0, 1, (80, 1)) + chance.normal(0, 1, (80, 6))
    covariance = np.cov(x.T)
    within = (covariance.sum() - np.trace(covariance)) / 30
    other_way = 6 * within / (np.trace(covariance) / 6 + 5 * within)  # from mean covariance and mean variance

    assert alpha(x.tolist()).estimate == pytest.approx(other_way)


@pytest.mark.parametrize(("answers", "said"), [([[1, 2]] * 19, "20 answers"), ([[3, 3]] * 30, "same answers")])
def test_alpha_is_refused(answers, said):
    found = alpha(answers)

    assert found.estimate is None
    assert said in found.reason


def test_small_groups_are_drawn_further_to_the_whole():
    groups = {"large": [4.0, 4.2, 3.8, 4.1, 3.9] * 10, "small": [2.0, 3.0], "other": [3.0, 3.2, 2.8] * 8}
    whole = mean(value for values in groups.values() for value in values)

    drawn = drawn_to_the_whole(groups)

    moved = {name: (drawn[name] - mean(groups[name])) / (whole - mean(groups[name])) for name in groups}
    assert 0 < moved["large"] < moved["small"] < 1


def test_groups_that_differ_no_more_than_chance_are_all_the_whole():
    groups = {"one": [1.0, 5, 3], "two": [3.0, 1, 5]}

    assert drawn_to_the_whole(groups) == {"one": pytest.approx(3), "two": pytest.approx(3)}
    assert drawn_to_the_whole({}) == {}


def test_a_share_of_equal_cases_is_wilsons():
    found = weighted_share([True] * 60 + [False] * 40, [1.0] * 100)

    assert (found.estimate, found.effective_n) == (0.6, 100)
    assert (round(found.low, 4), round(found.high, 4)) == (0.5020, 0.6906)


def test_a_case_that_stands_for_nine_counts_nine_times_and_is_worth_less():
    found = weighted_share([True] * 10 + [False] * 10, [9.0] * 10 + [1.0] * 10)

    assert found.estimate == pytest.approx(0.9)
    assert found.effective_n == pytest.approx(100**2 / (10 * 81 + 10))


def test_under_ten_cases_there_is_no_share():
    assert weighted_share([True] * 9, [1.0] * 9).estimate is None


def test_the_difference_of_two_rounds_has_the_errors_of_both():
    now, before = Mean(3.4, 3.2, 3.6, 0.1, 50, 90, 12), Mean(3.1, 2.9, 3.3, 0.1, 50, 90, 12)

    moved = difference(now, before)

    assert moved.estimate == pytest.approx(0.3)
    assert moved.high - moved.estimate == pytest.approx(1.959964 * np.hypot(0.1, 0.1), rel=1e-5)
    assert difference(now, Mean(None, None, None, None, 3, 9, 1, "too few")) is None


@given(st.permutations(range(12)))
def test_the_order_of_answers_changes_nothing(order):
    values, places = [1.0, 2, 3, 4, 5, 3, 2, 4, 5, 1, 3, 3], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    said = {"strata": ["a"] * 12, "population": {"a": 30}}

    one = finite_mean(values, clusters=places, **said)
    other = finite_mean([values[i] for i in order], clusters=[places[i] for i in order], **said)

    assert other.estimate == pytest.approx(one.estimate)
    assert other.error == pytest.approx(one.error)
