"""When people leave: hazards recovered from a simulation, and a peak that is claimed only when it is there."""

from datetime import date

import numpy as np
import pytest

from academy.analysis.hazards import DAYS_A_MONTH, stretches, two_year_peak
from academy.analysis.spells import Days, Spell, days_of


def people(n: int, *, usual: float, at_two_years: float, seed: int = 11) -> Days:
    """Leavers drawn month by month for five years, with another hazard in months 20 to 30."""
    chance = np.random.default_rng(seed)
    hazard = np.array([at_two_years if 20 <= month <= 30 else usual for month in range(60)])
    goes = chance.random((n, 60)) < hazard
    month = np.where(goes.any(axis=1), goes.argmax(axis=1), 60)
    within = chance.random(n) * (month < 60)
    exit_days = np.maximum(1, np.floor((month + within) * DAYS_A_MONTH)).astype(np.intp)
    return Days(np.full(n, -1, dtype=np.intp), exit_days, goes.any(axis=1), np.arange(n))


def test_the_share_gone_in_each_half_year_is_what_was_drawn():
    found = stretches(people(40_000, usual=0.01, at_two_years=0.01), months=(0, 6, 12, 24))

    assert [one.share for one in found] == pytest.approx([1 - 0.99**6, 1 - 0.99**6, 1 - 0.99**12], rel=0.05)


def test_nobody_counts_in_a_stretch_before_the_record_could_see_them():
    began, seen_from = date(2018, 1, 1), date(2019, 1, 1)
    spells = [Spell(n, began, None, observed_from=seen_from, observed_to=date(2020, 7, 1)) for n in range(12)]

    found = stretches(days_of(spells), months=(0, 6, 12, 24))

    assert [(one.first, one.at_risk) for one in found] == [(12, 12)]


def test_too_few_people_have_no_share_and_are_counted():
    spells = [Spell(n, date(2020, 1, 1), None, observed_to=date(2021, 1, 1)) for n in range(9)]

    found = stretches(days_of(spells), months=(0, 6))

    assert [(one.at_risk, one.share) for one in found] == [(9, None)]


def test_a_peak_that_was_drawn_is_claimed_with_the_ratio_it_has():
    found = two_year_peak(people(3_000, usual=0.01, at_two_years=0.03))

    assert found.is_peak
    assert found.low < 3 < found.high


def test_no_peak_is_claimed_from_under_twenty_leavers_however_clear():
    left = [Spell(n, date(2018, 1, 1), date(2020, 1, 1), observed_to=date(2023, 1, 1)) for n in range(18)]
    here = [Spell(n, date(2018, 1, 1), None, observed_to=date(2023, 1, 1)) for n in range(18, 60)]

    found = two_year_peak(days_of([*left, *here]))

    assert (found.is_peak, found.ratio) == (False, None)
    assert found.reason == "18 left in those months, and it takes 20 to say when most people leave."


def test_where_nothing_peaks_one_is_claimed_no_more_often_than_the_interval_says():
    claimed = sum(two_year_peak(people(300, usual=0.012, at_two_years=0.012, seed=n)).is_peak for n in range(300))

    assert claimed / 300 < 0.045  # one side of a 95% interval, and sampling error


def test_leaving_around_two_years_only_cannot_be_compared():
    spells = [Spell(n, date(2018, 1, 1), date(2020, 1, 1), observed_to=date(2020, 1, 1)) for n in range(25)]

    assert "nobody left" in two_year_peak(days_of(spells)).reason
