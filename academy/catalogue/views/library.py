"""The library: its shelves, the page of a resource, and the file itself."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.catalogue import queries
from academy.catalogue import rules as words
from academy.catalogue.actions import library as actions
from academy.catalogue.forms.library import LibraryFilter
from academy.catalogue.models import Resource, ResourceVersion
from academy.catalogue.queries import library as shelf
from academy.catalogue.rules import library as rules
from academy.core import search
from academy.core.uploads import SOUNDS, serve, size_words
from academy.frameworks import queries as frameworks
from academy.people.scope import Request, open_to
from academy.ui import tables

PER_PAGE = 20
NEW = 6


@open_to("see the offer")
def library(request: Request) -> HttpResponse:
    """Its shelves, or what was found in them."""
    viewer = request.viewer
    form = LibraryFilter(request.GET, viewer=viewer)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    context: dict[str, Any] = {"form": form, "may_add": viewer.may("change the offer"), "tags": []}
    if chosen:
        found = shelf.resources(viewer, **_as_query(chosen))
        rows, pages = _one_page(request, found, typed=chosen.get("q", ""))
        context |= {"rows": rows, "pages": pages, "chosen": _removable(request, form, chosen)}
    else:
        new = shelf.in_rows(shelf.resources(viewer))[:NEW]
        shelves = shelf.shelves(viewer)
        total = sum(held for _, held in shelves)
        context |= {"shelves": shelves, "total": total, "rows": [_row(one) for one in new]}
    if not chosen or set(chosen) == {"tag"}:
        context["tags"] = shelf.tags(viewer)
    return render(request, "catalogue/library/library.html", context)


@open_to("see the offer")
def resource(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(shelf.every_resource(viewer), pk=id)
    may_change = viewer.may("change the offer") and shelf.own_resources(viewer).filter(pk=id).exists()
    version = found.current
    context = {
        "resource": found,
        "item": found.item,
        "version": version,
        "caption": f"{found.get_form_display()} in the library",
        "hours": words.hours_words(found.item.hours),
        "verb": _verb(found),
        "size": size_words(version.file.size) if version else "",
        "excerpt": _excerpt(version),
        "may_be_done": rules.MAY_BE_DONE[rules.Licence(found.licence)],
        "tags": found.tags.all(),
        "uses": shelf.uses(found, on=viewer.on).words,
        "capabilities": queries.capabilities_of(found.item),
        "collections": queries.collections_with(viewer, found.item),
        "bases": frameworks.bases_of(found.item),
        "waiting": [frameworks.words_of(review, on=viewer.on) for review in frameworks.reviews_of(found.item)],
        "is_past_review": found.is_past_review(on=viewer.on),
        "may_change": may_change,
        "versions": shelf.versions(viewer).filter(resource=found) if may_change else [],
    }
    return render(request, "catalogue/library/resource.html", context)


@open_to("see the offer")
def resource_file(request: Request, id: int) -> HttpResponseBase:
    """The file of today. A link is followed from here too, so that both are counted alike."""
    found = get_object_or_404(shelf.every_resource(request.viewer), pk=id)
    _count(request, found)
    if found.current is None:
        return redirect(found.link)
    called, as_download = found.item.title, "download" in request.GET
    return serve(request, found.current.file, called=called, as_download=as_download)


@open_to("see the offer")
def resource_captions(request: Request, id: int) -> HttpResponseBase:
    return _part(request, id, "captions")


@open_to("see the offer")
def resource_preview(request: Request, id: int) -> HttpResponseBase:
    return _part(request, id, "preview")


@open_to("change the offer")
def earlier_file(request: Request, id: int) -> HttpResponseBase:
    """A file that was replaced, for whoever looks after it."""
    version = get_object_or_404(shelf.versions(request.viewer), pk=id)
    called = f"{version.resource.item.title} version {version.number}"
    return serve(request, version.file, called=called, as_download=True)


def _part(request: Request, id: int, part: str) -> HttpResponseBase:
    found = get_object_or_404(shelf.every_resource(request.viewer), pk=id)
    stored = getattr(found.current, part, None)
    if stored is None:
        raise Http404
    return serve(request, stored, called=f"{found.item.title} {part}")


def _count(request: Request, found: Resource) -> None:
    """Once for each person and month; a player asks for many parts, of which only the first counts."""
    is_further = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    if request.method == "GET" and request.viewer.person is not None and not is_further:
        actions.count_use(found, request.viewer.person, on=request.viewer.on)


def _verb(found: Resource) -> str:
    if found.form != rules.Form.RECORDING:
        return "read"
    return "listened to" if found.current and found.current.file.kind in SOUNDS else "watched"


def _excerpt(version: ResourceVersion | None) -> str:
    """How it begins, when there is no picture of it."""
    if version is None or version.preview is not None or not version.text or version.captions is not None:
        return ""
    return version.text[: rules.EXCERPT].rsplit(" ", 1)[0] + (" …" if len(version.text) > rules.EXCERPT else "")


def _as_query(chosen: dict[str, Any]) -> dict[str, Any]:
    return {"search" if name == "q" else name: value for name, value in chosen.items()}


def _row(found: Resource) -> dict[str, Any]:
    """The words a row needs, so that the template only shows."""
    return {
        "id": found.pk,
        "title": found.item.title,
        "summary": found.item.summary,
        "facts": f"{found.words}. {found.item.organisation.name}.",
    }


def _one_page(request: HttpRequest, found: Any, *, typed: str) -> tuple[list[dict[str, Any]], tables.ShownTable]:
    """One count and one slice, however long the shelf."""
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    rows = [_row(one) for one in shelf.in_rows(found)[(page.number - 1) * PER_PAGE :][:PER_PAGE]]
    inside = shelf.beginnings([row["id"] for row in rows]) if typed else {}
    for row in rows:
        row["excerpt"] = _around(inside.get(row["id"], ""), typed)
    return rows, tables.pages_of(request, page)


def _around(text: str, typed: str) -> str:
    """The words that were looked for where they stand in the file, if they do."""
    shown = search.excerpt(text.replace("\n", " · "), typed, length=180) if text else ""
    return shown if "<mark>" in shown else ""


def _removable(request: HttpRequest, form: LibraryFilter, chosen: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"words": _words(request, form, name, value), "url": tables.address(request, **{name: ""})}
        for name, value in chosen.items()
    ]


def _words(request: Any, form: LibraryFilter, name: str, value: Any) -> str:
    if name == "q":
        return f"“{value}”"
    if name == "tag":
        tag = shelf.tag(request.viewer, value)
        return tag.name if tag else "A tag we do not have"
    return str(dict(form.fields[name].choices)[value])  # type: ignore[attr-defined]
