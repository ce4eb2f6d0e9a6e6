"""Working days: weekends and bank holidays left out, the first day not counted and the last one counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.core.working_days import (
    bank_holidays,
    is_known,
    is_working_day,
    working_days_after,
    working_days_before,
    working_days_between,
)

LOADED = st.dates(date(2012, 1, 1), date(2028, 12, 1))


@pytest.mark.parametrize(
    ("day", "days", "after"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 12, 23), 2, date(2026, 12, 29)),  # Christmas Day, and Boxing Day on the Monday after
        (date(2026, 4, 1), 3, date(2026, 4, 8)),  # Good Friday and Easter Monday
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # a day that only one year had
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_so_many_working_days_later(day, days, after):
    assert working_days_after(day, days) == after


def test_an_assessment_of_forty_five_working_days_over_easter():
    assert working_days_between(date(2026, 2, 16), working_days_after(date(2026, 2, 16), 45)) == 45
    assert working_days_after(date(2026, 2, 16), 45) == date(2026, 4, 22)


@given(LOADED, st.integers(0, 60))
def test_there_and_back_is_where_it_began(day, days):
    later = working_days_after(day, days)

    assert working_days_between(day, later) == days == -working_days_between(later, day)
    if is_working_day(day):
        assert working_days_before(later, days) == day


@given(LOADED, st.integers(0, 400))
def test_counting_is_looking_at_each_day(first, apart):
    days = (first + timedelta(days=number) for number in range(1, apart + 1))

    assert working_days_between(first, first + timedelta(days=apart)) == sum(map(is_working_day, days))


def test_every_loaded_year_has_its_eight_days_and_some_years_one_of_their_own():
    years = {year: sum(day.year == year for day in bank_holidays()) for year in range(2012, 2029)}

    assert {year: number for year, number in years.items() if number != 8} == {2012: 9, 2022: 10, 2023: 9}


def test_a_day_beyond_what_is_loaded_is_said_to_be():
    assert is_known(date(2028, 12, 31))
    assert not is_known(date(2029, 1, 1))
