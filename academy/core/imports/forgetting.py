"""What files said of people, taken away when its time is over or somebody is erased. Counts of a run stay."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from academy.core.models import ImportRow, ImportRun, ImportStep


def forget_rows(*, before: datetime) -> int:
    """Rows as they were read, and what stood in tables before: from then on a run can no longer be undone."""
    old = ImportRun.objects.filter(started_at__lt=before)
    steps, _ = ImportStep.objects.filter(run__in=old).delete()
    rows, _ = ImportRow.objects.filter(run__in=old).delete()
    return steps + rows


def forget_person(keys: Iterable[int], names: Iterable[str], *, of: type[models.Model]) -> int:
    """Rows that carry one of the names, also of a namesake, and what stood before in steps that changed their rows."""
    theirs = set(keys)
    rows = ImportRow.objects.filter(name__in=[name for name in names if name])
    gone = rows.update(name="", says="", follows="", cells=[])
    for step in ImportStep.objects.filter(table=of._meta.label, before__isnull=False).iterator():
        if theirs.intersection(step.keys):
            step.before = [{} if key in theirs else was for key, was in zip(step.keys, step.before or (), strict=True)]
            step.save(update_fields=["before"])
            gone += 1
    return gone


def forget_sender(account: Any) -> int:
    """Who sent a file stays as a number."""
    return ImportRun.objects.filter(by_id=account).update(by_name="somebody who has left")
