from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from academy.core import clock, trail
from academy.core.models import Notice
from academy.needs import actions, queries, rules
from academy.needs.actions import Asking
from academy.needs.models import Requirement
from academy.people.models import JobRole
from academy.people.rules import Role
from academy.people.scope import TheAuthority
from tests.builders import (
    LONG_AGO,
    make_account,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_spell,
    make_viewer,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)


def verbs(record):
    return [entry.verb for entry in trail.entries_about(record)]


def social_workers(item, **fields):
    return Asking(item, job_role=JobRole.objects.get(code="social_worker"), **fields)


def test_what_is_asked_is_kept_and_makes_gaps():
    dan, item = make_account(), make_item("Supervision skills")
    spell = make_spell()

    requirement = actions.add_requirement(
        social_workers(item, due_within_days=30, renewal_months=24, why="Audits"), starts_on=TODAY, by=dan
    )

    kept = Requirement.objects.get()
    assert (kept.item, kept.due_within_days, kept.renewal_months, kept.why) == (item, 30, 24, "Audits")
    assert verbs(requirement) == ["asked for"]
    (gap,) = queries.gaps(TheAuthority(TODAY), on=TODAY)
    assert (gap.person_id, gap.due_on) == (spell.person_id, TODAY + timedelta(days=30))


def test_nobody_is_late_for_what_was_first_asked_yesterday():
    make_spell(started_on=date(2010, 1, 4))
    actions.add_requirement(Asking(make_item(), due_within_days=14), starts_on=TODAY, by=None)

    (gap,) = queries.gaps(TheAuthority(TODAY), on=TODAY)

    assert gap.words == "Due 24 November"


def test_the_same_is_not_asked_twice_of_the_same_people():
    item = make_item("Supervision skills")
    actions.add_requirement(social_workers(item), starts_on=TODAY, by=None)

    with pytest.raises(rules.AlreadyAsked) as refused:
        actions.add_requirement(social_workers(item, due_within_days=7), starts_on=TODAY, by=None)

    assert refused.value.words.startswith("The same people are already asked for “Supervision skills”.")
    assert actions.add_requirement(Asking(item), starts_on=TODAY, by=None).job_role is None


def test_the_database_refuses_the_same_twice_as_well():
    requirement = make_requirement()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_requirement(requirement.item)


def test_terms_that_make_no_sense_are_refused():
    with pytest.raises(rules.TooLong):
        actions.add_requirement(Asking(make_item(), renewal_months=0), starts_on=TODAY, by=None)

    assert Requirement.objects.count() == 0


def test_a_change_is_a_new_row_and_the_old_one_stays_for_its_time():
    item = make_item()
    old = make_requirement(item, renewal_months=36)

    new = actions.change_requirement(old, social_workers(item, renewal_months=24), on=TODAY, by=None)

    old.refresh_from_db()
    assert (old.ends_on, new.starts_on, new.renewal_months) == (TODAY - timedelta(days=1), TODAY, 24)
    assert new.cause == old
    assert (verbs(old), verbs(new)) == (["ended"], ["asked for"])
    viewer = TheAuthority(TODAY)
    assert [row.renewal_months for row in queries.current_requirements(viewer, on=TODAY - timedelta(days=1))] == [36]
    assert [row.renewal_months for row in queries.current_requirements(viewer, on=TODAY)] == [24]


def test_a_change_starts_nobodys_time_anew():
    item = make_item()
    old = make_requirement(item, due_within_days=28)
    make_spell(started_on=LONG_AGO)

    second = actions.change_requirement(old, social_workers(item, due_within_days=56), on=TODAY, by=None)
    actions.change_requirement(second, social_workers(item, due_within_days=84), on=TODAY + timedelta(days=7), by=None)

    on = TODAY + timedelta(days=7)
    (gap,) = queries.gaps(TheAuthority(on), on=on)
    assert gap.due_on == LONG_AGO + timedelta(days=84)


def test_a_change_that_changes_nothing_is_refused():
    requirement = make_requirement()

    with pytest.raises(rules.NothingChanges):
        actions.change_requirement(requirement, social_workers(requirement.item, due_within_days=84), on=TODAY, by=None)


def test_what_has_ended_is_not_changed_again():
    requirement = make_requirement(ends_on=date(2025, 5, 31))

    with pytest.raises(rules.AlreadyEnded):
        actions.change_requirement(requirement, Asking(requirement.item), on=TODAY, by=None)


def test_a_change_may_not_ask_the_same_as_another_requirement_does():
    item = make_item()
    make_requirement(item)
    everyone = make_requirement(item, job_role=None)

    with pytest.raises(rules.AlreadyAsked):
        actions.change_requirement(everyone, social_workers(item), on=TODAY, by=None)

    everyone.refresh_from_db()
    assert everyone.ends_on is None


def test_what_has_ended_is_asked_of_nobody_after_its_last_day():
    requirement = make_requirement(due_within_days=0)
    make_spell()

    actions.end_requirement(requirement, on=TODAY, by=None)

    viewer = TheAuthority(TODAY)
    assert len(queries.gaps(viewer, on=TODAY)) == 1
    assert len(queries.gaps(viewer, on=TODAY + timedelta(days=1))) == 0
    assert verbs(requirement) == ["ended"]


def test_nothing_ends_before_it_started_or_twice():
    requirement = make_requirement(starts_on=TODAY)

    with pytest.raises(rules.TooEarly):
        actions.end_requirement(requirement, on=TODAY - timedelta(days=1), by=None)
    actions.end_requirement(requirement, on=TODAY, by=None)
    with pytest.raises(rules.AlreadyEnded):
        actions.end_requirement(requirement, on=TODAY + timedelta(days=9), by=None)


def test_a_reminder_leaves_alone_who_has_nothing_due_or_no_address():
    on = clock.today()
    organisation = make_organisation()
    make_requirement(make_item("Fire safety"))
    amara = make_spell(make_person(), organisation=organisation).person
    fine = make_spell(make_person("Tom", "Beckett"), organisation=organisation, job_role="other").person
    without = make_spell(make_person("Ines", "Costa", email=None), organisation=organisation).person
    viewer = make_viewer(Role.ACADEMY, organisation=organisation)

    reminded = actions.remind([amara, fine, without], viewer=viewer, on=on)

    assert reminded == [amara]
    assert [notice.to for notice in Notice.objects.all()] == [amara.email]
    assert (verbs(amara), verbs(fine)) == (["reminded"], [])
