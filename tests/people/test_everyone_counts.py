"""Foster carers, volunteers, agency workers, students and Members are people too (P6), also without an address."""

from datetime import date

import pytest

from academy.booking import actions as booking
from academy.booking.models import Booking
from academy.booking.rules import Status
from academy.core.demo import World
from academy.core.models import Notice
from academy.people import demo, queries
from academy.people.models import Account, JobRole, Person, Spell
from academy.people.rules import CONTRACT_OF_JOB, EMPLOYED, Contract, Origin, Role, Sign
from academy.people.rules.hr import CONTRACTS
from academy.people.scope import Viewer
from academy.records.models import Completion
from academy.workforce.queries import held_posts
from tests.builders import make_account, make_completion, make_organisation, make_person, make_session, make_spell
from tests.people.reading import days, read, typed

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)
KINDS = [contract for contract in Contract if contract not in EMPLOYED]


def test_a_foster_carer_is_added_without_an_address_or_a_number_and_is_not_called_employed(grace, trust):
    carer = JobRole.objects.get(code="foster_carer")
    sent = {"given_name": "Joan", "family_name": "Pike", "job_role": carer.pk, "on": typed(days(0))}

    grace.post("/people/new/", sent | {"contract": "permanent", "fte": "1"})

    joan = Person.objects.get(given_name="Joan")
    assert (joan.email, joan.staff_numbers.count(), joan.spells.get().contract) == (None, 0, "foster")
    page = read(grace, f"/people/{joan.pk}/")
    assert "Foster carer" in page
    assert "Not known" in page


@pytest.mark.parametrize("contract", list(Contract))
def test_what_somebody_chose_stays_chosen_for_a_job_that_may_be_either(contract, grace, trust):
    sent = {"family_name": "Pike", "job_role": JobRole.objects.get(code="nurse").pk, "on": typed(days(0)), "fte": "1"}

    grace.post("/people/new/", sent | {"contract": contract.value})

    assert Spell.objects.get(person__family_name="Pike").contract == contract


def test_jobs_that_are_no_employment_say_so_themselves():
    assert set(CONTRACT_OF_JOB) <= set(JobRole.objects.values_list("code", flat=True))
    assert not EMPLOYED & set(CONTRACT_OF_JOB.values())


@pytest.mark.parametrize(
    ("kind", "found"),
    [("employed", ["Fixed", "Permanent"]), *[(kind.value, [kind.name.title()]) for kind in KINDS]],
)
def test_the_list_shows_one_kind_of_person(kind, found, grace, trust):
    for contract in Contract:
        make_spell(make_person("Pat", contract.name.title()), organisation=trust, contract=contract)

    page = read(grace, "/people/", kind=kind)

    shown = sorted(contract.name.title() for contract in Contract if f"Pat {contract.name.title()}" in page)
    assert shown == found


def test_somebody_without_an_address_is_booked_marked_and_kept_and_no_message_is_lost(grace, trust):
    joan = make_spell(make_person("Joan", "Pike", email=None), organisation=trust, contract=Contract.FOSTER).person
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Ada", "Lead"), organisation=trust)
    session = make_session()

    booked = booking.book_place(session, joan, by=lead)

    assert booked.status == Status.BOOKED
    assert not Notice.objects.filter(to="").exists()
    assert read(grace, f"/booking/{booked.pk}/").count("Joan Pike")
    make_completion(joan, completed_on=days(-2))
    assert "Assessing and managing risk" in read(grace, f"/records/people/{joan.pk}/")
    booking.cancel_booking(Booking.objects.get(), by=lead, reason="ill")
    assert Completion.objects.filter(person=joan).exists()


@pytest.mark.parametrize(("contract", "is_counted"), [(contract, contract in EMPLOYED) for contract in Contract])
def test_figures_of_the_social_work_workforce_count_whom_the_council_employs(contract, is_counted):
    council = make_organisation("Council", kind="council")
    spell = make_spell(organisation=council, contract=contract, origin=Origin.NEWLY_QUALIFIED)

    assert [held.person for held in held_posts()] == [spell.person_id] * is_counted


@pytest.mark.parametrize(
    ("said", "contract"),
    [
        ("foster carer", "foster"), ("councillor", "elected"), ("elected member", "elected"),
        ("student on placement", "student"), ("volunteer", "volunteer"), ("agency worker", "agency"),
    ],
)  # fmt: skip
def test_a_staff_list_may_call_them_what_they_are(said, contract):
    assert CONTRACTS[said] == contract


@pytest.fixture
def weyshire() -> None:
    demo.build(World(on=ON, people=900))


def test_the_demonstration_holds_somebody_of_every_kind(weyshire):
    assert set(Spell.objects.values_list("contract", flat=True)) == set(Contract.values)


def test_in_the_demonstration_a_trust_is_asked_about_a_post_and_one_colleague_came_in_twice(weyshire):
    grace = Viewer(Account.objects.get(email="lead@weyshire.example"), ON)

    (question,) = queries.post_questions(grace)
    (pair,) = queries.likely_duplicates(grace)

    assert question.claim.organisation.kind == "school"
    assert pair.signs == [Sign.NAME_AND_YEAR]
