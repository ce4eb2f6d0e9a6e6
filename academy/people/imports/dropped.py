"""Files that other programs leave in a folder for us: taken once, checked, and saved only when there is nothing to ask.

`<folder>/<organisation code>/staff.csv` goes to `done/` beside it when it was saved, and to `waiting/` when a person
has to look. What is still being written is left alone: a file is taken when nobody has touched it for a minute.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from academy.core import imports as machine
from academy.core.imports import PACKED
from academy.core.models import ImportRun
from academy.people import imports
from academy.people.models import Organisation
from academy.people.rules.dropped import is_half_written, may_be_saved

DONE, WAITING = "done", "waiting"
Stage = ImportRun.Stage


@dataclass(frozen=True)
class Dropped:
    """A file as it lay in the folder. Another of the same name, or the same one written again, is another."""

    code: str
    name: str
    written: int  # when, in billionths of a second

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.code}/{self.name}@{self.written}".encode("utf-8", "replace")).hexdigest()[:40]


def ready(folder: Path, *, now: float) -> Iterator[Dropped]:
    """What has been left for an organisation that there is, and is no longer being written."""
    if not folder.is_dir():
        return
    codes = {path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")}
    for code in Organisation.objects.filter(code__in=codes).order_by("code").values_list("code", flat=True):
        for path in sorted((folder / code).iterdir()):
            if path.is_symlink() or not path.is_file():
                continue
            found = path.stat()
            if not is_half_written(path.name, touched=found.st_mtime, now=now):
                yield Dropped(code, path.name, found.st_mtime_ns)


def take(folder: Path, dropped: Dropped) -> ImportRun | None:
    """Check it and, if nobody has to be asked, save it. Killed anywhere and taken again, it goes on where it was."""
    path = folder / dropped.code / dropped.name
    run = ImportRun.objects.filter(spec=imports.NAME, options__dropped=dropped.key).order_by("pk").first()
    if run is None:
        content = _content(path, dropped)
        organisation = Organisation.objects.filter(code=dropped.code).first()
        if content is None or organisation is None:
            return None
        run = imports.start(content, dropped.name, by=None, organisation=organisation, dropped=dropped.key)
    if run.stage == Stage.CHECKING:
        run = imports.check(run)
    if run.stage == Stage.CHECKED and may_be_saved(bad=run.counts["bad"], rows=run.rows, doubt=run.doubt):
        run = imports.save(machine.agree(run), by=None)
    elif run.stage == Stage.SAVING:
        run = imports.save(run, by=None)
    _put_away(path, dropped, run)
    return run


def _content(path: Path, dropped: Dropped) -> bytes | None:
    """None when it went away or is being written again: then it is another file, with a turn of its own."""
    try:
        with path.open("rb") as file:
            content = file.read(PACKED + 1)
        return content if path.stat().st_mtime_ns == dropped.written else None
    except OSError:
        return None


def _put_away(path: Path, dropped: Dropped, run: ImportRun) -> None:
    """Under the number of its import, so that none of the same name takes its place."""
    try:
        if path.is_symlink() or path.stat().st_mtime_ns != dropped.written:
            return
    except OSError:
        return
    shelf = path.parent / (DONE if run.stage == Stage.SAVED else WAITING)
    shelf.mkdir(exist_ok=True)
    path.replace(shelf / f"{run.pk}-{path.name[-200:]}")
