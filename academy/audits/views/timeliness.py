"""How long casework takes: read from the authority’s own lists, kept as counts, and followed month by month."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.audits import shown_timeliness as shown
from academy.audits.actions import timeliness as actions
from academy.audits.forms.timeliness import ListsForm
from academy.audits.queries import timeliness as queries
from academy.audits.rules import clocks as rules
from academy.audits.timeliness import areas
from academy.core import clock
from academy.core.uploads.in_memory import in_memory
from academy.people.scope import Request, open_to
from academy.ui import tables

MONTHS = 4


@open_to("see practice timeliness")
def timeliness(request: Request) -> HttpResponseBase:
    months = queries.by_month(request.viewer, months=MONTHS)
    wanted = request.GET.get("area", "")
    area = wanted if wanted in areas() else areas()[0]
    table = shown.months_table(months, area)
    if file := tables.download(request, table):
        return file
    latest = months[0] if months else None
    context = {
        "months": months,
        "latest": latest,
        "areas": areas(),
        "area": area,
        "table": tables.show(request, table, per_page=50) if months else None,
        "agencies": tables.whole(shown.agencies_table(latest)) if latest and latest.agencies else None,
        "is_hidden": shown.has_hidden(months),
        "may_read": request.viewer.may("read lists for timeliness"),
    }
    return render(request, "audits/timeliness/timeliness.html", context)


@open_to("read lists for timeliness")
@in_memory
def read_lists(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListsForm(*sent, today=clock.today())
    if form.is_valid():
        with form.showing_refusals():
            file, on = form.cleaned_data["file"], form.cleaned_data["on"]
            reading = actions.read_lists(file.read(), file_name=file.name, on=on, by=request.viewer.account)
            return redirect(reading)
    return render(request, "audits/timeliness/read_lists.html", {"form": form})


@open_to("see practice timeliness")
def timeliness_reading(request: Request, id: int) -> HttpResponseBase:
    found = queries.readings(request.viewer).prefetch_related("figures").select_related("taken_by")
    reading = get_object_or_404(found, pk=id)
    if file := tables.download(request, shown.figures_table(reading, is_file=True)):
        return file
    table = shown.figures_table(reading)
    context = {
        "reading": reading,
        "table": tables.show(request, table, per_page=100),
        "agencies": tables.whole(shown.agencies_table(reading)) if reading.agencies else None,
        "is_hidden": any(figure.is_hidden for figure in reading.figures.all()),
    }
    return render(request, "audits/timeliness/timeliness_reading.html", context)


@open_to("see practice timeliness")
def timeliness_measure(request: Request, code: str) -> HttpResponseBase:
    one = shown.measure_or_none(code)
    if one is None:
        raise Http404
    figures = list(queries.series(request.viewer, code))
    table = shown.measure_table(figures, one)
    if file := tables.download(request, table):
        return file
    latest = figures[-1] if figures else None
    context = {
        "measure": one,
        "good": shown.GOOD[one.good],
        "latest": latest,
        "value": shown.value_words(one, latest),
        "chart": shown.measure_chart(figures, one),
        "table": tables.show(request, table),
    }
    return render(request, "audits/timeliness/timeliness_measure.html", context)


@open_to("see practice timeliness")
def clocks(request: Request) -> HttpResponseBase:
    every = rules.clocks(settings.OWN_CLOCKS)
    table = shown.clocks_table(rules.in_force(every.rules, request.viewer.on))
    if file := tables.download(request, table):
        return file
    return render(request, "audits/timeliness/clocks.html", {"table": tables.show(request, table, per_page=50)})
