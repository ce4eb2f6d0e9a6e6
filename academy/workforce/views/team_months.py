"""The month's figures of teams: brought in as a file, looked at first, saved, and undone if it was the wrong one."""

from collections.abc import Callable, Mapping
from datetime import date

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import clock
from academy.core.exports import Column, Table, as_csv
from academy.people.scope import Request, open_to, visible
from academy.ui import tables
from academy.ui.incoming import IncomingFile
from academy.workforce import actions, imports, queries
from academy.workforce.forms.rates import EstablishmentForm, MonthFileForm
from academy.workforce.imports.team_months import COLUMNS
from academy.workforce.models import Establishment
from academy.workforce.queries.rates import Workforce
from academy.workforce.rules.rates import month_ends

FILE = IncomingFile(
    imports.TEAM_MONTHS,
    called="A month of teams",
    row="Team",
    columns=[Column("starts_on", "Month until", kind=date), Column("says", "What")],
    caption="What the file brings",
)


@open_to("load workforce files")
def team_months(request: Request) -> HttpResponseBase:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MonthFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("month-file", FILE.take_in(form.cleaned_data["file"], by=request.viewer.account).pk)
    context = {"form": form, "columns": COLUMNS, "runs": FILE.runs()[:12]}
    return render(request, "workforce/team_months.html", context)


@open_to("load workforce files")
def month_example(request: Request) -> HttpResponseBase:
    """This month's file with every team in it and nothing filled in."""
    on = month_ends(clock.today(), 1)[0]
    names = queries.team_names(Workforce().teams(on))
    rows = [{"team": name, "on": f"{on:%Y-%m}"} for name in names.values()]
    columns = [Column(column.name, column.label, value=_filled(column.name)) for column in COLUMNS]
    return as_csv(Table(f"Month {on:%Y-%m}", columns, rows))


@open_to("load workforce files")
def month_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(FILE.runs(), pk=id)
    return FILE.page(request, run, "workforce/month_file.html", by=request.viewer.account)


@open_to("load workforce files")
def set_establishment(request: Request) -> HttpResponseBase:
    teams = queries.council_teams()
    form = EstablishmentForm(request.POST or None, teams=teams, initial={"starts_on": clock.today()})
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_refusals():
            actions.set_establishment(
                said["team"], fte=said["fte"], starts_on=said["starts_on"], by=request.viewer.account
            )
            return redirect("set-establishment")
    lines = visible(request.viewer, Establishment, "load workforce files").select_related("team")
    table = Table(
        "What teams are budgeted to have",
        [
            Column("team", "Team", is_row_header=True),
            Column("fte", "FTE", align="right", value=lambda line: f"{line.fte.normalize():f}"),
            Column("starts_on", "From", kind=date),
        ],
        lines.order_by("-starts_on", "team__name"),
    )
    if file := tables.download(request, table):
        return file
    context = {"form": form, "table": tables.show(request, table)}
    return render(request, "workforce/set_establishment.html", context)


def _filled(name: str) -> Callable[[Mapping[str, str]], str]:
    return lambda row: row.get(name, "")
