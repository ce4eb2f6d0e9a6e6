"""Packs to read: as they went out, in the edition that is the reader's."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify

from academy.core import trail
from academy.improvement.models import Pack, PackVersion
from academy.improvement.queries import packs as queries
from academy.improvement.rules.packs import Edition, FileKind, PackState
from academy.improvement.shown import packs as shown
from academy.people.scope import Request, open_to

TYPES = {
    FileKind.FACTS: "application/json",
    FileKind.PDF: "application/pdf",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
TO_READ = (FileKind.PDF, FileKind.SLIDES, FileKind.XLSX, FileKind.CSV)


@open_to("read packs")
def packs(request: Request) -> HttpResponseBase:
    found = list(queries.packs(request.viewer))
    context = {
        "published": [pack for pack in found if pack.versions.all()],
        "written": [pack for pack in found if pack.state != PackState.PUBLISHED],
        "writes": request.viewer.may("write packs"),
        "sees_drafts": request.viewer.may("see packs being written"),
    }
    return render(request, "improvement/packs/packs.html", context)


@open_to("read packs")
def pack(request: Request, id: int) -> HttpResponseBase:
    """As it went out last; before that, to those who write it, what it is becoming."""
    found = _pack_or_404(request, id)
    version = queries.latest_version(found)
    if version is None:
        return redirect("pack-draft", id=found.pk)
    return _version(request, version)


@open_to("read packs")
def pack_version(request: Request, id: int) -> HttpResponseBase:
    return _version(request, version_or_404(request, id))


@open_to("read packs")
def pack_version_measure(request: Request, id: int, measure_code: str) -> HttpResponseBase:
    """The measure as the pack tells it: the chart, the three sentences and the numbers."""
    version, edition = version_or_404(request, id), edition_of(request)
    context = shown.one_measure(_facts(version, edition), measure_code)
    if context is None:
        raise Http404
    return render(
        request, "improvement/packs/measure.html", {**context, "version": version, "back": _address(version, edition)}
    )


@open_to("read packs")
def pack_file(request: Request, id: int) -> HttpResponseBase:
    """The very bytes that were kept when it was published."""
    found = queries.files(request.viewer).filter(pk=id).first()
    if found is None:
        raise Http404
    if found.edition == Edition.BOARD:
        trail.note_reading(request.viewer.account, "took", found)
    response = HttpResponse(bytes(found.content), content_type=TYPES[FileKind(found.kind)])
    name = f"{slugify(str(found.version))}-{found.edition}.{found.kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def edition_of(request: Request) -> Edition:
    """The Members’ unless somebody who may read the other asks for it."""
    asks = request.GET.get("edition") == Edition.BOARD
    return Edition.BOARD if asks and request.viewer.may("read board packs") else Edition.MEMBERS


def version_or_404(request: Request, id: int) -> PackVersion:
    found = queries.versions(request.viewer).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def _version(request: Request, version: PackVersion) -> HttpResponse:
    edition = edition_of(request)
    said = _facts(version, edition)
    context: dict[str, Any] = {
        **shown.front(said),
        "version": version,
        "edition": edition,
        "is_board": edition == Edition.BOARD,
        "reads_both": request.viewer.may("read board packs"),
        "writes": request.viewer.may("write packs"),
        "files": _files(request, version, edition),
        "versions": list(queries.versions(request.viewer).filter(pack=version.pack).order_by("-number")),
    }
    return render(request, "improvement/packs/pack.html", context)


def _files(request: Request, version: PackVersion, edition: Edition) -> list[Any]:
    found = {one.kind: one for one in queries.files(request.viewer).filter(version=version, edition=edition)}
    return [found[kind] for kind in TO_READ if kind in found]


def _facts(version: PackVersion, edition: Edition) -> dict[str, Any]:
    said = queries.facts_of(version, edition)
    if said is None:
        raise Http404
    return said


def _address(version: PackVersion, edition: Edition) -> str:
    return version.get_absolute_url() + ("?edition=board" if edition == Edition.BOARD else "")


def _pack_or_404(request: Request, id: int) -> Pack:
    found = queries.packs(request.viewer).filter(pk=id).first()
    if found is None:
        raise Http404
    return found
