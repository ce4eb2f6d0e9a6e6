"""Two records of one person become one, in every room, and two again."""

import hashlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from academy.booking.models import Booking
from academy.booking.rules import Clash, Status
from academy.core.models import Entry, EntryAbout, Notice
from academy.home import actions
from academy.people import actions as people
from academy.people import queries
from academy.people.models import (
    Account,
    Merge,
    MovedRow,
    Person,
    Spell,
)
from academy.people.rules import CannotMerge, CannotUndo, Role
from academy.people.scope import TheAuthority
from academy.records.models import Completion
from academy.surveys.models import FollowUp
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_item,
    make_person,
    make_session,
    make_spell,
    signed_in,
)
from tests.people.reading import days

pytestmark = pytest.mark.django_db
OF_THE_MERGE = {Merge, MovedRow, Entry, EntryAbout, Notice}  # what tells of it, and is meant to stay
STAYS = {"people.Merge.kept", "people.Merge.merged", "people.Person.merged_into", "people.TwoPeople.one"}
STAYS |= {"people.TwoPeople.other", "privacy.SubjectFile.person", "privacy.Erased.person"}
WHY = "Both told me that they changed name at marriage"


def rows() -> dict[str, dict[int, str]]:
    """A hash of every row of every table."""
    found = {}
    for model in apps.get_models():
        if model in OF_THE_MERGE or not model._meta.managed:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        found[model._meta.label] = {
            values[0]: hashlib.sha256(repr(values).encode()).hexdigest()
            for values in model._base_manager.order_by("pk").values_list("pk", *names)
        }
    return found


def pointers() -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key to a person, in every room."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is Person:
                yield model, field.name


def pointing_at(person: Person) -> set[str]:
    return {
        f"{model._meta.label}.{name}"
        for model, name in pointers()
        if model._base_manager.filter(**{name: person}).exists()
    }


def merge(kept: Person, merged: Person, *, by: Account | None = None) -> Merge:
    return actions.merge_people(kept, merged, why=WHY, by=by)


def test_everything_that_pointed_at_the_one_points_at_the_other(kept, merged):
    pointed = pointing_at(merged)

    merge(kept, merged)

    assert pointing_at(merged) == {"people.Merge.merged"}
    assert pointing_at(kept) >= pointed - {"needs.GapSnapshot.person", "booking.CalendarAddress.person"}


def test_no_pointer_at_a_person_is_forgotten(kept, merged):
    """Somebody who adds a pointer gives `merged` one, and says what becomes of it in the room's `move_person`."""
    make_account(person=merged)
    tried = pointing_at(merged) | {"privacy.LookUp.person"}

    assert {f"{model._meta.label}.{name}" for model, name in pointers()} == tried | STAYS


def test_undone_every_row_of_every_table_is_as_it_was(kept, merged):
    make_account(Role.PRACTITIONER, person=merged)
    before = rows()
    done = merge(kept, merged)
    assert rows() != before

    people.undo_merge(done, by=None)

    assert rows() == before


def test_undone_and_done_again_it_is_the_same(kept, merged):
    done = merge(kept, merged)
    after = rows()

    people.undo_merge(done, by=None)
    merge(kept, merged)

    assert rows() == after


def test_whichever_is_kept_the_same_learning_posts_and_bookings_are_theirs(kept, merged):
    before = (Completion.objects.count(), Spell.objects.count(), Booking.objects.count())

    merge(merged, kept)

    assert (Completion.objects.count(), Spell.objects.count(), Booking.objects.count()) == before
    assert [spell.post.title for spell in Spell.objects.filter(person=merged)] == ["Nurse", "Health visitor"]


def test_what_the_kept_record_does_not_know_is_filled_in_and_the_other_holds_no_number_any_more(kept, merged):
    merge(kept, merged)

    kept.refresh_from_db()
    other = Person._base_manager.get(pk=merged.pk)
    assert (kept.email, kept.swe_number, kept.birth_year, kept.name) == (
        "amara@trust.example", "SW77", 1988, "Amara Okafor",
    )  # fmt: skip
    assert (other.email, other.swe_number, other.merged_into_id) == (None, None, kept.pk)


