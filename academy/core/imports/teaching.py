"""What people tell the Academy about a file that it could not know: which column is which, and what a word means."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from academy.core import trail
from academy.core.imports.confirming import refuse_if_held_back
from academy.core.imports.mapping import UNNAMED
from academy.core.imports.runs import NotNow
from academy.core.models import ImportMapping, ImportRun

Stage = ImportRun.Stage
Taught = Mapping[str, Mapping[str, str]]


@transaction.atomic
def teach(
    run: ImportRun, *, by: Any, columns: Mapping[str, str] | None = None, words: Taught | None = None, name: str = ""
) -> ImportRun:
    """Add to what is known of files like this one, and check again. With a name it is kept for the next one."""
    run = _open(run)
    mapping = _mapping(run, name)
    if columns is not None:
        mapping.columns = dict(columns)
    for column, meant in (words or {}).items():
        mapping.words = {**mapping.words, column: {**mapping.words.get(column, {}), **meant}}
    mapping.save()
    run.mapping = mapping
    _check_again(run)
    trail.note(by, "taught the words of", run, mapping=mapping.name)
    return run


@transaction.atomic
def reconsider(run: ImportRun, **options: Any) -> ImportRun:
    """Check again with something more said about the file as a whole."""
    run = _open(run)
    run.options = {**run.options, **options}
    _check_again(run)
    return run


@transaction.atomic
def agree(run: ImportRun) -> ImportRun:
    """Somebody has looked and said yes: it may be saved, now or by a worker."""
    run = _open(run)
    if run.stage == Stage.CHECKED:
        refuse_if_held_back(run)
        run.stage = Stage.SAVING
        run.save(update_fields=["stage"])
    return run


def _mapping(run: ImportRun, name: str) -> ImportMapping:
    """A saved one of that name, else the run's own. A new name starts from what the run already knows."""
    known = run.mapping
    if known is not None and not name:
        return known
    name = name or f"{UNNAMED}{run.pk}"
    found = ImportMapping.objects.select_for_update().filter(spec=run.spec, branch=run.branch, name=name).first()
    found = found or ImportMapping(spec=run.spec, branch=run.branch, name=name)
    if known is not None and known.pk != found.pk:
        found.columns = {**found.columns, **known.columns}
        found.words = {**found.words, **known.words}
    return found


def _open(run: ImportRun) -> ImportRun:
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("mapping").defer("file").get(pk=run.pk)
    if run.stage not in (Stage.CHECKED, Stage.MATCHING):
        raise NotNow(f"This import is at another stage: {Stage(run.stage).label.lower()}.")
    return run


def _check_again(run: ImportRun) -> None:
    run.stage, run.refusal, run.digest = Stage.CHECKING, "", ""
    run.save(update_fields=["mapping", "options", "stage", "refusal", "digest"])
