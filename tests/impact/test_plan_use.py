"""What became of the learning that a plan paid for: what somebody who used it cost, and when a need is met."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from academy.core import clock
from academy.impact import measures, queries
from academy.impact.jobs import meet_needs
from academy.impact.queries import Outcome, Uses
from academy.needs.models import Need
from academy.needs.rules import NeedState
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from academy.plan import queries as plans
from academy.plan import rules
from academy.records.models import Completion
from academy.surveys.models import FollowUp
from tests.booking.cast import text_of
from tests.builders import (
    make_account,
    make_completion,
    make_follow_up,
    make_item,
    make_need,
    make_person,
    make_signal,
    signed_in,
)
from tests.plan.planned import (
    learn,
    make_budget,
    make_commission,
    make_cost,
    make_plan_item,
    make_session_of,
    spend,
)

pytestmark = pytest.mark.django_db


def past_session(plan_item, **fields):
    return make_session_of(make_commission(plan_item, **fields), starts_at=clock.now() - timedelta(days=100), places=90)


def answers(session, *, used: str, number: int) -> None:
    """So many came, finished and were asked."""
    people = [make_person() for _ in range(number)]
    learn(session, *people)
    for one in Completion.objects.filter(person__in=people):
        make_follow_up(one, used=used, answered_at=clock.now() if used else None)


def a_need(size: int) -> Need:
    return make_need("Weighing risk", make_signal(size=size))


def test_what_somebody_who_used_it_cost_has_the_range_of_the_share():
    item = make_plan_item()
    spend(make_cost(item, make_budget()), 4_000)
    session = past_session(item)
    answers(session, used="often", number=20)
    answers(session, used="not_yet", number=20)
    make_follow_up(make_completion(), used="often", answered_at=clock.now())  # not of this plan

    used = measures.used_from_plan(TheAuthority(clock.today()), item.plan)

    assert queries.plan_follow_ups(item.plan) == {item.pk: Uses(asked=40, answered=40, applied=20)}
    assert used.shares == {item.pk: 0.5}
    assert (used.figure.value, used.figure.n, used.figure.evidence) == (200, 40, "weak")
    assert used.figure.low < 200 < used.figure.high
    assert used.figure.sentence == "20 of the 40 who answered used what they learned."


@pytest.mark.parametrize(
    ("money", "asked", "sentence"),
    [
        (0, 40, "Nothing is spent yet."),
        (4_000, 0, "Nobody has been asked yet. People are asked three months after they finish."),
        (4_000, 3, "Not enough answers yet: 3, and a share needs 10."),
    ],
)
def test_what_is_not_known_is_not_said(money, asked, sentence):
    item = make_plan_item()
    cost = make_cost(item, make_budget())
    if money:
        spend(cost, money)
    answers(past_session(item), used="often", number=asked)

    figure = measures.used_from_plan(TheAuthority(clock.today()), item.plan).figure

    assert (figure.value, figure.low, figure.sentence) == (None, None, sentence)


def test_of_what_is_learned_in_ones_own_time_the_year_counts():
    item = make_plan_item(sessions=0, is_own_time=True)
    alone = make_item(mode="own_time", kind="e_learning")
    make_commission(item, alone)
    make_follow_up(make_completion(item=alone, completed_on=clock.today()), used="once", answered_at=clock.now())

    assert queries.plan_follow_ups(item.plan) == {item.pk: Uses(1, 1, 1)}


def test_the_page_about_money_shows_it():
    item = make_plan_item()
    spend(make_cost(item, make_budget()), 4_000)
    answers(past_session(item), used="often", number=40)
    few = make_plan_item("Few")
    spend(make_cost(few, item.plan.budgets.get()), 100)
    answers(past_session(few), used="often", number=2)
    director = signed_in(make_account(Role.DIRECTOR))

    page = text_of(director.get(reverse("plan-money", args=[item.plan.year])))

    assert "Cost of somebody who used it" in page
    assert "1. Weigh risk in every assessment £8,000 £8,000 £4,000 £67 £100 £100" in page
    assert "2. Few £8,000 £8,000 £100 £67 £50 Too few answers" in page


def test_a_need_is_met_when_enough_people_learned_it_and_enough_of_them_used_it():
    need = a_need(5)
    session = past_session(make_plan_item(needs=[need]))
    answers(session, used="often", number=1)
    answers(session, used="not_yet", number=2)

    first = meet_needs()
    need.refresh_from_db()
    before = need.state
    answers(session, used="once", number=1)

    assert (first, before, meet_needs(), meet_needs()) == (
        "0 needs met",
        NeedState.PLANNED,
        "1 need met",
        "0 needs met",
    )
    need.refresh_from_db()
    assert (need.state, need.delivered, need.applied, need.closed_on) == (NeedState.MET, 4, 2, clock.today())


def test_delivered_and_never_used_meets_nothing():
    need = a_need(2)
    answers(past_session(make_plan_item(needs=[need])), used="", number=2)

    assert queries.outcome_of(need) == Outcome(delivered=2, applied=0)
    assert meet_needs() == "0 needs met"


def test_somebody_who_learned_it_twice_counts_once():
    need, person = a_need(2), make_person()
    for title in ("One", "Two"):
        learn(past_session(make_plan_item(title, needs=[need])), person)
    for one in Completion.objects.all():
        make_follow_up(one, used="often", answered_at=clock.now())

    assert FollowUp.objects.count() == 2
    assert queries.outcome_of(need) == Outcome(delivered=1, applied=1)


def test_a_need_for_which_nothing_was_commissioned_is_left_alone():
    make_plan_item(needs=[a_need(0)])

    assert list(queries.planned_needs()) == []
    assert meet_needs() == "0 needs met"


def test_the_expected_of_the_database_is_the_expected_of_the_rule():
    item, budget = make_plan_item(), make_budget()
    for number, (forecast, spent) in enumerate([(None, 0), (90, 0), (110, 0), (None, 120), (90, 95), (110, 105)]):
        cost = make_cost(item, budget, 100, forecast=None if forecast is None else Decimal(forecast), words=str(number))
        if spent:
            spend(cost, spent)

    found = [(one.expected, rules.expected(one.planned, one.forecast, one.spent)) for one in plans.costs([item])]

    assert [got for got, _ in found] == [want for _, want in found] == [100, 90, 110, 120, 95, 110]
