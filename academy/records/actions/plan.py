"""A list of one's own, and saying that one has read or watched something from the library."""

from datetime import date

from django.db import transaction

from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.people.actions import Moving
from academy.people.models import Account, Person
from academy.records.actions.completions import record_completion
from academy.records.models import Completion, PlannedItem
from academy.records.rules import Door, year_start
from academy.records.rules import plan as rules


@transaction.atomic
def add_to_plan(person: Person, item: Item, *, by: Account | None) -> PlannedItem:
    """Added again, it stands there as before."""
    list(Person.objects.select_for_update().filter(pk=person.pk))
    held = PlannedItem.objects.filter(person=person)
    if (planned := held.filter(item=item).first()) is not None:
        return planned
    if held.count() >= rules.MOST_PLANNED:
        raise rules.plan_is_full()
    planned = PlannedItem.objects.create(person=person, item=item, added_on=clock.today())
    trail.note(by, "added", planned)
    return planned


@transaction.atomic
def take_off_plan(planned: PlannedItem, *, by: Account | None) -> None:
    if PlannedItem.objects.filter(pk=planned.pk).delete()[0]:
        trail.note(by, "took off", planned)


@transaction.atomic
def learn_from_library(person: Person, item: Item, *, on: date, by: Account | None) -> Completion:
    """They say that they read or watched it: so many hours, once in a year of learning."""
    list(Person.objects.select_for_update().filter(pk=person.pk))
    before = Completion.objects.filter(person=person, item=item, completed_on__gte=year_start(on)).first()
    if before is not None:
        raise rules.already_this_year(item.title, before.completed_on)
    return record_completion(person, item, on=on, by=by, door=Door.LIBRARY)


def move_plan(moving: Moving) -> None:
    theirs = PlannedItem.objects.all()
    moving.repoint(theirs.filter(person=moving.merged), held=theirs.filter(person=moving.kept), same=("item_id",))


def erase_plan(person: Person) -> int:
    return PlannedItem.objects.filter(person=person).delete()[0]
