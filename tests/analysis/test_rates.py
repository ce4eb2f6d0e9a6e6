"""Shares of people: right numbers, honest about how many, and about those who did not answer."""

import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from academy.analysis.rates import Share, exact_interval, share, wilson_interval

some_of = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_a_share_carries_its_range_its_number_and_what_the_silent_could_do():
    answer = share(140, 251, asked=500)

    assert answer == Share(
        estimate=pytest.approx(0.5577689243, abs=1e-10),
        low=pytest.approx(0.4959150738, abs=1e-9),
        high=pytest.approx(0.6178811669, abs=1e-9),
        n=251,
        asked=500,
        response_rate=0.502,
        if_silent_had_not=0.28,
        if_silent_had=0.778,
        successes=140,
    )
    assert (answer.too_few, answer.says_as_count, answer.bounds_only, answer.reason) == (False, False, False, "")


@pytest.mark.parametrize(
    ("k", "n", "interval"),
    [
        (0, 23, (0, 0.1481851289)),  # R: binom.test(0, 23); and 1 - 0.025 ** (1 / 23)
        (15, 20, (0.5089541283, 0.9134285309)),  # R: binom.test(15, 20)
        (23, 23, (1 - 0.1481851289, 1)),
    ],
)
def test_the_exact_interval_is_that_of_r(k, n, interval):
    assert exact_interval(k, n) == pytest.approx(interval, abs=1e-9)


def test_none_of_none_seen_is_still_a_range_up_to_what_could_have_been_missed():
    assert exact_interval(0, 23)[1] == pytest.approx(1 - 0.025 ** (1 / 23), abs=1e-14)


@given(some_of)
def test_both_intervals_agree_with_another_library(k_of_n):
    k, n = k_of_n

    assert wilson_interval(k, n) == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-12)
    assert exact_interval(k, n) == pytest.approx(proportion_confint(k, n, method="beta"), abs=1e-12)


@given(some_of)
def test_the_range_holds_the_share_and_mirrors_its_opposite(k_of_n):
    k, n = k_of_n

    for interval in (wilson_interval, exact_interval):
        low, high = interval(k, n)
        assert 0 <= low <= k / n <= high <= 1
        assert interval(n - k, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize(("n", "chance"), [(20, 0.3), (60, 0.5), (200, 0.9)])
def test_wilson_covers_the_truth_about_as_often_as_it_says_and_exact_never_less(n, chance):
    probability = {k: math.comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(n + 1)}

    covers = {
        interval: sum(p for k, p in probability.items() if interval(k, n)[0] <= chance <= interval(k, n)[1])
        for interval in (wilson_interval, exact_interval)
    }

    assert 0.93 <= covers[wilson_interval] <= 0.98
    assert covers[exact_interval] >= 0.95


def test_under_ten_people_is_not_enough_and_ten_is():
    nine, ten = share(5, 9), share(5, 10)

    assert (nine.estimate, nine.low, nine.high, nine.too_few) == (None, None, None, True)
    assert nine.reason == "Not enough answers yet: 9, and a share needs 10."
    assert (nine.successes, nine.n) == (5, 9)
    assert (ten.estimate, ten.low, ten.too_few) == (0.5, pytest.approx(0.2365930905), False)


def test_under_twenty_people_is_said_as_a_number_and_twenty_is_not():
    nineteen, twenty = share(9, 19), share(9, 20)

    assert (nineteen.says_as_count, twenty.says_as_count) == (True, False)
    assert nineteen.reason == "From under 20 people, so given as a number."


def test_few_replies_show_their_bounds_only():
    assert share(15, 29, asked=30).bounds_only
    assert not share(15, 30, asked=30).bounds_only
    assert share(60, 149, asked=500).bounds_only
    assert not share(60, 150, asked=500).bounds_only
    assert share(60, 149, asked=500).reason == "Only 149 of 500 answered, so the rest could change this either way."
    assert not share(15, 29).bounds_only


def test_nobody_asked_and_nobody_answering_are_not_errors():
    nobody = share(0, 0, asked=0)

    assert nobody == Share(None, None, None, 0, 0, None, None, None, 0)
    assert share(0, 0, asked=40).response_rate == 0
    assert share(0, 0, asked=40).if_silent_had == 1


@pytest.mark.parametrize(("successes", "n", "asked"), [(-1, 10, None), (11, 10, None), (5, 10, 9)])
def test_what_is_not_a_share_is_refused(successes, n, asked):
    with pytest.raises(ValueError, match=r"share|asked"):
        share(successes, n, asked=asked)


def test_an_interval_of_nobody_is_refused():
    for interval in (wilson_interval, exact_interval):
        with pytest.raises(ValueError, match="0 of 0"):
            interval(0, 0)
        with pytest.raises(TypeError):
            interval(1.5, 3)


def test_the_shared_follow_up_answers_have_the_bounds_they_should(shared_impact, expected):
    with (shared_impact / "followup.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))

    replies = [row for row in rows if row["replied"] == "1"]
    answer = share(sum(row["applied"] == "1" for row in replies), len(replies), asked=len(rows))

    assert [answer.if_silent_had_not, answer.if_silent_had] == pytest.approx(expected["followup"]["worst_case_bounds"])
    assert answer.estimate == pytest.approx(expected["followup"]["complete_case_WRONG"], abs=1e-9)
    assert answer.if_silent_had_not <= expected["followup"]["full_sample_applied_hidden"] <= answer.if_silent_had
