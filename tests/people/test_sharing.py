"""What a partner does not share, the hub does not see: on pages, through the API and in files."""

import pytest

from academy.people import queries
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer, visible
from academy.records.models import Completion
from academy.surveys.models import FollowUp
from tests.builders import (
    make_account,
    make_agreement,
    make_completion,
    make_follow_up,
    make_organisation,
    make_spell,
    make_viewer,
)
from tests.people.reading import days

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_organisation("St Alda’s", kind="school")


@pytest.fixture
def completion(school):
    return make_follow_up(make_completion(make_spell(organisation=school).person)).completion


def seen(viewer: Viewer) -> tuple[int, int]:
    return visible(viewer, Completion).count(), visible(viewer, FollowUp).count()


def test_without_an_agreement_the_hub_sees_neither_records_nor_answers(completion):
    assert seen(make_viewer(Role.ACADEMY)) == (0, 0)
    assert seen(TheAuthority()) == (1, 1)


@pytest.mark.parametrize(
    ("shares", "is_seen"),
    [(["records"], (1, 0)), (["follow_ups"], (0, 1)), (["records", "follow_ups"], (1, 1))],
)
def test_each_word_opens_what_it_says(completion, school, shares, is_seen):
    make_agreement(school, shares=shares)

    assert seen(make_viewer(Role.ACADEMY)) == is_seen


def test_what_was_shared_is_out_of_sight_the_day_after_the_last(completion, school):
    make_agreement(school, ends_on=days(0))
    dan = make_account(Role.ACADEMY)

    assert [seen(Viewer(dan, day)) for day in (days(0), days(1))] == [(1, 1), (0, 0)]


def test_the_councils_own_people_need_no_agreement():
    make_completion(make_spell(organisation=make_organisation(kind="council")).person)

    assert seen(make_viewer(Role.ACADEMY)) == (1, 0)


def test_the_school_and_the_person_see_what_the_hub_does_not(completion, school):
    lead = make_viewer(Role.TRAINING_LEAD, organisation=school)
    self = make_viewer(Role.PRACTITIONER, person=completion.person, organisation=school)

    assert [seen(viewer) for viewer in (lead, self)] == [(1, 1), (1, 1)]


def test_whoever_is_of_the_hub_and_leads_there_too_sees_their_own(completion, school):
    both = make_account(Role.TRAINING_LEAD, organisation=school)
    both.grants.create(role=Role.ACADEMY, organisation=make_organisation(), starts_on=days(-1))

    assert seen(Viewer(both)) == (1, 1)


def test_counts_stay(completion, school):
    assert queries.in_scope(make_viewer(Role.ACADEMY), school) == (1, 1)
    assert visible(make_viewer(Role.ACADEMY), type(completion.person)).filter(pk=completion.person_id).exists()
