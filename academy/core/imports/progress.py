"""How far a long import has come, kept beside the database so that a page shows it on reload."""

from typing import TypedDict

from django.core.cache import caches

from academy.core.imports.spec import Say
from academy.core.models import ImportRun

KEPT = 24 * 60 * 60


class Progress(TypedDict):
    words: str
    done: int
    total: int


def reporting(run: ImportRun, say: Say | None = None) -> Say:
    """Notes each step where pages can read it, and passes it on."""

    def note(words: str, done: int, total: int) -> None:
        caches["progress"].set(_key(run), Progress(words=words, done=done, total=total), KEPT)
        if say is not None:
            say(words, done, total)

    return note


def progress(run: ImportRun) -> Progress | None:
    found: Progress | None = caches["progress"].get(_key(run))
    return found


def forget(run: ImportRun) -> None:
    caches["progress"].delete(_key(run))


def _key(run: ImportRun) -> str:
    return f"import:{run.pk}"
