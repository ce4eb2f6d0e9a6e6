"""Who stays: the published intakes, R's answers, what is refused, and what is never carried forward."""

import csv
import random
import subprocess
import sys
from datetime import date, timedelta

import numpy as np
import pytest

from academy.analysis import curves
from academy.analysis.retention import (
    Curve,
    Point,
    Spell,
    intakes,
    kaplan_meier,
    retained,
    shared_horizon,
    survival,
    two_years_beyond,
)
from tests.analysis.builders import START, stays
from tests.analysis.conftest import day

CLOSE = {"rel": 1e-9, "abs": 1e-12}


def r_says(t, n_risk, surv, se, lower, upper) -> Point:
    close = [None if value is None else pytest.approx(value, **CLOSE) for value in (surv, se, lower, upper)]
    return Point(t, n_risk, *close)


def test_of_the_23_who_started_in_2013_none_is_left_and_the_curve_is_that_of_r(cohort):
    result = survival(cohort("2013"), at=[365, 730, 1000, 1095])

    assert (result.n, result.in_post, result.median_days) == (23, 0, 773)
    assert result.exact == pytest.approx((0, 0.1481851289), **CLOSE)
    assert result.points == (
        r_says(365, 23, 1, 0, 1, 1),
        r_says(730, 13, 0.5652173913, 0.1033665264, 0.343223706, 0.7375627857),
        r_says(1000, 0, 0, None, None, None),
        r_says(1095, 0, 0, None, None, None),
    )


def test_of_the_20_who_started_in_2015_three_in_four_are_in_post_and_the_curve_is_that_of_r(cohort):
    result = survival(cohort("2015"), at=[365, 730, 1000])

    assert (result.n, result.in_post, result.median_days) == (20, 15, None)
    assert result.exact == pytest.approx((0.5089541283, 0.9134285309), **CLOSE)
    assert result.points == (
        r_says(365, 20, 1, 0, 1, 1),
        r_says(730, 18, 0.9, 0.06708203932, 0.6560307073, 0.9740101744),
        r_says(1000, 15, 0.75, 0.09682458366, 0.499943908, 0.8874709189),
    )
    assert (result.too_few, result.reason, result.notes) == (False, "", ())


def test_none_of_the_2013_intake_was_in_post_by_the_end_of_2016(cohort):
    seen_to_then = [
        Spell(spell.person, spell.started_on, spell.ended_on, observed_to=date(2016, 12, 31))
        for spell in cohort("2013")
    ]

    assert survival(seen_to_then, at=[365]).in_post == 0


def test_the_chart_has_every_step_and_the_people_at_risk_under_it(cohort):
    curve = survival(cohort("2015"), at=[0, 365, 730]).curve

    assert curve.times == (0, 569, 615, 764, 894, 935)
    assert curve.surv == pytest.approx((1, 0.95, 0.9, 0.85, 0.8, 0.75))
    assert curve.lower[0] == curve.upper[0] == 1
    assert all(
        low < surv < high for low, surv, high in zip(curve.lower[1:], curve.surv[1:], curve.upper[1:], strict=True)
    )
    assert (curve.marks, curve.at_risk) == ((0, 365, 730), (20, 20, 18))


def test_a_chart_stops_where_ten_people_are_left_to_be_seen(cohort):
    lasting = survival(stays(*range(100, 2100, 100)), at=[365])

    assert survival(cohort("2015"), at=[365]).shown_until == 1096
    assert lasting.shown_until == 1100  # ten were still there on that day, nine after it


def test_the_shared_spells_with_delayed_entry_give_the_answers_of_r(shared_impact, expected):
    wanted = expected["workforce_spells"]["survival"]
    with (shared_impact / "workforce_spells.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    spells = [
        Spell(
            row["worker"],
            day(row["start_date"]),
            day(row["end_date"]),
            observed_from=date(2017, 10, 1),
            observed_to=date(2023, 9, 30),
        )
        for row in rows
    ]

    result = survival(spells, at=[365, 730, 1095])
    naive = survival(
        [Spell(s.person, s.started_on, s.ended_on, observed_to=s.observed_to) for s in spells], at=[365, 730, 1095]
    )

    assert result.n == wanted["rows_used"]
    assert result.points == tuple(r_says(**point) for point in wanted["km_delayed_entry"])
    assert result.exact is None
    assert result.notes == ("Started before the record begins, and counted only from then: 247 of 697.",)
    assert [point.surv for point in naive.points] == pytest.approx(wanted["km_ignoring_delayed_entry_WRONG"], **CLOSE)


