"""On what terms the places of an item, or of one session, are had."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from academy.booking.actions.lists import give_free_places
from academy.booking.actions.locking import locked
from academy.booking.models import Session, Terms
from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.people.models import Account, JobRole


@transaction.atomic
def set_terms(
    of: Item | Session,
    *,
    by: Account | None,
    job_roles: Iterable[JobRole] = (),
    prerequisites: Iterable[Item] = (),
    **said: Any,
) -> Terms:
    """For bookings from now on: what somebody has, they keep. Lists are served by them at once."""
    owner = {"session": of} if isinstance(of, Session) else {"item": of}
    terms, _ = Terms.objects.update_or_create(**owner, defaults=said)
    terms.job_roles.set(job_roles)
    terms.prerequisites.set(prerequisites)
    trail.note(by, "set the terms of", terms, **{name: str(value) for name, value in said.items()})
    for session in _served_by(of):
        give_free_places(locked(session), by=by)
    return terms


def _served_by(of: Item | Session) -> list[Session]:
    if isinstance(of, Session):
        return [of]
    to_come = Session.objects.filter(item=of, is_cancelled=False, starts_at__gt=clock.now())
    return list(to_come.order_by("pk"))
