"""The golden thread: from a record to its causes and its effects, read from the pointers that records already hold.

A model says `because_of = ("completion",)` for fields that hold its reasons, and `led_to = ("course",)` for fields that
hold its results. `cause` of a `Caused` model counts as a reason of any kind. Nothing is stored twice.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from academy.core.imports import tables


@dataclass(frozen=True)
class Knot:
    """Records of one kind that stand at the same place of a thread."""

    model: type[models.Model]
    ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def records(self) -> models.QuerySet[Any]:
        return self.model._default_manager.filter(pk__in=tables.among(self.ids))


Pointing = tuple[type[models.Model], str]  # a kind of record, and its field that points
Among = Collection[type[models.Model]] | None  # only these kinds of record are asked for; None for all


def causes(knot: Knot, *, among: Among = None) -> list[Knot]:
    """What the records are because of: their own reasons, and whatever says that it led to them."""
    return _next_to(knot, own="because_of", others="led_to", among=among)


def effects(knot: Knot, *, among: Among = None) -> list[Knot]:
    """What the records led to: their own results, and whatever gives them as its reason."""
    return _next_to(knot, own="led_to", others="because_of", among=among)


def knot_of(record: models.Model) -> Knot:
    return Knot(type(record), frozenset([record.pk]))


def _next_to(knot: Knot, *, own: str, others: str, among: Among) -> list[Knot]:
    found: dict[type[models.Model], set[int]] = {}
    for name in getattr(knot.model, own, ()):
        _gather(found, (one for one in _pointed_at(knot.records, name) if among is None or one[0] in among))
    pointing = [one for one in _pointing_at(knot.model, others) if among is None or one[0] in among]
    if pointing:
        _gather(found, _holders(pointing, knot))
    return _knots(found)


def _pointed_at(records: models.QuerySet[Any], name: str) -> Iterator[tuple[type[models.Model], int]]:
    target = _target(records.model, name)
    if target is not None:
        yield from ((target, pk) for pk in records.values_list(name, flat=True) if pk is not None)
        return
    kind, key = _generic(records.model, name)
    for type_id, pk in records.exclude(**{key: None}).values_list(kind, key).distinct():
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model is not None:
            yield model, pk


def _pointing_at(model: type[models.Model], attribute: str) -> Iterator[Pointing]:
    for other in apps.get_models():
        for name in getattr(other, attribute, ()):
            if _target(other, name) in (model, None):
                yield other, name


def _holders(pointing: Sequence[Pointing], knot: Knot) -> Iterator[tuple[type[models.Model], int]]:
    """Who points at the records: all kinds in one question."""
    each = [
        _holding(model, name, knot).order_by().annotate(place_in_thread=models.Value(place))
        for place, (model, name) in enumerate(pointing)
    ]
    first, *others = [rows.values_list("place_in_thread", "pk") for rows in each]
    for place, pk in first.union(*others, all=True) if others else first:
        yield pointing[place][0], pk


def _holding(model: type[models.Model], name: str, knot: Knot) -> models.QuerySet[Any]:
    holders = model._default_manager.all()
    if _target(model, name) is None:
        kind, key = _generic(model, name)
        return holders.filter(
            **{kind: ContentType.objects.get_for_model(knot.model), f"{key}__in": tables.among(knot.ids)}
        )
    return holders.filter(**{f"{name}__in": tables.among(knot.ids)})


def _target(model: type[models.Model], name: str) -> type[models.Model] | None:
    """The model a pointer leads to; None for a cause of any kind."""
    pointer = model._meta.get_field(name)
    return None if isinstance(pointer, GenericForeignKey) else pointer.related_model


def _generic(model: type[models.Model], name: str) -> tuple[str, str]:
    """Where a pointer to a record of any kind keeps the kind and the key."""
    pointer = model._meta.get_field(name)
    return pointer.ct_field, pointer.fk_field  # type: ignore[union-attr]


def _gather(found: dict[type[models.Model], set[int]], more: Iterable[tuple[type[models.Model], int]]) -> None:
    for model, pk in more:
        found.setdefault(model, set()).add(pk)


def _knots(found: dict[type[models.Model], set[int]]) -> list[Knot]:
    return [Knot(model, frozenset(ids)) for model, ids in found.items()]