def test_the_same_learning_on_one_day_stays_once_with_what_was_asked_about_it(kept, merged):
    item = make_item()
    ours = make_completion(kept, item, completed_on=days(-5))
    theirs = make_completion(merged, item, completed_on=days(-5))
    asked = make_follow_up(theirs)

    merge(kept, merged)

    assert list(Completion.objects.filter(item=item, person=kept)) == [ours]
    assert (Completion.objects.get(pk=theirs.pk).person_id, FollowUp.objects.get(pk=asked.pk).person_id) == (
        merged.pk, merged.pk,
    )  # fmt: skip


def test_one_post_on_two_records_is_one_stay_from_the_first_day_to_the_last(kept, merged, trust):
    ours = Spell.objects.get(person=kept)
    make_spell(merged, organisation=trust, job_role="nurse", started_on=days(-900), ended_on=days(-100))
    before = rows()

    done = merge(kept, merged)

    nursing = Spell.objects.filter(person=kept, post=ours.post)
    assert [(spell.pk, spell.started_on, spell.ended_on) for spell in nursing] == [(ours.pk, days(-900), None)]
    people.undo_merge(done, by=None)
    assert rows() == before


def test_nobody_becomes_their_own_line_manager(kept, merged):
    Spell.objects.filter(person=kept).update(line_manager=merged)

    merge(kept, merged)

    assert not Spell.objects.filter(person=kept, line_manager=kept).exists()


def test_two_places_on_one_session_to_come_are_refused_and_nothing_is_changed(kept, merged):
    session = make_session(make_item("Safer recruitment"))
    make_booking(session, kept)
    make_booking(session, merged)
    before = rows()

    with pytest.raises(Clash, match="Both are booked on Safer recruitment"):
        merge(kept, merged)

    assert (rows(), Merge.objects.count(), Entry.objects.count()) == (before, 0, 0)


def test_of_two_bookings_on_one_session_in_the_past_one_stays(kept, merged):
    session = make_session()
    first, second = (make_booking(session, person, status=Status.ATTENDED) for person in (kept, merged))

    merge(kept, merged)

    assert [Booking.objects.get(pk=booking.pk).person_id for booking in (first, second)] == [kept.pk, merged.pk]


def test_an_account_goes_with_the_person_and_of_two_the_other_opens_nothing(kept, merged, trust):
    second = make_account(Role.PRACTITIONER, person=merged, organisation=trust)
    client = signed_in(second)
    assert client.get("/").status_code == 200

    merge(kept, merged)

    assert [Account.objects.get(pk=account.pk).is_active for account in (kept.account, second)] == [True, False]
    assert client.get("/").status_code == 302


def test_the_only_account_is_the_kept_ones(merged, trust):
    account = make_account(Role.PRACTITIONER, person=merged, organisation=trust)
    kept = make_person("Amara", "Okafor")

    merge(kept, merged)

    assert Account.objects.get(pk=account.pk).person_id == kept.pk


def test_a_second_account_with_a_role_is_refused_so_that_no_role_moves_by_merging(kept, merged, trust):
    make_account(Role.TRAINING_LEAD, person=merged, organisation=trust)

    with pytest.raises(CannotMerge, match="with the role training lead"):
        merge(kept, merged)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({"swe_number": "SW1"}, {"swe_number": "SW2"}, "different registration numbers"),
        ({"birth_year": 1970}, {"birth_year": 1971}, "One was born in 1970 and the other in 1971"),
    ],
)
def test_what_shows_that_they_are_two_is_refused(one, other, words):
    with pytest.raises(CannotMerge, match=words):
        merge(make_person(**one), make_person(**other))


