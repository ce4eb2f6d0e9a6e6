"""The national rules on agency workers: what is kept, what is not, and what to do about it. And what one costs more."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from academy.workforce.rules import agency as rules
from academy.workforce.rules import costs
from academy.workforce.rules.agency import Decided, Quarter, Rule, Standing, findings, quarters_until
from academy.workforce.rules.costs import Dearer, Employed
from tests.workforce.hired import BEGAN, D, terms

ON = date(2026, 11, 10)
EMPLOYED = Employed(D(50_000), D(1_650))


def found(rule: Rule, **differs) -> rules.Finding:
    return next(one for one in findings(terms(**differs), on=ON) if one.rule == rule)


def test_an_assignment_that_keeps_every_rule_has_nothing_to_put_right():
    every = findings(terms(), on=ON)

    assert [one.rule for one in every] == [Rule.CAP, Rule.EXPERIENCE, Rule.COOL_OFF, Rule.NOTICE, Rule.REFERENCE]
    assert rules.open_findings(every) == []


@pytest.mark.parametrize(
    ("rule", "differs", "standing", "words"),
    [
        (Rule.CAP, {"capped_cost": D("37.50")}, Standing.KEPT, "the cap is £37.50"),
        (Rule.CAP, {"capped_cost": D("37.51")}, Standing.BROKEN, "£0.01 an hour above the cap of £37.50 an hour"),
        (Rule.CAP, {"capped_cost": D("40"), "is_margin_said": False}, Standing.BROKEN, "The whole charge is £40.00"),
        (Rule.CAP, {"cap": None}, Standing.NOT_SAID, "No price cap is known for a social worker"),
        (Rule.EXPERIENCE, {"months_employed": 36}, Standing.KEPT, "36 months employed by a council"),
        (Rule.EXPERIENCE, {"months_employed": 35}, Standing.BROKEN, "Only 35 months"),
        (Rule.EXPERIENCE, {"months_employed": None}, Standing.NOT_SAID, "Nobody has said"),
        (Rule.COOL_OFF, {"last_left_on": date(2024, 12, 3)}, Standing.KEPT, "no post"),
        (Rule.COOL_OFF, {"last_left_on": date(2024, 12, 4)}, Standing.BROKEN, "free from 4 March 2025"),
        (Rule.COOL_OFF, {"last_left_on": BEGAN + timedelta(days=90)}, Standing.KEPT, "no post"),
        (Rule.NOTICE, {"notice_weeks": 3}, Standing.BROKEN, "3 weeks of notice; 4 weeks are asked for"),
        (Rule.NOTICE, {"notice_weeks": 1, "employed_notice_weeks": 1}, Standing.KEPT, "one week is asked for"),
        (Rule.NOTICE, {"notice_weeks": 2, "employed_notice_weeks": 8}, Standing.BROKEN, "4 weeks are asked for"),
        (Rule.NOTICE, {"notice_weeks": None}, Standing.NOT_SAID, "Nobody has said"),
        (Rule.REFERENCE, {"reference_on": None}, Standing.NOT_SAID, "No reference"),
        (Rule.REFERENCE, {"ended_on": date(2026, 1, 9)}, Standing.NOT_SAID, "We have given none since they left"),
        (
            Rule.REFERENCE,
            {"ended_on": date(2026, 1, 9), "reference_given_on": date(2026, 1, 20)},
            Standing.KEPT,
            "came on 22 February 2025",
        ),
        (Rule.PROJECT_TEAM, {"supply": "project_team"}, Standing.KEPT, "known apart"),
        (Rule.PROJECT_TEAM, {"supply": "project_team", "is_cost_apart": False}, Standing.BROKEN, "not known apart"),
    ],
)
def test_each_rule_is_told_as_a_sentence_with_what_to_do(rule, differs, standing, words):
    one = found(rule, **differs)

    assert one.standing == standing
    assert words in one.sentence
    assert bool(one.advice) == one.is_open


@pytest.mark.parametrize(
    ("rule", "differs", "decided", "standing"),
    [
        (Rule.CAP, {"capped_cost": D(40)}, Decided("cap", "signed", D(40)), Standing.EXCEPTED),
        (Rule.CAP, {"capped_cost": D("40.01")}, Decided("cap", "signed", D(40)), Standing.BROKEN),
        (Rule.EXPERIENCE, {"months_employed": 12}, Decided("experience", "exceptional"), Standing.EXCEPTED),
        (Rule.COOL_OFF, {"last_left_on": BEGAN}, Decided("cool_off", "redundancy"), Standing.KEPT),
        (
            Rule.COOL_OFF,
            {"last_left_on": BEGAN - timedelta(days=1)},
            Decided("cool_off", "returning"),
            Standing.EXCEPTED,
        ),
        (Rule.NOTICE, {"notice_weeks": 0}, Decided("experience", "exceptional"), Standing.BROKEN),
    ],
)
def test_an_exception_excuses_its_own_rule_and_above_the_cap_only_up_to_what_was_signed(
    rule, differs, decided, standing
):
    assert found(rule, exceptions=(decided,), **differs).standing == standing


@pytest.mark.parametrize(
    ("started_on", "ended_on", "on", "is_bound"),
    [
        (date(2024, 10, 30), None, date(2025, 9, 30), False),
        (date(2024, 10, 31), None, date(2025, 9, 30), True),
        (date(2024, 10, 30), None, date(2025, 10, 1), True),
        (date(2024, 10, 30), date(2025, 9, 30), ON, False),
    ],
)
def test_the_rules_bind_new_assignments_first_and_all_of_them_a_year_later(started_on, ended_on, on, is_bound):
    said = terms(started_on=started_on, ended_on=ended_on, reference_given_on=ended_on)

    assert bool(findings(said, on=on)) == is_bound


def test_a_quarter_is_three_months_and_the_running_one_is_not_over():
    quarters = quarters_until(date(2026, 3, 31), 3)

    assert [one.code for one in quarters] == ["2025-4", "2025-3", "2025-2"]
    assert quarters_until(date(2026, 4, 1), 1) == [Quarter(2026, 1)]
    assert (quarters[0].starts_on, quarters[0].ends_on) == (date(2025, 10, 1), date(2025, 12, 31))
    assert quarters[0].words == "October to December 2025"


def test_the_premium_is_a_years_charge_less_what_somebody_employed_costs():
    one = costs.dearer(D("42.50"), D("18.5"), EMPLOYED, covers_vacancy=True)

    assert one == Dearer(D("20125.00"), D("0.5"), True)


def test_the_premium_of_all_has_its_middle_half_and_what_better_retention_could_spare():
    each = [Dearer(D(pounds), D(1), pounds != 30_000) for pounds in (10_000, 20_000, 30_000, 40_000)]

    found = costs.premium_of(each)

    assert (found.mean, found.quarter, found.three_quarters) == (D(25_000), D(17_500), D(32_500))
    assert (found.workers, found.avoidable) == (4, D(70_000))
    assert round(found.sd) == 12_910
    assert costs.premium_of(each[:3]).quarter is None
    assert costs.premium_of([]) is None


def test_what_is_spent_counts_both_the_first_and_the_last_day():
    week = costs.spent(D(40), D(35), start=date(2026, 1, 5), end=date(2026, 1, 11))

    assert week == D(1_400)
    assert costs.spent(D(40), D(35), start=date(2026, 1, 5), end=date(2026, 1, 4)) == Decimal(0)