def test_the_shared_cohorts_give_the_answers_of_r(shared_impact, expected, cohort):
    for intake in ("2013", "2015"):
        wanted = expected["cohorts_2013_2015"][intake]

        result = survival(cohort(intake), at=[365, 730, 1000])

        assert result.points == tuple(r_says(**point) for point in wanted["km_loglog"])
        assert result.exact == pytest.approx(wanted["clopper_pearson_95"], **CLOSE)
        assert (result.n, result.in_post) == (wanted["n"], wanted["retained_at_end"])
        assert result.median_days == wanted["median_days"]


def test_r_s_lung_data_give_the_answers_of_r(shared_impact, expected):
    with (shared_impact / "lung.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    steps = kaplan_meier(
        None, np.array([int(row["time"]) for row in rows]), np.array([row["status"] == "2" for row in rows])
    )

    points = [curves.point(steps, wanted["time"]) for wanted in expected["lung"]["km_lung_log-log"]]

    assert points == [
        r_says(wanted["time"], *(wanted[name] for name in ("n.risk", "surv", "se", "lower", "upper")))
        for wanted in expected["lung"]["km_lung_log-log"]
    ]
    assert curves.median(steps) == 310


def test_the_order_of_rows_changes_nothing(cohort):
    spells = cohort("2013") + cohort("2015")
    shuffled = random.Random(1).sample(spells, len(spells))

    assert survival(shuffled, at=[365, 730]) == survival(spells, at=[365, 730])
    assert two_years_beyond(shuffled) == two_years_beyond(spells)


def test_nothing_is_carried_forward_past_the_last_person_seen():
    result = survival(stays(*[5000] * 12, 200, 300, watched=800), at=[800, 801, 5000])

    assert result.points[0].surv == pytest.approx(12 / 14)
    assert result.points[1:] == (Point(801, 0), Point(5000, 0))


def test_nine_people_give_counts_and_ten_give_a_curve():
    nine = survival(stays(*[5000] * 7, 200, 300, watched=800), at=[250])
    ten = survival(stays(*[5000] * 8, 200, 300, watched=800), at=[250])

    assert (nine.n, nine.in_post, nine.too_few) == (9, 7, True)
    assert nine.reason == "Not enough people yet: 9, and a rate needs 10. Only numbers are given."
    assert nine.points == (Point(250, 8),)
    assert nine.curve == Curve(marks=(250,), at_risk=(8,))
    assert (nine.exact, nine.median_days, nine.shown_until) == (None, None, None)
    assert (ten.too_few, ten.points[0].surv) == (False, pytest.approx(0.9))


def test_ten_spells_of_nine_people_are_nine_people():
    spells = stays(*[5000] * 10, watched=800)
    again = [Spell(min(spell.person, 9), spell.started_on, spell.ended_on, None, spell.observed_to) for spell in spells]

    assert survival(again, at=[365]).too_few
    assert survival([*again, *spells[9:]], at=[365]).notes == ("11 spells of 10 people.",)


def test_nobody_at_all_is_too_few_and_no_error():
    nobody = survival([], at=[365])

    assert (nobody.n, nobody.in_post, nobody.too_few, nobody.points) == (0, 0, True, (Point(365, 0),))


def test_an_end_after_the_extract_is_not_yet_an_exit_and_one_on_the_day_is():
    spells = stays(*[5000] * 8, 799, 800, 801, watched=800)

    assert survival(spells, at=[800]).in_post == 9
    assert survival(spells, at=[800]).points[0].surv == pytest.approx(9 / 11)


def test_spells_the_record_could_not_see_are_left_out_and_said_to_be():
    over_before = Spell("over", date(2010, 1, 1), date(2014, 1, 1), date(2015, 1, 1), START + timedelta(800))
    not_begun = Spell("later", date(2030, 1, 1), None, observed_to=START + timedelta(800))

    result = survival([*stays(*[5000] * 10, watched=800), over_before, not_begun], at=[365])

    assert result.n == 10
    assert result.notes == ("Spells outside the time observed, and not counted: 2.",)


