"""Work outside a request: one table, taken under a lease, done once whatever fails."""

import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from academy.core import clock, leases
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
    waiting = Job.objects.filter(name__in=list(functions), done_at__isnull=True)
    job = leases.take(waiting, lasting=LEASE, tries=TRIES)
    if job is None:
        return False
    try:
        did = functions[job.name](**job.arguments)
    except Exception:  # whatever a job does wrong, the worker goes on and the job is tried again
        log.exception("Job %s failed", job.key)
        leases.put_back(job, traceback.format_exc(), tries=TRIES)
        return True
    leases.held(job).update(done_at=clock.now(), leased_until=None, did="" if did is None else str(did)[:500])
    return True
