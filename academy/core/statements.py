"""Short questions that nearly every page asks, written as SQL so that they are not put together afresh each time.

For a join of a few rows Django spends ten times as long on the words of the question as the database on its answer.
Use it where that is felt, and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, partial
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Field, Model

Convert = Callable[[Any], Any]


class Statement:
    """SQL in which `{columns}` stands for those of the models, each under the name that the SQL gives its table.

    A list in the place of a value stands for all of them: `id IN (%s)`.
    """

    def __init__(self, sql: str, **models: type[Model]) -> None:
        self.read = [(model, [field.attname for field in model._meta.concrete_fields]) for model in models.values()]
        columns = [f"{name}.{field.column}" for name, model in models.items() for field in model._meta.concrete_fields]
        self.sql = sql.format(columns=", ".join(columns))
        self.converted = cache(self._converted)

    def records(self, *values: Any) -> list[tuple[Any, ...]]:
        """One record of each model for every row; None where an outer join found none."""
        converted = self.converted(connection.vendor)
        return [tuple(self._of(row, converted)) for row in self.rows(*values)]

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        sql, flat = self.sql, values
        if any(isinstance(value, list) for value in values):
            sql, flat = _spread(sql, values)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_adapted(value) for value in flat])
            return cursor.fetchall()

    def _of(self, row: Sequence[Any], converted: Iterable[tuple[int, Convert]]) -> Iterator[Any]:
        row = list(row)
        for place, convert in converted:
            row[place] = convert(row[place])
        values = iter(row)
        for model, names in self.read:
            own = list(islice(values, len(names)))
            yield model.from_db(connection.alias, names, own) if own[0] is not None else None  # the key comes first

    def _converted(self, vendor: str) -> list[tuple[int, Convert]]:
        """The columns that this database keeps as something else: SQLite keeps moments and decimals as text."""
        fields = [field for model, _ in self.read for field in model._meta.concrete_fields]
        return [(place, convert) for place, field in enumerate(fields) for convert in _converters(field)]


def _converters(field: "Field[Any, Any]") -> Iterator[Convert]:
    column = field.get_col(field.model._meta.db_table)
    for convert in [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]:
        yield partial(_convert, convert, column)


def _convert(convert: Callable[..., Any], column: Any, value: Any) -> Any:
    return convert(value, column, connection)


def _spread(sql: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    lists = [value if isinstance(value, list) else [value] for value in values]
    marks = [", ".join(["%s"] * len(each)) or "NULL" for each in lists]
    return sql.replace("%s", "{}").format(*marks), tuple(chain.from_iterable(lists))


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
