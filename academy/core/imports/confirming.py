"""A file that would do something drastic is not saved until somebody says why, and the reason stays in the trail."""

from typing import Any

from django.db import transaction

from academy.core import trail
from academy.core.models import ImportRun
from academy.core.refusals import Refused

LONGEST = 500


class NeedsReason(Refused):
    """The room doubts that this is meant."""


@transaction.atomic
def confirm(run: ImportRun, reason: str, *, by: Any) -> ImportRun:
    """Say why. The reason holds for what the check found, and for nothing that is found later."""
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("mapping").defer("file").get(pk=run.pk)
    reason = " ".join(reason.split())[:LONGEST]
    if not reason:
        raise NeedsReason(f"{run.doubt} Say why before you save.", field="reason")
    run.options = {**run.options, "reason": reason, "reason_for": run.digest}
    run.save(update_fields=["options"])
    trail.note(by, "said why to save", run, doubt=run.doubt, reason=reason)
    return run


def is_held_back(run: ImportRun, seen: str) -> bool:
    """`seen` is the digest of what somebody looked at: a reason given for something else is none."""
    return bool(run.doubt) and not (run.reason and run.options.get("reason_for", "") == seen)


def refuse_if_held_back(run: ImportRun) -> None:
    if is_held_back(run, run.digest):
        raise NeedsReason(f"{run.doubt} Say why before you save.", field="reason")
