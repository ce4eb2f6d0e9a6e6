"""Two records of one person become one, and what goes when somebody is erased: their cases, and their audits."""

from collections import Counter

from django.db import transaction

from academy.audits.actions.moving_audits import erase_from_audits, move_audits
from academy.audits.models import SampledCase
from academy.people.actions import Moving
from academy.people.models import Person


def move_person(moving: Moving) -> None:
    """What both would have as worker and as auditor is without an auditor again: nobody audits their own work."""
    _move_cases(moving)
    move_audits(moving)


@transaction.atomic
def erase_person(person: Person) -> Counter[str]:
    """Cases keep a number for who worked and who audited. What they had not begun is somebody else's to audit."""
    SampledCase.objects.filter(auditor=person, audits__isnull=True).update(auditor=None, given_on=None)
    return erase_from_audits(person)


def _move_cases(moving: Moving) -> None:
    both = (moving.merged, moving.kept)
    own = SampledCase.objects.filter(worker__in=both, auditor__in=both)
    own.filter(audits__isnull=True).update(auditor=None, given_on=None)
    own.filter(audits__isnull=False).update(worker=None)
    moving.repoint(SampledCase.objects.filter(worker=moving.merged), "worker")
    moving.repoint(SampledCase.objects.filter(auditor=moving.merged), "auditor")
