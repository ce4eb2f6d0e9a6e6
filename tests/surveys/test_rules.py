from datetime import date

import pytest

from academy.surveys import rules


@pytest.mark.parametrize(
    ("completed_on", "asked_on"),
    [
        (date(2026, 8, 6), date(2026, 11, 6)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2027, 2, 28)),
    ],
)
def test_people_are_asked_three_calendar_months_later(completed_on, asked_on):
    assert rules.asked_on(completed_on) == asked_on


@pytest.mark.parametrize(
    ("used", "difference", "answered"),
    [
        ("", "", False),
        ("often", "", False),
        ("often", "clear", True),
        ("once", "none", True),
        ("not_yet", "", True),
        ("no", "", True),
    ],
)
def test_what_difference_it_made_is_only_asked_of_those_who_used_it(used, difference, answered):
    assert rules.is_answered(used, difference) is answered
