"""Saying that there is evidence of a need. Rooms above call this with what they found as the cause."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.frameworks.models import Capability
from academy.needs import rules
from academy.needs.models import Signal
from academy.people.models import Account, JobRole, Organisation, Team


@transaction.atomic
def raise_signal(
    kind: str,
    said: str,
    *,
    size: int,
    risk: int,
    evidence: int,
    capability: Capability | None = None,
    item: Item | None = None,
    organisation: Organisation | None = None,
    team: Team | None = None,
    job_role: JobRole | None = None,
    cause: models.Model | None = None,
    by: Account | None = None,
    on: date | None = None,
    turn: int = 0,
) -> Signal:
    """One piece of evidence; the same cause is not a second one, and what was said the first time stays."""
    rules.refuse_signal(said, size=size, risk=risk, evidence=evidence)
    if cause is not None and (held := _raised(kind, cause, turn)):
        return held
    signal = Signal(
        kind=kind,
        said=said.strip(),
        size=size,
        risk=risk,
        evidence=evidence,
        capability=capability,
        item=item,
        organisation=organisation or (team.organisation if team else None),
        team=team,
        job_role=job_role,
        cause=cause,
        raised_by=by,
        raised_on=on or clock.today(),
        turn=turn,
    )
    try:
        with transaction.atomic():
            signal.save()
    except IntegrityError:  # somebody raised it for the same cause at the same moment
        if cause is not None and (held := _raised(kind, cause, turn)):
            return held
        raise
    trail.note(by, "raised", signal, kind=kind, size=size, risk=risk, evidence=evidence)
    return signal


def _raised(kind: str, cause: models.Model, turn: int) -> Signal | None:
    of_cause = {"cause_type": ContentType.objects.get_for_model(cause), "cause_id": cause.pk}
    return Signal.objects.filter(kind=kind, turn=turn, **of_cause).first()
