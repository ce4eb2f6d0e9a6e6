"""What may go wrong: written down, looked at again by a day, and closed."""

from datetime import date
from typing import Any

from django.db import transaction

from academy.core import clock, trail
from academy.improvement.actions.plan_actions import job_words, refuse_owner
from academy.improvement.models import Risk, RiskReview
from academy.improvement.rules.risks import RiskRefused, refuse_review
from academy.people.models import Account, Person


@transaction.atomic
def add_risk(
    title: str,
    *,
    likelihood: int,
    harm: int,
    against_it: str,
    owner: Person | None,
    review_on: date,
    by: Account | None,
    **more: Any,
) -> Risk:
    """How it is judged at first is the first of its reviews."""
    owner = refuse_owner(owner)
    if review_on <= clock.today():
        raise RiskRefused("Choose a day to come on which it is looked at again.", field="review_on")
    risk = Risk(title=title.strip(), likelihood=likelihood, harm=harm, against_it=against_it.strip(), **more)
    risk.owner, risk.review_on = owner, review_on
    risk.owner_words = more.get("owner_words") or job_words(owner)
    risk.made_by, risk.made_at = by, clock.now()
    risk.save()
    _judged(risk, "As it was written down.", on=clock.today(), by=by)
    trail.note(by, "wrote down", risk)
    return risk


@transaction.atomic
def review_risk(risk: Risk, *, likelihood: int, harm: int, said: str, review_on: date, by: Account | None) -> Risk:
    risk = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    refuse_review(said=said, review_on=review_on, today=clock.today(), is_closed=risk.is_closed)
    risk.likelihood, risk.harm, risk.review_on = likelihood, harm, review_on
    risk.save(update_fields=["likelihood", "harm", "review_on"])
    _judged(risk, said, on=clock.today(), by=by)
    trail.note(by, "looked again at", risk, likelihood=likelihood, harm=harm)
    return risk


@transaction.atomic
def close_risk(risk: Risk, *, why: str, by: Account | None) -> Risk:
    risk = Risk.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    if risk.is_closed:
        raise RiskRefused("This risk is closed.")
    if not why.strip():
        raise RiskRefused("Say why it is no risk any more.", field="why")
    risk.closed_on, risk.closed_why = clock.today(), why.strip()
    risk.save(update_fields=["closed_on", "closed_why"])
    trail.note(by, "closed", risk)
    return risk


def _judged(risk: Risk, said: str, *, on: date, by: Account | None) -> RiskReview:
    return RiskReview.objects.create(
        risk=risk, on=on, likelihood=risk.likelihood, harm=risk.harm, said=said.strip(), reviewed_by=by
    )