def test_people_count_from_the_day_after_they_were_first_seen():
    to = START + timedelta(800)
    same_day = [Spell(n, START, START + timedelta(n), observed_from=START, observed_to=to) for n in range(10)]
    gone_when_first_seen = Spell("gone", START, START + timedelta(30), START + timedelta(30), to)
    seen_for_a_day = Spell("brief", START, START + timedelta(31), START + timedelta(30), to)

    watched_from_the_start = survival(same_day, at=[0, 1])
    too_few = survival([gone_when_first_seen, seen_for_a_day], at=[30, 31, 32])

    assert [point.n_risk for point in watched_from_the_start.points] == [10, 9]
    assert watched_from_the_start.points[0].surv == pytest.approx(0.9)  # one left on the first day
    assert too_few.points == (Point(30, 0), Point(31, 1), Point(32, 0))


def test_people_last_seen_before_the_others_are_mentioned():
    early = Spell("early", START, None, observed_to=START + timedelta(100))

    result = survival([*stays(*[5000] * 10, watched=800), early], at=[365])

    assert result.notes == ("Still in post when last seen, before the others, with nothing known since: 1.",)


def test_when_the_first_few_seen_all_leave_nothing_is_said_of_the_rest():
    first_two = stays(50, 60, watched=2000)
    rest = [
        Spell(f"late {n}", START - timedelta(400), None, observed_from=START, observed_to=START + timedelta(900))
        for n in range(20)
    ]

    result = survival([*first_two, *rest], at=[55, 60, 500])

    assert [point.surv for point in result.points] == [0.5, None, None]
    assert result.curve.times == (0, 50)
    assert "The few people seen earliest had all left by day 60, so nothing is known from then on." in result.notes
    assert result.shown_until == 59


def test_days_on_which_nobody_was_seen_are_mentioned():
    late = [
        Spell(n, START - timedelta(400), None, observed_from=START, observed_to=START + timedelta(900))
        for n in range(20)
    ]

    result = survival(late, at=[300, 500])

    assert result.points[0] == Point(300, 0)
    assert result.points[1].surv == 1
    assert "On 400 of the days to day 400 nobody was seen; this supposes that nobody left then." in result.notes


@pytest.mark.parametrize(
    ("days", "middle"),
    [
        ([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110], 60),
        ([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 55),  # half have left on day 50, more than half on day 60
        ([10, 20, 30, 40, 50, 61, 70, 80, 90, 100], 55.5),
        ([10, 20, 30, 40, 50, 900, 900, 900, 900, 900], 50),  # and where nobody leaves later, the day itself
        ([10, 20, 30, 40, 900, 900, 900, 900, 900, 900], None),
    ],
)
def test_the_median_is_the_day_by_which_half_have_left(days, middle):
    assert survival(stays(*days, watched=800), at=[5]).median_days == middle


def test_intakes_are_named_for_the_year_they_started_in(cohort):
    both = cohort("2015") + cohort("2013")

    assert {year: len(spells) for year, spells in intakes(both).items()} == {2013: 23, 2015: 20}
    assert list(intakes(both)) == [2013, 2015]


def test_a_year_may_begin_in_september():
    summer, autumn = Spell("a", date(2015, 8, 31), date(2016, 1, 1)), Spell("b", date(2015, 9, 1), date(2016, 1, 1))

    assert intakes([autumn, summer], year_starts=(9, 1)) == {2014: (summer,), 2015: (autumn,)}


def test_two_intakes_compare_at_the_shorter_time_followed(cohort):
    assert shared_horizon(cohort("2013"), cohort("2015")) == 1096
    assert shared_horizon(cohort("2013")) == 1831
    assert shared_horizon([Spell("a", START, START)]) is None


def test_what_cannot_be_a_spell_or_a_question_is_refused():
    with pytest.raises(ValueError, match="before it starts"):
        Spell("a", START, START - timedelta(1))
    with pytest.raises(ValueError, match="to which it was observed"):
        Spell("a", START, None)
    with pytest.raises(ValueError, match="negative"):
        survival([], at=[-1])
    with pytest.raises(ValueError, match="later day"):
        retained([], by=365, given=365)


def test_analysis_needs_neither_a_web_framework_nor_the_slow_libraries():
    code = """
import sys
import academy.analysis.retention, academy.analysis.rates, academy.analysis.disclosure
print(sorted({"django", "scipy", "pandas", "statsmodels"} & set(sys.modules)))
"""
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"
