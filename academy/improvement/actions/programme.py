"""The Academy's own programme: phases begun and ended, and benefits expected and seen."""

from datetime import date
from typing import Any

from django.db import transaction

from academy.core import clock, trail
from academy.improvement.actions.plan_actions import job_words, refuse_owner
from academy.improvement.actions.plans import next_number, set_fields
from academy.improvement.models import Benefit, ProgrammePhase
from academy.improvement.rules.programme import ProgrammeRefused, refuse_ending
from academy.people.models import Account, Person


@transaction.atomic
def add_phase(
    title: str, *, starts_on: date, ends_on: date, owner: Person | None, by: Account | None, **more: Any
) -> ProgrammePhase:
    owner = refuse_owner(owner)
    if ends_on < starts_on:
        raise ProgrammeRefused("It ends before it begins.", field="ends_on")
    phase = ProgrammePhase(title=title.strip(), starts_on=starts_on, ends_on=ends_on, owner=owner, **more)
    phase.number, phase.owner_words = (
        next_number(ProgrammePhase.objects.all()),
        more.get("owner_words") or job_words(owner),
    )
    phase.made_by, phase.made_at = by, clock.now()
    phase.save()
    trail.note(by, "added", phase)
    return phase


@transaction.atomic
def change_phase(phase: ProgrammePhase, *, by: Account | None, **said: Any) -> ProgrammePhase:
    phase = ProgrammePhase.objects.select_for_update(of=("self",)).get(pk=phase.pk)
    if said.get("ends_on", phase.ends_on) < said.get("starts_on", phase.starts_on):
        raise ProgrammeRefused("It ends before it begins.", field="ends_on")
    if "owner" in said and said["owner"] != phase.owner:
        refuse_owner(said["owner"])
        said["owner_words"] = job_words(said["owner"])
    if changed := set_fields(phase, said):
        trail.note(by, "changed", phase, **changed)
    return phase


@transaction.atomic
def end_phase(phase: ProgrammePhase, *, by: Account | None, on: date | None = None) -> ProgrammePhase:
    """Once all its milestones are reached."""
    phase = ProgrammePhase.objects.select_for_update(of=("self",)).get(pk=phase.pk)
    waiting = phase.milestones.filter(reached_on__isnull=True).count()
    refuse_ending(open_milestones=waiting, is_ended=phase.ended_on is not None)
    phase.ended_on = on or clock.today()
    phase.save(update_fields=["ended_on"])
    trail.note(by, "ended", phase)
    return phase


@transaction.atomic
def add_benefit(
    title: str, *, expected: str, due_on: date, owner: Person | None, by: Account | None, **more: Any
) -> Benefit:
    owner = refuse_owner(owner)
    benefit = Benefit(title=title.strip(), expected=expected.strip(), due_on=due_on, owner=owner, **more)
    benefit.owner_words = more.get("owner_words") or job_words(owner)
    benefit.made_by, benefit.made_at = by, clock.now()
    benefit.save()
    trail.note(by, "added", benefit)
    return benefit


@transaction.atomic
def see_benefit(benefit: Benefit, *, on: date, words: str, by: Account | None) -> Benefit:
    """What was seen, in words: also when it is less than was expected."""
    benefit = Benefit.objects.select_for_update(of=("self",)).get(pk=benefit.pk)
    if not words.strip():
        raise ProgrammeRefused("Say what was seen.", field="words")
    if on > clock.today():
        raise ProgrammeRefused("Choose today or a day before.", field="on")
    benefit.seen_on, benefit.seen_words = on, words.strip()
    benefit.save(update_fields=["seen_on", "seen_words"])
    trail.note(by, "said what was seen of", benefit)
    return benefit
