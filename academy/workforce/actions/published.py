"""Published files, kept release by release."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from academy.core import clock, trail
from academy.people.models import Account
from academy.workforce.models import Neighbour, PublishedRow, Release

BATCH = 1_000


@transaction.atomic
def keep_release(
    content: bytes,
    file_name: str,
    *,
    kind: str,
    title: str,
    source: str,
    by: Account | None,
    released_on: date | None = None,
    years: tuple[int, int] | None = None,
    not_read: Iterable[str] = (),
    rows: Iterable[Mapping[str, Any]] = (),
    neighbours: Iterable[Mapping[str, Any]] = (),
    is_extract: bool = False,
) -> Release:
    """One file is one release for ever: what a later one says differently stands beside it, not in its place."""
    first, last = years or (None, None)
    release, is_new = Release.objects.get_or_create(
        file_hash=hashlib.sha256(content).hexdigest(),
        defaults={
            "kind": kind,
            "title": title[:160],
            "file_name": file_name.replace("\0", "")[-200:],
            "source": source,
            "first_year": first,
            "last_year": last,
            "released_on": released_on,
            "is_extract": is_extract,
            "not_read": list(not_read),
            "loaded_by": by,
            "loaded_at": clock.now(),
        },
    )
    if is_new:
        PublishedRow.objects.bulk_create([PublishedRow(release=release, **row) for row in rows], batch_size=BATCH)
        Neighbour.objects.bulk_create([Neighbour(release=release, **one) for one in neighbours], batch_size=BATCH)
        trail.note(by, "kept a published file", release, file=release.file_hash)
    return release


@transaction.atomic
def take_release_away(release: Release, *, by: Account | None) -> None:
    """The wrong file. What it said is gone; that it was here stands in the trail."""
    release = Release.objects.select_for_update(of=("self",)).get(pk=release.pk)
    trail.note(by, "took away a published file", release, file=release.file_hash, title=release.title)
    PublishedRow.objects.filter(release=release).delete()
    Neighbour.objects.filter(release=release).delete()
    release.delete()
