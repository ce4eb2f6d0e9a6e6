"""A committee's recommendation: written down, answered, and followed until it is done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from academy.core import clock, notices, trail
from academy.improvement.actions.plan_actions import KIND, job_words, refuse_owner
from academy.improvement.models import PlanAction, Recommendation
from academy.improvement.rules.recommendations import RecommendationRefused, refuse_answer, refuse_done
from academy.people.models import Account, Person


@transaction.atomic
def add_recommendation(
    said: str,
    *,
    committee: str,
    made_on: date,
    respond_by: date,
    owner: Person | None,
    by: Account | None,
    actions: Iterable[PlanAction] = (),
    **more: Any,
) -> Recommendation:
    """Somebody answers it by a day; they are told."""
    owner = refuse_owner(owner)
    if respond_by < made_on:
        raise RecommendationRefused("It is to be answered before it was made.", field="respond_by")
    found = Recommendation(
        said=said.strip(), committee=committee.strip(), made_on=made_on, respond_by=respond_by, **more
    )
    found.owner, found.owner_words = owner, more.get("owner_words") or job_words(owner)
    found.made_by, found.made_at = by, clock.now()
    found.save()
    found.actions.set(actions)
    notices.send(
        f"recommendation:{found.pk}",
        kind=KIND,
        to=owner.email or "",
        template="improvement/notices/recommendation.txt",
        recommendation=found,
    )
    trail.note(by, "wrote down", found)
    return found


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation,
    *,
    answer: str,
    words: str,
    on: date,
    by: Account | None,
    actions: Iterable[PlanAction] | None = None,
) -> Recommendation:
    """May be said anew while nothing was done: the trail keeps what was answered before."""
    held = _held(recommendation)
    refuse_answer(answer, words, on=on, made_on=held.made_on, today=clock.today())
    held.answer, held.answer_words, held.answered_on, held.answered_by = answer, words.strip(), on, by
    held.save(update_fields=["answer", "answer_words", "answered_on", "answered_by"])
    if actions is not None:
        held.actions.set(actions)
    trail.note(by, "answered", held, answer=answer, on=str(on))
    return held


@transaction.atomic
def finish_recommendation(
    recommendation: Recommendation, *, words: str, on: date, by: Account | None
) -> Recommendation:
    held = _held(recommendation)
    refuse_done(held.answer, words)
    if on > clock.today() or (held.answered_on and on < held.answered_on):
        raise RecommendationRefused("Choose a day after the answer, and not to come.", field="on")
    held.done_on, held.done_words = on, words.strip()
    held.save(update_fields=["done_on", "done_words"])
    trail.note(by, "finished", held, on=str(on))
    return held


def _held(recommendation: Recommendation) -> Recommendation:
    held = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if held.done_on is not None:
        raise RecommendationRefused("This recommendation is done.")
    return held