def test_nobody_merges_their_own_record_or_one_out_of_reach(kept, merged, trust):
    lead = make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=trust)
    make_spell(lead.person, organisation=trust)
    elsewhere = make_spell(make_person("Amara", "Okafor")).person

    with pytest.raises(CannotMerge, match="your own record"):
        merge(lead.person, merged, by=lead)
    with pytest.raises(CannotMerge, match="not here any more"):
        merge(kept, elsewhere, by=lead)
    assert merge(kept, merged, by=lead).merged_by == lead


def test_the_person_is_told_at_both_addresses_and_the_trail_knows_both_records(kept, merged):
    done = merge(kept, merged)

    assert sorted(Notice.objects.values_list("to", flat=True)) == ["amara.bell@trust.example", "amara@trust.example"]
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id) == ("merged two records:", str(done.pk))
    assert {about.subject_id for about in EntryAbout.objects.filter(entry=entry)} == {kept.pk, merged.pk}


def test_the_merged_number_answers_as_the_kept_person_for_those_who_may_see_them(kept, merged, trust):
    merge(kept, merged)
    lead = signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=trust))
    stranger = signed_in(make_account(Role.TRAINING_LEAD, person=make_person("Zoe")))

    assert lead.get(f"/people/{merged.pk}/")["Location"] == f"/people/{kept.pk}/"
    assert lead.get(f"/records/people/{merged.pk}/")["Location"] == f"/records/people/{kept.pk}/"
    assert {stranger.get(f"/people/{number}/").status_code for number in (merged.pk, kept.pk)} == {404}


def test_the_merged_record_is_met_nowhere_any_more(kept, merged):
    assert merged in queries.people(TheAuthority(), search="Bell")

    merge(kept, merged)

    assert list(queries.people(TheAuthority(), search="Bell")) == []
    assert Person.objects.filter(pk=merged.pk).count() == 0


def test_what_was_added_since_stays_with_the_kept_one_and_what_was_taken_off_stays_off(kept, merged):
    done = merge(kept, merged)
    new = make_completion(kept, completed_on=days(-1))
    learned = Completion.objects.get(person=kept, completed_on=days(-90))
    FollowUp.objects.filter(completion=learned).delete()
    learned.delete()

    people.undo_merge(done, by=None)

    assert list(Completion.objects.filter(person__in=(kept, merged.pk))) == [new]


def test_what_was_changed_since_is_not_overwritten(kept, merged):
    done = merge(kept, merged)
    Booking.objects.filter(person=kept).update(person=make_person("Somebody", "Else"))
    before = rows()

    with pytest.raises(CannotUndo, match="has been changed since"):
        people.undo_merge(done, by=None)

    assert rows() == before


def test_a_merge_of_a_merge_is_undone_from_the_last(kept, merged):
    third, before = make_person("Amara", "Okafor-Bell"), rows()
    first = merge(kept, merged)
    last = merge(third, kept)
    assert Person._base_manager.get(pk=merged.pk).merged_into_id == third.pk

    with pytest.raises(CannotUndo):
        people.undo_merge(first, by=None)
    people.undo_merge(last, by=None)
    people.undo_merge(first, by=None)

    assert rows() == before


def test_an_address_given_to_somebody_else_meanwhile_keeps_the_merge(kept, merged):
    done = merge(kept, merged)
    make_person("New", "Comer", email="amara.bell@trust.example")

    with pytest.raises(CannotUndo, match="given to somebody else since"):
        people.undo_merge(done, by=None)


def test_merging_what_was_merged_a_moment_ago_is_refused_in_words(kept, merged):
    merge(kept, merged)

    with pytest.raises(CannotMerge, match="not here any more"):
        merge(kept, merged)
    with pytest.raises(CannotMerge, match="not here any more"):
        merge(merged, kept)


def test_undone_twice_is_refused(kept, merged):
    done = merge(kept, merged)
    people.undo_merge(done, by=None)

    with pytest.raises(CannotUndo, match="undone before"):
        people.undo_merge(done, by=None)
