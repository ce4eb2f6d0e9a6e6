from datetime import date, timedelta
from decimal import Decimal

import pytest

from academy.people.rules import Role
from academy.people.scope import Viewer
from academy.records import actions, queries
from academy.records.models import Completion
from tests.builders import (
    TODAY,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_spell,
    make_viewer,
)

pytestmark = pytest.mark.django_db


def test_each_sees_what_is_within_reach():
    council, health = make_organisation("Council"), make_organisation("Health")
    amara, ruth, tom, nurse = (make_person(name) for name in ("Amara", "Ruth", "Tom", "Nurse"))
    for person, organisation in [(amara, council), (tom, council), (ruth, council), (nurse, health)]:
        make_spell(person, organisation=organisation, line_manager=ruth if person == amara else None)
        make_completion(person)

    seen = {
        role: sorted(completion.person.given_name for completion in queries.completions(viewer))
        for role, viewer in {
            "herself": make_viewer(Role.PRACTITIONER, person=amara, organisation=council),
            "her manager": make_viewer(Role.MANAGER, person=ruth, organisation=council),
            "the training lead": make_viewer(Role.TRAINING_LEAD, organisation=council),
            "another training lead": make_viewer(Role.TRAINING_LEAD, organisation=health),
            "the academy": make_viewer(Role.ACADEMY, organisation=council),
            "a director": make_viewer(Role.DIRECTOR, organisation=council),
            "a member": make_viewer(Role.MEMBER, organisation=council),
            "nobody": Viewer(None),
        }.items()
    }

    assert seen == {
        "herself": ["Amara"],
        "her manager": ["Amara", "Ruth"],
        "the training lead": ["Amara", "Ruth", "Tom"],
        "another training lead": ["Nurse"],
        "the academy": ["Amara", "Nurse", "Ruth", "Tom"],
        "a director": [],
        "a member": [],
        "nobody": [],
    }


def test_of_one_person_newest_first():
    viewer, person = make_viewer(Role.ACADEMY), make_person()
    days = [date(2024, 1, 1), date(2026, 1, 1), date(2025, 1, 1)]
    for on in days:
        make_completion(person, completed_on=on)
    make_completion()

    found = queries.completions(viewer, person)

    assert [completion.completed_on for completion in found] == sorted(days, reverse=True)


def test_the_year_is_told_in_a_sentence():
    person = make_person()
    for days, hours in [(0, "6"), (10, "0.75"), (300, "12"), (400, "6")]:
        make_completion(person, completed_on=TODAY - timedelta(days=days), hours=Decimal(hours))

    year = queries.cpd_year(person, on=TODAY)

    assert year.sentence == "Three things learned, 19 hours, since 1 December."
    assert (year.starts_on, list(year.done)) == (
        date(2025, 12, 1),
        [TODAY - timedelta(days=days) for days in (300, 10, 0)],
    )


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ([], "Nothing learned yet since 1 December."),
        (["0.5"], "One thing learned, 30 minutes, since 1 December."),
        (["6.5", "24"], "Two things learned, 31 hours, since 1 December."),
        (["1"] * 12, "12 things learned, 12 hours, since 1 December."),
    ],
)
def test_the_sentence_counts_as_people_do(hours, sentence):
    person = make_person()
    for each in hours:
        make_completion(person, completed_on=TODAY, hours=Decimal(each))

    assert queries.cpd_year(person, on=TODAY).sentence == sentence


def test_the_line_of_the_year_has_a_knot_for_each_and_a_ring_for_what_is_booked():
    person = make_person()
    make_completion(person, completed_on=TODAY)

    line = queries.cpd_year(person, on=TODAY, booked=[TODAY + timedelta(days=7)]).line

    assert [(len(one.knots), len(one.rings)) for one in line.lines] == [(1, 1)] * 2
    assert line.says == "One thing learned, 6 hours, since 1 December."


def test_the_year_of_one_person_takes_one_query(django_assert_num_queries):
    person = make_person()
    for days in range(3):
        make_completion(person, completed_on=TODAY - timedelta(days=days))

    with django_assert_num_queries(1):
        assert queries.cpd_year(person, on=TODAY).sentence


def test_a_certificate_is_found_by_its_code_however_it_is_typed():
    certificate = actions.issue_certificate(make_completion(), by=None)

    typed = [certificate.code, certificate.shown_code.lower(), f" {certificate.shown_code.replace('-', ' ')} "]
    assert [queries.certificate(one) for one in typed] == [certificate] * 3


@pytest.mark.parametrize("typed", ["", "K7QM-2XWD-9HTR-4BNC", "abc", "\x00" * 16, "1" * 16])
def test_a_wrong_code_finds_nothing(typed):
    actions.issue_certificate(make_completion(), by=None)

    assert queries.certificate(typed) is None


def test_a_certificate_goes_with_its_completion():
    completion = make_completion()
    certificate = actions.issue_certificate(completion, by=None)

    actions.withdraw_completion(completion, by=None, why="By mistake.")

    assert queries.certificate(certificate.code) is None


def test_people_are_found_by_e_mail_address_or_name_within_reach():
    council = make_organisation("Council")
    amara = make_person("Amara", "Okafor", email="amara@weyshire.example")
    others = [make_person("Tom", "Beckett"), make_person("Tom", "Becket")]
    elsewhere = make_person("Amara", "Elsewhere")
    for person in (amara, *others):
        make_spell(person, organisation=council)
    make_spell(elsewhere, organisation=make_organisation("Health"))
    viewer = make_viewer(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=council)

    found = {
        typed: set(queries.people_called(viewer, typed))
        for typed in ("Amara@Weyshire.example", "amara okafor", "Amara", "Tom", "nobody at all", "\x00")
    }

    assert found == {
        "Amara@Weyshire.example": {amara},
        "amara okafor": {amara},
        "Amara": {amara},
        "Tom": set(others),
        "nobody at all": set(),
        "\x00": set(),
    }


def test_the_record_of_a_manager_in_a_big_place_uses_an_index():
    viewer, person = make_viewer(Role.MANAGER), make_person()
    make_completion(person, make_item())

    plan = queries.completions(viewer, person).explain()

    assert "SCAN records_completion" not in plan
    assert Completion.objects.count() == 1
