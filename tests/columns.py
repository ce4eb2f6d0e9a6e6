"""SQLite takes any text into any column and any number into any other; PostgreSQL refuses what does not fit.

In the tests SQLite refuses it too: whichever way a row is written, and with the error that PostgreSQL would answer.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import DataError, IntegrityError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.signals import connection_created

REFUSED = "PostgreSQL would refuse"
RANGES = BaseDatabaseOperations.integer_field_ranges
TRIGGER = "CREATE TRIGGER {table}_fits_{when} BEFORE {when} ON {table} BEGIN {checks} END"
CHECK = "SELECT RAISE(ABORT, '" + REFUSED + " {what} in {table}.{column}') WHERE {is_so};"


def refuse_what_postgresql_would() -> None:
    connection_created.connect(_listen, dispatch_uid="as PostgreSQL")
    for connection in connections.all():
        if connection.vendor != "sqlite":
            continue
        _listen(connection=connection)
        with connection.cursor() as cursor:
            for model in apps.get_models(include_auto_created=True):
                for statement in triggers(model):
                    cursor.execute(statement)


def triggers(model: type[models.Model]) -> Iterator[str]:
    table, options = model._meta.db_table, model._meta
    checks = "".join(
        CHECK.format(what=what, table=table, column=field.column, is_so=is_so.format(f'NEW."{field.column}"'))
        for field in options.local_concrete_fields
        for what, is_so in what_does_not_fit(field)
    )
    if checks and options.managed and not options.proxy:
        for when in ("INSERT", "UPDATE"):
            yield TRIGGER.format(table=table, when=when, checks=checks)


def what_does_not_fit(field: models.Field) -> Iterator[tuple[str, str]]:
    """In words, and as a condition on the column."""
    kind = field.get_internal_type()
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        yield "a zero character", "instr({}, char(0))"
    if isinstance(field, models.JSONField):
        yield "a zero character", "{} GLOB '*[^\\]\\u0000*'"
    if isinstance(field, models.CharField | models.FileField) and field.max_length:
        yield f"more than {field.max_length} characters", f"length({{}}) > {field.max_length}"
    if kind in RANGES:
        least, most = RANGES[kind]
        yield "a number out of range", f"typeof({{0}}) = 'integer' AND {{0}} NOT BETWEEN {least} AND {most}"


def _listen(connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.vendor == "sqlite" and _as_postgresql not in connection.execute_wrappers:
        connection.execute_wrappers.append(_as_postgresql)


def _as_postgresql(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not many and isinstance(params, Sequence) and any(isinstance(one, str) and "\0" in one for one in params):
        raise DataError(f"{REFUSED} a zero character in a question")
    try:
        return execute(sql, params, many, context)
    except IntegrityError as error:
        if REFUSED in str(error):
            raise DataError(*error.args) from error
        raise
