"""Who sees to what, when two records become one, and when somebody is forgotten."""

from collections import Counter

from django.db import models

from academy.improvement.actions import pack_people
from academy.improvement.models import Benefit, Measure, PlanAction, ProgrammePhase, Recommendation, Risk
from academy.people.actions import Moving
from academy.people.models import Person

OWNED: tuple[type[models.Model], ...] = (PlanAction, ProgrammePhase, Benefit, Recommendation, Risk, Measure)


def move_person(moving: Moving) -> None:
    for model in OWNED:
        moving.repoint(model._default_manager.filter(owner=moving.merged), "owner")
    moving.repoint(PlanAction.objects.filter(sponsor=moving.merged), "sponsor")


def erase_person(person: Person) -> Counter[str]:
    """The plan keeps the job that was answerable, and a number for who held it: nothing stands without an owner."""
    PlanAction.objects.filter(sponsor=person).update(sponsor=None)
    Measure.objects.filter(owner=person).update(owner=None)
    return pack_people.erase_person(person)
