from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.core.clock import first_day_lasting_past, months_after


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 36, date(2029, 12, 31)),
    ],
)
def test_months_end_inside_the_month_they_reach(start, months, expected):
    assert months_after(start, months) == expected


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_the_first_day_that_lasts_is_followed_by_none_that_does_not(on, months):
    first = first_day_lasting_past(on, months=months)

    assert months_after(first, months) >= on
    assert months_after(date.fromordinal(first.toordinal() - 1), months) < on
