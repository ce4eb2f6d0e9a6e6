"""What is expected of a job role. What was expected last year stays known."""

from datetime import date, timedelta

from django.db import transaction

from academy.core import trail
from academy.frameworks.models import Capability, JobRoleCapability
from academy.frameworks.rules import Level, SameLevel
from academy.people.models import Account, JobRole


@transaction.atomic
def expect_level(
    job_role: JobRole, capability: Capability, level: Level, *, on: date, by: Account | None
) -> JobRoleCapability:
    """From the day on. The level before ends the day before; one that began on this day is corrected."""
    JobRole.objects.select_for_update().get(pk=job_role.pk)
    held = JobRoleCapability.objects.filter(job_role=job_role, capability=capability, ends_on=None).first()
    if held and held.level == level:
        raise SameLevel(f"This is expected of {_role(job_role)} already.", field="level")
    if held and held.starts_on >= on:
        held.level = level
        held.save(update_fields=["level"])
    else:
        _end(held, on=on - timedelta(days=1))
        held = JobRoleCapability.objects.create(job_role=job_role, capability=capability, level=level, starts_on=on)
    trail.note(by, "expected", held, level=int(level), starts_on=str(on))
    return held


@transaction.atomic
def expect_no_more(expected: JobRoleCapability, *, on: date, by: Account | None) -> None:
    held = JobRoleCapability.objects.select_for_update().filter(pk=expected.pk, ends_on=None).first()
    if held is None:
        raise SameLevel("It is not expected any more.")
    _end(held, on=max(held.starts_on, on - timedelta(days=1)))
    trail.note(by, "no longer expected", held)


def _end(held: JobRoleCapability | None, *, on: date) -> None:
    if held:
        held.ends_on = on
        held.save(update_fields=["ends_on"])


def _role(job_role: JobRole) -> str:
    return f"a {job_role.name.lower()}"
