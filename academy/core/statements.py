"""Short questions that nearly every page asks, written as SQL so that they are not put together afresh each time.

For a join of a few rows Django spends ten times as long on the words of the question as the database on its answer.
Use it where that is felt, and nowhere else.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import DecimalField, Field, JSONField, Model

LEFT_OUT = (DecimalField, JSONField)  # SQLite keeps them as something else; they are read when somebody asks for them


class Statement:
    """SQL in which `{columns}` stands for those of the models, each under the name that the SQL gives its table.

    A list in the place of a value stands for all of them: `id IN (%s)`.
    """

    def __init__(self, sql: str, **models: type[Model]) -> None:
        self.read = [(model, _fields(model)) for model in models.values()]
        columns = [f"{name}.{field.column}" for name, model in models.items() for field in _fields(model)]
        self.sql = sql.format(columns=", ".join(columns))

    def records(self, *values: Any) -> list[tuple[Any, ...]]:
        """One record of each model for every row; None where an outer join found none."""
        return [tuple(self._of(row)) for row in self.rows(*values)]

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        sql, flat = self.sql, values
        if any(isinstance(value, list) for value in values):
            sql, flat = _spread(sql, values)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_adapted(value) for value in flat])
            return cursor.fetchall()

    def _of(self, row: tuple[Any, ...]) -> Iterator[Any]:
        values = iter(row)
        for model, fields in self.read:
            own = [_aware(value) for value in islice(values, len(fields))]
            names = [field.attname for field in fields]
            yield model.from_db(connection.alias, names, own) if own[0] is not None else None  # the key comes first


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not isinstance(field, LEFT_OUT)]


def _spread(sql: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    lists = [value if isinstance(value, list) else [value] for value in values]
    marks = [", ".join(["%s"] * len(each)) or "NULL" for each in lists]
    return sql.replace("%s", "{}").format(*marks), tuple(chain.from_iterable(lists))


def _aware(value: Any) -> Any:
    """SQLite keeps moments in UTC, and does not say so."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
