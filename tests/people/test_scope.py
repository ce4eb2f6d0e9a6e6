"""Who sees whom, and from when to when."""

from datetime import timedelta

import pytest

from academy.people.models import Account, Grant, Organisation, Person, SignInTries, Spell, Team
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer, visible
from tests.builders import (
    TODAY,
    make_account,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    make_viewer,
)

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def seen(viewer: Viewer) -> set[Person]:
    return set(visible(viewer, Person))


def test_a_practitioner_sees_only_themselves():
    make_spell()
    me = make_person("Amara")

    assert seen(make_viewer(Role.PRACTITIONER, person=me, on=TODAY)) == {me}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DIRECTOR, Role.MEMBER])
def test_who_works_with_figures_sees_nobody_else(role):
    top = make_organisation()
    make_spell(organisation=top)
    me = make_person("Helen")

    assert seen(make_viewer(role, person=me, organisation=top, on=TODAY)) == {me}


def test_the_academy_team_sees_everyone_also_who_has_left():
    here, gone = make_spell().person, make_spell(ended_on=YESTERDAY).person
    viewer = make_viewer(Role.ACADEMY, on=TODAY)

    assert seen(viewer) == {here, gone, viewer.person}


def test_nobody_signed_in_sees_nobody():
    make_spell()

    assert seen(Viewer(None, TODAY)) == set()
    assert len(seen(TheAuthority(TODAY))) == 1


@pytest.mark.parametrize(
    ("started_on", "ended_on", "is_seen"),
    [
        (TODAY, None, True),
        (YESTERDAY, TODAY, True),
        (YESTERDAY - timedelta(days=9), YESTERDAY, False),
        (TOMORROW, None, False),
    ],
)
def test_a_line_manager_sees_somebody_while_they_manage_them(started_on, ended_on, is_seen):
    manager = make_person("Ruth")
    spell = make_spell(line_manager=manager, started_on=started_on, ended_on=ended_on)
    viewer = make_viewer(Role.MANAGER, person=manager, on=TODAY)

    assert (spell.person in seen(viewer)) == is_seen


@pytest.mark.parametrize(
    ("started_on", "ended_on", "is_seen"),
    [
        (TODAY, None, True),
        (YESTERDAY, TODAY, True),
        (YESTERDAY - timedelta(days=9), YESTERDAY, False),
        (TOMORROW, None, False),
    ],
)
def test_a_training_lead_sees_somebody_while_they_work_in_the_branch(started_on, ended_on, is_seen):
    trust = make_organisation("Trust", kind="health")
    part = make_organisation("North", parent=trust, kind="health")
    spell = make_spell(organisation=part, started_on=started_on, ended_on=ended_on)
    viewer = make_viewer(Role.TRAINING_LEAD, organisation=trust, on=TODAY)

    assert (spell.person in seen(viewer)) == is_seen


def test_a_training_lead_sees_neither_what_is_above_nor_what_is_beside_nor_what_only_begins_alike():
    top = make_organisation("Top", code="w")
    mine = make_organisation("Mine", parent=top, code="health")
    beside = make_organisation("Beside", parent=top, code="health-2")
    there = {make_spell(organisation=organisation).person for organisation in (top, beside)}
    viewer = make_viewer(Role.TRAINING_LEAD, organisation=mine, on=TODAY)

    assert there & seen(viewer) == set()
    assert set(visible(viewer, Organisation)) == {mine}


def test_a_role_works_from_its_first_day_to_its_last():
    trust = make_organisation("Trust")
    account, person = make_account(person=make_person("Grace")), make_spell(organisation=trust).person
    Grant.objects.create(account=account, role=Role.TRAINING_LEAD, organisation=trust, starts_on=TODAY, ends_on=TODAY)

    assert [person in seen(Viewer(account, day)) for day in (YESTERDAY, TODAY, TOMORROW)] == [False, True, False]


def test_a_line_manager_without_the_role_sees_only_themselves():
    manager = make_person("Ruth")
    make_spell(line_manager=manager)

    assert seen(make_viewer(Role.PRACTITIONER, person=manager, on=TODAY)) == {manager}


def test_two_roles_reach_as_far_as_both():
    ruth, trust = make_person("Ruth"), make_organisation("Trust")
    managed, led = make_spell(line_manager=ruth).person, make_spell(organisation=trust).person
    viewer = make_viewer(Role.MANAGER, Role.TRAINING_LEAD, person=ruth, organisation=trust, on=TODAY)

    assert seen(viewer) == {ruth, managed, led}


def test_what_hangs_on_a_person_is_seen_with_the_person():
    trust, other = make_organisation("Trust"), make_organisation("Other")
    mine, theirs = make_spell(organisation=trust), make_spell(organisation=other)
    for spell in (mine, theirs):
        make_account(Role.PRACTITIONER, person=spell.person, organisation=other)
        make_team("A team", organisation=spell.post.organisation)
    viewer = make_viewer(Role.TRAINING_LEAD, organisation=trust, on=TODAY)
    others = {viewer.account.pk}

    assert list(visible(viewer, Spell)) == [mine]
    assert set(visible(viewer, Account).exclude(pk__in=others)) == {mine.person.account}
    assert set(visible(viewer, Grant).exclude(account__in=others)) == set(mine.person.account.grants.all())
    assert {team.organisation for team in visible(viewer, Team)} == {trust}


def test_a_model_that_does_not_say_how_it_reaches_anybody_cannot_be_asked_for():
    with pytest.raises(TypeError, match="SignInTries does not say how it reaches"):
        visible(make_viewer(Role.PRACTITIONER), SignInTries)
