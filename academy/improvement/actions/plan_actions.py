"""What is done of a plan: actions given, begun, held up, complete, and shown to have lasted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from academy.audits.models import Finding, ReAudit
from academy.core import clock, notices, trail
from academy.improvement.actions.plans import held_plan, next_number, set_fields, set_links
from academy.improvement.models import Blocker, Evidence, Measure, PlanAction, Priority
from academy.improvement.queries.plans import is_second_person
from academy.improvement.rules.plans import (
    ActionState,
    PlanRefused,
    refuse_completing,
    refuse_dates,
    refuse_embedding,
)
from academy.people import queries as people
from academy.people.models import Account, Person

KIND = "improvement"


@transaction.atomic
def add_action(
    priority: Priority,
    title: str,
    *,
    owner: Person | None,
    due_on: date | None,
    starts_on: date | None = None,
    by: Account | None,
    findings: Iterable[Finding] = (),
    measures: Iterable[Measure] = (),
    is_told: bool = True,
    **more: Any,
) -> PlanAction:
    """Nothing stands in a plan without somebody and a day. They are told."""
    held_plan(priority.plan)
    starts_on = starts_on or clock.today()
    refuse_dates(starts_on, due_on)
    owner = refuse_owner(owner)
    assert due_on is not None
    action = PlanAction(priority=priority, title=title.strip(), owner=owner, starts_on=starts_on, due_on=due_on, **more)
    action.number, action.first_due_on = next_number(priority.actions.all()), due_on
    action.made_by, action.made_at = by, clock.now()
    action.owner_words = action.owner_words or job_words(owner)
    action.sponsor_words = action.sponsor_words or job_words(action.sponsor)
    action.save()
    set_links(action, findings=findings, measures=measures)
    if is_told:
        tell_owner(action, by=by)
    trail.note(by, "gave somebody an action", action)
    return action


@transaction.atomic
def change_action(
    action: PlanAction, *, by: Account | None, measures: Iterable[Measure] | None = None, **said: Any
) -> PlanAction:
    """All but its date, which moves with a reason (`dates.move_action`), and its state."""
    action = held_action(action)
    if "starts_on" in said:
        refuse_dates(said["starts_on"], action.due_on)
    owner = said.get("owner", action.owner)
    is_given_on = owner != action.owner
    if is_given_on:
        refuse_owner(owner)
        said["owner_words"] = said.get("owner_words") or job_words(owner)
    changed = set_fields(action, said) | set_links(action, measures=measures)
    if is_given_on:
        tell_owner(action, by=by)
    if changed:
        trail.note(by, "changed", action, **changed)
    return action


@transaction.atomic
def begin_action(action: PlanAction, *, by: Account | None) -> PlanAction:
    action = held_action(action)
    if action.state != ActionState.NOT_STARTED:
        raise PlanRefused("It was begun already.")
    action.state = ActionState.UNDER_WAY
    action.save(update_fields=["state"])
    trail.note(by, "began", action)
    return action


@transaction.atomic
def complete_action(action: PlanAction, *, on: date, shown_by: str, where: str = "", by: Account | None) -> PlanAction:
    """Done, with what shows it. Whether it lasts is for later, and for somebody else to say."""
    action = held_action(action)
    refuse_completing(action.state, on=on, starts_on=action.starts_on, today=clock.today())
    if not shown_by.strip():
        raise PlanRefused("Say what shows that it is done.", field="shown_by")
    action.state, action.completed_on, action.completed_by = ActionState.COMPLETE, on, by
    action.save(update_fields=["state", "completed_on", "completed_by"])
    Evidence.objects.create(
        action=action, said=shown_by.strip(), where=where.strip(), seen_on=on, added_on=clock.today(), added_by=by
    )
    trail.note(by, "completed", action, on=str(on))
    return action


@transaction.atomic
def take_up_action(action: PlanAction, *, why: str, by: Account | None) -> PlanAction:
    """It was not done after all, or did not last. The trail keeps that it was said to be complete."""
    action = held_action(action)
    if not action.is_done:
        raise PlanRefused("It is open already.")
    if not why.strip():
        raise PlanRefused("Say why it is taken up again.", field="why")
    action.state = ActionState.UNDER_WAY
    action.completed_on = action.completed_by = action.embedded_on = action.embedded_by = None
    action.save(update_fields=["state", "completed_on", "completed_by", "embedded_on", "embedded_by"])
    trail.note(by, "took up again", action, why=why.strip())
    return action


@transaction.atomic
def embed_action(action: PlanAction, *, by: Account, on: date | None = None) -> PlanAction:
    """A second person looks at evidence seen weeks after it was complete, and says that it has lasted."""
    action = held_action(action)
    refuse_embedding(
        state=action.state,
        completed_on=action.completed_on,
        seen_on=list(action.evidence.values_list("seen_on", flat=True)),
        weeks=action.priority.plan.embed_weeks,
        is_second_person=is_second_person(action, account_id=by.pk, person_id=by.person_id),
    )
    action.state, action.embedded_on, action.embedded_by = ActionState.EMBEDDED, on or clock.today(), by
    action.save(update_fields=["state", "embedded_on", "embedded_by"])
    trail.note(by, "said to be embedded", action)
    return action


@transaction.atomic
def add_evidence(
    action: PlanAction,
    said: str,
    *,
    seen_on: date,
    by: Account | None,
    where: str = "",
    re_audit: ReAudit | None = None,
) -> Evidence:
    action = held_action(action)
    if seen_on > clock.today():
        raise PlanRefused("Choose the day it was seen: today, or a day before.", field="seen_on")
    evidence = Evidence.objects.create(
        action=action,
        said=said.strip(),
        where=where.strip(),
        seen_on=seen_on,
        re_audit=re_audit,
        added_on=clock.today(),
        added_by=by,
    )
    trail.note(by, "added", evidence)
    return evidence


@transaction.atomic
def raise_blocker(action: PlanAction, said: str, *, by: Account | None) -> Blocker:
    """Whoever stands behind the action is told: clearing the way is theirs."""
    action = held_action(action)
    if action.is_done:
        raise PlanRefused("It is complete, so nothing is in its way.")
    blocker = Blocker.objects.create(action=action, said=said.strip(), raised_on=clock.today(), raised_by=by)
    if action.sponsor is not None and not people.is_shut_out(action.sponsor):
        notices.send(
            f"blocker:{blocker.pk}",
            kind=KIND,
            to=action.sponsor.email or "",
            template="improvement/notices/blocker.txt",
            blocker=blocker,
        )
    trail.note(by, "said what is in the way", blocker)
    return blocker


@transaction.atomic
def clear_blocker(blocker: Blocker, *, how: str, by: Account | None) -> Blocker:
    blocker = (
        Blocker.objects.select_for_update(of=("self",)).select_related("action__priority__plan").get(pk=blocker.pk)
    )
    if blocker.cleared_on is not None:
        raise PlanRefused("It was cleared already.")
    if not how.strip():
        raise PlanRefused("Say how it was cleared.", field="how")
    blocker.cleared_on, blocker.cleared_how = clock.today(), how.strip()
    blocker.save(update_fields=["cleared_on", "cleared_how"])
    trail.note(by, "cleared", blocker)
    return blocker


def tell_owner(action: PlanAction, *, by: Account | None) -> None:
    notices.send(
        f"improvement-action:{action.pk}:{action.owner_id}",
        kind=KIND,
        to=action.owner.email or "",
        template="improvement/notices/given.txt",
        action=action,
        by=by,
    )


def held_action(action: PlanAction) -> PlanAction:
    """With its plan, the plan first; both locked until the transaction ends."""
    held_plan(action.priority.plan)
    found = PlanAction.objects.select_for_update(of=("self",)).select_related("priority__plan", "owner", "sponsor")
    return found.get(pk=action.pk)


def refuse_owner(owner: Person | None) -> Person:
    if owner is None:
        raise PlanRefused("Say who sees to it: nothing stands in a plan without somebody.", field="owner")
    if people.is_shut_out(owner):
        raise PlanRefused(f"{owner} does not work here any more.", field="owner")
    return owner


def job_words(person: Person | None) -> str:
    """The job somebody holds today, for whoever may not see who it is."""
    spell = people.current_spell(person, clock.today()) if person else None
    return str(spell.post)[:120] if spell else ""
