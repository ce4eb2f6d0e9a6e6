"""What a run writes, noted so that it can be undone: which rows were new, and what stood in those that were changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models

from academy.core.imports import tables
from academy.core.models import Caused, ImportRun, ImportStep
from academy.core.refusals import Refused

Model = type[models.Model]
STEP = 10_000  # rows noted together


class CannotBeUndone(Refused):
    """Somebody has built on what the import wrote."""


class Ledger:
    """Rooms write through it while they apply an import; `close` seals what they wrote."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self.inserted: dict[Model, list[int]] = {}
        self.changed: dict[Model, dict[int, dict[str, Any]]] = {}

    def insert(self, model: Model, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """The key comes first in each row: see `tables.new_keys`."""
        tables.insert(model, ["pk", *names], rows)
        self.inserted.setdefault(model, []).extend(row[0] for row in rows)

    def update(self, model: Model, changes: Mapping[int, tables.Values]) -> None:
        noted = self.changed.setdefault(model, {})
        for names, keys in tables.by_names(changes).items():
            for key, values in tables.before(model, keys, names).items():
                noted[key] = {**dict(zip(names, values, strict=True)), **noted.get(key, {})}
        tables.update(model, changes)

    @property
    def is_empty(self) -> bool:
        return not any(self.inserted.values()) and not any(self.changed.values())

    def close(self) -> None:
        """New rows are noted in the order they were written, so that undoing takes the last away first."""
        steps: list[ImportStep] = []
        for model, keys in self.inserted.items():
            seals = tables.seals(model, keys)
            for chunk in tables.chunks(keys, STEP):
                steps.append(self._step(model, len(steps), chunk, seals, None))
        for model, noted in self.changed.items():
            seals = tables.seals(model, list(noted))
            for chunk in tables.chunks(noted, STEP):
                steps.append(self._step(model, len(steps), chunk, seals, [noted[key] for key in chunk]))
        ImportStep.objects.bulk_create(steps)

    def _step(self, model: Model, order: int, keys: list[int], seals: dict[int, int], before: Any) -> ImportStep:
        kept = [seals[key] for key in keys]
        return ImportStep(run=self.run, order=order, table=model._meta.label, keys=keys, before=before, seals=kept)


def undo(run: ImportRun) -> None:
    """Everything as it was, or a refusal and nothing touched."""
    steps = list(run.steps.order_by("-order"))
    inserted: dict[Model, set[int]] = {}
    for step in steps:
        _refuse_if_changed(step)
        if step.before is None:
            inserted.setdefault(_model(step), set()).update(step.keys)
    for model, keys in inserted.items():
        _refuse_if_in_use(model, keys, inserted)
    for step in steps:
        if step.before is not None:
            tables.update(_model(step), _restored(step))
        else:
            tables.delete(_model(step), step.keys)


def _restored(step: ImportStep) -> dict[int, dict[str, Any]]:
    model = _model(step)
    pairs = zip(step.keys, step.before or (), strict=True)
    return {key: tables.as_were(model, list(values), list(values.values())) for key, values in pairs}


def _refuse_if_changed(step: ImportStep) -> None:
    model = _model(step)
    now = tables.seals(model, step.keys)
    for key, seal in zip(step.keys, step.seals, strict=True):
        if now.get(key) != seal:
            record = model._default_manager.filter(pk=key).first()
            words = f"{record} has been changed" if record else f"A {model._meta.verbose_name} has been taken away"
            raise CannotBeUndone(f"{words} since this import. Undoing it would lose that, so it cannot be undone.")


def _refuse_if_in_use(model: Model, keys: set[int], inserted: Mapping[Model, set[int]]) -> None:
    """Nothing that points at a new row may be left pointing at nothing."""
    for other, name, also in _pointers_to(model):
        ours = inserted.get(other, set())
        rows = other._default_manager.filter(**also, **{f"{name}__in": tables.among(keys)}).order_by()
        for key, at in rows.values_list("pk", name):
            if key not in ours:
                kind, target = other._meta.verbose_name_plural, model._default_manager.get(pk=at)
                raise CannotBeUndone(f"There are {kind} for {target} since this import, so it cannot be undone.")


def _pointers_to(model: Model) -> Iterator[tuple[Model, str, dict[str, Any]]]:
    """Every foreign key to the model, also those that say they cannot be reached from it, and every cause."""
    for found in model._meta.get_fields(include_hidden=True):
        if isinstance(found, models.ForeignObjectRel) and not found.many_to_many:
            yield found.field.model, found.field.attname, {}
    kind = ContentType.objects.get_for_model(model)
    for other in apps.get_models():
        if issubclass(other, Caused):
            yield other, "cause_id", {"cause_type": kind}


def _model(step: ImportStep) -> Model:
    return apps.get_model(step.table)
