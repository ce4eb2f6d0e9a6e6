from datetime import date

import pytest

from academy.needs import jobs, queries
from academy.needs.measures import up_to_date
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import (
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_spell,
    make_viewer,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)


@pytest.fixture
def organisation():
    """Forty people of whom something is asked, thirty of whom have done it, and one of whom nothing is asked."""
    organisation = make_organisation()
    item = make_item()
    make_requirement(item, due_within_days=0)
    for number in range(40):
        person = make_spell(make_person(f"P{number}"), organisation=organisation).person
        if number < 30:
            make_completion(person, item, completed_on=ON)
    make_spell(make_person("Other"), organisation=organisation, job_role="other")
    return organisation


def test_the_share_is_of_those_of_whom_anything_is_asked(organisation):
    figure = up_to_date(TheAuthority(ON), on=ON)

    assert (figure.shown, figure.n, figure.count, figure.on) == ("75%", 40, 30, ON)
    assert figure.range_words == "30 of the 40 people of whom anything is asked"
    assert figure.sentence == "Of every 100, about 25 have something overdue."


def test_it_can_be_asked_for_one_requirement_or_one_organisation(organisation):
    requirement = make_requirement(make_item("Fire safety"), job_role="other", due_within_days=0)
    elsewhere = make_organisation("Elsewhere")
    viewer = TheAuthority(ON)

    assert up_to_date(viewer, on=ON, requirement=requirement).n == 1
    assert up_to_date(viewer, on=ON, organisation=organisation).n == 41
    assert up_to_date(viewer, on=ON, organisation=elsewhere).shown == "Not known yet"


def test_whoever_sees_one_organisation_gets_that_ones_share(organisation):
    other = make_organisation("Other", kind="health")
    make_spell(make_person("Late"), organisation=other)
    lead = make_viewer(Role.TRAINING_LEAD, organisation=other, on=ON)

    assert (up_to_date(lead, on=ON).n, up_to_date(TheAuthority(ON), on=ON).n) == (1, 41)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.MEMBER])
def test_whoever_sees_only_counts_is_not_told_of_a_few(organisation, role):
    viewer = make_viewer(role, organisation=organisation, on=ON)
    few = make_organisation("Few")
    for number in range(3):
        make_spell(make_person(f"F{number}"), organisation=few)

    assert up_to_date(viewer, on=ON).shown != "Too few to show"
    assert up_to_date(viewer, on=ON, organisation=few).shown == "Too few to show"


def test_the_days_snapshot_gives_the_same_as_counting_again(organisation, django_assert_num_queries):
    counted = up_to_date(TheAuthority(ON), on=ON)
    jobs.take_gap_snapshot(on=ON.isoformat())

    with django_assert_num_queries(1):
        from_snapshot = up_to_date(TheAuthority(ON), on=ON)

    assert from_snapshot == counted


def test_where_nothing_is_asked_nothing_is_claimed():
    figure = up_to_date(TheAuthority(ON), on=ON)

    assert (figure.shown, figure.sentence) == ("Not known yet", "Nothing is asked of anybody here.")
    assert queries.gap_counts(TheAuthority(ON), on=ON).asked == 0
