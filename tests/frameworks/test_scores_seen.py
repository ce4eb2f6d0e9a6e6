"""Who sees somebody’s scores: they themselves, their line manager of today, and nobody else."""

from datetime import date, timedelta

import pytest
from django.test import Client

from academy.frameworks import actions
from academy.frameworks.actions import self_assessments
from academy.frameworks.models import Score, SelfAssessment
from academy.frameworks.rules import Level, Purpose, State
from academy.people.rules import Role
from academy.people.scope import Viewer, visible
from academy.privacy import holdings
from tests.builders import make_account, make_person, make_spell, signed_in
from tests.builders_practice import make_scores

pytestmark = pytest.mark.django_db
CONFIRM = "/catalogue/capabilities/to-confirm/"


def as_manager(ruth) -> Client:
    return signed_in(make_account(Role.MANAGER, person=ruth))


def begin(person, framework):
    return actions.begin_self_assessment(person, framework, Purpose.APPRAISAL, by=None)


def seen_by(held, **said) -> list[State]:
    viewer = Viewer(make_account(*said.pop("roles"), **said))
    return [one.state for one in visible(viewer, SelfAssessment).filter(pk=held.pk)]


def test_a_draft_is_its_writers_and_what_was_sent_also_the_line_managers(amara, ruth, standards):
    held = begin(amara, standards)
    manager, writer = as_manager(ruth), signed_in(make_account(Role.PRACTITIONER, person=amara))
    address = f"/needs/capabilities/scores/{held.pk}/"

    assert writer.get(address).status_code == 302
    assert manager.get(address).status_code == 404
    for score in held.scores.all():
        actions.score_oneself(held, score.capability, Level.NEW)
    actions.send_self_assessment(held, by=None)
    assert (writer.get(address).status_code, manager.get(address).status_code) == (200, 200)


@pytest.mark.parametrize(
    "role", [Role.TRAINING_LEAD, Role.ACADEMY, Role.AUDITOR, Role.DIRECTOR, Role.MEMBER, Role.INFORMATION]
)
def test_nobody_else_sees_a_score_whatever_their_role(amara, standards, role):
    held = make_scores(amara, standards, 1, 2, 3, confirmed=(1, 2, 3))
    organisation = amara.spells.get().post.organisation

    assert seen_by(held, roles=[role], person=make_person(), organisation=organisation) == []
    viewer = Viewer(make_account(role, person=make_person(), organisation=organisation))
    assert visible(viewer, Score).count() == 0


def test_who_is_line_manager_no_more_sees_it_no_more_and_who_follows_does(amara, ruth, standards):
    held = make_scores(amara, standards, 1, 2, 3)
    spell, olu = amara.spells.get(), make_person("Olu", "Next")
    yesterday = date.today() - timedelta(days=1)
    spell.ended_on = yesterday
    spell.save()
    make_spell(
        amara, team=spell.post.team, organisation=spell.post.organisation, line_manager=olu, started_on=date.today()
    )

    assert [as_manager(one).get(f"{CONFIRM}{held.pk}/").status_code for one in (ruth, olu)] == [404, 200]


def test_a_person_reads_their_scores_in_the_file_of_what_is_kept(amara, standards):
    make_scores(amara, standards, 1, 2, 3, confirmed=(1, 2, 3))

    titles = {table.caption: len(list(table.rows)) for table in holdings.everything(amara)}

    assert (titles["Self-assessments"], titles["Scores"]) == (1, 3)


def test_erasing_somebody_takes_their_scores_and_leaves_other_peoples(amara, ruth, standards):
    make_scores(amara, standards, 1, 2, 3)
    theirs = make_spell(make_person("Tom"), line_manager=amara).person
    make_scores(theirs, standards, 1, 2, 3)

    assert self_assessments.erase_person(amara)["assessments"] == 1

    assert list(SelfAssessment.objects.values_list("person", "sent_to")) == [(theirs.pk, None)]
