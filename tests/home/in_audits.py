"""One row of everything in audits that can point at somebody, made as if long ago: the trail stays empty."""

from academy.audits.models import (
    Audit,
    AuditAction,
    AuditHand,
    Concern,
    ConcernContact,
    ConcernTold,
    Feedback,
    Moderation,
)
from academy.core import clock
from academy.people.models import Person
from tests.builders import make_person
from tests.builders_practice import make_sampled_case


def in_audits(person: Person) -> None:
    now, today, other = clock.now(), clock.today(), make_person("Olu", "Auditing")
    own = _audit(person, None)
    _audit(other, person)
    AuditHand.objects.create(audit=own, person=person, joined_at=now)
    Moderation.objects.create(audit=own, why="asked", asked_at=now, moderator=person)
    AuditAction.objects.create(audit=own, what="Show two examples", owner=person, due_on=today, added_on=today)
    Feedback.objects.create(audit=own, worker=person, held_on=today, went_well="The visits.")
    organisation = own.sampled_case.sample.organisation
    ConcernContact.objects.create(organisation=organisation, person=person, starts_on=today)
    concern = Concern.objects.create(
        audit=own, organisation=organisation, said="Cannot wait.", raised_at=now, key=f"merged-{own.pk}"
    )
    ConcernTold.objects.create(concern=concern, person=person, told_at=now)


def _audit(auditor: Person, worker: Person | None) -> Audit:
    case, now = make_sampled_case(auditor=auditor, worker=worker), clock.now()
    return Audit.objects.create(sampled_case=case, auditor=auditor, opened_at=now, saved_at=now)
