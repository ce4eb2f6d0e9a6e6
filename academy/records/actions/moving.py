"""Two records of one person become one, here."""

from academy.people.actions import Moving
from academy.records.actions.plan import move_plan
from academy.records.models import Completion, HandIn, Reflection
from academy.records.rules import State


def move_person(moving: Moving) -> None:
    """What both say that they learned on one day stays once: the other row is seen no more."""
    learned = Completion.objects.all()
    moving.repoint(
        learned.filter(person=moving.merged),
        held=learned.filter(person=moving.kept),
        same=("item_id", "completed_on"),
    )
    _move_reflections(moving)
    waiting = HandIn.objects.filter(state=State.WAITING)
    again = waiting.filter(person=moving.kept).values_list("item_id", "completed_on")
    for hand_in in waiting.filter(person=moving.merged):
        if (hand_in.item_id, hand_in.completed_on) in set(again):
            moving.change(HandIn.objects.filter(pk=hand_in.pk), state=State.TAKEN_BACK.value)
    moving.repoint(HandIn.objects.filter(person=moving.merged))
    move_plan(moving)


def _move_reflections(moving: Moving) -> None:
    """All of them are the writer's. One about a completion that stays behind stands by itself."""
    theirs = Reflection.objects.filter(person=moving.merged)
    moving.change(theirs.filter(completion__person=moving.merged), completion_id=None)
    moving.repoint(theirs)
    moving.repoint(Reflection.objects.filter(shared_with=moving.merged), "shared_with")
