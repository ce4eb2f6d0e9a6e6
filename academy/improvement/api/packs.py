"""Packs for machines: which are published, and everything one says, as it was frozen."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Schema

from academy.improvement.api.router import router
from academy.improvement.models import PackVersion
from academy.improvement.queries import packs as queries
from academy.improvement.rules.packs import Edition
from academy.people.scope import Request, open_to


class PackOut(Schema):
    id: int
    title: str
    figures_until: date
    version: int
    published_on: date
    reason: str
    sha256: str


class PackFactsOut(PackOut):
    says: dict[str, Any]


@router.get("/packs", response=list[PackOut])
@open_to("read packs")
def published_packs(request: Request) -> list[dict[str, Any]]:
    """The newest version of each pack that is published, the newest pack first."""
    found = [pack.versions.all() for pack in queries.packs(request.viewer)]
    return [_told(held[0]) for held in found if held]


@router.get("/packs/{id}", response=PackFactsOut)
@open_to("read packs")
def published_pack(request: Request, id: int) -> dict[str, Any]:
    """What the Members’ pack says, without its drawings; nothing of few people is in it."""
    version = queries.versions(request.viewer).filter(pack__pk=id).order_by("-number").first()
    said = queries.facts_of(version, Edition.MEMBERS)
    if version is None or said is None:
        raise Http404
    undrawn = [
        {name: words for name, words in one.items() if name not in ("spark", "chart")} for one in said["measures"]
    ]
    return {**_told(version), "says": {**said, "measures": undrawn}}


def _told(version: PackVersion) -> dict[str, Any]:
    return {
        "id": version.pack_id,
        "title": version.pack.title,
        "figures_until": version.pack.period_ends_on,
        "version": version.number,
        "published_on": version.published_on,
        "reason": version.reason,
        "sha256": version.digest,
    }
