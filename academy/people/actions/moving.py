"""Making two records one, row by row: each room moves its own through this, and what stood before is kept."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from academy.core.imports import tables
from academy.people import rules
from academy.people.models import Merge, MovedRow, Person

Model = type[models.Model]


class Moving:
    """What a merge writes, noted in order. `merge.merged` is whose rows they were, `merge.kept` whose they become."""

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.kept, self.merged = merge.kept, merge.merged
        self.rows: list[MovedRow] = []

    def repoint(
        self, rows: QuerySet[Any], name: str = "person", *, held: QuerySet[Any] | None = None, same: Sequence[str] = ()
    ) -> None:
        """Rows that named the merged person name the kept one. What `held` says already stays where it is, unseen."""
        if held is not None:
            said = set(held.order_by().values_list(*same))
            again = [key for key, *values in rows.order_by().values_list("pk", *same) if tuple(values) in said]
            rows = rows.exclude(pk__in=again)
        self.repoint_to(rows, name, self.kept)

    def repoint_to(self, rows: QuerySet[Any], name: str, record: models.Model) -> None:
        self.change(rows, **{f"{name}_id": record.pk})

    def change(self, rows: QuerySet[Any], **values: Any) -> None:
        model, keys = rows.model, _keys(rows)
        before = _fields(model, keys, list(values))
        after = _as_json(values)
        tables.update(model, dict.fromkeys(keys, values))
        self._note(model, {key: before[key] for key in keys}, after)

    def take_away(self, rows: QuerySet[Any]) -> None:
        """For rows that cannot be anybody else's. All of the row is kept; undoing brings it back under its number."""
        model, keys = rows.model, _keys(rows)
        names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
        before = _fields(model, keys, names)
        tables.delete(model, keys)
        self._note(model, {key: before[key] for key in keys}, None)

    def close(self) -> None:
        MovedRow.objects.bulk_create(self.rows)

    def _note(self, model: Model, before: dict[int, dict[str, Any]], after: dict[str, Any] | None) -> None:
        self.rows += [
            MovedRow(merge=self.merge, order=order, table=model._meta.label, key=key, before=values, after=after)
            for order, (key, values) in enumerate(before.items(), start=len(self.rows))
        ]


def put_back(rows: Sequence[MovedRow]) -> None:
    """The last one first. What has been taken off since stays off; what was changed since is refused."""
    for row in sorted(rows, key=lambda row: -row.order):
        model = apps.get_model(row.table)
        values = tables.as_were(model, list(row.before), list(row.before.values()))
        if row.after is None:
            tables.insert(model, ["pk", *values], [[row.key, *values.values()]])
            continue
        now = _fields(model, [row.key], list(row.before)).get(row.key)
        if now is not None and now != row.after:
            raise rules.CannotUndo(_changed_since(model, row.key))
        if now is not None:
            tables.update(model, {row.key: values})


def _changed_since(model: Model, key: int) -> str:
    record = model._base_manager.get(pk=key)
    if isinstance(record, Person) and record.merged_into_id:
        return f"{record} has been merged again since. Undo that first"
    kind = str(model._meta.verbose_name).capitalize()
    return f"{kind} “{record}” has been changed since. Undoing would lose that"


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _fields(model: Model, keys: Sequence[int], names: Sequence[str]) -> dict[int, dict[str, Any]]:
    rows = model._base_manager.filter(pk__in=keys).order_by("pk").values_list("pk", *names)
    return {key: _as_json(dict(zip(names, values, strict=True))) for key, *values in rows}


def _as_json(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON keeps it and `tables.as_were` turns it back: what JSON cannot hold is kept as words."""
    return {
        name: value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)
        for name, value in values.items()
    }
