"""Emptying the database after a test that needed real transactions, and putting back what migrations had put there.

What only grows refuses to be emptied, as it should: its triggers are taken off for that moment and put on again.
"""

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from academy.core.append_only import protect, unprotect

ONLY_GROW = ("core_entry", "improvement_moveddate", "improvement_packfile", "improvement_packversion")
put_there: dict[str, str] = {}


def remember_what_migrations_put_there() -> None:
    for connection in connections.all():
        put_there[connection.alias] = connection.creation.serialize_db_to_string()


def empty_after_each_test() -> None:
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[method-assign]


def _empty(case: TransactionTestCase) -> None:
    for alias in case._databases_names(include_mirrors=False):
        connection = connections[alias]
        with connection.schema_editor() as editor:
            for table in ONLY_GROW:
                unprotect(editor, table)
        call_command("flush", verbosity=0, interactive=False, database=alias, inhibit_post_migrate=True)
        with connection.schema_editor() as editor:
            for table in ONLY_GROW:
                protect(editor, table)
        connection.creation.deserialize_db_from_string(put_there[alias])
        _count_on(connection)


def _count_on(connection: BaseDatabaseWrapper) -> None:
    """What was put back has its own numbers: the next row’s come after them."""
    if statements := connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        with connection.cursor() as cursor:
            cursor.execute("".join(statements))
