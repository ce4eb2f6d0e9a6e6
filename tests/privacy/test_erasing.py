"""Erasing: on request, when its time is over, and again after an old copy was put back."""

import json
from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from academy.booking.models import Booking, Session
from academy.core import clock, notices, trail
from academy.core.models import Notice
from academy.people.models import Account, Person, SignInTries, StaffNumber
from academy.people.rules import Reason, Role
from academy.privacy import actions, rules
from academy.privacy.jobs import erase_what_is_due
from academy.privacy.models import Erased, Erasure, LookUp, SubjectFile
from academy.privacy.rules import Kept, Why
from academy.records import actions as records
from academy.records.models import Certificate, Completion
from academy.surveys.models import FollowUp
from tests.builders import (
    LONG_AGO,
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_item,
    make_organisation,
    make_person,
    make_session,
    make_spell,
    signed_in,
)

pytestmark = pytest.mark.django_db
CANARY = "Quillfeather"
YESTERDAY = clock.today() - timedelta(days=1)
LEFT_LONG_AGO = clock.months_after(clock.today(), -73)


@pytest.fixture(autouse=True)
def a_list_of_its_own(tmp_path, settings):
    settings.FOLDER = tmp_path


@pytest.fixture
def ingrid():
    return make_account(Role.INFORMATION, person=make_person("Ingrid", "Vale"))


def somebody_who_left(on=YESTERDAY, name="Amara") -> Person:
    """With a bit of everything."""
    organisation = make_organisation()
    person = make_person(name, CANARY, swe_number=f"SW{abs(hash(name)) % 90_000 + 10_000}", birth_year=1990)
    account = make_account(Role.PRACTITIONER, person=person, organisation=organisation)
    make_spell(person, organisation=organisation, started_on=LONG_AGO.replace(year=2010), ended_on=on)
    StaffNumber.objects.create(person=person, organisation=organisation, number=f"{CANARY}-{person.pk}")
    item = make_item()
    completion = make_completion(person, item, completed_on=LONG_AGO)
    make_follow_up(
        completion,
        story=f"{CANARY} wrote this",
        may_quote=True,
        used="often",
        difference="clear",
        answered_at=timezone.now(),
    )
    records.issue_certificate(completion, by=None)
    make_booking(make_session(item), person, organisation=organisation, needs=f"{CANARY} diet")
    notices.send(f"invited:{person.pk}", to=person.email, template="people/invited.txt", account=account, link="x")
    trail.note(account, "signed in", account)
    return person


def looked(ingrid, person) -> LookUp:
    return actions.look_up(person, reason="asked", note=f"{CANARY} asked", by=ingrid)


def where_it_still_says(word: str) -> list[str]:
    """Every row of every table that holds the word, whatever kind of field it is in."""
    found = []
    for model in apps.get_models():
        for values in model._base_manager.order_by().values():
            if word.lower() in " ".join(map(str, values.values())).lower():
                found.append(model._meta.label)
    return found


# What goes and what stays


def test_who_they_were_is_in_no_table_any_more(ingrid):
    person = somebody_who_left()
    looked(ingrid, person)
    actions.make_file(actions.ask_for_file(person, by=ingrid))
    before = set(where_it_still_says(CANARY))
    assert {"people.Person", "people.StaffNumber", "surveys.FollowUp", "booking.Booking", "core.Notice"} <= before

    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    assert where_it_still_says(CANARY) == []


def test_what_is_counted_stays(ingrid):
    person = somebody_who_left()
    spells = list(person.spells.values())
    people_before = Person.objects.count()

    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    person.refresh_from_db()
    assert (str(person), person.erased_on) == ("Somebody who has left", clock.today())
    assert Person.objects.count() == people_before
    assert list(person.spells.values()) == spells
    assert Completion.objects.filter(person=person, completed_on=LONG_AGO).count() == 1
    assert FollowUp.objects.values_list("used", "difference", "story", "may_quote").get() == (
        "often",
        "clear",
        "",
        False,
    )
    assert Booking.objects.get(person=person).status == "cancelled"  # the place to come is somebody else's now
    assert Certificate.objects.count() == 0


def test_what_was_erased_is_counted_by_kind(ingrid):
    person = somebody_who_left()

    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    counts = Counter({erasure.kind: erasure.rows for erasure in Erasure.objects.filter(why=Why.ASKED)})
    assert counts == Counter(people=1, identifiers=2, accounts=1, certificates=1, stories=1, needs=1, notices=1)


def test_the_account_opens_nothing_and_the_web_session_is_gone(ingrid):
    person = somebody_who_left()
    account, client = person.account, signed_in(person.account)

    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    account.refresh_from_db()
    assert (account.is_active, account.has_usable_password()) == (False, False)
    assert client.get("/privacy/").status_code == 302


