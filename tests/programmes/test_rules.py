from datetime import date, timedelta

import pytest

from academy.programmes import rules
from academy.programmes.rules import ActionState, Times

STARTED = date(2026, 1, 5)
EVERYBODY = Times(28)
NEW_WEEKLY, NEW_FORTNIGHTLY, NEW_MONTHLY = (
    Times(7, 5, "", 0, 6), Times(14, 5, "", 6, 26), Times(28, 5, "", 26, 52),
)  # fmt: skip
TRUST = Times(84, None, "001.002.")
RULES = [EVERYBODY, NEW_WEEKLY, NEW_FORTNIGHTLY, NEW_MONTHLY, TRUST]


@pytest.mark.parametrize(
    ("job_role_id", "path", "weeks", "expected"),
    [
        (5, "001.", 0, NEW_WEEKLY),
        (5, "001.", 5, NEW_WEEKLY),
        (5, "001.", 6, NEW_FORTNIGHTLY),
        (5, "001.", 25, NEW_FORTNIGHTLY),
        (5, "001.", 26, NEW_MONTHLY),
        (5, "001.", 52, EVERYBODY),
        (9, "001.", 0, EVERYBODY),
        (9, "001.002.", 0, TRUST),
        (9, "001.002.003.", 90, TRUST),
        (5, "001.002.", 3, NEW_WEEKLY),
    ],
)
def test_the_rule_that_says_most_of_whom_it_is_for_holds(job_role_id, path, weeks, expected):
    on = STARTED + timedelta(weeks=weeks)

    assert rules.nearest(RULES, job_role_id=job_role_id, path=path, started_on=STARTED, on=on) == expected


def test_where_no_rule_fits_nothing_is_asked():
    assert rules.nearest([NEW_WEEKLY], job_role_id=9, path="001.", started_on=STARTED, on=STARTED) is None


@pytest.mark.parametrize(
    ("last_on", "expected"),
    [
        (None, date(2026, 2, 2)),
        (date(2026, 1, 20), date(2026, 2, 17)),
        (date(2025, 12, 1), date(2026, 2, 2)),  # in an earlier post
    ],
)
def test_the_next_is_due_after_the_last_or_after_the_start(last_on, expected):
    assert rules.due_on(last_on, started_on=STARTED, every_days=28) == expected


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(1989, 12, 31)])
def test_a_day_to_come_or_long_past_is_refused(day):
    with pytest.raises(rules.SupervisionRefused):
        rules.check_day(day, today=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("due_on", "done_on", "expected"),
    [
        (date(2026, 11, 22), None, ActionState.TO_DO),
        (date(2026, 11, 21), None, ActionState.OVERDUE),
        (date(2026, 1, 1), date(2026, 2, 1), ActionState.DONE),
    ],
)
def test_how_an_action_stands(due_on, done_on, expected):
    assert rules.state_of(due_on, done_on, on=date(2026, 11, 22)) is expected
