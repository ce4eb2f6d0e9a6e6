"""What case reviews ask for: recommendations, and actions with an owner and a day."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from academy.catalogue.models import Item
from academy.core import clock, notices, trail
from academy.frameworks.models import Capability
from academy.needs import actions as needs
from academy.needs.rules import Evidence, Risk, SignalKind
from academy.people.models import Account, Organisation, Person
from academy.programmes import rules
from academy.programmes.models import CaseReview, Recommendation, ReviewAction

LONGEST_SIGNAL = 300


@transaction.atomic
def add_review(
    *, kind: str, title: str, organisation: Organisation | None, agreed_on: date, summary: str, link: str, by: Account
) -> CaseReview:
    review = CaseReview.objects.create(
        kind=kind, title=title, organisation=organisation, agreed_on=agreed_on, summary=summary, link=link
    )
    trail.note(by, "added", review)
    return review


@transaction.atomic
def change_review(review: CaseReview, *, by: Account, **said: object) -> CaseReview:
    held = CaseReview.objects.select_for_update().get(pk=review.pk)
    for name, value in said.items():
        setattr(held, name, value)
    held.save()
    trail.note(by, "changed", held)
    return held


@transaction.atomic
def add_recommendation(
    review: CaseReview, words: str, *, capability: Capability | None, people: int, by: Account | None
) -> Recommendation:
    """Where it names a capability it is evidence of a need: judged by others, and grave by its nature."""
    CaseReview.objects.select_for_update().get(pk=review.pk)
    last = review.recommendations.aggregate(last=Max("number"))["last"] or 0
    held = Recommendation.objects.create(review=review, number=last + 1, words=words.strip(), capability=capability)
    trail.note(by, "recommended", held)
    if capability is not None:
        needs.raise_signal(
            SignalKind.CASE_REVIEW,
            held.words[:LONGEST_SIGNAL],
            size=people,
            risk=Risk.GRAVE,
            evidence=Evidence.JUDGED,
            capability=capability,
            organisation=review.organisation,
            cause=held,
            by=by,
            on=review.agreed_on,
        )
    return held


@transaction.atomic
def add_action(
    recommendation: Recommendation, words: str, *, owner: Person, due_on: date, item: Item | None, by: Account | None
) -> ReviewAction:
    """The owner is told."""
    held = ReviewAction.objects.create(
        recommendation=recommendation, words=words.strip(), owner=owner, due_on=due_on, item=item
    )
    trail.note(by, "gave", held, due_on=due_on.isoformat())
    notices.send(
        f"review-action:{held.pk}",
        kind="auditing",
        to=owner.email or "",
        template="programmes/action.txt",
        action=held,
        person=owner,
    )
    return held


@transaction.atomic
def move_due_day(action: ReviewAction, due_on: date, reason: str, *, by: Account | None) -> ReviewAction:
    """The trail keeps the day before, and why it moved."""
    held = ReviewAction.objects.select_for_update().get(pk=action.pk)
    if not reason.strip():
        raise rules.ReviewRefused("Say why the day moves.", field="reason")
    if held.done_on is not None:
        raise rules.ReviewRefused("It is done already.")
    was, held.due_on = held.due_on, due_on
    held.save(update_fields=["due_on"])
    trail.note(by, "moved", held, was=was.isoformat(), due_on=due_on.isoformat(), reason=reason.strip())
    return held


@transaction.atomic
def finish_action(action: ReviewAction, evidence: str, *, by: Account | None) -> ReviewAction:
    held = ReviewAction.objects.select_for_update().get(pk=action.pk)
    if not evidence.strip():
        raise rules.ReviewRefused("Say what there is to show for it.", field="evidence")
    if held.done_on is None:
        held.done_on, held.evidence = clock.today(), evidence.strip()
        held.save(update_fields=["done_on", "evidence"])
        trail.note(by, "finished", held)
    return held
