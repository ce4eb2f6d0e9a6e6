"""Published files, release by release: what is printed, what its own parts give, and why the two differ."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.imports import PACKED
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to
from academy.ui import tables
from academy.workforce import actions, imports, queries
from academy.workforce.forms.published import AreaFilter
from academy.workforce.forms.rates import PublishedFileForm
from academy.workforce.models import Release
from academy.workforce.queries.published import areas, of_authorities, rows_of
from academy.workforce.rules.published import OPEN_LICENCE, SYMBOLS
from academy.workforce.shown import published as shown


@open_to("see workforce rates")
def published_files(request: Request) -> HttpResponseBase:
    may_load = request.viewer.may("load workforce files")
    sent = (request.POST, request.FILES) if request.method == "POST" and may_load else (None, None)
    form = PublishedFileForm(*sent)
    left_out: list[str] = []
    if form.is_valid():
        with form.showing_refusals():
            release, left_out = _take_in(request, form)
            if not left_out:
                return redirect(release)
    table = shown.releases_table(queries.releases())
    context = {
        "form": form if may_load else None,
        "left_out": list(imports.left_out_words(left_out)),
        "table": tables.show(request, table, has_downloads=False),
        "licence": OPEN_LICENCE,
    }
    return render(request, "workforce/published_files.html", context)


@open_to("see workforce rates")
def published_release(request: Request, id: int) -> HttpResponseBase:
    release = get_object_or_404(Release, pk=id)  # what is published is open to all who see rates
    places = areas(release)
    form = AreaFilter(request.GET or None, areas=places)
    area = form.chosen("area") or (places[0] if places else "")
    found = queries.recomputed_rows(rows_of(release, area=area))
    table = shown.recomputed_table(found, of_authorities(found), caption=f"{area}: printed, and worked out again")
    if file := tables.download(request, table):
        return file
    compared = [one for _, one in found if one.is_compared]
    context = {
        "release": release,
        "form": form if places else None,
        "area": area,
        "same": sum(one.is_same for one in compared),
        "compared": len(compared),
        "table": tables.show(request, table, per_page=27),
        "revised": tables.whole(shown.revised_table(queries.revised(release, area=area))),
        "neighbours": release.neighbours.values("of_code").distinct().count(),
        "symbols": sorted(SYMBOLS.items()),
        "licence": OPEN_LICENCE,
        "may_load": request.viewer.may("load workforce files"),
    }
    return render(request, "workforce/published_release.html", context)


@open_to("load workforce files")
def take_release_away(request: Request, id: int) -> HttpResponseBase:
    release = get_object_or_404(Release, pk=id)
    if request.method == "POST":
        actions.take_release_away(release, by=request.viewer.account)
        return redirect("published-files")
    return render(request, "workforce/take_release_away.html", {"release": release})


def _take_in(request: Request, form: PublishedFileForm) -> tuple[Release, list[str]]:
    said = form.cleaned_data
    if said["file"].size > PACKED:
        raise Refused("The file is larger than 20 MB. Send the table itself, not all that came with it.", field="file")
    return imports.take_in_published(
        said["file"].read(),
        said["file"].name,
        by=request.viewer.account,
        title=said["title"],
        released_on=said["released_on"],
    )
