"""Stocks and flows of a workforce, worked out by hand, and the same whatever the order of the rows."""

import csv
import json
import os
from datetime import date
from pathlib import Path
from random import Random

import pytest

from academy.analysis.staffing import Held, Staff

SHARED = Path(os.environ.get("ACADEMY_SHARED") or Path(__file__).parents[3] / "shared") / "data" / "impact"
SINCE, ON = date(2024, 9, 30), date(2025, 9, 30)
NORTH, SOUTH = 1, 2


def held(person: int, start: tuple[int, int, int], end: tuple[int, int, int] | None = None, **said) -> Held:
    fields = {"team": NORTH, "fte": 1.0} | said
    return Held(
        person, fields["team"], date(*start), date(*end) if end else None, fields["fte"], said.get("agency", False)
    )


PEOPLE = [
    held(1, (2020, 1, 1)),
    held(2, (2021, 1, 1), (2025, 3, 31), fte=0.5),
    held(3, (2025, 1, 1)),
    held(4, (2022, 1, 1), (2025, 5, 31)),
    held(4, (2025, 6, 1), team=SOUTH, fte=0.8),
    held(5, (2025, 2, 1), agency=True, fte=0.6),
    held(6, (2019, 1, 1), (2025, 9, 30)),
    held(7, (2019, 1, 1), (2024, 9, 30)),
]


def test_a_year_counted_by_hand():
    counts = Staff(PEOPLE).counts(ON, since=SINCE)

    assert (counts.in_post_headcount, counts.in_post_fte) == (3, 2.8)
    assert (counts.leavers_headcount, counts.leavers_fte) == (2, 1.5)
    assert (counts.starters_headcount, counts.starters_fte) == (1, 1)
    assert (counts.agency_headcount, counts.agency_fte) == (1, 0.6)
    assert (counts.before_headcount, counts.stayed_headcount) == (4, 2)


@pytest.mark.parametrize(
    ("last", "next_one", "left"),
    [
        ((2025, 5, 31), (2025, 6, 1), 0),
        ((2025, 5, 31), (2025, 7, 1), 0),
        ((2025, 5, 31), (2025, 7, 2), 1),
        ((2025, 5, 31), None, 1),
    ],
)
def test_another_post_within_a_month_is_no_leaving(last, next_one, left):
    posts = [held(1, (2020, 1, 1), last), *([held(1, next_one)] if next_one else [])]

    assert Staff(posts).counts(ON, since=SINCE).leavers_headcount == left


def test_who_changes_posts_overnight_is_in_post_on_both_days_and_once():
    staff = Staff([held(1, (2020, 1, 1), (2025, 9, 30)), held(1, (2025, 10, 1), team=SOUTH)])

    found = [staff.counts(day, since=SINCE) for day in (date(2025, 9, 30), date(2025, 10, 1))]

    assert [(one.in_post_headcount, one.in_post_fte, one.leavers_headcount) for one in found] == [(1, 1, 0), (1, 1, 0)]


def test_a_last_day_of_30_september_is_a_leaver_of_that_year_and_not_in_post_at_its_end():
    staff = Staff([held(1, (2020, 1, 1), (2025, 9, 30))])

    this, then = staff.counts(ON, since=SINCE), staff.counts(date(2026, 9, 30), since=ON)

    assert (this.leavers_headcount, this.in_post_headcount, then.leavers_headcount) == (1, 0, 0)


def test_leavers_of_teams_add_up_to_those_of_the_whole_and_a_move_is_no_leaver():
    staff = Staff(PEOPLE)
    teams = [staff.counts(ON, since=SINCE, team=team) for team in (NORTH, SOUTH)]

    assert [team.leavers_headcount for team in teams] == [2, 0]
    assert sum(team.leavers_fte for team in teams) == staff.counts(ON, since=SINCE).leavers_fte
    assert [team.in_post_headcount for team in teams] == [2, 1]


def test_two_posts_at_once_are_one_person_with_the_hours_of_both():
    posts = [held(1, (2020, 1, 1), (2025, 3, 1), fte=0.4), held(1, (2020, 1, 1), (2025, 3, 1), team=SOUTH, fte=0.3)]
    staff = Staff(posts)

    before, after = staff.counts(date(2025, 1, 31), since=SINCE), staff.counts(ON, since=SINCE)

    assert (before.in_post_headcount, before.in_post_fte) == (1, 0.7)
    assert (after.leavers_headcount, after.leavers_fte) == (1, 0.7)


def test_years_worked_are_days_in_post_within_the_year():
    staff = Staff([held(1, (2020, 1, 1)), held(2, (2025, 9, 21)), held(3, (2020, 1, 1), (2024, 10, 11))])

    assert staff.counts(ON, since=SINCE).person_years == pytest.approx((365 + 10 + 10) / 365.25)


def test_the_order_of_rows_never_matters():
    shuffled = list(PEOPLE)
    Random(3).shuffle(shuffled)

    assert Staff(shuffled).counts(ON, since=SINCE) == Staff(PEOPLE).counts(ON, since=SINCE)


def test_nobody_is_counted_as_nobody():
    staff = Staff([])

    assert staff.counts(ON, since=SINCE).in_post_headcount == 0
    assert (staff.posts(ON), staff.leavers_posts(ON, since=SINCE)) == ([], [])


def test_only_agency_workers_are_nobody_employed():
    staff = Staff([held(1, (2020, 1, 1), agency=True)])

    counts = staff.counts(ON, since=SINCE)

    assert (counts.in_post_headcount, counts.agency_headcount, staff.leavers_posts(ON, since=SINCE)) == (0, 1, [])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here")
def test_the_shared_authority_has_the_shared_stocks_and_flows():
    """Each row of it is a post of somebody else, and every end a leaving."""
    rows = list(csv.DictReader((SHARED / "workforce_spells.csv").open()))
    day = date.fromisoformat
    staff = Staff(
        Held(place, 0, day(row["start_date"]), day(row["end_date"]) if row["end_date"] else None, float(row["fte"]))
        for place, row in enumerate(rows)
    )

    for year, said in json.loads((SHARED / "expected.json").read_text())["workforce_spells"]["rates"].items():
        counts = staff.counts(date(int(year), 9, 30), since=date(int(year) - 1, 9, 30))

        assert (counts.in_post_headcount, counts.leavers_headcount) == (
            said["inpost_headcount"],
            said["leavers_headcount"],
        )
        assert counts.in_post_fte == pytest.approx(said["inpost_fte"])
        assert counts.leavers_fte == pytest.approx(said["leavers_fte"])
        assert counts.starters_headcount == said["starters_headcount"]
        assert 100 * counts.stayed_headcount / counts.before_headcount == pytest.approx(said["stability_pct"])
