"""Work outside a request: one table, taken under a lease, done once whatever fails."""

import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from academy.core import clock
from academy.core.models import Job

LEASE = timedelta(minutes=15)
TRIES = 5
KEPT = timedelta(days=7)
Function = Callable[..., Any]
log = logging.getLogger(__name__)


def start(name: str, *, key: str, due_at: datetime | None = None, **arguments: Any) -> None:
    """Queue a job. A second call with the same key changes nothing."""
    job = Job(name=name, key=f"{name}:{key}", arguments=arguments, due_at=due_at or clock.now())
    Job.objects.bulk_create([job], ignore_conflicts=True)


def start_recurring(every: Mapping[str, timedelta], *, now: datetime | None = None) -> None:
    """Queue each job whose turn has come. The key names the turn, so many workers queue it once."""
    now = now or clock.now()
    for name, interval in every.items():
        turn = int(now.timestamp() // interval.total_seconds())
        start(name, key=f"turn-{turn}", due_at=now)
    Job.objects.filter(done_at__lt=now - KEPT).delete()


def work_once(functions: Mapping[str, Function]) -> bool:
    """Take one job and do it. False when there is nothing to do."""
    job = _take(list(functions))
    if job is None:
        return False
    try:
        did = functions[job.name](**job.arguments)
    except Exception:  # whatever a job does wrong, the worker goes on and the job is tried again
        _put_back(job, traceback.format_exc())
        return True
    # a worker that was thought dead, and whose job was given to another, may not mark it
    Job.objects.filter(pk=job.pk, lease=job.lease).update(
        done_at=clock.now(), leased_until=None, did="" if did is None else str(did)[:500]
    )
    return True


@transaction.atomic
def _take(names: list[str]) -> Job | None:
    at = clock.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    waiting = Job.objects.filter(free, name__in=names, done_at__isnull=True, parked_at__isnull=True, due_at__lte=at)
    waiting = waiting.order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    job = waiting.first()
    if job is None:
        return None
    job.lease += 1
    job.attempts += 1
    job.leased_until = at + LEASE
    job.save(update_fields=["lease", "attempts", "leased_until"])
    return job


def _put_back(job: Job, fault: str) -> None:
    log.error("Job %s failed: %s", job.key, fault)
    at = clock.now()
    Job.objects.filter(pk=job.pk, lease=job.lease).update(
        leased_until=None,
        last_error=fault[-2000:],
        due_at=at + timedelta(seconds=15 * 2**job.attempts),
        parked_at=at if job.attempts >= TRIES else F("parked_at"),
    )
