"""The programme that set Weyshire's Academy up: phases, the launch, benefits, and risks of it and of the plan."""

from typing import Any

from academy.core.demo import World
from academy.improvement.demo import words
from academy.improvement.demo.plans import Who, day, noon, people_of
from academy.improvement.demo.programme_words import BENEFITS, PHASES, RISKS
from academy.improvement.models import (
    Benefit,
    ImprovementPlan,
    Measure,
    Milestone,
    MovedDate,
    ProgrammePhase,
    Risk,
    RiskReview,
)


def build(world: World) -> None:
    cast = people_of(world)
    if not cast:
        return
    for number, one in enumerate(PHASES, start=1):
        _phase(number, one, cast, world)
    for benefit in BENEFITS:
        _benefit(benefit, cast, world)
    plan = ImprovementPlan.objects.filter(title=words.TITLE).first()
    for risk in RISKS:
        _risk(risk, plan, cast, world)
    world.say(f"the Academy’s own programme of {len(PHASES)} phases, {len(BENEFITS)} benefits and {len(RISKS)} risks")


def _phase(number: int, one: tuple[Any, ...], cast: dict[str, Who], world: World) -> None:
    title, said, starts, ends, ended, owner, milestones = one
    who = cast[owner]
    phase = ProgrammePhase.objects.create(
        number=number, title=title, words=said, starts_on=day(world, starts), ends_on=day(world, ends),
        ended_on=day(world, ended) if ended is not None else None, owner=who.person, owner_words=who.job,
        made_at=noon(day(world, -640)),
    )  # fmt: skip
    for what, by, reached, is_launch, moved in milestones:
        due_on, first_on = day(world, by), day(world, by - moved)
        milestone = Milestone.objects.create(
            phase=phase, title=what, due_on=due_on, first_due_on=first_on, is_launch=is_launch,
            reached_on=day(world, reached) if reached is not None else None,
        )  # fmt: skip
        if moved:
            MovedDate.objects.create(
                milestone=milestone, was_on=first_on, now_on=due_on, moved_on=day(world, by - moved - 12),
                why="It waits for others to sign", moved_by=who.account,
            )  # fmt: skip


def _benefit(one: tuple[Any, ...], cast: dict[str, Who], world: World) -> None:
    title, said, before, expected, by, owner, code, seen, seen_words = one
    who = cast[owner]
    Benefit.objects.create(
        title=title, words=said, before=before, expected=expected, due_on=day(world, by), owner=who.person,
        owner_words=who.job, measure=Measure.objects.filter(code=code).first() if code else None,
        seen_on=day(world, seen) if seen is not None else None, seen_words=seen_words, made_at=noon(day(world, -450)),
    )  # fmt: skip


def _risk(one: tuple[Any, ...], plan: ImprovementPlan | None, cast: dict[str, Who], world: World) -> None:
    is_plans, title, said, against, likelihood, harm, owner, review, reviews, closed = one
    who = cast[owner]
    risk = Risk.objects.create(
        plan=plan if is_plans else None, title=title, words=said, against_it=against, likelihood=likelihood, harm=harm,
        owner=who.person, owner_words=who.job, review_on=day(world, review), made_at=noon(day(world, reviews[0][0])),
        closed_on=day(world, review) if closed else None, closed_why=closed,
    )  # fmt: skip
    RiskReview.objects.bulk_create(
        RiskReview(risk=risk, on=day(world, days), likelihood=how_likely, harm=how_much, said=seen)
        for days, how_likely, how_much, seen in reviews
    )