def test_the_trail_stays_whole_and_names_them_by_number(ingrid):
    person = somebody_who_left()

    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    assert trail.first_broken() is None
    assert trail.entries_about(person).last().details == {"why": "asked", "reason": "Asked in writing"}


def test_a_message_is_not_sent_again_because_its_words_are_gone(ingrid):
    person = somebody_who_left()
    notices.keep_unsent()
    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    notices.send(f"kept:{person.pk}", to="x@weyshire.example", template="people/invited.txt", account=ingrid, link="x")
    notices.send(f"kept:{person.pk}", to="x@weyshire.example", template="people/invited.txt", account=ingrid, link="x")

    assert Notice.objects.filter(key=f"kept:{person.pk}").count() == 1


# On request


def test_the_officer_reads_what_goes_and_what_stays_and_then_erases(ingrid):
    person = somebody_who_left()
    client, look = signed_in(ingrid), looked(ingrid, person)
    address = f"/privacy/look-up/{look.pk}/erase/"

    page = client.get(address).content.decode()
    unsure = client.post(address, {"reason": "Asked in writing"}).content.decode()
    assert ("What goes" in page, "What stays" in page, "There is a problem" in unsure or "Error" in unsure) == (
        True,
    ) * 3
    assert not Person.objects.get(pk=person.pk).erased_on

    done = client.post(address, {"reason": "Asked in writing", "is_sure": "on"})

    assert (done.status_code, done["Location"]) == (302, "/privacy/erasures/")
    assert Person.objects.get(pk=person.pk).erased_on == clock.today()


def in_post() -> Person:
    return make_spell(make_person("Amara", CANARY)).person


def about_to_start() -> Person:
    return make_spell(make_person("Amara", CANARY), started_on=clock.today() + timedelta(days=9)).person


def academy_team() -> Person:
    return make_account(Role.ACADEMY, person=make_person("Amara", CANARY)).person


def erased_before() -> Person:
    person = somebody_who_left()
    actions.erase_person(person, by=None)
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (in_post, "works at Weyshire today. Erase after the last day"),
        (about_to_start, "works at Weyshire soon"),
        (academy_team, "holds a role in the Academy"),
        (erased_before, "was erased already"),
    ],
)
def test_who_is_needed_is_not_erased_and_the_page_says_why(ingrid, who, says):
    person = who()
    look = looked(ingrid, person)
    address = f"/privacy/look-up/{look.pk}/erase/"

    page = signed_in(ingrid).post(address, {"reason": "Asked", "is_sure": "on"}).content.decode()

    assert says in page
    assert "Erase who they were</button>" not in page
    assert LookUp.objects.get(pk=look.pk).note


# When its time is over


def test_people_who_left_six_years_ago_are_erased_and_nobody_else():
    old, recent = somebody_who_left(LEFT_LONG_AGO, "Old"), somebody_who_left(YESTERDAY, "Recent")
    came_back = somebody_who_left(LEFT_LONG_AGO, "Back")
    make_spell(came_back, started_on=clock.today())
    never_in_post = make_person("Jean", "Holloway")

    erase_what_is_due()

    erased = set(Person.objects.filter(erased_on__isnull=False))
    assert erased == {old}
    assert Person.objects.filter(pk__in=[recent.pk, came_back.pk, never_in_post.pk], erased_on=None).count() == 3
    assert Erased.objects.get().why == Why.DUE


def test_each_kind_goes_on_its_day_and_not_the_day_before():
    now = clock.now()
    SignInTries.objects.create(key="old", last_at=now - timedelta(days=3))
    SignInTries.objects.create(key="new", last_at=now)
    for days in (92, 80):
        Notice.objects.create(
            key=f"sent-{days}", to="a@b.example", subject=CANARY, body="b", created_at=now, due_at=now,
            sent_at=now - timedelta(days=days),
        )  # fmt: skip
    for months in (25, 23):
        make_follow_up(
            make_completion(), story=f"{months}", used="often", difference="clear",
            answered_at=timezone.now() - timedelta(days=months * 30.5),
        )  # fmt: skip

    said = erase_what_is_due()

    assert list(SignInTries.objects.values_list("key", flat=True)) == ["new"]
    assert list(Notice.objects.order_by("key").values_list("key", "subject")) == [("sent-80", CANARY), ("sent-92", "")]
    assert sorted(FollowUp.objects.values_list("story", flat=True)) == ["", "23"]
    assert said == "Records erased because their time was over: 3."
    assert set(Erasure.objects.values_list("kind", "rows")) == {("tries", 1), ("notices", 1), ("stories", 1)}


