"""Who owns what in the plan, when two records become one, and when somebody is forgotten."""

from collections import Counter

from academy.people.actions import Moving
from academy.people.models import Person
from academy.plan.models import PlanItem


def move_person(moving: Moving) -> None:
    moving.repoint(PlanItem.objects.filter(owner=moving.merged), "owner")


def erase_person(person: Person) -> Counter[str]:
    """The plan keeps the job that owned it, and not who held it."""
    PlanItem.objects.filter(owner=person).update(owner=None)
    return Counter()
