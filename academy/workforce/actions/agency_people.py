"""Agency workers when two records of somebody become one, and when somebody is forgotten."""

from collections import Counter

from academy.people.actions import Moving
from academy.people.models import Person
from academy.workforce.models import AgencyException, Assignment


def move_person(moving: Moving) -> None:
    rows = Assignment.objects.filter(person=moving.merged)
    held = Assignment.objects.filter(person=moving.kept)
    moving.repoint(rows, held=held, same=("team", "started_on"))


def erase_person(person: Person) -> Counter[str]:
    """What the work cost is counted for ever; the reasons beside it and the order it was bought by go."""
    Assignment.objects.filter(person=person).update(order_number="")
    AgencyException.objects.filter(assignment__person=person).update(why="")
    return Counter()