def test_run_again_the_same_day_nothing_more_goes():
    somebody_who_left(LEFT_LONG_AGO)
    erase_what_is_due()
    before = list(Erasure.objects.values_list("kind", "rows"))

    assert erase_what_is_due() == "Records erased because their time was over: 0."
    assert list(Erasure.objects.values_list("kind", "rows")) == before


def test_every_kind_that_has_a_period_is_forgotten_by_something():
    assert set(actions.FORGET) | {Kept.PEOPLE} == set(rules.PERIODS)


def test_the_page_tells_periods_and_counts(ingrid):
    somebody_who_left(LEFT_LONG_AGO)
    erase_what_is_due()

    page = signed_in(ingrid).get("/privacy/erasures/").content.decode()

    assert "6 years after the last day of the last post" in page
    assert "People who have left" in page


# After an old copy was put back


def copy_of_all() -> dict[type[models.Model], list[models.Model]]:
    kept = (Person, Account, StaffNumber, FollowUp, Certificate, Notice, Session, Booking)
    return {model: list(model._default_manager.order_by("pk")) for model in kept}


def put_back(copy: dict[type[models.Model], list[models.Model]]) -> None:
    """As a restore does: rows are as they were, and what was written since is gone."""
    Erased.objects.all().delete()
    for rows in copy.values():
        for row in rows:
            row.save_base(raw=True)


def test_twenty_erased_people_stay_erased_after_a_restore(ingrid, django_capture_on_commit_callbacks):
    persons = [somebody_who_left(name=f"Person{number}") for number in range(20)]
    others = [make_person("Other", f"Left{number}") for number in range(3)]
    copy = copy_of_all()
    with django_capture_on_commit_callbacks(execute=True):
        for person in persons:
            actions.erase_person(person, by=ingrid, reason="Asked in writing")

    put_back(copy)
    assert CANARY in str(Person.objects.get(pk=persons[0].pk))  # the old copy has them
    call_command("erase", "--again")

    assert where_it_still_says(CANARY) == []
    assert Person.objects.filter(erased_on__isnull=False).count() == 20
    assert {person.name for person in Person.objects.filter(pk__in=[other.pk for other in others])} == {
        other.name for other in others
    }
    assert Erasure.objects.filter(why=Why.AGAIN, kind="people").count() == 20


def test_the_list_beside_the_database_names_nobody(ingrid, django_capture_on_commit_callbacks):
    person = somebody_who_left()
    email, number = person.email, person.swe_number
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(person, by=ingrid, reason="Asked in writing")

    [line] = actions.erased_file().read_text().splitlines()

    assert set(json.loads(line)) == {"keys", "on"}
    assert not any(word.lower() in line.lower() for word in (CANARY, email, number))
    assert all(len(key) == 64 for key in json.loads(line)["keys"])


def test_somebody_new_with_the_number_of_somebody_erased_is_left_alone(ingrid, django_capture_on_commit_callbacks):
    person = somebody_who_left()
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(person, by=ingrid, reason="Asked in writing")

    Erased.objects.all().delete()
    Person(pk=person.pk, given_name="Somebody", family_name="New", email="new@weyshire.example").save()

    assert actions.erase_again() == 0
    assert Person.objects.get(pk=person.pk).name == "Somebody New"


def test_who_is_in_post_in_the_old_copy_is_erased_all_the_same(ingrid, django_capture_on_commit_callbacks):
    person = somebody_who_left()
    copy, spell = copy_of_all(), person.spells.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(person, by=ingrid, reason="Asked in writing")

    put_back(copy)
    type(spell).objects.filter(pk=spell.pk).update(ended_on=None)

    assert actions.erase_again() == 1
    assert where_it_still_says(CANARY) == []


def test_a_record_that_was_merged_into_theirs_is_erased_with_it(ingrid):
    kept, merged = somebody_who_left(name="Kept"), make_person("Merged", CANARY, swe_number="SW99999")
    Person._base_manager.filter(pk=merged.pk).update(merged_into=kept)

    actions.erase_person(kept, by=ingrid, reason="Asked in writing")

    assert where_it_still_says(CANARY) == []


def test_the_command_says_what_it_did(capsys):
    somebody_who_left(LEFT_LONG_AGO)

    call_command("erase", "--json")

    assert json.loads(capsys.readouterr().out)["erased"] > 0


def test_files_that_were_made_go_with_the_person(ingrid):
    person = somebody_who_left()
    actions.make_file(actions.ask_for_file(person, by=ingrid))

    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    assert SubjectFile.objects.get().content is None


def test_a_person_who_died_or_left_for_any_reason_keeps_the_reason_without_the_name(ingrid):
    person = somebody_who_left()
    person.spells.update(reason_for_leaving=Reason.RETIRED)

    actions.erase_person(person, by=ingrid, reason="Asked in writing")

    assert person.spells.get().reason_for_leaving == Reason.RETIRED
