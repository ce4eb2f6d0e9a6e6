"""Budgets, costs and what was spent: written down once, flagged when it is too much."""

from datetime import date
from decimal import Decimal
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from academy.core import clock
from academy.people.scope import TheAuthority
from academy.plan import actions, queries, rules
from academy.plan.models import Cost, Funder, Spend
from academy.plan.rules import Money, PlanRefused
from tests.plan.planned import make_budget, make_cost, make_plan, make_plan_item, spend

pytestmark = pytest.mark.django_db
D = Decimal


def money_of(item) -> Money:
    return queries.money_by_item([item])[item.pk]


def test_a_funder_of_last_year_is_the_same_one():
    first, second = make_budget(make_plan(2026)), make_budget(make_plan(2027), "weyshire council")

    assert first.funder == second.funder
    assert Funder.objects.count() == 1
    with pytest.raises(PlanRefused, match="There is a budget of Weyshire Council in this plan already"):
        make_budget(make_plan(2026))


def test_a_cost_is_planned_foreseen_and_spent():
    item, budget = make_plan_item(), make_budget()
    cost = make_cost(item, budget, 8_000)
    make_cost(item, budget, 1_500, kind="venue", words="Rooms")

    before = money_of(item)
    actions.change_cost(cost, forecast=D(9_200), forecast_why="A dearer trainer", by=None)
    foreseen = money_of(item)
    spend(cost, "9300.50")

    assert before == Money(D(9_500), D(9_500), D(0))
    assert foreseen == Money(D(9_500), D(10_700), D(0))
    assert money_of(item) == Money(D(9_500), D("10800.50"), D("9300.50"))


def test_one_cost_that_is_over_is_not_hidden_by_another_that_is_not():
    """Each cost is expected on its own: what one saves, another does not have until somebody says so."""
    item, budget = make_plan_item(), make_budget()
    over, under = make_cost(item, budget, 100), make_cost(item, budget, 100)
    spend(over, 150)
    spend(under, 20)

    assert money_of(item) == Money(D(200), D(250), D(170))
    assert rules.over_words(money_of(item)) == "Over by £50: £250 is expected and £200 was planned"


def test_a_budget_is_set_against_what_was_given():
    item, budget = make_plan_item(), make_budget(pounds=9_000)
    make_cost(item, budget, 8_000)
    dropped = make_plan_item("Dropped")
    spend(make_cost(dropped, budget, 5_000), 1_500)
    actions.drop_item(dropped, why="No", by=None)

    [line] = queries.budget_lines(TheAuthority(clock.today()), budget.plan)

    assert line.money == Money(D(8_000), D(9_500), D(1_500), given=D(9_000))
    assert rules.over_words(line.money) == "Over by £500: £9,500 is expected and £9,000 was given"


def test_of_what_was_dropped_only_what_was_spent_counts():
    item, budget = make_plan_item(), make_budget()
    cost = make_cost(item, budget, 5_000)
    spend(cost, 900)
    item = actions.drop_item(item, why="No", by=None)

    assert money_of(item) == Money(D(0), D(900), D(900))
    spend(cost, 100)  # a bill comes when it comes
    assert money_of(item).spent == 1_000


def test_money_comes_back_and_no_more_than_went():
    cost = make_cost(make_plan_item(), make_budget())
    spend(cost, 500)
    spend(cost, -120)

    with pytest.raises(PlanRefused, match="Only £380 was spent"):
        spend(cost, -381)
    assert sum(Spend.objects.values_list("pounds", flat=True)) == 380


def test_one_invoice_is_taken_once():
    cost = make_cost(make_plan_item(), make_budget())
    spend(cost, 500, reference="INV-1")

    with pytest.raises(PlanRefused, match="“INV-1” is written down for this cost already"):
        spend(cost, 500, reference="INV-1")


def test_a_budget_of_another_year_pays_for_nothing_here():
    item, other = make_plan_item(plan=make_plan(2026)), make_budget(make_plan(2027))

    with pytest.raises(PlanRefused, match="another year"):
        make_cost(item, other)
    cost = make_cost(item, make_budget(make_plan(2026)))
    with pytest.raises(PlanRefused, match="another year"):
        actions.change_cost(cost, budget=other, by=None)


def test_a_cost_that_money_went_on_stays():
    item, budget = make_plan_item(), make_budget()
    paid, unpaid = make_cost(item, budget), make_cost(item, budget, words="Lunch")
    spend(paid, 10)

    actions.remove_cost(unpaid, by=None)

    with pytest.raises(PlanRefused, match="stays in the plan"):
        actions.remove_cost(paid, by=None)
    assert list(Cost.objects.all()) == [paid]


def test_in_a_closed_plan_no_money_moves():
    item, budget = make_plan_item(), make_budget()
    cost = make_cost(item, budget)
    actions.close_plan(budget.plan, by=None)

    for act in (
        lambda: spend(cost, 10),
        lambda: actions.change_budget(budget, pounds=D(1), note="", terms="", by=None),
        lambda: make_cost(item, budget),
        lambda: actions.remove_cost(cost, by=None),
    ):
        with pytest.raises(PlanRefused, match="is closed"):
            act()


def test_the_database_keeps_the_same_promises():
    cost = make_cost(make_plan_item(), make_budget())

    with pytest.raises(IntegrityError), transaction.atomic():
        Spend.objects.create(cost=cost, pounds=0, on=date(2026, 5, 1), made_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Cost.objects.filter(pk=cost.pk).update(planned=-1)


@pytest.mark.django_db(transaction=True)
def test_money_that_comes_back_twice_at_once_comes_back_once():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer")
    cost = make_cost(make_plan_item(), make_budget())
    spend(cost, 100)

    def back() -> None:
        try:
            spend(cost, -100)
        except PlanRefused:
            pass
        finally:
            connection.close()

    both = [Thread(target=back) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sum(Spend.objects.values_list("pounds", flat=True)) == 0
