"""Whom a row of a staff list is about, and whom it must never be taken for."""

import pytest

from academy.people.models import Organisation, Person, Spell, StaffNumber
from tests.builders import make_organisation, make_person, make_spell
from tests.people.staff import AMARA, HEADINGS, a_list, check, row, save, wrong
from tests.people.tables import counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


def test_a_line_manager_is_found_by_number_in_the_file_or_the_records(weyshire):
    headings = (*HEADINGS, "Line manager's staff number")
    ruth = row(
        staff_number="W7", first_name="Ruth", surname="Adeyemi", email="ruth@weyshire.example", job_title="Team manager"
    )

    save(a_list((*AMARA, "W7"), (*ruth, ""), headings=headings))
    again = save(a_list((*AMARA, "W7"), headings=headings))

    assert Spell.objects.get(person__given_name="Amara").line_manager.name == "Ruth Adeyemi"
    assert counts(again) == (0, 0, 0, 1, 0)


def test_a_line_manager_whose_row_cannot_be_read_is_filled_in_the_next_time(weyshire):
    headings = (*HEADINGS, "Line manager's staff number")
    ruth = row(staff_number="W7", first_name="Ruth", surname="Adeyemi", email="ruth@weyshire.example")
    spoilt = tuple("31/02/2020" if cell == "06/01/2020" else cell for cell in ruth)

    first = save(a_list((*AMARA, "W7"), (*spoilt, ""), headings=headings))
    second = save(a_list((*AMARA, "W7"), (*ruth, ""), headings=headings))

    assert (counts(first), counts(second)) == ((1, 0, 0, 0, 1), (1, 1, 0, 0, 0))
    assert Spell.objects.filter(person__given_name="Amara").last().line_manager.name == "Ruth Adeyemi"


def test_a_name_alone_never_matches_two_people(weyshire):
    save(a_list(AMARA))

    run = save(a_list(AMARA, row(staff_number="W2", email="other.amara@weyshire.example")))

    assert counts(run) == (1, 0, 0, 1, 0)
    assert Person.objects.filter(family_name="Okafor").count() == 2


def test_without_a_number_an_address_says_who_it_is_and_a_registration_does(weyshire):
    headings = (*HEADINGS, "SWE number")
    save(a_list((*AMARA, "SW12345"), headings=headings))

    by_email = save(a_list((*row(staff_number=""), ""), headings=headings))
    by_registration = save(a_list((*row(staff_number="", email=""), "sw 12345"), headings=headings))

    assert counts(by_email) == counts(by_registration) == (0, 0, 0, 1, 0)


def test_somebody_from_elsewhere_is_met_by_address_only_if_the_whole_name_agrees():
    north, south = make_organisation("North", code="north"), make_organisation("South", code="south")
    amara = make_person("Amara", "Okafor", email="amara@weyshire.example")
    make_spell(amara, organisation=south)

    run = check(a_list(row(surname="Adeyemi")), organisation=north)
    joins = save(a_list(AMARA), organisation=north)

    assert wrong(run) == [(2, "E-mail amara@weyshire.example does not go with this name")]
    assert counts(joins) == (1, 0, 0, 0, 0)
    assert {spell.post.organisation for spell in amara.spells.all()} == {north, south}
    assert Spell.objects.get(post__organisation=south).ended_on is None


def test_another_employers_person_with_the_same_staff_number_is_left_alone():
    north, south = make_organisation("North", code="north"), make_organisation("South", code="south")
    save(a_list(AMARA), organisation=south)
    before = Spell.objects.get()

    run = save(a_list(row(first_name="Tom", surname="Beckett", email="")), organisation=north)

    assert counts(run) == (1, 0, 0, 0, 0)
    assert Spell.objects.get(pk=before.pk).person.name == "Amara Okafor"
    assert StaffNumber.objects.filter(number="W1").count() == 2


def test_the_row_that_is_not_the_owner_of_a_number_is_the_wrong_one(weyshire):
    marcia = row(staff_number="W10442", first_name="Marcia", surname="Webb", email="")
    marcus = row(staff_number="W10442", first_name="Marcus", surname="Webb", email="")
    save(a_list(marcia))

    run = check(a_list(marcus, marcia))

    assert wrong(run) == [(2, "Staff number W10442 is also on row 3, Marcia Webb")]
    assert counts(run) == (0, 0, 0, 1, 1)


def test_a_number_that_is_given_out_again_does_not_make_one_person_of_two(weyshire):
    save(a_list(AMARA))

    run = check(a_list(row(first_name="Tom", surname="Beckett", email="tom@weyshire.example")))

    assert wrong(run) == [(2, "Staff number W1 is kept for somebody with another name")]


def test_two_rows_that_contradict_each_other_are_both_left_out(weyshire):
    run = check(a_list(AMARA, row(team="South")))

    assert wrong(run) == [
        (2, "Row 3 has the same person and start date, but says something else"),
        (3, "Row 2 has the same person and start date, but says something else"),
    ]


def test_an_organisation_outside_the_branch_is_not_one_we_know(weyshire):
    part = make_organisation("Weyshire Children’s Services", parent=weyshire, code="wcs")
    make_organisation("Hidden Trust", code="hidden")
    headings = (*HEADINGS, "Organisation")

    run = save(
        a_list((*AMARA, "WCS"), (*row(staff_number="W2", email=""), "hidden"), headings=headings), organisation=weyshire
    )

    assert wrong(run) == [(3, "Organisation “hidden” is not one we know")]
    assert Spell.objects.get().post.organisation == part
