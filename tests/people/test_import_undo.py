"""An import that is undone, cancelled, overtaken or looked at twice."""

from datetime import date

import pytest

from academy.core import imports as machine
from academy.core.models import Entry, ImportRow, ImportRun
from academy.people import imports
from academy.people.models import Grant, Organisation, Person, Spell
from academy.people.rules import Role
from tests.builders import make_account, make_organisation
from tests.people import hr_file
from tests.people.staff import AMARA, a_list, check, row, save
from tests.people.tables import counts, hashes

pytestmark = pytest.mark.django_db


@pytest.fixture
def weyshire() -> Organisation:
    return make_organisation("Weyshire", code="weyshire")


def test_a_week_later_those_who_changed_are_joined_moved_and_ended_and_undo_brings_all_back(weyshire):
    before = hashes()
    this_week = hr_file.staff_list(300)
    first = save(this_week.content)
    after_first = hashes()

    second = save(hr_file.changed(this_week, 0.1).content)

    joiners, movers, leavers, same, bad = counts(second)
    assert (joiners, movers + leavers, same, bad) == (0, 30, 270, 0)
    assert leavers == Spell.objects.filter(reason_for_leaving=1).count() > 5
    machine.undo(second, by=None)
    assert hashes() == after_first
    machine.undo(first, by=None)
    assert hashes() == before


def test_a_role_held_through_the_post_ends_with_it_and_comes_back_with_undo(weyshire):
    save(a_list(AMARA))
    make_account(Role.TRAINING_LEAD, person=Person.objects.get(), organisation=weyshire)

    run = save(a_list(row(end_date="06/11/2026")))

    assert Grant.objects.get().ends_on == date(2026, 11, 6)
    assert Entry.objects.filter(verb="ended with the post").count() == 1
    machine.undo(run, by=None)
    assert Grant.objects.get().ends_on is None


def test_nothing_is_built_on_an_import_that_is_undone(weyshire):
    run = save(a_list(AMARA))
    make_account(Role.PRACTITIONER, person=Person.objects.get(), organisation=weyshire)
    before = hashes()

    with pytest.raises(machine.CannotBeUndone, match="There are accounts for Amara Okafor since this import"):
        machine.undo(run, by=None)

    assert hashes() == before


def test_what_was_changed_since_is_not_lost(weyshire):
    run = save(a_list(AMARA))
    person = Person.objects.get()
    person.given_name = "Amara-Jane"
    person.save()

    with pytest.raises(machine.CannotBeUndone, match="Amara-Jane Okafor has been changed since"):
        machine.undo(run, by=None)


def test_an_import_that_is_overtaken_is_undone_after_the_one_that_overtook_it(weyshire):
    first = save(a_list(AMARA))
    save(a_list(AMARA))
    second = save(a_list(row(team="South")))

    with pytest.raises(machine.CannotBeUndone, match=r"staff\.csv was saved after this one"):
        machine.undo(first, by=None)

    machine.undo(second, by=None)
    machine.undo(first, by=None)
    assert Person.objects.count() == 0


def test_what_changed_between_the_check_and_the_save_is_shown_again(weyshire):
    run = check(a_list(AMARA))
    save(a_list(AMARA))

    run = imports.save(run, by=None)

    assert (run.stage, counts(run)) == (ImportRun.Stage.CHECKED, (0, 0, 0, 1, 0))
    assert run.notices[0].startswith("This is not quite as it was when you looked")


def test_the_file_is_not_kept_once_it_is_saved_or_cancelled(weyshire):
    saved, cancelled = save(a_list(AMARA)), machine.cancel(check(a_list(AMARA)), by=None)

    assert (saved.file, cancelled.file) == (None, None)
    with pytest.raises(machine.NotNow):
        imports.save(cancelled, by=None)
    assert ImportRow.objects.filter(run=saved).exclude(cells=[]).count() == 0


def test_a_cancelled_file_saves_nothing(weyshire):
    before = hashes()

    machine.cancel(check(a_list(AMARA)), by=None)

    assert hashes() == before
