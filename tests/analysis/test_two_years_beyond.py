"""Two years beyond the supported year: exact where everyone was followed, and silent where too few were."""

from datetime import timedelta

import numpy as np
import pytest

from academy.analysis.retention import Retained, Spell, retained, survival, two_years_beyond
from tests.analysis.builders import START, stays

CLOSE = {"rel": 1e-9, "abs": 1e-12}


def test_two_years_beyond_the_supported_year_of_an_intake_followed_all_the_way_is_exact(cohort):
    beyond = two_years_beyond(cohort("2015"))

    low, high = pytest.approx(0.5089541283, **CLOSE), pytest.approx(0.9134285309, **CLOSE)
    assert beyond.of_starters == Retained(1095, 0, 20, 0.75, low, high, "exact")
    assert beyond.of_finishers == Retained(1095, 365, 20, 0.75, low, high, "exact")
    assert two_years_beyond(cohort("2013")).of_starters.high == pytest.approx(0.1481851289, **CLOSE)


def test_those_who_left_in_the_supported_year_count_among_starters_and_not_among_finishers():
    beyond = two_years_beyond(stays(100, 200, 365, 366, *[5000] * 12, watched=1095))

    assert (beyond.of_starters.n, beyond.of_starters.share) == (16, 0.75)
    assert (beyond.of_finishers.n, beyond.of_finishers.share) == (13, pytest.approx(12 / 13))


def test_when_some_are_not_followed_all_the_way_the_curve_answers_and_the_two_shares_agree():
    spells = stays(100, 200, 500, 600, 900, *[5000] * 14, watched=1095)
    spells += [Spell(f"new {n}", START, None, observed_to=START + timedelta(700)) for n in range(5)]
    at = survival(spells, at=[365, 1095]).points

    beyond = two_years_beyond(spells)

    assert beyond.of_starters == Retained(1095, 0, 24, at[1].surv, at[1].lower, at[1].upper, "log-log")
    assert beyond.of_finishers.share == pytest.approx(at[1].surv / at[0].surv)
    assert beyond.of_finishers.low < beyond.of_finishers.share < beyond.of_finishers.high
    assert (beyond.of_finishers.n, beyond.of_finishers.interval) == (22, "log-log")


def test_nine_followed_all_the_way_are_too_few_and_ten_are_enough():
    lost = [Spell(f"lost {n}", START, None, observed_to=START + timedelta(700)) for n in range(5)]

    nine = retained([*stays(500, *[5000] * 9, watched=1095), *lost], by=1095)
    ten = retained([*stays(500, *[5000] * 10, watched=1095), *lost], by=1095)

    assert (nine.share, nine.too_few) == (None, True)
    assert nine.reason == "Not enough people followed for 1,095 days yet: 9, and a rate needs 10."
    assert (ten.too_few, ten.share, ten.interval) == (False, pytest.approx(15 / 16), "log-log")


def test_an_intake_that_has_not_yet_had_the_time_says_so():
    beyond = two_years_beyond(stays(*[5000] * 12, watched=700))

    assert beyond.of_starters.share is None
    assert beyond.of_starters.reason == "Not enough people followed for 1,095 days yet: 0, and a rate needs 10."


def test_nine_finishers_are_too_few():
    beyond = two_years_beyond(stays(100, 200, *[5000] * 9, watched=1095))

    assert beyond.of_starters.share == pytest.approx(9 / 11)
    assert beyond.of_finishers == Retained(
        1095, 365, 9, too_few=True, reason="Not enough people yet: 9, and a rate needs 10. Only numbers are given."
    )


def test_somebody_who_left_on_the_very_day_is_not_still_here():
    answer = retained(stays(1094, 1095, 1096, *[5000] * 9, watched=2000), by=1095)

    assert answer.share == pytest.approx(10 / 12)
    assert survival(stays(1094, 1095, 1096, *[5000] * 9, watched=2000), at=[1095]).points[0].surv == pytest.approx(
        10 / 12
    )


def test_ten_finishers_are_enough():
    answer = two_years_beyond(stays(100, 200, *[5000] * 10, watched=1095)).of_finishers

    assert (answer.n, answer.share, answer.interval) == (10, 1, "exact")
    assert answer.low == pytest.approx(0.025 ** (1 / 10))


def test_a_curve_that_never_moved_is_not_given_a_range_of_no_width():
    lost = [Spell("lost", START, None, observed_to=START + timedelta(700))]

    answer = retained([*stays(*[5000] * 12, watched=1095), *lost], by=1095)

    assert (answer.share, answer.low, answer.high, answer.interval) == (1, None, None, "")
    assert answer.reason == "Nobody seen had left, which is too little for a range."


def test_when_the_first_few_seen_all_leave_a_rate_says_why_there_is_none():
    rest = [
        Spell(f"late {n}", START - timedelta(400), None, observed_from=START, observed_to=START + timedelta(900))
        for n in range(20)
    ]

    answer = retained([*stays(50, 60, watched=2000), *rest], by=1095)

    assert answer.share is None
    assert answer.reason == "The few people seen earliest had all left by day 60, so nothing is known from then on."


def test_the_range_of_two_years_beyond_covers_the_truth_as_often_as_it_says():
    chance = np.random.default_rng(365)
    truth, covered = 0.5 ** (730 / 1000), 0
    for _ in range(400):
        left_on = np.ceil(chance.exponential(1000 / np.log(2), 150)).astype(int)
        watched = chance.integers(800, 2000, 150)
        spells = [
            Spell(n, START, START + timedelta(int(end)), observed_to=START + timedelta(int(to)))
            for n, (end, to) in enumerate(zip(left_on, watched, strict=True))
        ]
        answer = two_years_beyond(spells).of_finishers
        covered += answer.low <= truth <= answer.high

    assert 0.93 <= covered / 400 <= 0.97
