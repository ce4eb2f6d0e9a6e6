"""Taking work so that two workers never hold the same, and giving it back when it failed."""

from datetime import timedelta
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from academy.core import clock
from academy.core.models import Leased

L = TypeVar("L", bound=Leased)
FIRST_WAIT = timedelta(seconds=15)  # doubled with each try
LONGEST_ERROR = 2_000
WORKER_DIED = "The worker stopped in the middle of every try."


def free(rows: QuerySet[L]) -> QuerySet[L]:
    """What is due and in nobody's hands, the longest due first."""
    at = clock.now()
    is_free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    return rows.filter(is_free, parked_at__isnull=True, due_at__lte=at).order_by("due_at", "pk")


@transaction.atomic
def take(rows: QuerySet[L], *, lasting: timedelta, tries: int) -> L | None:
    """Hold the first that is free; None when there is nothing to do. A try counts when it begins: what kills its
    worker each time cannot say so, and is set aside here."""
    waiting = free(rows)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    while (taken := waiting.first()) is not None and taken.attempts >= tries:
        taken.parked_at, taken.leased_until = clock.now(), None
        taken.last_error = taken.last_error or WORKER_DIED
        taken.save(update_fields=["parked_at", "leased_until", "last_error"])
    if taken is None:
        return None
    taken.lease += 1
    taken.attempts += 1
    taken.leased_until = clock.now() + lasting
    taken.save(update_fields=["lease", "attempts", "leased_until"])
    return taken


def held(taken: L) -> QuerySet[L]:
    """The row, if it is still ours: a worker that was thought dead may not mark what was given to another."""
    return type(taken)._default_manager.filter(pk=taken.pk, lease=taken.lease)


def put_back(taken: Leased, fault: str, *, tries: int) -> None:
    """Tried again after a wait that grows, and set aside after so many tries."""
    at = clock.now()
    held(taken).update(
        leased_until=None,
        last_error=fault[-LONGEST_ERROR:],
        due_at=at + FIRST_WAIT * 2**taken.attempts,
        parked_at=at if taken.attempts >= tries else F("parked_at"),
    )


def give_back(taken: Leased, fault: str, *, wait: timedelta) -> None:
    """Not its fault: the try is not counted."""
    held(taken).update(
        leased_until=None,
        last_error=fault[-LONGEST_ERROR:],
        due_at=clock.now() + wait,
        attempts=max(taken.attempts - 1, 0),
    )


def park(taken: Leased, why: str) -> None:
    """Set aside at once: another try would end the same."""
    held(taken).update(leased_until=None, last_error=why[-LONGEST_ERROR:], parked_at=clock.now())
