"""Reading the trail through: at once or by a worker, and telling the Academy team when it is broken."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection

from academy.core import clock, jobs, trail
from academy.core.models import Entry, Notice
from academy.people.rules import Role
from academy.privacy import actions, rules
from academy.privacy.jobs import check_trail
from academy.privacy.models import ChainCheck
from tests.builders import make_account, make_organisation, make_person, signed_in
from tests.core.test_trail import tamper

pytestmark = pytest.mark.django_db
CHAIN = "/privacy/chain/"


@pytest.fixture
def dan():
    return make_account(Role.ACADEMY, person=make_person("Dan", "Whitcombe"))


def written(number: int) -> list[Entry]:
    return trail.note_each(None, "added", [make_organisation() for _ in range(number)], where="here")


def test_a_whole_trail_is_said_to_be_whole_with_its_head(dan):
    written(3)
    client = signed_in(dan)

    client.post(CHAIN)

    page = client.get(CHAIN).content.decode()
    assert "Yes. All 3 entries were as they were written" in page
    assert trail.head() in page


def test_before_it_was_read_the_page_says_so(dan):
    assert "It has not been read through yet" in signed_in(dan).get(CHAIN).content.decode()


def test_a_changed_entry_is_named_and_the_academy_is_told_once(dan, settings):
    entries = written(4)
    tamper("UPDATE core_entry SET verb = 'looked at' WHERE id = %s", entries[1].pk)

    check_trail()
    check_trail()

    page = signed_in(dan).get(CHAIN).content.decode()
    assert f"No. Entry {entries[1].pk} was changed" in page
    [notice] = Notice.objects.all()
    assert (notice.to, f"entry {entries[1].pk}" in notice.subject) == (settings.CONTACT_EMAIL, True)


def test_a_trail_that_was_cut_off_since_the_last_reading_is_noticed():
    entries = written(4)
    check_trail()

    tamper("DELETE FROM core_entry WHERE id = %s", entries[3].pk)

    assert check_trail() == f"The trail is broken at entry {entries[3].pk}."


def test_a_long_trail_is_read_by_a_worker_and_asked_for_once(dan, monkeypatch):
    written(3)
    monkeypatch.setattr(rules, "READ_AT_ONCE", 2)
    client = signed_in(dan)

    client.post(CHAIN)
    client.post(CHAIN)
    waiting = client.get(CHAIN).content.decode()
    assert jobs.work_once({"privacy.check_trail": check_trail})

    assert "A worker is reading the trail" in waiting
    assert ChainCheck.objects.count() == 1
    assert ChainCheck.objects.get().is_whole


def test_a_job_that_is_run_again_reads_nothing_twice():
    written(2)
    check = actions.ask_for_check()
    finished_at = check.finished_at

    assert check_trail(check.pk) == "The trail is whole."
    assert ChainCheck.objects.get().finished_at == finished_at


def test_every_day_there_is_a_reading():
    written(1)
    ChainCheck.objects.create(asked_at=clock.now() - timedelta(days=1), finished_at=clock.now() - timedelta(days=1))

    check_trail()

    assert ChainCheck.objects.count() == 2


def tampered(entries: list[Entry], chance: Random) -> tuple[list[Entry], int]:
    """One entry edited, taken away, put in or swapped with the next; and the first place where that must show."""
    at, kind = chance.randrange(len(entries) - 2), chance.choice(["edit", "delete", "insert", "swap"])
    changed = list(entries)
    if kind == "edit":
        changed[at] = copied(entries[at], **{chance.choice(["verb", "by_name", "subject_id", "subject_type"]): "x"})
    elif kind == "delete":
        del changed[at]
    elif kind == "insert":
        changed.insert(at, copied(entries[at], verb="x"))
    else:
        changed[at], changed[at + 1] = changed[at + 1], changed[at]
    return changed, at


def copied(entry: Entry, **changes: str) -> Entry:
    values = {field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields}
    return Entry(**{**values, **changes})


def test_of_a_thousand_tamperings_each_shows_and_where():
    written(60)
    entries, chance = list(Entry.objects.order_by("pk")), Random(7)

    missed = []
    for number in range(1_000):
        changed, at = tampered(entries, chance)
        if trail.first_broken(changed) is not changed[at]:
            missed.append(number)

    assert missed == []
    assert trail.first_broken(entries) is None


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="one engine is enough for how long it takes")
def test_the_reading_goes_in_chunks_and_does_not_hold_the_trail_in_memory(django_assert_num_queries):
    written(5)
    assert connection.vendor == "sqlite"

    with django_assert_num_queries(1):
        trail.first_broken()
