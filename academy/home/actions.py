"""What touches every room at once. Each room changes its own tables: see decision 19."""

from django.db import IntegrityError, transaction

from academy.audits.actions import moving as audits
from academy.booking import actions as booking
from academy.catalogue.actions import experts, library
from academy.elearning import actions as elearning
from academy.frameworks.actions import self_assessments, understood
from academy.impact import actions as impact
from academy.improvement.actions import moving as improvement
from academy.needs import actions as needs
from academy.people import actions as people
from academy.people.models import Account, Merge, Person
from academy.people.rules import CannotMerge
from academy.plan import actions as plan
from academy.privacy import actions as privacy
from academy.programmes import actions as programmes
from academy.records import actions as records
from academy.surveys import actions as surveys
from academy.workforce.actions import agency_people as workforce

# learning first: what was asked about it follows it
ROOMS = (
    *(records, booking, elearning, needs, surveys, privacy, library, experts),
    *(self_assessments, understood, plan, audits, programmes),
    *(workforce, impact, improvement),
)


@transaction.atomic
def merge_people(kept: Person, merged: Person, *, why: str, by: Account | None) -> Merge:
    """All that points at the one points at the other, or nothing is changed and the refusal says why."""
    try:
        with transaction.atomic():
            moving = people.begin_merge(kept, merged, why=why, by=by)
            for room in ROOMS:
                room.move_person(moving)
            return people.finish_merge(moving)
    except IntegrityError:
        raise CannotMerge("Somebody changed one of the two at the same moment. Look again, then try again") from None
