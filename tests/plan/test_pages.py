"""The pages of the plan, as people read them."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from academy.core import clock
from academy.needs.rules import NeedState
from academy.plan import actions
from academy.plan.models import Commission, LearningPlan, PlanItem
from academy.plan.queries import sessions_because_of
from academy.plan.rules import PlanState, year_on, year_words
from tests.booking.cast import queries_of, text_of
from tests.builders import make_item, make_need, make_person
from tests.plan.planned import (
    learn,
    make_budget,
    make_commission,
    make_cost,
    make_plan,
    make_plan_item,
    make_session_of,
)

pytestmark = pytest.mark.django_db


def plan_page(client, plan: LearningPlan, **said: str) -> str:
    return text_of(client.get(reverse("plan-year", args=[plan.year]), said))


def test_before_there_is_a_plan_whoever_keeps_it_is_asked_to_begin_one(academy, director):
    mine, theirs = (text_of(client.get(reverse("plan"))) for client in (academy, director))

    assert "Begin a plan" in mine
    assert "Begin a plan" not in theirs
    assert "It appears here when the Academy team begins one" in theirs


def test_a_plan_is_begun_for_a_year_that_has_none(academy):
    this = year_on(clock.today())
    make_plan(this)

    shown = text_of(academy.get(reverse("begin-plan")))
    refused = text_of(academy.post(reverse("begin-plan"), {"year": this, "days_a_trainer": 4}))
    there = academy.post(reverse("begin-plan"), {"year": this + 1, "intent": "Fewer things.", "days_a_trainer": 3})

    assert (year_words(this) in shown, year_words(this + 1) in shown) == (False, True)
    assert "Choose one of those offered" in refused
    assert there.url == reverse("plan-year", args=[this + 1])
    assert LearningPlan.objects.get(year=this + 1).intent == "Fewer things."


def test_the_plan_opens_at_this_years(academy):
    make_plan(year_on(clock.today()) - 1)
    this = make_plan()

    assert academy.get(reverse("plan")).url == this.get_absolute_url()


def test_the_page_says_what_will_be_done_for_whom_and_what_it_costs(academy, over):
    need = make_need("Weighing risk and protective factors")
    actions.change_item(over, needs=[need], by=None)
    dropped = make_plan_item("A simulation room")
    actions.drop_item(dropped, why="It costs too much", by=None)

    page = plan_page(academy, over.plan)

    for words in (
        "A draft: nobody has agreed it yet. 120 places for 100 people who need it.",
        "Over its budget. Weyshire Council , Weigh risk in every assessment",
        "1 Weigh risk in every assessment Weighing risk and protective factors April to June Head of the Academy",
        "1 of 6 Commissioned £9,200 Over",
    ):
        assert words in page
    assert "A simulation room" not in page
    assert "A simulation room" in plan_page(academy, over.plan, show="dropped")
    assert "Nothing like that" in plan_page(academy, over.plan, phase="4")


def test_who_may_not_see_the_money_reads_the_plan_without_it(lead, over):
    page = plan_page(lead, over.plan, show="over")

    assert "Weigh risk in every assessment" in page
    assert "£" not in page
    assert "Over" not in page
    assert lead.get(reverse("plan-money", args=[over.plan.year])).status_code == 404
    assert lead.get(over.costs.get().get_absolute_url()).status_code == 404
    assert "£" not in text_of(lead.get(over.get_absolute_url()))


def test_who_sees_to_it_is_named_to_the_academy_and_told_as_a_job_to_others(academy, director, over):
    actions.change_item(over, owner=make_person("Dan", "Whitcombe"), by=None)

    mine, theirs = (text_of(client.get(over.get_absolute_url())) for client in (academy, director))

    assert "Dan Whitcombe" in mine
    assert "Dan Whitcombe" not in theirs
    assert "Head of the Academy" in theirs
    assert "Dan Whitcombe" not in plan_page(director, over.plan)


def test_the_file_holds_numbers_that_can_be_added(academy, over):
    answer = academy.get(reverse("plan-year", args=[over.plan.year]), {"format": "csv"})
    [row] = csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))

    assert row["Places planned"] == "120"
    assert (float(row["Planned, £"]), float(row["Expected, £"]), float(row["Over, £"])) == (8_000, 9_200, 1_200)
    assert row["In words"] == "Over by £1,200 already: £9,200 is spent and £8,000 was planned"


@pytest.mark.parametrize("name", ["plan-year", "plan-money", "plan-capacity"])
def test_a_longer_plan_asks_no_more_questions(academy, over, name):
    address = reverse(name, args=[over.plan.year])
    academy.get(address)
    one = queries_of(lambda: academy.get(address))
    for number in range(2):
        item = make_plan_item(f"More {number}", needs=[make_need(f"Need {number}")])
        make_cost(item, over.plan.budgets.get())
        learn(make_session_of(make_commission(item), starts_at=clock.now() - timedelta(days=3)))

    assert queries_of(lambda: academy.get(address)) == one


def test_a_plan_item_is_added_from_a_need_and_the_need_is_then_in_the_plan(academy):
    plan, need = make_plan(), make_need("Weighing risk")
    address = reverse("add-plan-item", args=[plan.year])

    form = academy.get(address, {"need": need.pk})
    there = academy.post(
        address,
        {"title": "Weigh it together", "needs": [need.pk], "phase": 2, "priority": 1, "places": 40, "sessions": 2},
    )
    item = PlanItem.objects.get()
    need.refresh_from_db()

    assert 'value="Weighing risk"' in form.content.decode()
    assert there.url == item.get_absolute_url()
    assert (item.needs.get(), item.people, item.phase, need.state) == (need, need.size, 2, NeedState.PLANNED)
    assert academy.get(address, {"need": 987_654_321}).status_code == 404


def test_the_form_says_what_is_missing(academy):
    plan = make_plan()
    typed = {"title": "", "phase": 1, "priority": 1, "places": 40, "owner_email": "who@weyshire.example"}

    page = text_of(academy.post(reverse("add-plan-item", args=[plan.year]), typed))

    assert "Answer “What will we do?”" in page
    assert "Nobody here has that email address" in page
    typed |= {"title": "Something", "owner_email": ""}
    page = text_of(academy.post(reverse("add-plan-item", args=[plan.year]), typed))
    assert "Say in how many sessions these places are" in page


def test_a_plan_item_is_changed_dropped_and_taken_up_again(academy):
    item, owner = make_plan_item(), make_person("Dan", "Whitcombe", email="dan@weyshire.example")
    typed = {"title": "Weigh risk", "phase": 3, "priority": 2, "places": 60, "sessions": 3, "people": 70}

    academy.post(reverse("change-plan-item", args=[item.pk]), typed | {"owner_email": "DAN@weyshire.example"})
    item.refresh_from_db()
    academy.post(reverse("drop-plan-item", args=[item.pk]), {"why": "There is no money"})
    dropped = text_of(academy.get(item.get_absolute_url()))
    refused = text_of(academy.post(reverse("change-plan-item", args=[item.pk]), typed))
    academy.post(reverse("take-up-plan-item", args=[item.pk]))

    assert (item.owner, item.phase, item.places) == (owner, 3, 60)
    assert "There is no money" in dropped
    assert "was dropped from the plan" in refused
    assert not PlanItem.objects.get().is_dropped


def test_a_plan_is_agreed_changed_and_closed(academy):
    plan = make_plan()
    academy.post(reverse("change-plan", args=[plan.year]), {"intent": "Three things.", "days_a_trainer": 2})
    tomorrow = text_of(
        academy.post(reverse("agree-plan", args=[plan.year]), {"agreed_by": "The board", "on": "1 April 2190"})
    )
    academy.post(reverse("agree-plan", args=[plan.year]), {"agreed_by": "The board", "on": str(clock.today())})
    agreed = plan_page(academy, plan)
    asked = text_of(academy.get(reverse("close-plan", args=[plan.year])))
    academy.post(reverse("close-plan", args=[plan.year]))
    again = text_of(academy.post(reverse("close-plan", args=[plan.year])))
    typed = {"title": "More", "phase": 1, "priority": 1, "places": 0}
    late = text_of(academy.post(reverse("add-plan-item", args=[plan.year]), typed))
    plan.refresh_from_db()

    assert "is still to come" in tomorrow
    assert "Agreed by The board on" in agreed
    assert "Three things." in agreed
    assert "Afterwards nothing in it changes" in asked
    assert (plan.state, plan.days_a_trainer) == (PlanState.CLOSED, 2)
    assert "is closed. What was decided in it stays as it was" in again
    assert "is closed. What was decided in it stays as it was" in late
    assert "Add a plan item" not in plan_page(academy, plan)


def test_taking_up_again_in_a_closed_plan_is_refused_in_words(academy):
    item = actions.drop_item(make_plan_item(), why="No", by=None)
    actions.close_plan(item.plan, by=None)

    page = text_of(academy.post(reverse("take-up-plan-item", args=[item.pk])))

    assert "This cannot be done" in page
    assert "is closed" in page


def test_needs_that_are_in_no_plan_are_counted(academy):
    plan = make_plan()
    make_need("One"), make_need("Two")

    assert "Two needs stand in no plan yet." in plan_page(academy, plan)


def test_rooms_and_trainers_say_what_is_short(academy):
    item = make_plan_item("Weigh risk", phase=4, sessions=40, places=800)
    make_commission(item)

    page = text_of(academy.get(reverse("plan-capacity", args=[item.plan.year])))

    assert "there is not enough for what is planned" in page
    assert "1. Weigh risk January to March 40 40 0 Nobody on our list may lead it. No room" in page
    answer = academy.get(reverse("plan-capacity", args=[item.plan.year]), {"format": "csv"})
    assert len(b"".join(answer.streaming_content).decode().splitlines()) == 13


def test_a_plan_with_nothing_to_place_says_so(academy):
    plan = make_plan()

    page = text_of(academy.get(reverse("plan-capacity", args=[plan.year])))

    assert "There are rooms and trainers enough" in page
    assert "Everything that is planned has its dates" in page


def test_a_course_is_commissioned_and_put_on_dates(academy):
    plan_item, offered = make_plan_item(), make_item("Direct work")
    address = reverse("commission-plan-item", args=[plan_item.pk])

    neither = text_of(academy.post(address, {"kind": "course", "mode": "in_person"}))
    short = text_of(academy.post(address, {"title": "Weighing risk", "kind": "course", "mode": "in_person"}))
    there = academy.post(address, {"item": offered.pk, "provider": "Northmoor Training", "wanted": "Ask first."})
    ordered = Commission.objects.get()
    typed = {"dates": "12 January 2099\n19 January 2099", "starts": "9:30am", "ends": "4:30pm", "places": 20}
    back = academy.post(reverse("schedule-commission", args=[ordered.pk]), typed)
    page = text_of(academy.get(ordered.get_absolute_url()))

    assert "Choose something on offer, or say what the new thing is called" in neither
    assert "Say in a sentence what it is" in short
    assert there.url == back.url == ordered.get_absolute_url()
    for words in ("Made and taught by Northmoor Training.", "Ask first.", "12 January 2099", "0 of 20"):
        assert words in page
    assert "Two sessions, the first on 12 January 2099" in text_of(academy.get(plan_item.get_absolute_url()))


def test_something_new_is_commissioned_by_form(academy):
    plan_item, theme = make_plan_item(), make_item().theme

    academy.post(
        reverse("commission-plan-item", args=[plan_item.pk]),
        {
            "title": "Weighing risk",
            "summary": "Weigh it.",
            "kind": "workshop",
            "mode": "online",
            "hours": "3",
            "theme": theme.pk,
        },
    )
    ordered = Commission.objects.get()

    assert (ordered.item.title, ordered.item.kind, ordered.is_new) == ("Weighing risk", "workshop", True)
    assert "It was put on offer by this" in text_of(academy.get(ordered.get_absolute_url()))


def test_dates_that_cannot_be_are_said_on_the_form(academy):
    ordered = make_commission(make_plan_item())
    address = reverse("schedule-commission", args=[ordered.pk])
    typed = {"dates": "12 January 2020", "starts": "9:30am", "ends": "8am", "places": 20}

    page = text_of(academy.post(address, typed))

    assert "12 January 2020 is past" in page
    assert "Give an end after the start" in page


def test_sessions_on_the_calendar_are_ticked_to_count(academy):
    ordered = make_commission(make_plan_item(plan=make_plan()))
    session = make_session_of(ordered)
    type(session).objects.update(cause_type=None, cause_id=None)
    year = year_on(session.on)
    LearningPlan.objects.update(year=year)

    before = text_of(academy.get(ordered.get_absolute_url()))
    academy.post(reverse("count-sessions", args=[ordered.pk]), {"session": [session.pk, "x"]})
    session.refresh_from_db()

    assert "On the calendar already, and not counted" in before
    assert session.cause == ordered
    assert "not counted" not in text_of(academy.get(ordered.get_absolute_url()))
    actions.close_plan(ordered.plan_item.plan, by=None)
    assert "is closed" in text_of(academy.post(reverse("count-sessions", args=[ordered.pk]), {"session": session.pk}))


def test_budgets_costs_and_bills_are_written_down_by_form(academy):
    item = make_plan_item()
    assert "Add a budget first" in text_of(academy.get(item.get_absolute_url()))
    year = item.plan.year
    assert "No budget yet" in text_of(academy.get(reverse("plan-money", args=[year])))

    academy.post(reverse("add-budget", args=[year]), {"funder": "Weyshire Council", "pounds": "£20,000"})
    budget = item.plan.budgets.get()
    twice = text_of(academy.post(reverse("add-budget", args=[year]), {"funder": "weyshire council", "pounds": "1"}))
    academy.post(
        reverse("add-plan-cost", args=[item.pk]),
        {"kind": "trainer", "words": "Six days", "budget": budget.pk, "planned": "8,000"},
    )
    cost = item.costs.get()
    wrong = text_of(academy.post(reverse("spend-on-cost", args=[cost.pk]), {"pounds": "0", "on": "1 April 2190"}))
    academy.post(
        reverse("spend-on-cost", args=[cost.pk]), {"pounds": "9,200.50", "on": str(clock.today()), "reference": "7"}
    )
    again = text_of(
        academy.post(
            reverse("spend-on-cost", args=[cost.pk]), {"pounds": "1", "on": str(clock.today()), "reference": "7"}
        )
    )
    academy.post(
        reverse("change-plan-cost", args=[cost.pk]),
        {"kind": "trainer", "words": "Six days", "budget": budget.pk, "planned": "8000", "forecast": "9500"},
    )
    academy.post(reverse("change-budget", args=[budget.pk]), {"pounds": "9000", "terms": "Only for risk"})
    page, of_budget, money = (
        text_of(academy.get(address))
        for address in (cost.get_absolute_url(), budget.get_absolute_url(), reverse("plan-money", args=[year]))
    )

    assert "There is a budget of Weyshire Council in this plan already" in twice
    assert "Enter an amount that is not nothing" in wrong
    assert "is written down for this cost already" in again
    assert "Over by £1,200.50 already: £9,200.50 is spent and £8,000 was planned" in page
    assert "£9,000 is given: £9,500 is expected, of which £9,200.50 is spent" in of_budget
    assert "Only for risk" in of_budget
    assert "The plan is over what was given." in money
    assert "1. Weigh risk in every assessment £8,000 £9,500 £9,200.50 £79" in money


def test_a_cost_that_nothing_went_on_is_taken_out(academy, over):
    item = make_plan_item("Other")
    make_cost(item, over.plan.budgets.get())

    there = academy.post(reverse("remove-plan-cost", args=[item.costs.get().pk]))
    refused = text_of(academy.post(reverse("remove-plan-cost", args=[over.costs.get().pk])))

    assert (there.url, item.costs.count()) == (item.get_absolute_url(), 0)
    assert "A cost that money went on stays in the plan" in refused


def test_a_budget_that_pays_nothing_says_so(academy):
    budget = make_budget()

    assert "Nothing is put down to it yet" in text_of(academy.get(budget.get_absolute_url()))


def test_the_thread_opens_both_ways(academy, over):
    need = make_need("Weighing risk")
    actions.change_item(over, needs=[need], by=None)
    ordered = over.commissions.get()

    from_item = text_of(academy.get(reverse("thread", args=["plan.planitem", over.pk])))
    from_need = text_of(academy.get(reverse("thread", args=["needs.need", need.pk])))
    from_session = text_of(
        academy.get(reverse("thread", args=["booking.session", sessions_because_of([ordered]).get().pk]))
    )

    for page in (from_item, from_need, from_session):
        for words in ("Weighing risk", "Weigh risk in every assessment", str(ordered.item)):
            assert words in page
