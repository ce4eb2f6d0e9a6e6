"""Days that were promised: milestones, and promises that move with a reason."""

from datetime import date
from typing import Any

from django.db import transaction

from academy.core import clock, notices, trail
from academy.improvement.actions.plan_actions import KIND, held_action
from academy.improvement.models import Milestone, MovedDate, PlanAction, ProgrammePhase, Recommendation
from academy.improvement.rules.plans import PlanRefused, refuse_dates, refuse_move
from academy.people.models import Account


@transaction.atomic
def move_action(action: PlanAction, *, to: date, why: str, by: Account | None) -> MovedDate:
    """The old date and the reason stay for good, and whoever stands behind the action is told."""
    action = held_action(action)
    if action.is_done:
        raise PlanRefused("It is complete, so its date stays.")
    refuse_move(was_on=action.due_on, to=to, why=why, on=clock.today())
    refuse_dates(action.starts_on, to)
    moved = _kept(by, why, action=action, was_on=action.due_on, now_on=to)
    action.due_on = to
    action.save(update_fields=["due_on"])
    if action.sponsor is not None:
        notices.send(
            f"moved-date:{moved.pk}",
            kind=KIND,
            to=action.sponsor.email or "",
            template="improvement/notices/moved.txt",
            moved=moved,
        )
    trail.note(by, "moved the date of", action, was_on=str(moved.was_on), now_on=str(to), why=moved.why)
    return moved


@transaction.atomic
def add_milestone(
    title: str,
    *,
    due_on: date,
    by: Account | None,
    action: PlanAction | None = None,
    phase: ProgrammePhase | None = None,
    is_launch: bool = False,
) -> Milestone:
    if action is not None:
        held_action(action)
        if due_on > action.due_on:
            raise PlanRefused("A milestone comes before the action itself is due.", field="due_on")
    milestone = Milestone.objects.create(
        action=action, phase=phase, title=title.strip(), due_on=due_on, first_due_on=due_on, is_launch=is_launch
    )
    trail.note(by, "added", milestone)
    return milestone


@transaction.atomic
def move_milestone(milestone: Milestone, *, to: date, why: str, by: Account | None) -> MovedDate:
    milestone = _held_milestone(milestone)
    refuse_move(was_on=milestone.due_on, to=to, why=why, on=clock.today())
    moved = _kept(by, why, milestone=milestone, was_on=milestone.due_on, now_on=to)
    milestone.due_on = to
    milestone.save(update_fields=["due_on"])
    trail.note(by, "moved the date of", milestone, was_on=str(moved.was_on), now_on=str(to), why=moved.why)
    return moved


@transaction.atomic
def reach_milestone(milestone: Milestone, *, on: date, by: Account | None) -> Milestone:
    milestone = _held_milestone(milestone)
    if on > clock.today():
        raise PlanRefused("Choose today or a day before.", field="on")
    milestone.reached_on = on
    milestone.save(update_fields=["reached_on"])
    trail.note(by, "reached", milestone, on=str(on))
    return milestone


@transaction.atomic
def move_recommendation(recommendation: Recommendation, *, to: date, why: str, by: Account | None) -> MovedDate:
    """The committee agreed to wait: by when it is answered moves, and what was promised first is kept."""
    held = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if held.is_answered:
        raise PlanRefused("It is answered already.")
    refuse_move(was_on=held.respond_by, to=to, why=why, on=clock.today())
    moved = _kept(by, why, recommendation=held, was_on=held.respond_by, now_on=to)
    held.respond_by = to
    held.save(update_fields=["respond_by"])
    trail.note(by, "moved the date of", held, was_on=str(moved.was_on), now_on=str(to), why=moved.why)
    return moved


def _held_milestone(milestone: Milestone) -> Milestone:
    if milestone.action is not None:
        held_action(milestone.action)
    held = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if held.reached_on is not None:
        raise PlanRefused("It was reached already.")
    return held


def _kept(by: Account | None, why: str, **of: Any) -> MovedDate:
    return MovedDate.objects.create(why=why.strip(), moved_on=clock.today(), moved_by=by, **of)
