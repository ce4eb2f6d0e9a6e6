"""One's year of CPD: what it holds, what is missing, and all of it to take to the regulator."""

from datetime import date

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from academy.people.scope import Request, open_to
from academy.records import exports, queries, rules
from academy.ui import tables

UNWRITTEN = 8


@open_to("keep reflections")
@never_cache
def cpd(request: Request) -> HttpResponse:
    viewer = request.viewer
    if viewer.person is None:
        return render(request, "records/nobody.html")
    starts_on = _year(request)
    is_now = starts_on == rules.year_start(viewer.on)
    ends_on = rules.year_end(starts_on)
    written = list(queries.own_reflections(viewer).filter(done_on__range=(starts_on, ends_on)))
    context = {
        "cpd": queries.cpd_year(viewer.person, on=viewer.on if is_now else ends_on),
        "pieces": [one for one in written if one.is_finished],
        "drafts": [one for one in written if not one.is_finished],
        "unwritten": list(queries.not_reflected_on(viewer, since=starts_on)[:UNWRITTEN]) if is_now else [],
        "is_now": is_now,
        "before": starts_on.year - 1,
        "after": None if is_now else starts_on.year + 1,
    }
    return render(request, "records/cpd.html", context)


@open_to("keep reflections")
@never_cache
def cpd_copy(request: Request) -> HttpResponseBase:
    """Each answer in a box of its own, to be copied; and the same as a file."""
    viewer = request.viewer
    if viewer.person is None:
        return render(request, "records/nobody.html")
    starts_on = _year(request)
    pieces = exports.cpd_pieces(queries.pieces(viewer.person, starts_on))
    name = f"cpd-{starts_on.year}-{starts_on.year + 1}"
    if request.GET.get("format") == "text":
        said = exports.cpd_text(viewer.person, pieces, starts_on=starts_on)
        return _file(said.encode(), "text/plain; charset=utf-8", f"{name}.txt")
    if request.GET.get("format") == "pdf":
        made = exports.cpd_pdf(viewer.person, pieces, starts_on=starts_on, made_on=viewer.on)
        return _file(made, "application/pdf", f"{name}.pdf")
    if file := tables.download(request, exports.cpd_table(viewer.person, pieces), is_noted=False):
        return file
    context = {
        "pieces": pieces,
        "cpd": queries.cpd_year(viewer.person, on=min(viewer.on, rules.year_end(starts_on))),
        "files": {form: tables.address(request, format=form) for form in ("text", "pdf", "csv", "xlsx")},
    }
    return render(request, "records/cpd_copy.html", context)


def _year(request: Request) -> date:
    """The year that is asked for by the one in which it began; the present one for anything else."""
    asked, now = request.GET.get("year", ""), rules.year_start(request.viewer.on)
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else now.year
    return date(year, now.month, 1) if rules.EARLIEST.year <= year <= now.year else now


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
