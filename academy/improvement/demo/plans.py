"""Weyshire's improvement plan, with what moved and what lasted; what a committee asked; and the links to what was
found, as far as this demonstration has it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from academy.audits.models import Finding, ReAudit
from academy.core.demo import World
from academy.improvement.demo import words
from academy.improvement.models import (
    Blocker,
    Evidence,
    ImprovementPlan,
    InspectionFinding,
    Measure,
    Milestone,
    MovedDate,
    Outcome,
    PlanAction,
    Priority,
    Recommendation,
)
from academy.improvement.rules.plans import ActionState
from academy.people.models import Account, Organisation, Person
from academy.people.scope import current_spells

LINES = Path(__file__).with_name("plan.csv")
BEGUN = -320  # days from today
SENIOR = ("service_manager", "head_of_service", "team_manager", "assistant_team_manager", "social_worker")


@dataclass(frozen=True)
class Who:
    """Whoever answers for something: a person, and their job as everybody reads it."""

    person: Person
    job: str
    account: Account | None = None


def build(world: World) -> None:
    cast = people_of(world)
    if not cast:
        return
    plan = _plan(world)
    priorities = _priorities(plan, world)
    actions = {}
    for line in _lines():
        action = _action(line, priorities, cast, world)
        actions[action.title] = action
    _milestones(actions, world)
    _blockers(actions, world)
    asked = [_recommendation(one, cast, actions, world) for one in words.RECOMMENDATIONS]
    world.say(f"an improvement plan of {len(actions)} actions, and {len(asked)} recommendations of a committee")


def people_of(world: World) -> dict[str, Who]:
    """Those who sign in, by name; the other jobs are held by people in senior posts of the council."""
    emails = [email for email, _job in words.OWNERS.values()]
    accounts = {one.email: one for one in Account.objects.filter(email__in=emails).select_related("person")}
    found = {
        key: Who(account.person, job, account)
        for key, (email, job) in words.OWNERS.items()
        if (account := accounts.get(email)) is not None and account.person is not None
    }
    if len(found) < len(words.OWNERS):
        return {}
    seniors = _seniors(world, {one.person.pk for one in found.values()})
    return found | {key: Who(next(seniors, found["manager"].person), job) for key, job in words.JOBS.items()}


def day(world: World, offset: int) -> date:
    return world.on + timedelta(days=offset)


def noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))


def _seniors(world: World, taken: set[int]) -> Iterator[Person]:
    top = Organisation.objects.filter(parent__isnull=True).order_by("pk").first()
    held = current_spells(world.on).filter(post__organisation__path__startswith=top.path if top else "")
    seen = set(taken)
    for role in SENIOR:
        for spell in held.filter(post__job_role__code=role).select_related("person").order_by("pk")[:8]:
            if spell.person_id not in seen and spell.person.email:
                seen.add(spell.person_id)
                yield spell.person


def _plan(world: World) -> ImprovementPlan:
    starts_on = day(world, BEGUN)
    return ImprovementPlan.objects.create(
        title=words.TITLE, intent=words.INTENT, board=words.BOARD, starts_on=starts_on, ends_on=day(world, 410),
        made_at=noon(starts_on),
    )  # fmt: skip


def _priorities(plan: ImprovementPlan, world: World) -> dict[int, Priority]:
    """Each with what inspectors and our own audits found of it."""
    inspected = list(InspectionFinding.objects.order_by("-inspection__on", "number"))
    made = {}
    for number, (title, why, found) in words.PRIORITIES.items():
        priority = Priority.objects.create(
            plan=plan, number=number, title=title, why=why, made_at=noon(day(world, BEGUN))
        )
        priority.findings.set(Finding.objects.filter(said__in=found))
        reasons = [one for one in inspected if _is_about(one.said, number)][:2]
        priority.inspection_findings.set(reasons)
        inspected = [one for one in inspected if one not in reasons]
        made[number] = priority
    for number, (of, said, known_by) in words.OUTCOMES.items():
        Outcome.objects.create(
            priority=made[of], number=number, said=said, known_by=known_by, made_at=noon(day(world, BEGUN))
        )
    return made


def _is_about(said: str, priority: int) -> bool:
    return any(word in said.lower() for word in words.FOUND_IN_INSPECTIONS[priority])


def _lines() -> Iterator[dict[str, str]]:
    with LINES.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _action(line: dict[str, str], priorities: dict[int, Priority], cast: dict[str, Who], world: World) -> PlanAction:
    priority, owner, sponsor = priorities[int(line["priority"])], cast[line["owner"]], cast[line["sponsor"]]
    first_on, moves = day(world, int(line["due"])), _moves(line["moves"])
    completed_on = day(world, int(line["done"])) if line["done"] else None
    embedded_on = day(world, int(line["embedded"])) if line["embedded"] else None
    action = PlanAction.objects.create(
        priority=priority, number=priority.actions.count() + 1, title=line["title"], words=line["words"],
        outcome=Outcome.objects.filter(priority__plan=priority.plan, number=int(line["outcome"])).first(),
        owner=owner.person, owner_words=owner.job, sponsor=sponsor.person, sponsor_words=sponsor.job,
        starts_on=day(world, int(line["starts"])), first_due_on=first_on,
        due_on=first_on + timedelta(days=sum(days for days, _why in moves)), state=ActionState(line["state"]),
        completed_on=completed_on, completed_by=owner.account if completed_on else None,
        embedded_on=embedded_on, embedded_by=_second(owner, cast) if embedded_on else None,
        made_at=noon(day(world, BEGUN)),
    )  # fmt: skip
    action.measures.set(Measure.objects.filter(code__in=line["measures"].split(";")))
    if priority.number == 1:
        action.findings.set(priority.findings.all())
    _moved(action, moves, owner)
    _evidence(action, owner, cast["auditor"], embedded_on)
    return action


def _second(owner: Who, cast: dict[str, Who]) -> Account | None:
    """Whoever says that it has lasted is not who owns it."""
    return next((cast[key].account for key in ("academy", "director") if cast[key].person != owner.person), None)


def _moves(said: str) -> list[tuple[int, str]]:
    parts = [part.split("|", 1) for part in said.split(";") if part]
    return [(int(days), why) for days, why in parts]


def _moved(action: PlanAction, moves: list[tuple[int, str]], owner: Who) -> None:
    was_on = action.first_due_on
    for days, why in moves:
        now_on = was_on + timedelta(days=days)
        MovedDate.objects.create(
            action=action, was_on=was_on, now_on=now_on, why=why, moved_on=was_on - timedelta(days=9),
            moved_by=owner.account,
        )  # fmt: skip
        was_on = now_on


def _evidence(action: PlanAction, owner: Who, auditor: Who, embedded_on: date | None) -> None:
    """What was seen when it was done, and for some what was seen months later."""
    if action.completed_on:
        Evidence.objects.create(
            action=action, said="Signed off in the board’s papers.", where=f"{words.BOARD}, item 4",
            seen_on=action.completed_on, added_on=action.completed_on, added_by=owner.account,
        )  # fmt: skip
    if embedded_on and action.title in words.LASTED:
        again = ReAudit.objects.filter(finding__in=action.findings.all(), done_on__isnull=False, sample__isnull=False)
        Evidence.objects.create(
            action=action, said=words.LASTED[action.title], seen_on=embedded_on - timedelta(days=4),
            added_on=embedded_on - timedelta(days=2), added_by=auditor.account,
            re_audit=again.first() if "audit" in words.LASTED[action.title] else None,
        )  # fmt: skip


def _milestones(actions: dict[str, PlanAction], world: World) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            action=actions[title], title=said, due_on=day(world, due), first_due_on=day(world, due),
            reached_on=day(world, reached) if reached is not None else None,
        )
        for title, some in words.MILESTONES.items()
        for said, due, reached in some
    )  # fmt: skip


def _blockers(actions: dict[str, PlanAction], world: World) -> None:
    Blocker.objects.bulk_create(
        Blocker(
            action=actions[title], said=said, raised_on=day(world, raised),
            cleared_on=day(world, cleared) if cleared is not None else None, cleared_how=how,
        )
        for title, (said, raised, cleared, how) in words.BLOCKERS.items()
    )  # fmt: skip


def _recommendation(
    one: tuple[Any, ...], cast: dict[str, Who], actions: dict[str, PlanAction], world: World
) -> Recommendation:
    said, made, by, owner, answer, answered, answered_on, done_on, done, moved, follows = one
    who, made_on, first_on = cast[owner], day(world, made), day(world, by)
    found = Recommendation.objects.create(
        committee=words.COMMITTEE, said=said, made_on=made_on, owner=who.person, owner_words=who.job,
        respond_by=first_on + timedelta(days=sum(days for _why, days, _on in moved)), answer=answer,
        answer_words=answered, answered_on=day(world, answered_on) if answered_on else None,
        answered_by=who.account if answered_on else None, done_on=day(world, done_on) if done_on else None,
        done_words=done, made_at=noon(made_on),
    )  # fmt: skip
    for why, days, moved_on in moved:
        MovedDate.objects.create(
            recommendation=found, was_on=first_on, now_on=first_on + timedelta(days=days), why=why,
            moved_on=day(world, moved_on), moved_by=who.account,
        )  # fmt: skip
    found.actions.set([actions[title] for title in follows])
    return found
