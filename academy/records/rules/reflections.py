"""The few questions of a reflection, one to a screen, and when it is a piece of CPD."""

from django.db.models import TextChoices

from academy.catalogue.rules import Kind
from academy.core.refusals import Refused

LONGEST = 4_000  # characters of one answer: two pages, and dictation does not stop in the middle
AT_MOST = 500  # reflections of one person: nobody writes so many, and a machine that does is stopped


class Question(TextChoices):
    """In the order in which they are asked. The last may be left out."""

    LEARNED = "learned", "What did you learn?"
    CHANGED = "changed", "How has it changed your practice?"
    DIFFERENCE = "difference", "What difference has it made for children and families?"
    PEER = "peer", "Did you talk it over with somebody?"


class Peer(TextChoices):
    """With whom, by what they are to the writer; nobody is named."""

    MANAGER = "manager", "My line manager or supervisor"
    COLLEAGUE = "colleague", "A colleague"
    GROUP = "group", "Group supervision or a team meeting"
    EDUCATOR = "educator", "A practice educator, mentor or coach"
    PARTNER = "partner", "Somebody from another agency"


class Activity(TextChoices):
    """What type of CPD it was, for what is not from the catalogue."""

    TRAINING = "training", "Training or a course"
    READING = "reading", "Reading, listening or watching"
    SUPERVISION = "supervision", "Supervision or case discussion"
    SHADOWING = "shadowing", "Shadowing or observation"
    COACHING = "coaching", "Coaching or mentoring"
    TEACHING = "teaching", "Teaching or supporting others’ learning"
    EVENT = "event", "A conference, seminar or event"
    OTHER = "other", "Something else"


OF_KIND: dict[str, Activity] = {
    Kind.COURSE: Activity.TRAINING,
    Kind.WORKSHOP: Activity.TRAINING,
    Kind.WEBINAR: Activity.EVENT,
    Kind.E_LEARNING: Activity.TRAINING,
    Kind.EVENT: Activity.EVENT,
    Kind.SHADOWING: Activity.SHADOWING,
    Kind.COACHING: Activity.COACHING,
    Kind.RESOURCE: Activity.READING,
}


class NotAPiece(Refused):
    """Too little is written to count."""


class TooMany(Refused):
    """More than a person writes."""


class NobodyToShareWith(Refused):
    """There is no line manager."""


def activity_of(kind: str) -> Activity:
    """New kinds of item are something else until somebody says what they are."""
    return OF_KIND.get(kind, Activity.OTHER)


def next_question(question: str) -> Question | None:
    order = list(Question)
    place = order.index(Question(question)) + 1
    return order[place] if place < len(order) else None


def is_piece(learned: str, changed: str, difference: str) -> bool:
    """What was learned, and what came of it: for the writer’s practice or for children and families."""
    return bool(learned.strip()) and bool(changed.strip() or difference.strip())


def is_peer_reflection(peer: str, discussed: str) -> bool:
    return bool(peer) and bool(discussed.strip())
