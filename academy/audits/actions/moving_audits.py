"""Two records of one person become one, and what goes when somebody is erased: their audits, actions and concerns."""

from collections import Counter

from django.db import transaction

from academy.audits.models import (
    Audit,
    AuditAction,
    AuditHand,
    ConcernContact,
    ConcernTold,
    Feedback,
    Moderation,
)
from academy.core import clock
from academy.people.actions import Moving
from academy.people.models import Person


def move_audits(moving: Moving) -> None:
    theirs, held = moving.merged, moving.kept
    moving.repoint(Audit.objects.filter(auditor=theirs), "auditor")
    for model, same in ((AuditHand, "audit_id"), (ConcernTold, "concern_id")):
        moving.repoint(model.objects.filter(person=theirs), held=model.objects.filter(person=held), same=(same,))
    contacts = ConcernContact.objects.filter(ends_on__isnull=True)
    moving.repoint(contacts.filter(person=theirs), held=contacts.filter(person=held), same=("organisation_id",))
    moving.repoint(ConcernContact.objects.filter(person=theirs, ends_on__isnull=False))
    moving.repoint(Moderation.objects.filter(moderator=theirs), "moderator")
    moving.repoint(AuditAction.objects.filter(owner=theirs), "owner")
    moving.repoint(Feedback.objects.filter(worker=theirs), "worker")


@transaction.atomic
def erase_from_audits(person: Person) -> Counter[str]:
    """What was said to them and by them goes. Grades stay, and hold nobody."""
    talked = Feedback.objects.filter(worker=person)
    number = talked.count()
    talked.update(went_well="Erased.", to_work_on="", worker_said="")
    ConcernContact.objects.filter(person=person, ends_on__isnull=True).update(ends_on=clock.today())
    AuditAction.objects.filter(owner=person).exclude(came_of_it="").update(came_of_it="Erased.")
    ConcernTold.objects.filter(person=person).exclude(answer="").update(answer="Erased.")
    return Counter(feedback=number)
