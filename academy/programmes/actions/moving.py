"""Two records of one person become one, and what somebody’s conversations hold is taken away."""

from collections import Counter

from django.db import transaction
from django.db.models import Q

from academy.people.actions import Moving
from academy.people.models import Person
from academy.programmes.models import Conversation, ConversationNote, LearningPoint, NoteOpening, ReviewAction


def move_person(moving: Moving) -> None:
    """A conversation of the two with each other cannot be: it stays with the record that is seen no more."""
    between = Q(person=moving.kept, with_whom=moving.merged) | Q(person=moving.merged, with_whom=moving.kept)
    met = Conversation.objects.exclude(between)
    moving.repoint(
        met.filter(person=moving.merged),
        held=met.filter(person=moving.kept),
        same=("with_whom_id", "kind", "held_on"),
    )
    moving.repoint(
        met.filter(with_whom=moving.merged),
        "with_whom",
        held=met.filter(with_whom=moving.kept),
        same=("person_id", "kind", "held_on"),
    )
    moving.repoint(ReviewAction.objects.filter(owner=moving.merged), "owner")


@transaction.atomic
def erase_person(person: Person) -> Counter[str]:
    """That they met stays, as somebody’s: figures count it. What was written goes."""
    theirs = Q(conversation__person=person) | Q(conversation__with_whom=person)
    notes, _ = ConversationNote.objects.filter(theirs).delete()
    points = LearningPoint.objects.filter(conversation__person=person).update(said="")
    NoteOpening.objects.filter(theirs).update(reason="")
    return Counter(conversations=notes + points)
