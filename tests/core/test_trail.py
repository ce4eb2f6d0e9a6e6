import pytest
from django.db import DatabaseError, connection, transaction

from academy.core import trail
from academy.core.append_only import protect, unprotect
from academy.core.models import Entry
from tests.builders import make_account, make_person

pytestmark = pytest.mark.django_db


def written(entries: int = 3) -> list[Entry]:
    person, account = make_person(), make_account()
    return [trail.note(account, "corrected", person, number=number) for number in range(entries)]


def tamper(sql: str, *values) -> None:
    """As somebody would who may do anything to the database: the triggers off, the change made, the triggers on."""
    with connection.schema_editor(atomic=False) if connection.vendor == "postgresql" else _editor() as editor:
        unprotect(editor, "core_entry")
        editor.execute(sql, values)
        protect(editor, "core_entry")


def _editor():
    """SQLite's own entry refuses to work in a test's transaction. Of a class of its own, so that others keep theirs."""
    editor = connection.schema_editor(atomic=False)
    inside = {"__enter__": lambda self: self, "__exit__": lambda self, *_: None}
    editor.__class__ = type("InsideATransaction", (type(editor),), inside)
    editor.deferred_sql = []
    return editor


def test_an_entry_says_who_did_what_to_which_record():
    person, account = make_person("Tom", "Beckett"), make_account(person=make_person("Ruth", "Adeyemi"))

    entry = trail.note(account, "booked", person, session=7)

    said = (entry.by_id, entry.verb, entry.subject_type, entry.subject_id, entry.details)
    assert said == (account.pk, "booked", "people.person", str(person.pk), {"session": 7})


def test_a_whole_chain_has_nothing_broken():
    written(5)

    assert trail.first_broken() is None


@pytest.mark.parametrize("verb", ["UPDATE core_entry SET verb = 'x'", "DELETE FROM core_entry"])
def test_the_database_refuses_to_change_or_delete_an_entry(verb):
    written()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)

    assert Entry.objects.count() == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no way to empty a table at once")
def test_the_trail_cannot_be_emptied_at_once():
    written()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_entry")

    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    "change", ["verb = 'looked at'", "by_name = 'Nobody'", "details = '{}'", "at = '2020-01-01 00:00:00+00:00'"]
)
def test_a_changed_entry_is_named_as_the_first_broken_one(change):
    entries = written(4)

    tamper(f"UPDATE core_entry SET {change} WHERE id = %s", entries[1].pk)

    assert trail.first_broken() == entries[1]


def test_an_entry_taken_away_shows_in_the_one_that_followed_it():
    entries = written(4)

    tamper("DELETE FROM core_entry WHERE id = %s", entries[2].pk)

    assert trail.first_broken() == entries[3]


def test_a_trail_cut_off_at_the_end_no_longer_has_the_head_that_was_kept():
    entries = written(4)
    kept_elsewhere = trail.head()

    tamper("DELETE FROM core_entry WHERE id = %s", entries[3].pk)

    assert trail.first_broken() is None
    assert trail.head() != kept_elsewhere
