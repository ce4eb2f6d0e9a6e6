"""An assignment of somebody through an agency, made as if long ago: the trail stays empty."""

from decimal import Decimal

from academy.core import clock
from academy.people.models import Person
from academy.workforce.models import AgencyException, Assignment
from tests.builders import make_team


def in_agency(person: Person) -> None:
    now, today = clock.now(), clock.today()
    one = Assignment.objects.create(
        person=person,
        team=make_team("Hired"),
        job_type="social_worker",
        supplier="Wey Staffing",
        charge=Decimal(40),
        hours_a_week=Decimal(37),
        started_on=today,
        made_at=now,
    )
    said = {"rule": "experience", "ground": "exceptional", "signed_by": "Head of service", "why": "Known to us"}
    AgencyException.objects.create(assignment=one, decided_on=today, made_at=now, **said)
