"""Two records of one person: one with an account, the other with one row of everything that can point at somebody."""

import pytest

from academy.booking.models import Approval, CalendarAddress, Deputy, Interest, Trainer
from academy.catalogue.models import Acquaintance, Resource
from academy.catalogue.rules.library import Licence
from academy.core import clock
from academy.elearning.models import Attempt, Lesson, LessonVersion
from academy.elearning.rules import Stage
from academy.frameworks.models import Acknowledgement, Framework, Guide, GuideVersion, SelfAssessment
from academy.needs.models import GapSnapshot
from academy.people.models import Claim, DirectoryUser, Organisation, Person, PostQuestion, ReturnLine, StaffNumber
from academy.people.rules import Role
from academy.plan.models import LearningPlan, PlanItem
from academy.records.models import PlannedItem
from tests.builders import (
    at_any_hour,
    make_account,
    make_booking,
    make_completion,
    make_exemption,
    make_follow_up,
    make_hand_in,
    make_item,
    make_organisation,
    make_person,
    make_reflection,
    make_requirement,
    make_session,
    make_spell,
)
from tests.builders_practice import make_sampled_case
from tests.catalogue.experts import make_expert
from tests.home.in_agency import in_agency
from tests.home.in_audits import in_audits
from tests.home.in_impact import in_impact
from tests.home.in_improvement import in_improvement
from tests.home.in_programmes import in_programmes
from tests.people.reading import days


@pytest.fixture
def trust() -> Organisation:
    return make_organisation("Weyshire Community Health", kind="health", code="trust")


@pytest.fixture
def kept(trust) -> Person:
    person = make_person("Amara", "Okafor", email="amara@trust.example", birth_year=1988)
    make_spell(person, organisation=trust, job_role="nurse", started_on=days(-400))
    make_account(Role.PRACTITIONER, person=person, organisation=trust)
    return person


@pytest.fixture
def merged(trust) -> Person:
    """The same person, with one row of everything that can point at somebody."""
    person = make_person("Amara", "Bell", email="amara.bell@trust.example", swe_number="SW77")
    at_any_hour(person)
    StaffNumber.objects.create(person=person, organisation=trust, number="0042")
    held = make_spell(person, organisation=trust, job_role="health_visitor", started_on=days(-300))
    make_spell(organisation=trust, job_role="nurse", line_manager=person)
    ReturnLine.objects.create(person=person, organisation=trust, year=2025, is_agency_worker=False)
    claim = Claim.objects.create(person=person, organisation=trust, claimed_at=clock.now())
    PostQuestion.objects.create(claim=claim, spell=held)
    DirectoryUser.objects.create(
        person=person, organisation=trust, user_name="amara", added_at=clock.now(), changed_at=clock.now()
    )
    learned = make_completion(person, completed_on=days(-90))
    make_follow_up(learned)
    make_follow_up(make_completion(completed_on=days(-91)), manager=person)
    make_reflection(person, learned)
    make_reflection(shared_with=person, shared_at=clock.now())
    make_hand_in(person)
    make_booking(make_session(), person)
    _lead_and_wish(person)
    _know_and_own(person)
    _begin_a_lesson(person)
    in_audits(person)
    in_programmes(person)
    in_agency(person)
    in_improvement(person)
    in_impact(person, trust)
    make_sampled_case(auditor=person)
    make_sampled_case(worker=person)
    make_exemption(person, made_by=make_account())
    _score_themselves(person)
    _understand_a_guide(person)
    GapSnapshot.objects.create(
        taken_on=days(0), person=person, organisation=trust, requirement=make_requirement(), due_on=days(5)
    )
    return person


def _lead_and_wish(person: Person) -> None:
    """They are asked to approve, are and have a deputy, lead, want a date, and let a calendar read theirs."""
    now, today, other = clock.now(), days(0), make_person("Olu", "Standing")
    Approval.objects.create(booking=make_booking(make_session()), asked_of=person, asked_at=now)
    Deputy.objects.create(person=person, deputy=other, starts_on=today, ends_on=today)
    Deputy.objects.create(person=other, deputy=person, starts_on=today, ends_on=today)
    Trainer.objects.create(person=person, known_as="Amara")
    Interest.objects.create(item=make_item("Wanted"), person=person, said_at=now)
    CalendarAddress.objects.create(person=person, made_at=now)


def _know_and_own(person: Person) -> None:
    """They know an expert, look after a resource, have a plan, and see to something in the year’s."""
    year = LearningPlan.objects.create(year=2026, made_at=clock.now())
    PlanItem.objects.create(plan=year, number=1, title="Weigh risk", owner=person, made_at=clock.now())
    Acquaintance.objects.create(expert=make_expert(), person=person, how="Spoke at our conference", said_at=clock.now())
    item = make_item("A guide", kind="resource", mode="own_time")
    Resource.objects.create(item=item, owner=person, licence=Licence.OURS, link="https://www.gov.uk/guide")
    PlannedItem.objects.create(person=person, item=item, added_on=days(0))


def _begin_a_lesson(person: Person) -> None:
    """As if long ago, so that the trail is still empty."""
    lesson = Lesson.objects.create(item=make_item("A lesson", mode="own_time"), added_on=days(-9))
    version = LessonVersion.objects.create(lesson=lesson, number=1, stage=Stage.CURRENT, published_on=days(-9))
    now = clock.now()
    Attempt.objects.create(lesson=lesson, version=version, person=person, seed=1, started_at=now, last_at=now)


def _score_themselves(person: Person) -> None:
    """Their own, and somebody’s that was sent to them."""
    version, now = Framework.objects.earliest("pk"), clock.now()
    SelfAssessment.objects.create(person=person, framework=version, purpose="own", begun_at=now)
    other = make_person("Olu", "Scoring")
    SelfAssessment.objects.create(
        person=other, framework=version, purpose="own", begun_at=now, sent_at=now, sent_to=person
    )


def _understand_a_guide(person: Person) -> None:
    guide = Guide.objects.create(kind="practice", code="resilience", title="Family resilience")
    version = GuideVersion.objects.create(guide=guide, number=1, published_on=days(-9), is_current=True)
    Acknowledgement.objects.create(version=version, person=person, said_at=clock.now())
