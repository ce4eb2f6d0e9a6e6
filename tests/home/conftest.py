"""Two records of one person: one with an account, the other with one row of everything that can point at somebody."""

import pytest

from academy.core import clock
from academy.needs.models import GapSnapshot
from academy.people.models import Claim, DirectoryUser, Organisation, Person, PostQuestion, ReturnLine, StaffNumber
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
)
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
    make_booking(make_session(), person)
    GapSnapshot.objects.create(
        taken_on=days(0), person=person, organisation=trust, requirement=make_requirement(), due_on=days(5)
    )
    return person
