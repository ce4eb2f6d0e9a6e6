"""Where files lie: in a folder of the installation, each under a name made up for it, never under one that was sent."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel, ProtectedError

from academy.core import clock
from academy.core.models import StoredFile
from academy.core.uploads.judging import Judged, judge
from academy.core.uploads.kinds import Kind, NotTaken

KEPT_UNUSED = timedelta(days=1)
CHUNK = 1024 * 1024


class UploadFolder(FileSystemStorage):
    """Files only this program may read, each on the disk for good before anything says that it is there."""

    @property
    def base_location(self) -> Any:
        return settings.FOLDER / "uploads"

    @property
    def location(self) -> Any:
        return os.path.abspath(self.base_location)

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def _save(self, name: str, content: Any) -> str:
        name = str(super()._save(name, content))  # type: ignore[misc]
        for path, flags in ((self.path(name), os.O_RDWR), (os.path.dirname(self.path(name)), os.O_RDONLY)):
            with suppress(PermissionError):  # a folder cannot be opened on Windows
                _sync(path, flags)
        return name


def _sync(path: str, flags: int) -> None:
    number = os.open(path, flags)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def folder() -> Storage:
    return storages["uploads"]


def accept(file: Any, *, kinds: frozenset[Kind], field: str = "file") -> StoredFile:
    """Judge what was sent and keep it, or refuse it in words. What nothing points at goes after a day."""
    try:
        return keep(judge(file, kinds=kinds))
    except NotTaken as refused:
        raise NotTaken(refused.words, field=field) from None


def keep(judged: Judged, *, pages: int | None = None) -> StoredFile:
    """First the file, then the row that says so: what fails between the two leaves a file nobody finds."""
    name = secrets.token_hex(16)
    digest = _digest(judged.content)
    judged.content.seek(0)
    folder().save(f"{name[:2]}/{name}", File(judged.content))
    return StoredFile.objects.create(
        name=name,
        kind=judged.kind,
        size=judged.size,
        digest=digest,
        width=judged.width,
        height=judged.height,
        pages=pages,
        stored_at=clock.now(),
    )


def note_pages(stored: StoredFile, pages: int | None) -> None:
    """Known only when it has been read."""
    StoredFile.objects.filter(pk=stored.pk).update(pages=pages)


def opened(stored: StoredFile) -> IO[bytes]:
    return folder().open(path_of(stored))


def path_of(stored: StoredFile) -> str:
    return f"{stored.name[:2]}/{stored.name}"


def _digest(content: IO[bytes]) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    while chunk := content.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def is_whole(stored: StoredFile) -> bool:
    """Whether the disk still holds what was taken."""
    try:
        with opened(stored) as content:
            return _digest(content) == stored.digest
    except FileNotFoundError:
        return False


def sweep() -> str:
    """Forget files that nothing points at any more, and those whose row was never written."""
    return f"{_forget_unused()} unused and {_forget_unknown()} unknown files deleted"


def _forget_unused() -> int:
    old = StoredFile.objects.filter(stored_at__lt=clock.now() - KEPT_UNUSED)
    for model, name in pointers():
        old = old.exclude(pk__in=model._base_manager.filter(**{f"{name}__isnull": False}).values(name))
    return sum(_forget(stored) for stored in list(old))


def pointers() -> Iterator[tuple[Any, str]]:
    """Every field in the Academy that points at a stored file."""
    for field in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(field, ManyToOneRel):
            yield field.related_model, field.field.name


def _forget(stored: StoredFile) -> int:
    """Whoever began to point at it meanwhile keeps it."""
    path = path_of(stored)
    try:
        with transaction.atomic():
            stored.delete()
            transaction.on_commit(lambda: folder().delete(path))
    except (ProtectedError, IntegrityError):
        return 0
    return 1


def _forget_unknown() -> int:
    """Files older than a day of which no row tells: the row's transaction failed."""
    place, gone = Path(settings.FOLDER) / "uploads", 0
    for path in place.glob("??/*"):
        is_old = path.stat().st_mtime < time.time() - KEPT_UNUSED.total_seconds()
        if is_old and not StoredFile.objects.filter(name=path.name).exists():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
