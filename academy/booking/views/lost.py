"""Places that people gave back: why, and in which service."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from academy.analysis.disclosure import HIDDEN
from academy.booking import measures, queries
from academy.booking.forms import PeriodFilter
from academy.booking.queries import Lost
from academy.booking.rules import CancelReason
from academy.core.exports import Column, Table
from academy.people.models import Organisation
from academy.people.rules import OrganisationKind
from academy.people.scope import Request, open_to
from academy.ui import tables

A_YEAR = timedelta(days=365)


@open_to("see places lost")
def places_lost(request: Request) -> HttpResponseBase:
    form = PeriodFilter(request.GET)
    form.is_valid()
    since, until = _period(form, request.viewer.on)
    wanted = form.cleaned_data.get("organisation")
    organisation = get_object_or_404(Organisation, pk=wanted) if wanted else None
    kind = form.cleaned_data.get("kind", "")
    lost = queries.places_lost(
        request.viewer, since=since, until=until, organisation=organisation, kind="" if organisation else kind
    )
    table = _table(request, lost.rows)
    if file := tables.download(request, table):
        return file
    context = {
        "form": form,
        "since": since,
        "until": until,
        "organisation": organisation,
        "kind": dict(OrganisationKind.choices).get(kind, ""),
        "lost": lost,
        "figure": measures.places_lost_to_workload(lost, on=until, opens_to=f"{request.get_full_path()}#services"),
        "table": tables.show(request, table, per_page=50),
        "is_hidden": any(HIDDEN in (*row.counts.values(), row.total) for row in lost.rows),
        "cleared": reverse("places-lost") if request.GET else "",
    }
    return render(request, "booking/places_lost.html", context)


def _period(form: PeriodFilter, on: date) -> tuple[date, date]:
    """The last twelve months, unless the address says otherwise."""
    until = form.cleaned_data.get("until") or on
    since = form.cleaned_data.get("since") or until - A_YEAR
    return min(since, until), until


def _table(request: Request, rows: tuple[Lost, ...]) -> Table:
    def inside(row: Lost) -> str:
        return tables.address(request, **row.inside) if row.inside else ""

    columns: list[Any] = [
        Column("service", "Service", link=inside, is_row_header=True),
        *(_column(reason) for reason in queries.LOST_BECAUSE),
        Column("total", "All", align="right"),
    ]
    return Table(caption="Places given back", columns=columns, rows=rows)


def _column(reason: CancelReason) -> Column:
    return Column(reason.value, str(reason.label), align="right", value=lambda row: row.counts[reason])
